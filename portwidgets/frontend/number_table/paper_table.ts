/** The table on paper: the rows that are shown, plain, in the place of the grid. */

import { el, fill } from "../lib/dom";
import type { Grid } from "./grid";
import type { Looks } from "./looks";
import type { ColumnSpec } from "./protocol";
import type { Session } from "./session";

/** A hundred pages or so; who wants more wants a file. */
const MOST = 5000;
/** As many stand beside each other on a page laid across; with more, each row is a list. */
const MOST_COLUMNS = 16;

interface Filled {
  column: ColumnSpec;
  texts: readonly string[];
}

export class PaperTable {
  readonly root = el("div", { class: "pw-table-paper" });
  readonly #session: Session;
  readonly #looks: Looks;
  readonly #grid: () => Grid;
  readonly #gone = new AbortController();

  constructor(session: Session, looks: Looks, grid: () => Grid) {
    this.#session = session;
    this.#looks = looks;
    this.#grid = grid;
    const { signal } = this.#gone;
    window.addEventListener("beforeprint", () => this.#draw(), { signal });
    window.addEventListener("afterprint", () => fill(this.root), { signal });
  }

  close(): void {
    this.#gone.abort();
  }

  #draw(): void {
    if (!this.root.parentElement?.checkVisibility()) return; // a page that is not turned to
    const grid = this.#grid();
    const rows = grid.shownRows(MOST);
    const { say } = this.#session;
    const total = this.#session.rows.rows.length;
    const filled = grid
      .columnsFrom()
      .map((column) => ({ column, texts: rows.map((row) => this.#looks.of(row, column).text) }))
      // What is empty in every row would only make the others narrow.
      .filter(({ texts }) => texts.some((text) => text));
    const cut = rows.length < grid.shownCount;
    const printed = filled.length > MOST_COLUMNS ? lists(filled, rows.length) : [table(filled, rows.length)];
    fill(
      this.root,
      total === 0 && el("p", {}, say(this.#session.opened ? "empty_title" : "loading")),
      rows.length < total && el("p", {}, say(cut ? "printed_cut" : "printed_part", { shown: rows.length, total })),
      ...(rows.length > 0 ? printed : []),
    );
  }
}

function table(columns: readonly Filled[], count: number): HTMLElement {
  const heads = columns.map(({ column }) => el("th", { scope: "col" }, column.label));
  const line = (at: number) => columns.map(({ column, texts }) => el("td", { "data-kind": column.kind }, texts[at]));
  const lines = Array.from({ length: count }, (_, at) => el("tr", {}, ...line(at)));
  return el("table", {}, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...lines));
}

function lists(columns: readonly Filled[], count: number): HTMLElement[] {
  const pairs = (at: number) =>
    columns.flatMap(({ column, texts }) => (texts[at] ? [el("dt", {}, column.label), el("dd", {}, texts[at])] : []));
  return Array.from({ length: count }, (_, at) => el("dl", {}, ...pairs(at)));
}
