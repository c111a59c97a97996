/** Which rows are shown: what is searched for, filters, and rows that somebody was sent to. */

import { askFilter } from "./filter_dialog";
import { Filters } from "./filters";
import { refocusIfLost } from "./focus";
import type { Grid, Place } from "./grid";
import type { ColumnSpec } from "./protocol";
import { expand } from "./runs";
import type { Session } from "./session";

export interface NarrowingHooks {
  /** How many rows have each text of a column. */
  counts(column: string): Map<string, number>;
  /** Nothing is searched for any more. */
  cleared(): void;
  /** Other rows are shown. */
  changed(): void;
}

export class Narrowing {
  readonly filters = new Filters();
  readonly #root: HTMLElement;
  readonly #session: Session;
  readonly #grid: () => Grid;
  readonly #hooks: NarrowingHooks;

  constructor(root: HTMLElement, session: Session, grid: () => Grid, hooks: NarrowingHooks) {
    this.#root = root;
    this.#session = session;
    this.#grid = grid;
    this.#hooks = hooks;
  }

  /** Show the rows that the filters leave now. */
  apply(): void {
    this.#grid().refilter();
    this.#hooks.changed();
  }

  search(typed: string): void {
    this.filters.search = typed;
    this.apply();
  }

  showAll(): void {
    this.#clear();
    this.apply();
  }

  /** Show the rows that have the same in the column. */
  showSame({ row, column }: Place): void {
    this.#clear();
    this.filters.set(column.name, { contains: this.#session.rows.text(row, column.name) });
    this.apply();
    this.#grid().goTo(row, column.name);
  }

  /** Show the rows that somebody was sent to, once they are here. */
  showPointed(): void {
    const pointed = this.#session.takePointed();
    if (!pointed) return;
    const rows = expand(pointed.rows)
      .map((id) => this.#session.rows.row(id))
      .filter((row) => row !== undefined);
    this.#clear();
    if (rows.length > 1) {
      this.filters.only = { ids: new Set(rows.map(({ id }) => id)), label: pointed.label };
    }
    this.apply();
    if (!rows[0]) return;
    this.#grid().showColumn(pointed.column);
    if (!this.#session.state.alone) this.#root.scrollIntoView({ block: "center" });
    this.#grid().goTo(rows[0], pointed.column);
  }

  /** Ask what to show of a column, or of another one. */
  async ask(column: string): Promise<void> {
    const { say, state } = this.#session;
    const asked = (name: string) => ({
      column: state.columns.find((known) => known.name === name) ?? state.columns[0]!,
      filter: this.filters.get(name),
      counts: (known: ColumnSpec) => this.#hooks.counts(known.name),
    });
    const answer = await askFilter(this.#root, say, state.columns, asked, column);
    refocusIfLost(this.#root, this.#grid());
    if (!answer) return;
    this.filters.set(answer.column, answer.filter);
    this.apply();
  }

  #clear(): void {
    this.filters.clear();
    this.#hooks.cleared();
  }
}
