/** The columns of the grid: how each is drawn and edited, and how the project arranged them. */

import type { ColDef, ColumnState, SuppressKeyboardEventParams } from "ag-grid-community";

import type { Say } from "../lib/texts";
import { type CellSetting, StatusCell, TextCell, YesNoCell } from "./cell_view";
import { ChoiceEditor } from "./choice_editor";
import { ColumnHeader } from "./column_header";
import { DateEditor, TextEditor } from "./editors";
import type { ColumnSpec, Layout, NumberStyle } from "./protocol";
import type { Row } from "./row_store";

const WIDTHS: Record<string, number> = { phone: 184, choice: 156, date: 136, moment: 168, yes_no: 112, text: 152 };

export interface ColumnHooks extends Omit<CellSetting, "column"> {
  say: Say;
  dateExample: string;
  /** How the columns stand until somebody arranges them. */
  atFirst: { hidden: readonly string[]; pinned: readonly string[] };
  /** The text that an edit of the cell starts with. */
  editText(row: Row, column: ColumnSpec): string;
  /** Somebody begins to write in the cell. */
  opened(row: Row, column: string): void;
  openFilter(column: string, at: HTMLElement): void;
  isFiltered(column: string): boolean;
  /** Keys that the table takes before the grid does; true where it took one. */
  takesKey(event: KeyboardEvent, row: Row, column: ColumnSpec, editing: boolean): boolean;
}

export function columnDefs(
  specs: readonly ColumnSpec[],
  layout: Partial<Layout>,
  hooks: ColumnHooks,
): ColDef<Row, string>[] {
  return arranged(specs, layout.order ?? []).map((column) => ({
    colId: column.name,
    headerName: column.label,
    width: layout.widths?.[column.name] ?? WIDTHS[column.kind] ?? 152,
    minWidth: 72,
    hide: (layout.hidden ?? hooks.atFirst.hidden).includes(column.name),
    pinned: (layout.pinned ?? hooks.atFirst.pinned).includes(column.name) ? "left" : null,
    editable: column.by_hand && column.kind !== "yes_no",
    // The rows are sorted all at once afterwards; to the grid all cells are equal.
    comparator: () => 0,
    valueGetter: ({ data }) => (data ? hooks.editText(data, column) : ""),
    cellRenderer: cellOf(column),
    cellRendererParams: { column, looks: hooks.looks, enter: hooks.enter },
    ...editorOf(column, hooks),
    suppressKeyboardEvent: ({ event, editing, data }: SuppressKeyboardEventParams<Row, string>) =>
      data !== undefined && hooks.takesKey(event, data, column, editing),
    headerComponentParams: {
      innerHeaderComponent: ColumnHeader,
      innerHeaderComponentParams: {
        filterLabel: hooks.say("filter_column", { column: column.label }),
        openFilter: (at: HTMLElement) => hooks.openFilter(column.name, at),
        isFiltered: () => hooks.isFiltered(column.name),
      },
    },
  }));
}

/** How the columns stand now, to be remembered. */
export function layoutOf(states: readonly ColumnState[], names: ReadonlySet<string>, style: NumberStyle): Layout {
  const own = states.filter(({ colId }) => names.has(colId));
  const those = (is: (state: ColumnState) => unknown) => own.filter(is).map(({ colId }) => colId);
  return {
    order: those(() => true),
    hidden: those(({ hide }) => hide),
    pinned: those(({ pinned }) => pinned),
    widths: Object.fromEntries(own.map(({ colId, width }) => [colId, Math.round(width ?? 0)])),
    style,
  };
}

/** The columns in the project's order; those that it does not know yet come last. */
function arranged(specs: readonly ColumnSpec[], order: readonly string[]): ColumnSpec[] {
  const place = new Map(order.map((name, at) => [name, at]));
  const at = ({ name }: ColumnSpec) => place.get(name) ?? order.length;
  return [...specs].sort((a, b) => at(a) - at(b));
}

function cellOf(column: ColumnSpec) {
  if (column.kind === "yes_no") return YesNoCell;
  return column.name === "status" ? StatusCell : TextCell;
}

function editorOf(column: ColumnSpec, { say, dateExample, opened: told }: ColumnHooks): ColDef<Row, string> {
  const { label, choices } = column;
  const opened = (row: Row) => told(row, column.name);
  switch (column.kind) {
    case "choice":
      return {
        cellEditor: ChoiceEditor,
        cellEditorParams: { label, opened, choices, nothing: say("empty_cell") },
        cellEditorPopup: true,
      };
    case "date":
      return {
        cellEditor: DateEditor,
        cellEditorParams: { label, opened, placeholder: dateExample, calendar: say("open_calendar") },
      };
    case "phone":
      return { cellEditor: TextEditor, cellEditorParams: { label, opened, inputmode: "tel" } };
    default:
      return { cellEditor: TextEditor, cellEditorParams: { label, opened } };
  }
}
