/** Numbers (of other tables: whatever a row begins with) typed one below the other: a row is begun by a button, or by Enter in the last one. */

import type { Actions } from "./actions";
import type { Grid, Place } from "./grid";
import type { Row } from "./row_store";
import type { Session } from "./session";

export class NumberByNumber {
  readonly #session: Session;
  readonly #actions: Actions;
  readonly #grid: () => Grid;
  /** The focus is elsewhere in the page by now. */
  readonly #hasLeft: () => boolean;
  /** The row that the last Enter began, until something stands in it. */
  #begun: Row | undefined;
  /** What is typed while the next row is on its way. */
  #ahead: string | undefined;

  constructor(session: Session, actions: Actions, grid: () => Grid, hasLeft: () => boolean) {
    this.#session = session;
    this.#actions = actions;
    this.#grid = grid;
    this.#hasLeft = hasLeft;
  }

  get #lead(): string {
    return this.#session.state.lead;
  }

  /** A key on a cell or in its editor; true where it was taken. */
  takes(event: KeyboardEvent, { row, column }: Place, editing: boolean): boolean {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (event.type !== "keydown" || ctrlKey || metaKey || altKey || shiftKey) return false;
    if (column.name !== this.#lead || (key !== "Enter" && key !== "Escape")) return false;
    const typed = editing ? this.#grid().draft.trim() : this.#session.rows.text(row, this.#lead);
    if (!typed) return editing && this.#leave(row);
    if (key !== "Enter" || !this.#grid().isLast(row)) return false;
    event.preventDefault();
    void this.#goOn({ row, column }, editing);
    return true;
  }

  /** A key anywhere in the table, before anything else takes it. */
  readonly waits = (event: KeyboardEvent): void => {
    if (this.#ahead === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isElsewhere(event.target)) return;
    if (event.key === "Enter") this.#ahead += "\n";
    else if (event.key === "Backspace") this.#ahead = this.#ahead.slice(0, -1);
    else if ([...event.key].length === 1) this.#ahead += event.key;
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  /** Begin a row at the end. */
  async begin(): Promise<void> {
    if (this.#ahead === undefined) await this.#typingAhead(() => this.#beginRows(false));
  }

  async #goOn({ row, column }: Place, editing: boolean): Promise<void> {
    const entry = editing ? this.#grid().takeEntry() : undefined;
    await this.#typingAhead(async () => {
      const entered = !entry || (await this.#actions.enter(row, column, entry.text, entry.seen));
      if (entered) await this.#beginRows(true);
    });
  }

  /** What is typed before `task` is done, wherever the focus is by then, goes into the new row. */
  async #typingAhead(task: () => Promise<void>): Promise<void> {
    this.#ahead = "";
    try {
      await task();
    } finally {
      this.#ahead = undefined;
    }
  }

  /** Begin a row, and one more for each whole number that was typed meanwhile. */
  async #beginRows(byEnter: boolean): Promise<void> {
    const grid = this.#grid();
    const column = this.#session.state.columns.find(({ name }) => name === this.#lead)!;
    for (;; byEnter = true) {
      const next = await this.#actions.addRow();
      if (!next) return;
      const [line = "", ...more] = (this.#ahead ?? "").split("\n");
      if (this.#hasLeft()) {
        if (line.trim()) await this.#actions.enter(next, column, line, "");
        return;
      }
      grid.goTo(next, this.#lead, true);
      if (byEnter) this.#begun = next;
      if (!more.length || !line.trim()) {
        if (line) grid.resume(line);
        return;
      }
      this.#ahead = more.join("\n");
      grid.stopEditing(true);
      if (!(await this.#actions.enter(next, column, line, ""))) return;
    }
  }

  /** A row that was begun and stays empty goes: it was one Enter too many. */
  #leave(row: Row): boolean {
    if (row !== this.#begun || !this.#session.rows.row(row.id)) return false;
    this.#begun = undefined;
    this.#grid().stopEditing(true);
    void this.#session.edits.remove([row]);
    return true;
  }
}

/** In a dialog or a field beside the grid, whose keys are its own. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("dialog, input, select, textarea") !== null;
}
