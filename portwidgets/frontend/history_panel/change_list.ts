/** The list of changes: a day's under its date, each with what it did and the ways back. */

import { el, setText, type Child } from "../lib/dom";
import { Menu } from "../lib/menu";
import { dateFormat, showDate, showMoment, type Say } from "../lib/texts";

export interface Op {
  kind: "set" | "add" | "delete" | "secret_set" | "secret_shown" | "secret_deleted" | "replaced";
  table: string;
  row: string;
  /** What the row is called. */
  name: string;
  label?: string;
  before?: string;
  after?: string;
  /** What the cells of the column hold, as "date". */
  holds?: string;
  cells?: string[];
  /** How many rows a table has that was changed outside. */
  count?: number;
}

export interface Change {
  id: string;
  at: string;
  by: string;
  ops: Op[];
  /** Operations that are not told one by one. */
  more: number;
  undoable: boolean;
}

export interface Acts {
  only(row: Op): void;
  undo(change: Change): void;
  goBack(change: Change): void;
}

export class ChangeList {
  readonly root = el("ol", { class: "pw-changes" });
  readonly #say: Say;
  readonly #language: () => string;
  readonly #acts: Acts;
  #changes: Change[] = [];

  constructor(say: Say, language: () => string, acts: Acts) {
    this.#say = say;
    this.#language = language;
    this.#acts = acts;
  }

  get length(): number {
    return this.#changes.length;
  }

  /** The id of the newest change that is shown. */
  get newest(): string {
    return this.#changes[0]?.id ?? "";
  }

  replace(changes: Change[]): void {
    this.#changes = changes;
    this.root.replaceChildren(...this.#lines(changes, ""));
  }

  append(changes: Change[]): void {
    const last = this.#changes.at(-1);
    this.root.append(...this.#lines(changes, last ? this.#day(last) : ""));
    this.#changes = [...this.#changes, ...changes];
  }

  /** Put newer changes on top; false where these do not reach down to the ones that are there. */
  prepend(changes: Change[]): boolean {
    const at = changes.findIndex((each) => each.id === this.newest);
    if (at < 0 && this.#changes.length > 0) return false;
    const news = at < 0 ? changes : changes.slice(0, at);
    if (!news.length) return true;
    const first = this.#changes[0];
    if (first && this.#day(first) === this.#day(news.at(-1)!)) this.root.firstElementChild?.remove();
    this.root.prepend(...this.#lines(news, ""));
    this.#changes = [...news, ...this.#changes];
    return true;
  }

  /** The lines of changes, each day's first one under its date. */
  #lines(changes: Change[], dayBefore: string): HTMLElement[] {
    let day = dayBefore;
    return changes.flatMap((change) => {
      const own = this.#day(change);
      const heading = own === day ? [] : [el("li", { class: "pw-day" }, el("h3", {}, own))];
      day = own;
      return [...heading, this.#line(change)];
    });
  }

  #day(change: Change): string {
    const at = new Date(change.at);
    if (Number.isNaN(at.getTime())) return change.at;
    const pad = (part: number) => String(part).padStart(2, "0");
    const iso = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
    return showDate(iso, this.#language());
  }

  #line(change: Change): HTMLElement {
    const moment = showMoment(change.at, this.#language());
    const time = el("time", { datetime: change.at, title: moment }, this.#time(change));
    const who = el("span", { class: "pw-who" }, change.by || this.#say("outside"));
    const menu = change.undoable
      ? new Menu(this.#say("actions", { at: moment }), [
          [this.#say("undo_one"), () => this.#acts.undo(change)],
          [this.#say("go_back"), () => this.#acts.goBack(change)],
        ]).root
      : null;
    const more = change.more > 0 && el("li", { class: "pw-muted" }, this.#say("more", { count: change.more }));
    return el(
      "li",
      { class: "pw-change", "data-change": change.id },
      el("div", { class: "pw-when" }, time, who),
      el("ul", { class: "pw-ops" }, ...change.ops.map((op) => this.#op(op)), more),
      menu,
    );
  }

  #time(change: Change): string {
    const at = new Date(change.at);
    if (Number.isNaN(at.getTime())) return "";
    return dateFormat(this.#language(), { timeStyle: "short" }).format(at);
  }

  #op(op: Op): HTMLElement {
    const name = el(
      "button",
      {
        type: "button",
        class: "pw-link",
        title: this.#say("only_row", { name: op.name }),
        onclick: () => this.#acts.only(op),
      },
      op.name,
    );
    return el("li", {}, name, " ", ...this.#deed(op));
  }

  #deed(op: Op): Child[] {
    switch (op.kind) {
      case "set":
        return [
          `${op.label}: `,
          this.#value(op.before ?? "", op, "del"),
          el("span", { class: "pw-arrow", "aria-hidden": "true" }, " → "),
          el("span", { class: "pw-unseen" }, ` ${this.#say("becomes")} `),
          this.#value(op.after ?? "", op, "ins"),
        ];
      case "add":
        return [this.#say("added"), this.#cells(op)];
      case "delete":
        return [this.#say("deleted"), this.#cells(op)];
      case "replaced":
        return [this.#say("replaced", { count: op.count ?? 0 })];
      default:
        return [this.#say(op.kind, { label: op.label ?? "" })];
    }
  }

  #cells(op: Op): Child {
    return op.cells?.length ? el("span", { class: "pw-muted" }, ` (${op.cells.join(", ")})`) : null;
  }

  #value(value: string, op: Op, tag: "del" | "ins"): HTMLElement {
    const show = op.holds === "date" ? showDate : op.holds === "moment" ? showMoment : null;
    const shown = show ? show(value, this.#language()) : value;
    const element = value ? el(tag) : el("span", { class: "pw-muted" });
    setText(element, value ? shown : this.#say("nothing"));
    return element;
  }
}
