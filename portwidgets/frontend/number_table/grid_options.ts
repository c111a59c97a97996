/** How AG Grid is set up: what it shows and sorts by, and whom it tells. Python edits, it only asks. */

import type { GridApi, GridOptions } from "ag-grid-community";

import type { ColumnHooks } from "./columns";
import type { Filters } from "./filters";
import { localeText } from "./grid_texts";
import { gridTheme } from "./grid_theme";
import type { ColumnSpec } from "./protocol";
import type { Row } from "./row_store";
import type { Session } from "./session";
import { type SortKey, sortRows } from "./sorting";

/** What the grid asks and tells the view around it. */
export interface GridHooks extends Omit<ColumnHooks, "opened"> {
  /** `seen` is what stood in the cell when the editor opened. */
  edited(row: Row, column: ColumnSpec, text: string, seen: string): void;
  /** The row of an open editor is gone, and what was typed with it. */
  lost(draft: string): void;
  focused(): void;
  selected(): void;
  arranged(): void;
  shown(): void;
}

/** `seen` is what stood in a cell when its editor opened. */
export function gridOptions(
  session: Session,
  filters: Filters,
  hooks: GridHooks,
  seen: (row: Row, column: string) => string | undefined,
): GridOptions<Row> {
  const asked = () => ({
    cells: (name: string) => session.rows.column(name),
    columns: session.state.columns,
    looks: hooks.looks,
  });
  return {
    theme: gridTheme,
    rowData: [...session.rows.rows],
    getRowId: ({ data }) => data.id,
    rowSelection: { mode: "multiRow", selectAll: "filtered" },
    selectionColumnDef: { pinned: "left", lockPinned: true, width: 44, resizable: false, suppressMovable: true },
    // Python edits; the grid only asks for it.
    readOnlyEdit: true,
    stopEditingWhenCellsLoseFocus: true,
    enterNavigatesVerticallyAfterEdit: true,
    suppressStartEditOnTab: true,
    suppressDragLeaveHidesColumns: true,
    suppressOverlays: ["loading", "noRows", "noMatchingRows"],
    loading: false,
    animateRows: false,
    rowBuffer: 4, // rows out of sight are made when somebody scrolls
    ensureDomOrder: true,
    getLocaleText: ({ key, defaultValue }) => localeText(session.say, key, defaultValue),
    isExternalFilterPresent: () => filters.active,
    doesExternalFilterPass: ({ data }) => data !== undefined && filters.passes(data, asked),
    postSortRows: ({ nodes, api }) => sortRows(nodes, sortKeys(api, session), session.language),
    onCellEditRequest: ({ data, column, newValue }) => {
      const spec = columnOf(session, column.getColId());
      if (!spec) return;
      const before = seen(data, spec.name) ?? session.shown(data, spec.name);
      hooks.edited(data, spec, String(newValue ?? ""), before);
    },
    onCellFocused: () => hooks.focused(),
    onSelectionChanged: () => hooks.selected(),
    onModelUpdated: () => hooks.shown(),
    onColumnMoved: ({ finished, source }) => finished && byHand(source) && hooks.arranged(),
    onColumnResized: ({ finished, source }) => finished && byHand(source) && hooks.arranged(),
    onColumnPinned: ({ source }) => byHand(source) && hooks.arranged(),
  };
}

/** The column of that name. */
export function columnOf(session: Session, name: string): ColumnSpec | undefined {
  return session.state.columns.find((column) => column.name === name);
}

function sortKeys(api: GridApi<Row>, session: Session): SortKey[] {
  return api
    .getColumnState()
    .filter(({ sort }) => sort)
    .sort((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
    .flatMap(({ colId, sort }) => {
      const column = columnOf(session, colId);
      const cells = session.rows.column(colId);
      return column ? [{ column, cells, descending: sort === "desc" }] : [];
    });
}

/** Whether a person moved the column; the grid arranges some by itself. */
function byHand(source: string): boolean {
  return source.startsWith("ui");
}
