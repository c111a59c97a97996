/** A long list, a page at a time: as many rows as a person looks through before turning on. */

import { el, fill, setText, type Child } from "./dom";
import { listBody, listLine, listTable } from "./list_table";
import type { Say } from "./texts";

export interface Part<Item> {
  total: number;
  items: Item[];
}

export interface ListSpec<Item> {
  say: Say;
  /** Rows of a page. */
  size: number;
  /** What the table is called. */
  caption: string;
  headings: string[];
  /** Fetch a page; a text says why there is none. */
  load(offset: number): Promise<Part<Item> | string>;
  /** An item's cells, one per heading; `renew` draws its line anew when the item is another. */
  cells(item: Item, renew: (item: Item) => void): Child[];
  /** What stands where there is no item. */
  empty: string;
}

export class PagedList<Item> {
  readonly root: HTMLElement;
  readonly #spec: ListSpec<Item>;
  readonly #body = listBody();
  readonly #where = el("p", { class: "pw-where", role: "status" });
  readonly #empty = el("p", { class: "pw-muted pw-none", hidden: true });
  readonly #scroll: HTMLElement;
  readonly #pager: HTMLElement;
  readonly #turns: Record<"first" | "previous" | "next" | "last", HTMLButtonElement>;
  #offset = 0;
  #total = 0;
  #asked = 0;

  constructor(spec: ListSpec<Item>) {
    this.#spec = spec;
    const { say } = spec;
    const turn = (key: string, sign: string, to: () => number) => {
      const label = say(key);
      const act = () => void this.#turn(to());
      return el("button", { type: "button", class: "pw-button", "aria-label": label, title: label, hidden: true, onclick: act }, sign);
    };
    this.#turns = {
      first: turn("first_page", "«", () => 0),
      previous: turn("previous_page", "‹", () => this.#offset - spec.size),
      next: turn("next_page", "›", () => this.#offset + spec.size),
      last: turn("last_page", "»", () => this.#last),
    };
    this.#scroll = listTable(spec.caption, spec.headings, this.#body);
    this.#pager = el("div", { class: "pw-pager" }, this.#where, ...Object.values(this.#turns));
    this.root = el("div", { class: "pw-paged" }, this.#scroll, this.#empty, this.#pager);
  }

  get #last(): number {
    return Math.max(0, Math.ceil(this.#total / this.#spec.size) - 1) * this.#spec.size;
  }

  /** Fetch the list anew, from its beginning or the page where it stands. */
  async renew(fromStart = true): Promise<void> {
    await this.#load(fromStart ? 0 : this.#offset);
  }

  async #turn(to: number): Promise<void> {
    await this.#load(Math.min(Math.max(to, 0), this.#last));
    this.#scroll.scrollTop = 0;
    const { activeElement } = document;
    // A button that rests now would leave the keys to the page.
    if (this.root.contains(activeElement) && activeElement?.matches(":disabled")) this.#scroll.focus();
  }

  async #load(offset: number): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.root.setAttribute("aria-busy", "true");
    const part = await this.#spec.load(offset);
    if (asked !== this.#asked) return; // a later question was asked
    this.root.removeAttribute("aria-busy");
    if (typeof part === "string") {
      setText(this.#where, part);
      return;
    }
    this.#offset = offset;
    this.#total = part.total;
    this.#draw(part.items);
  }

  #draw(items: Item[]): void {
    const { say, empty, size } = this.#spec;
    fill(this.#body, ...items.map((item) => this.#line(item)));
    const none = items.length === 0;
    this.#scroll.hidden = none;
    this.#empty.hidden = !none;
    setText(this.#empty, empty);
    const where = { first: this.#offset + 1, last: this.#offset + items.length, total: this.#total };
    setText(this.#where, none ? "" : say("page_of", where));
    this.#turns.first.disabled = this.#turns.previous.disabled = this.#offset === 0;
    this.#turns.next.disabled = this.#turns.last.disabled = this.#offset >= this.#last;
    for (const button of Object.values(this.#turns)) button.hidden = this.#total <= size;
  }

  #line(item: Item): HTMLElement {
    const { line, put } = listLine(this.#spec.headings);
    const draw = (now: Item): void => put(this.#spec.cells(now, draw));
    draw(item);
    return line;
  }
}
