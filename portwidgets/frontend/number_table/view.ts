/** One view of the table: toolbar, counts, grid, and the lines below it. */

import { el } from "../lib/dom";
import { handOver, takeDrops } from "../lib/drops";
import { Actions } from "./actions";
import { Arrangement } from "./arrangement";
import { CellNote } from "./cell_note";
import { cellStyles } from "./cell_styles";
import { Chips } from "./chips";
import { listenToClipboard } from "./clipboard";
import type { Desk } from "./desk";
import { EmptyArea } from "./empty_area";
import { canHoldFocus, focusWithin, hasFocusElsewhere, refocus } from "./focus";
import { goOnFromReadable } from "./from_readable";
import { Grid } from "./grid";
import { gridHooks } from "./grid_hooks";
import { takeTableKey } from "./keys";
import { Later } from "./later";
import { Looks } from "./looks";
import { Narrowing } from "./narrowing";
import { NumberByNumber } from "./number_by_number";
import { PaperTable } from "./paper_table";
import type { ColumnSpec } from "./protocol";
import type { Row } from "./row_store";
import type { Change, Session } from "./session";
import { StatusLine } from "./status_line";
import { Toolbar } from "./toolbar";
import { going, toolbarActions } from "./toolbar_actions";

const TELL_SELECTION_AFTER_MS = 200;

export class TableView {
  readonly #root: HTMLElement;
  readonly #session: Session;
  readonly #desk: Desk;
  readonly #grid: Grid;
  readonly #toolbar: Toolbar;
  readonly #chips: Chips;
  readonly #note = new CellNote();
  readonly #status: StatusLine;
  readonly #empty: EmptyArea;
  readonly #paper: PaperTable;
  readonly #area: HTMLElement;
  readonly #gone = new AbortController();
  readonly #tellSelection = new Later(TELL_SELECTION_AFTER_MS, () => this.#session.select(this.#grid.selection));
  #columns: readonly ColumnSpec[];

  constructor(root: HTMLElement, session: Session) {
    this.#root = root;
    this.#session = session;
    this.#columns = session.state.columns;
    this.#status = new StatusLine(session.say, session.language);
    this.#desk = this.#makeDesk();
    const { looks, narrowing } = this.#desk;
    const { alone, pin } = session.state;
    const actions = toolbarActions(this.#desk, () => this.#showAround());
    this.#toolbar = new Toolbar(session.say, actions, { pins: pin, styles: alone });
    this.#chips = new Chips(session, narrowing.filters, looks, () => narrowing.apply());
    this.#empty = new EmptyArea(session.say, { ...actions, showAll: () => narrowing.showAll() });
    this.#paper = new PaperTable(session, looks, this.#desk.grid);
    const host = el("div", { class: "pw-table-grid" });
    this.#area = el("div", { class: "pw-table-area" }, host, this.#empty.root);
    this.#place();
    this.#grid = this.#makeGrid(host);
    this.#listen();
    narrowing.showPointed();
    this.#showAround();
    goOnFromReadable(this.#desk, this.#gone.signal);
  }

  destroy(): void {
    this.#tellSelection.drop();
    this.#desk.arrangement.close();
    this.#gone.abort();
    this.#paper.close();
    this.#grid.destroy();
    this.#root.replaceChildren();
  }

  #makeDesk(): Desk {
    const root = this.#root;
    const session = this.#session;
    const grid = () => this.#grid;
    const { announce } = this.#status;
    const looks = new Looks(session);
    const actions = new Actions(root, session, looks, grid, announce);
    return {
      session,
      looks,
      actions,
      byNumber: new NumberByNumber(session, actions, grid, () => hasFocusElsewhere(root)),
      narrowing: new Narrowing(root, session, grid, {
        counts: (column) => this.#chips.counts(column),
        cleared: () => this.#toolbar.clearSearch(),
        changed: () => this.#showAround(),
      }),
      arrangement: new Arrangement(root, session, looks, grid),
      grid,
      announce,
    };
  }

  #place(): void {
    const { say, state } = this.#session;
    this.#root.classList.toggle("pw-table-part", !state.alone);
    this.#root.replaceChildren(
      ...(state.alone ? [] : [el("h2", {}, say("table_label"))]),
      this.#toolbar.root,
      // One place for both, so that the table does not move when a row is selected.
      el("div", { class: "pw-table-above" }, this.#chips.root, this.#toolbar.selection),
      this.#area,
      this.#paper.root,
      this.#note.root,
      this.#status.root,
    );
  }

