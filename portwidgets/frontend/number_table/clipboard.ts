/** Copy and paste by the page's own clipboard events, which need no permission. */

import type { Grid } from "./grid";
import type { Looks } from "./looks";
import type { ColumnSpec } from "./protocol";
import type { Row } from "./row_store";
import { formatBlock, isBlock } from "./tsv";

export interface ClipboardHooks {
  copied(rows: number): void;
  pasted(text: string): void;
}

/** Listen on the table's root; fields of its toolbar and dialogs keep the browser's own. */
export function listenToClipboard(root: HTMLElement, grid: Grid, looks: Looks, hooks: ClipboardHooks): void {
  root.addEventListener("copy", (event) => {
    if (isField(event) || window.getSelection()?.toString()) return;
    const lines = linesToCopy(grid, looks);
    if (!lines.length) return;
    event.clipboardData?.setData("text/plain", formatBlock(lines));
    event.preventDefault();
    hooks.copied(lines.length);
  });
  root.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!text) return;
    if (isField(event)) {
      // A block into an open editor is meant for the cells, one value for the editor.
      if (!grid.isEditing || !isBlock(text)) return;
      grid.stopEditing(true);
    }
    event.preventDefault();
    hooks.pasted(text);
  });
}

/** The selected rows in the shown columns, else the cell that has the focus. */
export function linesToCopy(grid: Grid, looks: Looks): string[][] {
  const rows = grid.selection;
  if (rows.length) {
    const columns = grid.columnsFrom();
    return rows.map((row) => columns.map((column) => copied(row, column, looks)));
  }
  const focus = grid.focus;
  return focus ? [[copied(focus.row, focus.column, looks)]] : [];
}

/** Numbers and choices as they are shown, dates as they are stored: other programs read those. */
function copied(row: Row, column: ColumnSpec, looks: Looks): string {
  const stored = looks.stored(row, column);
  if (column.kind === "phone") return looks.number(row);
  return column.kind === "date" || column.kind === "moment" ? stored : looks.shown(column, stored);
}

function isField(event: Event): boolean {
  const target = event.composedPath()[0];
  return (
    (target instanceof HTMLInputElement && target.type !== "checkbox") ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
