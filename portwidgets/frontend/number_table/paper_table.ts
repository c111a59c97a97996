/** The table on paper: the rows that are shown, as a plain table in the place of the grid. */

import { el, fill } from "../lib/dom";
import type { Grid } from "./grid";
import type { Looks } from "./looks";
import type { Session } from "./session";

/** A hundred pages or so; who wants more wants a file. */
const MOST = 5000;

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
    const grid = this.#grid();
    const rows = grid.shownRows(MOST);
    const { say } = this.#session;
    const total = this.#session.rows.rows.length;
    const cells = grid.columnsFrom().map((column) => ({
      column,
      texts: rows.map((row) => this.#looks.of(row, column).text),
    }));
    // What is empty in every row would only make the others narrow.
    const columns = cells.filter(({ texts }) => texts.some((text) => text));
    const body = rows.map((_, at) => el("tr", {}, ...columns.map(({ texts }) => el("td", {}, texts[at]))));
    const head = el("tr", {}, ...columns.map(({ column }) => el("th", { scope: "col" }, column.label)));
    const cut = rows.length < grid.shownCount;
    fill(
      this.root,
      total === 0 && el("p", {}, say("empty_title")),
      rows.length < total && el("p", {}, say(cut ? "printed_cut" : "printed_part", { shown: rows.length, total })),
      rows.length > 0 && el("table", {}, el("thead", {}, head), el("tbody", {}, ...body)),
    );
  }
}
