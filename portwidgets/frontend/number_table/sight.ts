/** Scrolls to rows, and keeps them in sight while the grid still settles. */

import type { GridApi } from "ag-grid-community";

import type { Row } from "./row_store";

const SETTLED_AFTER_MS = 1500;

export class Sight {
  readonly #api: GridApi<Row>;
  #revealed: { row: Row; until: number } | undefined;
  readonly #resizing = new ResizeObserver(() => this.#revealAgain());

  constructor(host: HTMLElement, api: GridApi<Row>) {
    this.#api = api;
    this.#resizing.observe(host);
  }

  close(): void {
    this.#resizing.disconnect();
  }

  /** Scroll so that the rows are in sight, all of them or the first. */
  reveal(rows: readonly Row[]): void {
    const [first] = rows;
    if (!first) return;
    for (const { id } of [rows.at(-1)!, first]) this.#scrollTo(id);
    this.#revealed = { row: first, until: Date.now() + SETTLED_AFTER_MS };
  }

  /** A message below makes the grid lower, and must not cover what was just shown. */
  #revealAgain(): void {
    const { row, until } = this.#revealed ?? { until: 0 };
    if (row && Date.now() < until) this.#scrollTo(row.id);
  }

  #scrollTo(row: string): void {
    const index = this.#api.getRowNode(row)?.rowIndex;
    if (typeof index === "number") this.#api.ensureIndexVisible(index);
  }
}
