/** What a person changes in the rows: what is asked of Python, and what came of it, over its cells. */

import type { Answer } from "../lib/intents";
import type { Mark, Marks } from "./marks";
import type { Outcome, Ranges } from "./protocol";
import type { Row, RowStore } from "./row_store";
import { collapse } from "./runs";

/** What became of an intent: done, or not, with the reason for a person. */
export type Done = ({ ok: true } & Outcome) | { ok: false; text: string };

export interface EditHooks {
  /** Resolves once what it changed is in the rows. */
  send(intent: string, fields: Record<string, unknown>): Promise<Answer>;
  drawCells(cells: readonly { row: Row; column: string }[]): void;
}

export class Edits {
  readonly #rows: RowStore;
  readonly #marks: Marks;
  readonly #hooks: EditHooks;

  constructor(rows: RowStore, marks: Marks, hooks: EditHooks) {
    this.#rows = rows;
    this.#marks = marks;
    this.#hooks = hooks;
  }

  /** Enter a text in a cell; `before` is what the person saw there. */
  async set(row: Row, column: string, entry: string, before: string, ranges: Ranges = "ask"): Promise<Done> {
    const mark: Mark = { kind: "pending", text: entry };
    this.#marks.set(row, column, mark);
    this.#hooks.drawCells([{ row, column }]);
    const done = await this.#edit("set", { row: row.id, column, text: entry, before, ranges });
    this.#marks.clear(row, column, mark);
    if (!done.ok) this.#marks.set(row, column, { kind: "refused", text: entry, reason: done.text });
    this.#hooks.drawCells([{ row, column }]);
    return done;
  }

  setMany(rows: readonly Row[], column: string, entry: string): Promise<Done> {
    return this.#edit("set_many", { rows: runsOf(rows), column, text: entry });
  }

  takeSuggestedTypes(rows: readonly Row[]): Promise<Done> {
    return this.#edit("take_types", { rows: runsOf(rows) });
  }

  addRow(): Promise<Done> {
    return this.#edit("add", {});
  }

  remove(rows: readonly Row[]): Promise<Done> {
    return this.#edit("delete", { rows: runsOf(rows) });
  }

  /**
   * Lay a block over `rows` and `columns`, line by line; further lines become new rows. A block with
   * headings goes to the columns that these say, with `atEnd` into new rows.
   */
  paste(
    rows: readonly Row[],
    columns: readonly string[],
    block: readonly string[][],
    atEnd: boolean,
    ranges: Ranges = "ask",
  ): Promise<Done> {
    // The rows stay in the order in which they are shown: the lines belong to them.
    const targets = collapse(rows.map(({ id }) => id));
    return this.#edit("paste", { rows: targets, columns, block, ranges, at_end: atEnd });
  }

  undo(): Promise<Done> {
    return this.#edit("undo", {});
  }

  redo(): Promise<Done> {
    return this.#edit("redo", {});
  }

  async #edit(intent: string, fields: Record<string, unknown>): Promise<Done> {
    const done = doneOf(await this.#hooks.send(intent, fields));
    if (done.ok) this.#hang(done);
    return done;
  }

  /** Put what was refused or met another's entry over its cell. */
  #hang({ conflicts, refused }: Outcome): void {
    const cells: { row: Row; column: string }[] = [];
    for (const { row: id, column, mine, current, by, at } of conflicts) {
      const row = this.#rows.row(id);
      if (!row || !column || mine === null || current === null) continue;
      this.#marks.set(row, column, { kind: "conflict", text: mine, current, by, at });
      cells.push({ row, column });
    }
    for (const { row: id, column, text: entry, reason } of refused) {
      const row = this.#rows.row(id);
      if (!row) continue;
      this.#marks.set(row, column, { kind: "refused", text: entry, reason });
      cells.push({ row, column });
    }
    if (cells.length) this.#hooks.drawCells(cells);
  }
}

/** The rows' ids as runs, as Python takes them. */
export function runsOf(rows: readonly Row[]) {
  // In the order of the ids, so that a table sorted otherwise has long runs too.
  return collapse(rows.map((row) => row.id).sort((a, b) => a.length - b.length || (a < b ? -1 : 1)));
}

function doneOf(answer: Answer): Done {
  if (!answer.ok) return { ok: false, text: answer.text };
  const nothing: Outcome = {
    changed: 0,
    added: [],
    deleted: 0,
    conflicts: [],
    refused: [],
    refused_count: 0,
    refused_groups: [],
    beyond: 0,
    left_out: [],
  };
  return { ...nothing, ...(answer as Partial<Outcome>), ok: true };
}
