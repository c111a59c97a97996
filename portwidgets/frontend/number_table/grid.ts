/** The grid: AG Grid with the modules we need, over the rows that the session knows. */

import { createGrid, type GridApi } from "ag-grid-community";

import { type ColumnHooks, columnDefs, layoutOf } from "./columns";
import type { Filters } from "./filters";
import { registerModules } from "./grid_modules";
import { columnOf, type GridHooks, gridOptions } from "./grid_options";
import { OpenEditor } from "./open_editor";
import type { ColumnSpec, Layout, NumberStyle } from "./protocol";
import type { Row } from "./row_store";
import type { Session } from "./session";
import { Sight } from "./sight";

registerModules();

export interface Place {
  row: Row;
  column: ColumnSpec;
}

export class Grid {
  readonly #api: GridApi<Row>;
  readonly #session: Session;
  readonly #filters: Filters;
  readonly #hooks: GridHooks;
  readonly #editor: OpenEditor;
  readonly #host: HTMLElement;
  /** A person put the focus where it is. */
  #chosen = false;
  readonly #sight: Sight;

  constructor(host: HTMLElement, styles: ShadowRoot, session: Session, filters: Filters, hooks: GridHooks) {
    this.#session = session;
    this.#filters = filters;
    this.#hooks = hooks;
    this.#host = host;
    for (const kind of ["mousedown", "keydown"]) {
      host.addEventListener(kind, () => (this.#chosen = true), { capture: true });
    }
    this.#editor = new OpenEditor(host, () => this.#api);
    this.#api = createGrid(host, {
      ...gridOptions(session, filters, hooks, (row, column) => this.#editor.seen(row, column)),
      themeStyleContainer: styles as unknown as HTMLElement, // their type forgets shadow roots
      columnDefs: columnDefs(session.state.columns, session.layout, this.#columnHooks()),
      context: this,
    });
    this.#sight = new Sight(host, this.#api);
    this.label();
  }

  destroy(): void {
    this.#sight.close();
    this.#editor.close();
    this.#api.destroy();
  }

  /** Take the texts and columns of the present state. */
  label(): void {
    this.#api.setGridAriaProperty("label", this.#session.say("table_label"));
  }

  renewColumns(layout: Partial<Layout>): void {
    const defs = columnDefs(this.#session.state.columns, layout, this.#columnHooks());
    this.#keepPlace(() => this.#api.setGridOption("columnDefs", defs));
    this.#api.refreshHeader();
  }

  /** Other rows are there than before. */
  renewRows(): void {
    const edited = this.#editor.row;
    if (edited) this.#filters.keep([edited.id]);
    this.#keepPlace(() => this.#api.setGridOption("rowData", [...this.#session.rows.rows]));
  }

  /** Whoever writes goes on writing, and the focus stays with its row. */
  #keepPlace(change: () => void): void {
    const { focus, hasFocus } = this;
    const isThere = (row: Row) => this.#session.rows.row(row.id) !== undefined;
    this.#editor.keepThrough(change, isThere, (draft) => this.#hooks.lost(draft));
    if (!focus || !hasFocus || this.isEditing) return;
    const rowIndex = this.#api.getRowNode(focus.row.id)?.rowIndex;
    if (typeof rowIndex !== "number") this.refocus();
    else if (!this.hasFocus || this.focus?.row !== focus.row) this.#api.setFocusedCell(rowIndex, focus.column.name);
  }

  #columnHooks(): ColumnHooks {
    const opened = (row: Row, column: string) =>
      this.#editor.opened(row, column, this.#session.shown(row, column));
    return { ...this.#hooks, opened };
  }

  /** The focus is on a cell, a heading or an editor. */
  get hasFocus(): boolean {
    const root = this.#host.getRootNode() as ShadowRoot;
    return root.activeElement !== null;
  }

  /** Draw cells anew; rows keep their place until somebody sorts or filters. */
  renewCells(cells?: readonly { row: Row; column: string }[]): void {
    if (!cells || cells.length > 2000) {
      this.#api.refreshCells({ force: true });
      return;
    }
    const rowNodes = [...new Set(cells.map(({ row }) => row.id))]
      .map((id) => this.#api.getRowNode(id))
      .filter((node) => node !== undefined);
    // What Python computes stands beside a cell ("~status") and is shown in it.
    const columns = [...new Set(cells.map(({ column }) => column.replace(/^~/, "")))];
    const known = columns.filter((name) => this.#api.getColumn(name));
    if (rowNodes.length && known.length) {
      this.#api.refreshCells({ rowNodes, columns: known, force: true });
    }
  }

  /** Show these new rows whatever the filters say. */
  keepInSight(rows: readonly Row[]): void {
    this.#filters.keep(rows.map(({ id }) => id));
    if (this.#filters.active) this.refilter();
  }

  refilter(): void {
    this.#api.onFilterChanged();
    this.#api.refreshHeader();
  }

  get shownCount(): number {
    return this.#api.getDisplayedRowCount();
  }

  get focus(): Place | undefined {
    const focused = this.#api.getFocusedCell();
    const row = focused && this.#api.getDisplayedRowAtIndex(focused.rowIndex)?.data;
    const column = focused && columnOf(this.#session, focused.column.getColId());
    return row && column ? { row, column } : undefined;
  }

  /** Whether a person chose the focused cell, rather than the table that began a row there. */
  get isChosen(): boolean {
    return this.#chosen;
  }

  get selection(): Row[] {
    return this.#api.getSelectedRows();
  }

  /** Those of the rows that filters or search leave. */
  shownOf(rows: readonly Row[]): Row[] {
    return rows.filter(({ id }) => this.#api.getRowNode(id)?.displayed);
  }

  clearSelection(): void {
    this.#api.deselectAll();
  }

  /** As many shown rows as there are, from `row` on. */
  rowsFrom(row: Row, count: number): Row[] {
    return this.shownRows(count, this.#api.getRowNode(row.id)?.rowIndex ?? 0);
  }

  /** The shown rows in their order, at most so many. */
  shownRows(count: number, first = 0): Row[] {
    const rows: Row[] = [];
    for (let index = first; rows.length < count; index += 1) {
      const next = this.#api.getDisplayedRowAtIndex(index)?.data;
      if (!next) break;
      rows.push(next);
    }
    return rows;
  }

  /** The shown columns in their order, from `column` on. */
  columnsFrom(column?: ColumnSpec): ColumnSpec[] {
    const shown = this.#api
      .getAllDisplayedColumns()
      .map((shown) => columnOf(this.#session, shown.getColId()))
      .filter((spec) => spec !== undefined);
    return shown.slice(column ? Math.max(0, shown.indexOf(column)) : 0);
  }

  /** Bring a column back that somebody has hidden. */
  showColumn(column: string): void {
    this.#api.setColumnsVisible([column], true);
  }

  goTo(row: Row, column: string, edit = false): void {
    const index = this.#api.getRowNode(row.id)?.rowIndex;
    if (index === null || index === undefined || !this.#api.getColumn(column)?.isVisible()) return;
    this.#api.ensureColumnVisible(column);
    this.#api.setFocusedCell(index, column);
    if (edit) this.#api.startEditingCell({ rowIndex: index, colKey: column });
    this.reveal([row]);
    this.#chosen = false;
  }

  /** Go on where a person was before the grid was here, also in what they wrote; null: nothing yet. */
  takeOver({ row, column }: Place, seen: string, draft?: string | null): void {
    this.showColumn(column.name);
    this.goTo(row, column.name, draft !== undefined);
    this.#chosen = true;
    if (draft === undefined) return;
    this.#editor.opened(row, column.name, seen);
    if (draft !== null) this.resume(draft);
  }

  /** Scroll so that the rows are in sight, all of them or the first. */
  reveal(rows: readonly Row[]): void {
    this.#sight.reveal(rows);
  }

  /** Put the focus on the cell that had it last, or on the one that has come in its place. */
  refocus(): void {
    if (this.isEditing) return;
    const focused = this.#api.getFocusedCell();
    const last = this.#api.getDisplayedRowCount() - 1;
    const column = focused?.column ?? this.#api.getColumn(this.#session.state.lead);
    if (last >= 0 && column) this.#api.setFocusedCell(Math.min(focused?.rowIndex ?? 0, last), column);
  }

  get isEditing(): boolean {
    return this.#api.getEditingCells().length > 0;
  }

  stopEditing(cancel: boolean): void {
    this.#api.stopEditing(cancel);
  }

  /** What has been typed into the open editor. */
  get draft(): string {
    return this.#editor.draft;
  }

  resume(draft: string): void {
    this.#editor.resume(draft);
  }

  /** Close the editor; what was typed is the caller's to enter. */
  takeEntry(): { text: string; seen: string } | undefined {
    return this.#editor.takeEntry();
  }

  isLast(row: Row): boolean {
    return this.#api.getRowNode(row.id)?.rowIndex === this.#api.getDisplayedRowCount() - 1;
  }

  startEditing({ row, column }: Place): void {
    const rowIndex = this.#api.getRowNode(row.id)?.rowIndex;
    if (rowIndex !== null && rowIndex !== undefined) {
      this.#api.startEditingCell({ rowIndex, colKey: column.name });
    }
  }

  layout(style: NumberStyle): Layout {
    const names = new Set(this.#session.state.columns.map(({ name }) => name));
    return layoutOf(this.#api.getColumnState(), names, style);
  }
}
