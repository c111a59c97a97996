/** Sorts the rows by the ranks of their texts: each distinct text is compared, not each row. */

import type { CellColumn } from "./cell_column";
import type { ColumnSpec } from "./protocol";
import type { Row } from "./row_store";

export interface SortKey {
  cells: CellColumn;
  column: ColumnSpec;
  descending: boolean;
}

/** Anything that carries a row, as the grid's nodes do. */
interface Carrier {
  data?: Row | undefined;
}

/** Sort in place; equal rows keep their order, empty cells come last either way. */
export function sortRows(carriers: Carrier[], keys: readonly SortKey[], language: string): void {
  if (!keys.length) return;
  const ranked = keys.map((key) => ranksOf(carriers, key, language));
  const order = Uint32Array.from(carriers, (_, place) => place);
  order.sort((a, b) => {
    for (const ranks of ranked) {
      const difference = ranks[a]! - ranks[b]!;
      if (difference) return difference;
    }
    return a - b;
  });
  const sorted = Array.from(order, (place) => carriers[place]!);
  for (let place = 0; place < sorted.length; place += 1) carriers[place] = sorted[place]!;
}

function ranksOf(carriers: readonly Carrier[], key: SortKey, language: string): Uint32Array {
  const { cells, column, descending } = key;
  const ranks = cells.derived(`ranks ${language}`, (texts) => rankTexts(texts, column, language));
  const size = cells.texts.length;
  return Uint32Array.from(carriers, ({ data }) => {
    const code = data ? cells.code(data.slot) : 0;
    if (!cells.texts[code]) return size;
    return descending ? size - 1 - ranks[code]! : ranks[code]!;
  });
}

function rankTexts(texts: readonly string[], column: ColumnSpec, language: string): Uint32Array {
  const compare = comparison(column, language);
  const order = Array.from(texts, (_, code) => code);
  order.sort((a, b) => compare(texts[a]!, texts[b]!));
  const ranks = new Uint32Array(texts.length);
  order.forEach((code, rank) => (ranks[code] = rank));
  return ranks;
}

function comparison(column: ColumnSpec, language: string): (a: string, b: string) => number {
  if (column.kind === "choice" || column.kind === "yes_no") {
    // As the list stands, for it follows the work: planned before submitted.
    const places = new Map(column.choices.map(({ code }, place) => [code, place]));
    const place = (text: string) => places.get(text) ?? places.size;
    return (a, b) => place(a) - place(b) || plain(a, b);
  }
  if (column.kind === "text") return new Intl.Collator(language, { numeric: true }).compare;
  return plain; // E.164 numbers and ISO dates
}

function plain(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
