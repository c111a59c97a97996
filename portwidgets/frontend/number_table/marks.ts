/** What hangs over single cells: an entry on its way, a refused one, one that met another's. */

import type { Row } from "./row_store";

export type Mark =
  | { kind: "pending"; text: string }
  | { kind: "refused"; text: string; reason: string }
  | { kind: "conflict"; text: string; current: string; by: string; at: string };

export class Marks {
  readonly #marks = new Map<string, Map<string, Mark>>();

  get(row: Row, column: string): Mark | undefined {
    return this.#marks.get(row.id)?.get(column);
  }

  set(row: Row, column: string, mark: Mark): void {
    let marks = this.#marks.get(row.id);
    if (!marks) this.#marks.set(row.id, (marks = new Map()));
    marks.set(column, mark);
  }

  /** Take a mark away; with `only`, unless another has taken its place. */
  clear(row: Row, column: string, only?: Mark): void {
    const marks = this.#marks.get(row.id);
    if (!marks || (only && marks.get(column) !== only)) return;
    marks.delete(column);
    if (!marks.size) this.#marks.delete(row.id);
  }

  forget(): void {
    this.#marks.clear();
  }
}
