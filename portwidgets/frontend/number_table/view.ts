/** One view of the table: toolbar, counts, grid, and the lines below it. */

import { el } from "../lib/dom";
import { handOver, takeDrops } from "../lib/drops";
import { Actions } from "./actions";
import { CellNote } from "./cell_note";
import { cellStyles } from "./cell_styles";
import { Chips } from "./chips";
import { linesToCopy, listenToClipboard } from "./clipboard";
import { askColumns } from "./column_chooser";
import { EmptyArea } from "./empty_area";
import { askFilter } from "./filter_dialog";
import { Filters } from "./filters";
import { canHoldFocus, focusWithin, hasFocusElsewhere } from "./focus";
import { Grid, type GridHooks, type Place } from "./grid";
import { takesCellKey, takeTableKey } from "./keys";
import { Later } from "./later";
import { Looks } from "./looks";
import { NumberByNumber } from "./number_by_number";
import { PaperTable } from "./paper_table";
import type { Beside, ColumnSpec } from "./protocol";
import type { Row } from "./row_store";
import { expand } from "./runs";
import type { Change, Session } from "./session";
import { StatusLine } from "./status_line";
import { Toolbar } from "./toolbar";
import { formatBlock } from "./tsv";

const SAVE_LAYOUT_AFTER_MS = 600;
const TELL_SELECTION_AFTER_MS = 200;

