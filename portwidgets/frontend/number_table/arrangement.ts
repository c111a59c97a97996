/** How a person arranges the table: its columns, and the style of numbers. Saved a while after. */

import { askColumns } from "./column_chooser";
import { refocusIfLost } from "./focus";
import type { Grid } from "./grid";
import { Later } from "./later";
import type { Looks } from "./looks";
import type { Session } from "./session";

const SAVE_AFTER_MS = 600;

export class Arrangement {
  readonly #root: HTMLElement;
  readonly #session: Session;
  readonly #looks: Looks;
  readonly #grid: () => Grid;
  readonly #save = new Later(SAVE_AFTER_MS, () =>
    this.#session.saveLayout(this.#grid().layout(this.#looks.style)),
  );

  constructor(root: HTMLElement, session: Session, looks: Looks, grid: () => Grid) {
    this.#root = root;
    this.#session = session;
    this.#looks = looks;
    this.#grid = grid;
    looks.style = session.layout.style ?? "national";
  }

  /** Something was arranged: save it. */
  readonly changed = (): void => this.#save.later();

  async askColumns(): Promise<void> {
    const { say, state } = this.#session;
    const now = this.#grid().layout(this.#looks.style);
    const answer = await askColumns(this.#root, say, state.columns, now);
    refocusIfLost(this.#root, this.#grid());
    if (!answer) return;
    this.#grid().renewColumns(answer === "reset" ? {} : answer);
    this.changed();
  }

  toggleStyle(): void {
    this.#looks.style = this.#looks.style === "national" ? "international" : "national";
    this.#grid().renewCells();
    this.changed();
  }

  /** Save what is not saved yet. */
  close(): void {
    this.#save.now();
  }
}
