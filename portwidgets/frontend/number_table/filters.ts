/** Which rows are shown: a filter per column and the quick search, asked once per distinct text. */

import type { CellColumn } from "./cell_column";
import type { Looks } from "./looks";
import type { ColumnSpec } from "./protocol";
import type { Row } from "./row_store";

/** A column's filter: one of these stored texts, or a part of what is shown. */
export type Filter = { one_of: ReadonlySet<string> } | { contains: string } | { filled: boolean };

/** Rows, and what they are called. */
export interface Only {
  ids: ReadonlySet<string>;
  label: string;
}

export class Filters {
  readonly #filters = new Map<string, Filter>();
  #search = "";
  #passes: ((slot: number) => boolean)[] | undefined;
  readonly #kept = new Set<string>();
  #only: Only | undefined;

  get(column: string): Filter | undefined {
    return this.#filters.get(column);
  }

  set(column: string, filter: Filter | undefined): void {
    if (filter) this.#filters.set(column, filter);
    else this.#filters.delete(column);
    this.#changed();
  }

  /** Rows that were added while filters stood stay in sight until these change. */
  keep(ids: readonly string[]): void {
    for (const id of ids) this.#kept.add(id);
  }

  get search(): string {
    return this.#search;
  }

  set search(typed: string) {
    this.#search = typed.trim();
    this.#changed();
  }

  get columns(): string[] {
    return [...this.#filters.keys()];
  }

  /** Some rows by name, whatever stands in them. */
  get only(): Only | undefined {
    return this.#only;
  }

  set only(rows: Only | undefined) {
    this.#only = rows;
    this.#changed();
  }

  get active(): boolean {
    return this.#filters.size > 0 || this.#search !== "" || this.#only !== undefined;
  }

  clear(): void {
    this.#filters.clear();
    this.#search = "";
    this.#only = undefined;
    this.#changed();
  }

  /** All rows may be others: forget what was asked of them. */
  renew(): void {
    this.#passes = undefined;
  }

  passes(row: Row, asked: () => Asked): boolean {
    this.#passes ??= this.#compile(asked());
    if (this.#kept.has(row.id)) return true;
    return (this.#only?.ids.has(row.id) ?? true) && this.#passes.every((passes) => passes(row.slot));
  }

  #changed(): void {
    this.#kept.clear();
    this.renew();
  }

  #compile({ cells, columns, looks }: Asked): ((slot: number) => boolean)[] {
    const passes = [...this.#filters].map(([name, filter]) => {
      const column = columns.find((known) => known.name === name);
      return slotTest(cells(name), textTest(filter, column, looks));
    });
    if (this.#search) passes.push(searchTest(this.#search, columns, cells, looks));
    return passes;
  }
}

/** What the filters look at. */
export interface Asked {
  cells(column: string): CellColumn;
  columns: readonly ColumnSpec[];
  looks: Looks;
}

function textTest(
  filter: Filter,
  column: ColumnSpec | undefined,
  looks: Looks,
): (text: string) => boolean {
  if ("one_of" in filter) return (text) => filter.one_of.has(text);
  if ("filled" in filter) return (text) => (text !== "") === filter.filled;
  return containing(filter.contains, column, looks);
}

function searchTest(
  typed: string,
  columns: readonly ColumnSpec[],
  cells: Asked["cells"],
  looks: Looks,
): (slot: number) => boolean {
  const tests = columns.map((column) =>
    slotTest(cells(column.name), containing(typed, column, looks)),
  );
  return (slot) => tests.some((test) => test(slot));
}

/** Does a cell hold what was typed? Numbers are compared by digits, "70 12" finds +4570123400. */
function containing(
  typed: string,
  column: ColumnSpec | undefined,
  looks: Looks,
): (text: string) => boolean {
  const part = fold(typed);
  const digits = typed.replace(/[^\d]/g, "");
  if (column?.kind === "phone" && digits && /^[\d\s()+./-]+$/.test(typed)) {
    return (text) => text.replace(/[^\d]/g, "").includes(digits) || fold(text).includes(part);
  }
  if (!column) return (text) => fold(text).includes(part);
  return (text) =>
    text !== "" && (fold(looks.shown(column, text)).includes(part) || fold(text).includes(part));
}

function slotTest(cells: CellColumn, test: (text: string) => boolean): (slot: number) => boolean {
  const answers: boolean[] = [];
  return (slot) => {
    const code = cells.code(slot);
    return (answers[code] ??= test(cells.texts[code] ?? ""));
  };
}

function fold(text: string): string {
  return text.toLocaleLowerCase();
}