export class TableView {
  readonly #root: HTMLElement;
  readonly #session: Session;
  readonly #looks: Looks;
  readonly #filters = new Filters();
  readonly #grid: Grid;
  readonly #actions: Actions;
  readonly #byNumber: NumberByNumber;
  readonly #toolbar: Toolbar;
  readonly #chips: Chips;
  readonly #note = new CellNote();
  readonly #status: StatusLine;
  readonly #empty: EmptyArea;
  readonly #paper: PaperTable;
  readonly #area: HTMLElement;
  readonly #stop: () => void;
  #stopDrops = (): void => undefined;
  #columns: readonly ColumnSpec[];
  readonly #saveLayout = new Later(SAVE_LAYOUT_AFTER_MS, () =>
    this.#session.saveLayout(this.#grid.layout(this.#looks.style)),
  );
  readonly #tellSelection = new Later(TELL_SELECTION_AFTER_MS, () => this.#session.select(this.#grid.selection));

  constructor(root: HTMLElement, session: Session) {
    this.#root = root;
    this.#session = session;
    this.#columns = session.state.columns;
    this.#looks = new Looks(session);
    this.#looks.style = session.layout.style ?? "national";
    this.#status = new StatusLine(session.say, session.language);
    const announce = this.#status.announce;
    this.#actions = new Actions(root, session, this.#looks, () => this.#grid, announce);
    this.#byNumber = new NumberByNumber(session, this.#actions, () => this.#grid, () => hasFocusElsewhere(root));
    const { alone, pin } = session.state;
    this.#toolbar = new Toolbar(session.say, this.#toolbarActions(), { pins: pin, styles: alone });
    this.#chips = new Chips(session, this.#filters, this.#looks, () => this.#refilter());
    this.#empty = new EmptyArea(session.say, {
      add: () => void this.#byNumber.begin(),
      paste: () => void this.#actions.pasteAsText(),
      importFile: this.#going("import"),
      showAll: () => this.#clearFilters(),
    });
    const host = el("div", { class: "pw-table-grid" });
    this.#area = el("div", { class: "pw-table-area" }, host, this.#empty.root);
    const area = this.#area;
    // One place for both, so that the table does not move when a row is selected.
    const above = el("div", { class: "pw-table-above" }, this.#chips.root, this.#toolbar.selection);
    root.classList.toggle("pw-table-part", !alone);
    this.#paper = new PaperTable(session, this.#looks, () => this.#grid);
    const heading = alone ? [] : [el("h2", {}, session.say("table_label"))];
    root.replaceChildren(
      ...heading,
      this.#toolbar.root,
      above,
      area,
      this.#paper.root,
      this.#note.root,
      this.#status.root,
    );
    const shadow = host.attachShadow({ mode: "open" });
    const inner = el("div", { style: "height: 100%" });
    shadow.append(el("style", {}, cellStyles), inner);
    this.#grid = new Grid(inner, shadow, session, this.#filters, this.#gridHooks());
    root.addEventListener("keydown", this.#byNumber.waits, { capture: true });
    listenToClipboard(area, this.#grid, this.#looks, {
      copied: (count) => announce(session.say("copied", { count })),
      pasted: (text) => void this.#actions.paste(text),
    });
    this.#stop = session.subscribe((change) => this.#show(change));
    root.addEventListener("keydown", this.#key);
    const goImport = this.#going("import");
    if (goImport) {
      this.#stopDrops = takeDrops(root, (files) => {
        handOver(files);
        goImport();
      });
    }
    this.#goWherePointed();
    this.#showAround();
  }

  destroy(): void {
    this.#tellSelection.drop();
    this.#saveLayout.now();
    this.#stop();
    this.#root.removeEventListener("keydown", this.#byNumber.waits, { capture: true });
    this.#root.removeEventListener("keydown", this.#key);
    this.#stopDrops();
    this.#paper.close();
    this.#grid.destroy();
    this.#root.replaceChildren();
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
        if (change.anew) this.#filters.renew();
        this.#grid.renewRows();
        if (change.anew) this.#grid.renewCells();
        break;
      case "cells":
        this.#grid.renewCells(change.cells);
        break;
      case "checks":
        this.#grid.renewCells(checked(change.rows));
    }
    this.#goWherePointed();
    this.#showAround();
  }

  /** Show the rows that somebody was sent to, once they are here. */
  #goWherePointed(): void {
    const pointed = this.#session.takePointed();
    if (!pointed) return;
    const rows = expand(pointed.rows)
      .map((id) => this.#session.rows.row(id))
      .filter((row) => row !== undefined);
    this.#filters.clear();
    this.#toolbar.clearSearch();
    if (rows.length > 1) {
      this.#filters.only = { ids: new Set(rows.map(({ id }) => id)), label: pointed.label };
    }
    this.#refilter();
    if (!rows[0]) return;
    this.#grid.showColumn(pointed.column);
    if (!this.#session.state.alone) this.#root.scrollIntoView({ block: "center" });
    this.#grid.goTo(rows[0], pointed.column);
  }

  /** What stands around the grid. */
  #showAround(): void {
    const { state, rows, checks, complete } = this.#session;
    const { selection } = this.#grid;
    const focused = focusWithin(this.#root);
    this.#toolbar.show({
      canUndo: state.can_undo,
      canRedo: state.can_redo,
      international: this.#looks.style === "international",
      filtered: this.#filters.columns.length > 0,
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
    if (focused && !canHoldFocus(focused)) this.#refocus();
  }

  /** To the grid's cell, or to the table where there is none. */
  #refocus(): void {
    this.#root.focus({ preventScroll: true });
    this.#grid.refocus();
  }

  #showEmpty(): void {
    const { opened, rows } = this.#session;
    const none = rows.rows.length === 0;
    this.#empty.show(!opened || this.#grid.shownCount > 0 ? "" : none ? "none" : "no match");
  }

  #showNote(): void {
    this.#note.show(this.#grid.focus, this.#looks, this.#session.say, {
      others: ({ row }) => this.#looks.sameNumber(row),
      showAll: ({ row, column }) => {
        this.#filters.clear();
        this.#toolbar.clearSearch();
        this.#filters.set(column.name, { contains: this.#session.rows.text(row, column.name) });
        this.#refilter();
        this.#grid.goTo(row, column.name);
      },
      enter: ({ row, column }: Place, text) => {
        this.#session.dismiss(row, column.name);
        void this.#actions.enter(row, column, text);
        this.#grid.refocus();
      },
      keep: ({ row, column }) => {
        this.#session.dismiss(row, column.name);
        this.#grid.refocus();
      },
    });
  }

  /** Shows what comes in the table's place; null where the host has none. */
  #going(page: Beside): (() => void) | null {
    return this.#session.state.places.includes(page) ? () => this.#session.go(page) : null;
  }

  #toolbarActions() {
    const { say } = this.#session;
    return {
      add: () => void this.#byNumber.begin(),
      paste: () => void this.#actions.pasteAsText(),
      importFile: this.#going("import"),
      exportFile: this.#going("export"),
      undo: () => void this.#actions.undo(),
      redo: () => void this.#actions.redo(),
      search: (typed: string) => {
        this.#filters.search = typed;
        this.#refilter();
      },
      filter: () => void this.#askFilter(this.#grid.focus?.column.name ?? "status"),
      columns: () => void this.#askColumns(),
      toggleStyle: () => this.#toggleStyle(),
      pin: () => void this.#actions.showPin(this.#grid.selection[0]),
      setColumn: () => void this.#actions.setColumn(this.#grid.selection),
      copy: () => {
        const lines = linesToCopy(this.#grid, this.#looks);
        void navigator.clipboard.writeText(formatBlock(lines)).then(
          () => this.#status.announce(say("copied", { count: lines.length })),
          () => this.#status.announce(say("copy_refused")),
        );
      },
      remove: () => void this.#actions.remove(this.#grid.selection),
      deselect: () => this.#grid.clearSelection(),
    };
  }

  #gridHooks(): GridHooks {
    const { say, state } = this.#session;
    const enter = (row: Row, column: ColumnSpec, text: string) =>
      void this.#actions.enter(row, column, text);
    return {
      say,
      dateExample: state.date_example,
      atFirst: { hidden: state.hidden, pinned: [state.lead] },
      looks: this.#looks,
      enter,
      edited: (row, column, text, seen) => void this.#actions.enter(row, column, text, seen),
      lost: (draft) => this.#status.announce(say("draft_lost", { draft })),
      editText: (row, column) =>
        this.#session.marks.get(row, column.name)?.text ?? this.#session.rows.text(row, column.name),
      openFilter: (column) => void this.#askFilter(column),
      isFiltered: (column) => this.#filters.get(column) !== undefined,
      takesKey: (event, row, column, editing) => {
        if (this.#byNumber.takes(event, { row, column }, editing)) return true;
        if (editing) return false;
        const desk = { session: this.#session, looks: this.#looks, actions: this.#actions };
        return takesCellKey(event, { row, column }, desk);
      },
      focused: () => this.#showNote(),
      selected: () => this.#selected(),
      arranged: () => this.#saveLayout.later(),
      shown: () => this.#grid && this.#showAround(),
    };
  }

  readonly #key = (event: KeyboardEvent): void =>
    takeTableKey(event, this.#actions, () => this.#toolbar.focusSearch());

  #selected(): void {
    this.#showAround();
    this.#tellSelection.later();
  }

  #refilter(): void {
    this.#grid.refilter();
    this.#showAround();
  }

  #clearFilters(): void {
    this.#filters.clear();
    this.#toolbar.clearSearch();
    this.#refilter();
  }

  async #askFilter(column: string): Promise<void> {
    const { say, state } = this.#session;
    const asked = (name: string) => ({
      column: state.columns.find((known) => known.name === name) ?? state.columns[0]!,
      filter: this.#filters.get(name),
      counts: (known: ColumnSpec) => this.#chips.counts(known.name),
    });
    const answer = await askFilter(this.#root, say, state.columns, asked, column);
    if (!focusWithin(this.#root)) this.#refocus();
    if (!answer) return;
    this.#filters.set(answer.column, answer.filter);
    this.#refilter();
  }

  async #askColumns(): Promise<void> {
    const now = this.#grid.layout(this.#looks.style);
    const answer = await askColumns(this.#root, this.#session.say, this.#session.state.columns, now);
    if (!focusWithin(this.#root)) this.#refocus();
    if (!answer) return;
    this.#grid.renewColumns(answer === "reset" ? {} : answer);
    this.#saveLayout.later();
  }

  #toggleStyle(): void {
    this.#looks.style = this.#looks.style === "national" ? "international" : "national";
    this.#grid.renewCells();
    this.#saveLayout.later();
    this.#showAround();
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
