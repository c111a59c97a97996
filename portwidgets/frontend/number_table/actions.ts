/** What a person does to the rows: asks where that is called for, sends it, says what came of it. */

import { el } from "../lib/dom";
import type { Say } from "../lib/texts";
import { SecretField } from "../lib/secret_field";
import { ask } from "../lib/ask";
import type { Done } from "./edits";
import type { Grid } from "./grid";
import type { Looks } from "./looks";
import { askMany, askPaste, tellRefused } from "./many_dialogs";
import type { ColumnSpec, Outcome, Ranges } from "./protocol";
import type { Row } from "./row_store";
import { expand } from "./runs";
import type { Session } from "./session";
import { parseBlock } from "./tsv";

/** Says a result, with a button that goes with it. */
export type Announce = (text: string, action?: { label: string; act: () => void }) => void;

export class Actions {
  readonly #root: HTMLElement;
  readonly #session: Session;
  readonly #looks: Looks;
  readonly #grid: () => Grid;
  readonly #announce: Announce;
  readonly #say: Say;

  constructor(root: HTMLElement, session: Session, looks: Looks, grid: () => Grid, announce: Announce) {
    this.#root = root;
    this.#session = session;
    this.#looks = looks;
    this.#grid = grid;
    this.#announce = announce;
    this.#say = session.say;
  }

  /** Enter a text in a cell where the person saw `seen`; true where it stands there now. */
  async enter(
    row: Row,
    column: ColumnSpec,
    text: string,
    seen = this.#session.shown(row, column.name),
  ): Promise<boolean> {
    if (text === seen) {
      this.#session.dismiss(row, column.name);
      return true;
    }
    const done = await this.#session.edits.set(row, column.name, text, seen);
    if (done.ok && done.becomes) {
      const ranges = await this.#askRanges(done.becomes, "range_title", "range_text", text);
      this.#grid().refocus();
      if (!ranges) return false;
      const entered = await this.#session.edits.set(row, column.name, text, seen, ranges);
      if (ranges === "rows" && entered.ok) this.#added(entered);
      if (ranges === "rows") this.#report(entered, "range_entered", done.becomes);
      return false;
    }
    const isEntered = done.ok && !done.conflicts.length;
    const isThere = this.#session.rows.row(row.id) !== undefined;
    if (!isEntered && !isThere) this.#announce(this.#say("draft_lost", { draft: text }));
    else if (!done.ok) this.#announce(done.text);
    else if (!isEntered) this.#tellConflict(row, column);
    return isEntered;
  }

  /** Say who wrote what meanwhile; the focus may have gone on to another cell. */
  #tellConflict(row: Row, column: ColumnSpec): void {
    const show = { label: this.#say("show_cell"), act: () => this.#grid().goTo(row, column.name) };
    this.#announce(this.#looks.of(row, column).reason, show);
  }

  async addRow(): Promise<Row | undefined> {
    const done = await this.#session.edits.addRow();
    if (done.ok) return this.#added(done)[0];
    this.#announce(done.text);
    return undefined;
  }

  async remove(rows: readonly Row[]): Promise<void> {
    if (!rows.length) return;
    const going = await this.#askRemove(rows, this.#grid().shownOf(rows));
    if (!going) return;
    const done = await this.#session.edits.remove(going);
    this.#report(done, "rows_deleted");
    this.#grid().refocus();
  }