  #makeGrid(host: HTMLElement): Grid {
    const shadow = host.attachShadow({ mode: "open" });
    const inner = el("div", { style: "height: 100%" });
    shadow.append(el("style", {}, cellStyles), inner);
    const hooks = gridHooks(this.#desk, {
      focused: () => this.#showNote(),
      selected: () => {
        this.#showAround();
        this.#tellSelection.later();
      },
      shown: () => this.#grid && this.#showAround(),
    });
    return new Grid(inner, shadow, this.#session, this.#desk.narrowing.filters, hooks);
  }

  #listen(): void {
    const { session, looks, actions, byNumber, announce } = this.#desk;
    const root = this.#root;
    const { signal } = this.#gone;
    root.addEventListener("keydown", byNumber.waits, { capture: true, signal });
    listenToClipboard(this.#area, this.#grid, looks, {
      copied: (count) => announce(session.say("copied", { count })),
      pasted: (text) => void actions.paste(text),
    });
    signal.addEventListener("abort", session.subscribe((change) => this.#show(change)));
    const key = (event: KeyboardEvent): void => takeTableKey(event, actions, () => this.#toolbar.focusSearch());
    root.addEventListener("keydown", key, { signal });
    const goImport = going(session, "import");
    if (!goImport) return;
    const stop = takeDrops(root, (files) => {
      handOver(files);
      goImport();
    });
    signal.addEventListener("abort", stop);
  }

  #show(change: Change): void {
    switch (change.kind) {
      case "language": // a new view comes in place of this one
        return;
      case "resume":
        this.#toolbar.focusOn(change.page);
        return;
      case "failed":
        this.#status.announce(change.text);
        return;
      case "state":
        if (JSON.stringify(this.#session.state.columns) !== JSON.stringify(this.#columns)) {
          this.#columns = this.#session.state.columns;
          this.#grid.renewColumns(this.#session.layout);
        }
        break;
      case "rows":
        if (change.anew) this.#desk.narrowing.filters.renew();
        this.#grid.renewRows();
        if (change.anew) this.#grid.renewCells();
        break;
      case "cells":
        this.#grid.renewCells(change.cells);
        break;
      case "checks":
        this.#grid.renewCells(checked(change.rows));
    }
    this.#desk.narrowing.showPointed();
    this.#showAround();
  }

  /** What stands around the grid. */
  #showAround(): void {
    const { state, rows, checks, complete } = this.#session;
    const { looks, narrowing } = this.#desk;
    const { selection } = this.#grid;
    const focused = focusWithin(this.#root);
    this.#toolbar.show({
      canUndo: state.can_undo,
      canRedo: state.can_redo,
      international: looks.style === "international",
      filtered: narrowing.filters.columns.length > 0,
      selected: selection.length,
      hidden: selection.length - this.#grid.shownOf(selection).length,
    });
    this.#chips.root.hidden = selection.length > 0;
    this.#chips.show();
    this.#status.show({ shown: this.#grid.shownCount, total: rows.rows.length, complete, checks });
    this.#showEmpty();
    this.#showNote();
    if (!state.alone) this.#area.style.height = `${heightOf(rows.rows.length)}px`;
    // A button that hides or rests under the finger would leave the keys to the page.
    if (focused && !canHoldFocus(focused)) refocus(this.#root, this.#grid);
  }

  #showEmpty(): void {
    const { opened, rows } = this.#session;
    const none = rows.rows.length === 0;
    this.#empty.show(!opened || this.#grid.shownCount > 0 ? "" : none ? "none" : "no match");
  }

  #showNote(): void {
    const { session, looks, actions, narrowing } = this.#desk;
    this.#note.show(this.#grid.focus, looks, session.say, {
      others: ({ row }) => looks.sameNumber(row),
      showAll: (place) => narrowing.showSame(place),
      enter: ({ row, column }, text) => {
        session.dismiss(row, column.name);
        void actions.enter(row, column, text);
        this.#grid.refocus();
      },
      keep: ({ row, column }) => {
        session.dismiss(row, column.name);
        this.#grid.refocus();
      },
    });
  }
}

/** As high as its rows, within reason; an empty table has room to say what to do. */
function heightOf(rows: number): number {
  return rows === 0 ? 208 : 72 + 42 * Math.min(rows, 8);
}

/** The cells that Python's look at the numbers can change. */
function checked(rows: readonly Row[]): { row: Row; column: string }[] {
  return rows.flatMap((row) => [
    { row, column: "number" },
    { row, column: "type" },
  ]);
}
