/** Keys that the table takes beside the grid's own: undo, search, empty a cell, tick a box. */

import type { Actions } from "./actions";
import { toggled } from "./cell_view";
import type { Looks } from "./looks";
import type { ColumnSpec } from "./protocol";
import type { Row } from "./row_store";
import type { Session } from "./session";

/** A key on a cell that is not being edited; true where it was taken. */
export function takesCellKey(
  event: KeyboardEvent,
  { row, column }: { row: Row; column: ColumnSpec },
  { session, looks, actions }: { session: Session; looks: Looks; actions: Actions },
): boolean {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || event.type !== "keydown") return false;
  if ((key === "Delete" || key === "Backspace") && column.by_hand) {
    void actions.enter(row, column, "");
    return true;
  }
  if (column.kind === "yes_no" && (key === " " || key === "Enter" || key === "F2")) {
    event.preventDefault();
    void actions.enter(row, column, toggled(looks.stored(row, column)));
    return true;
  }
  if (key === "Escape" && session.marks.get(row, column.name)) {
    session.dismiss(row, column.name);
    return true;
  }
  return false;
}

/** A key anywhere in the table; fields keep their own undo. */
export function takeTableKey(event: KeyboardEvent, actions: Actions, search: () => void): void {
  const target = event.composedPath()[0];
  const inField = target instanceof HTMLInputElement && target.type !== "checkbox";
  if (inField || target instanceof HTMLTextAreaElement || !(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) void actions.undo();
  else if (key === "y" || key === "z") void actions.redo();
  else if (key === "f" && event.shiftKey) search();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