  /** Ask about many rows, and about any that nobody sees; null where none shall go. */
  async #askRemove(rows: readonly Row[], shown: readonly Row[]): Promise<readonly Row[] | null> {
    const count = rows.length;
    const hidden = count - shown.length;
    if (!hidden && count < this.#session.state.ask_from) return rows;
    const going = await ask<readonly Row[] | null>(this.#root, {
      title: this.#say("delete_title", { count }),
      body: [
        hidden > 0 && el("p", {}, el("strong", {}, this.#say("delete_hidden", { count, hidden }))),
        el("p", {}, this.#say("delete_text")),
      ],
      buttons: [
        { label: this.#say("cancel"), value: null },
        ...(hidden && shown.length
          ? [{ label: this.#say("delete_shown", { count: shown.length }), value: shown }]
          : []),
        { label: this.#say(hidden ? "delete_all" : "delete", { count }), value: rows, primary: true, danger: true },
      ],
      otherwise: null,
    });
    this.#grid().refocus();
    return going;
  }

  async setColumn(rows: readonly Row[]): Promise<void> {
    if (!rows.length) return;
    const setting = await askMany(this.#root, this.#say, this.#session.state.columns, rows.length);
    this.#grid().refocus();
    if (!setting) return;
    const done =
      setting.text === null
        ? await this.#session.edits.takeSuggestedTypes(rows)
        : await this.#session.edits.setMany(rows, setting.column.name, setting.text);
    this.#report(done, "cells_changed");
  }

  /** Lay the block over the cells from the focused one on; without one, it becomes new rows. */
  async paste(text: string): Promise<void> {
    const grid = this.#grid();
    const block = parseBlock(text);
    if (!block.length) return;
    const focus = grid.focus;
    const number = this.#session.state.columns.find(({ name }) => name === this.#session.state.lead);
    const rows = focus ? grid.rowsFrom(focus.row, block.length) : [];
    const columns = grid.columnsFrom(focus?.column ?? number).map(({ name }) => name);
    const atEnd = !focus || !this.#isPlaceForLines(focus.row);
    let done = await this.#session.edits.paste(rows, columns, block, atEnd);
    if (done.ok && done.becomes) {
      const ranges = await this.#askRanges(done.becomes, "paste_range_title", "paste_range_text");
      grid.refocus();
      if (!ranges) return;
      done = await this.#session.edits.paste(rows, columns, block, atEnd, ranges);
    }
    const added = done.ok ? this.#added(done).length : 0;
    this.#report(done, added ? "pasted_rows" : "pasted", added);
    if (!done.ok || !done.refused_count) return;
    await tellRefused(this.#root, this.#say, this.#session.state.columns, done);
    grid.refocus();
  }

  /** Lines below headings go over rows that a person chose, or fill the empty row at the end. */
  #isPlaceForLines(row: Row): boolean {
    const grid = this.#grid();
    return grid.isLast(row) ? !this.#session.rows.text(row, this.#session.state.lead) : grid.isChosen;
  }

  async pasteAsText(): Promise<void> {
    const text = await askPaste(this.#root, this.#say);
    this.#grid().refocus();
    if (text !== null) await this.paste(text);
  }

  /** The PIN that the losing carrier asks for before it lets this number go. */
  async showPin(row: Row | undefined): Promise<void> {
    if (!row) return;
    const session = this.#session;
    const table = session.state.table as "accounts" | "numbers";
    const place = { table, row: row.id, name: "port_out_pin" } as const;
    const field = new SecretField(place, this.#say, session.intents);
    const update = () => field.update(session.state.secrets[row.id]?.includes(place.name) ?? false);
    const stop = session.subscribe(update);
    update();
    await ask(this.#root, {
      title: this.#say("port_out_pin_title", { number: session.rows.text(row, session.state.lead) }),
      body: [el("p", {}, this.#say("port_out_pin_text")), field.root],
      buttons: [{ label: this.#say("close"), value: null }],
      otherwise: null,
      fields: true,
    });
    stop();
    field.close();
    this.#grid().refocus();
  }

  async undo(): Promise<void> {
    if (this.#session.state.can_undo) this.#tellStep(await this.#session.edits.undo(), "undone");
  }

  async redo(): Promise<void> {
    if (this.#session.state.can_redo) this.#tellStep(await this.#session.edits.redo(), "redone");
  }

  /** Ask whether ranges become rows; null where nothing shall be done. */
  #askRanges(count: number, title: string, text: string, typed = ""): Promise<Ranges | null> {
    return ask<Ranges | null>(this.#root, {
      title: this.#say(title, { count }),
      body: [el("p", {}, this.#say(text, { count, typed }))],
      buttons: [
        { label: this.#say("cancel"), value: null },
        { label: this.#say("range_as_text"), value: "text" },
        { label: this.#say("range_yes", { count }), value: "rows", primary: true },
      ],
      otherwise: null,
    });
  }

  #tellStep(done: Done, key: string): void {
    if (!done.ok) this.#announce(done.text);
    else if (done.conflicts.length) this.#announce(this.#say("conflicts", { count: done.conflicts.length }));
    else this.#announce(this.#say(done.elsewhere ? `${key}_elsewhere` : key));
  }

  #report(done: Done, key: string, numbers = 0): void {
    if (!done.ok) return this.#announce(done.text);
    const count = numbers || (key === "rows_deleted" ? done.deleted : done.changed);
    const parts = [this.#say(key, { count })];
    if (done.refused_count) parts.push(this.#say("refused", { count: done.refused_count }));
    if (done.left_out.length) {
      const headings = done.left_out.map((heading) => `“${heading}”`).join(", ");
      parts.push(this.#say("left_out", { count: done.left_out.length, headings }));
    }
    if (done.beyond) parts.push(this.#say("beyond", { count: done.beyond }));
    if (done.conflicts.length) parts.push(this.#say("conflicts", { count: done.conflicts.length }));
    const changed = done.changed + done.deleted + done.added.length > 0;
    const undo = { label: this.#say("undo"), act: () => void this.undo() };
    this.#announce(parts.join(" "), changed ? undo : undefined);
  }

  /** New rows stay in sight whatever the filters say. */
  #added(done: Outcome): Row[] {
    const rows = expand(done.added)
      .map((id) => this.#session.rows.row(id))
      .filter((row) => row !== undefined);
    if (rows.length) this.#grid().keepInSight(rows);
    this.#grid().reveal(rows);
    return rows;
  }
}
