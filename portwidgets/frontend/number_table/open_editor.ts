/** The cell that somebody writes in: what they saw there, and their draft while rows change. */

import type { GridApi } from "ag-grid-community";

import { CONNECTION } from "./session";
import type { Draft } from "./editors";
import type { Row } from "./row_store";

/** A draft whose row is gone. */
export type Lost = (draft: string) => void;

export class OpenEditor {
  readonly #api: () => GridApi<Row>;
  /** By cell: the grid tells of an entry later, when another cell may be open already. */
  readonly #seen = new Map<string, string>();
  readonly #gone = new AbortController();
  #held = false;

  constructor(host: HTMLElement, api: () => GridApi<Row>) {
    this.#api = api;
    const { signal } = this.#gone;
    // The grid takes the loss of the focus for the end of the entry; we know when it is none.
    const stay = (event: Event) => this.#held && event.stopImmediatePropagation();
    host.addEventListener("focusout", stay, { capture: true, signal });
    const connection = ({ detail }: CustomEvent<{ state?: string }>) => {
      this.#held = detail?.state !== "ok"; // the page takes the focus away while it cannot save
      if (!this.#held) this.#editor?.focus();
    };
    window.addEventListener(CONNECTION, connection as EventListener, { signal });
  }

  close(): void {
    this.#gone.abort();
  }

  opened(row: Row, column: string, text: string): void {
    this.#seen.set(`${row.id} ${column}`, text);
  }

  /** What the person saw in the cell when they began to write in it. */
  seen(row: Row, column: string): string | undefined {
    return this.#seen.get(`${row.id} ${column}`);
  }

  get draft(): string {
    return this.#editor?.draft ?? "";
  }

  resume(draft: string): void {
    this.#editor?.resume(draft);
  }

  /** Close the editor; what was typed is the caller's to enter. */
  takeEntry(): { text: string; seen: string } | undefined {
    const { row } = this;
    const column = this.#api().getEditingCells()[0]?.colId;
    const text = this.#api().getCellEditorInstances()[0]?.getValue() as string | undefined;
    if (!row || !column || text === undefined) return undefined;
    this.#api().stopEditing(true);
    return { text, seen: this.seen(row, column) ?? "" };
  }

  get row(): Row | undefined {
    const cell = this.#api().getEditingCells()[0];
    return cell && this.#api().getDisplayedRowAtIndex(cell.rowIndex)?.data;
  }

  /** Change the rows or columns; the draft stays open, or is `lost` with its row. */
  keepThrough(change: () => void, isThere: (row: Row) => boolean, lost: Lost): void {
    const api = this.#api();
    const editor = this.#editor;
    const column = api.getEditingCells()[0]?.colId;
    const { row } = this;
    if (!editor || !column || !row) return change();
    const { draft } = editor;
    const seen = this.seen(row, column) ?? "";
    const held = this.#held;
    this.#held = true;
    try {
      if (!isThere(row)) api.stopEditing(true);
      change();
      const rowIndex = api.getRowNode(row.id)?.rowIndex;
      if (rowIndex === null || rowIndex === undefined || !api.getColumn(column)) return lost(draft);
      if (this.#editor === editor) return editor.focus();
      api.stopEditing(true);
      api.startEditingCell({ rowIndex, colKey: column });
      this.opened(row, column, seen);
      this.#editor?.resume(draft);
    } finally {
      this.#held = held;
    }
  }

  get #editor(): Draft | undefined {
    return this.#api().getCellEditorInstances()[0] as unknown as Draft | undefined;
  }
}
