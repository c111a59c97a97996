/** The account row by row: what it was, what it became and why; a row is corrected in its place. */

import { type Child, el } from "../lib/dom";
import { icon } from "../lib/icons";
import { PagedList } from "../lib/paged_list";
import { action, type Desk, factsText, sourceText } from "./part";
import type { AccountRow, Outcome } from "./protocol";

/** Numbers that are written out; a range can be long. */
const WRITTEN_OUT = 3;
const SEARCH_AFTER_MS = 250;

export interface RowsHooks {
  outcome(): Outcome | "";
  announce(text: string): void;
}

export class RowsTab {
  readonly root: HTMLElement;
  readonly #desk: Desk;
  readonly #hooks: RowsHooks;
  readonly #list: PagedList<AccountRow>;
  readonly #search: HTMLInputElement;
  readonly #editing = new Set<number>();

  constructor(desk: Desk, hooks: RowsHooks) {
    this.#desk = desk;
    this.#hooks = hooks;
    const { say } = desk;
    this.#search = el("input", {
      type: "search",
      class: "pw-field pw-import-search",
      placeholder: say("search"),
      "aria-label": say("search"),
      maxlength: 200,
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    this.#search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => void this.renew(), SEARCH_AFTER_MS);
    });
    this.#list = new PagedList<AccountRow>({
      say,
      size: desk.state().page,
      caption: say("rows_caption"),
      headings: [say("row_source"), say("row_text"), say("row_became"), say("row_why")],
      load: (offset) => this.#load(offset),
      cells: (row, renew) => this.#cells(row, renew),
      empty: say("rows_none"),
    });
    this.root = el("div", {}, this.#search, this.#list.root);
  }

  async renew(fromStart = true): Promise<void> {
    if (fromStart) this.#editing.clear();
    await this.#list.renew(fromStart);
  }

  async #load(offset: number): Promise<{ total: number; items: AccountRow[] } | string> {
    const fields = { outcome: this.#hooks.outcome(), offset, search: this.#search.value };
    const answer = await this.#desk.intents.send("rows", fields, { saves: false });
    if (!answer.ok) return answer.text;
    return { total: answer["total"] as number, items: answer["items"] as AccountRow[] };
  }

  #cells(row: AccountRow, renew: (row: AccountRow) => void): Child[] {
    const { say, state } = this.#desk;
    const isOnly = new Set(state().sum?.sheets.map(({ file }) => file)).size < 2;
    const isEdited = this.#editing.has(row.key) || row.outcome === "not_understood";
    return [
      el("span", { class: "pw-row-source" }, sourceText(row.source, say, isOnly)),
      el("span", { class: "pw-cells" }, ...row.cells.map((text) => el("span", {}, text))),
      isEdited ? this.#form(row, renew) : this.#became(row),
      this.#why(row, renew, isEdited),
    ];
  }

  #became({ numbers, count, becomes }: AccountRow): HTMLElement {
    const { say } = this.#desk;
    const written = numbers.slice(0, WRITTEN_OUT);
    const more = count - written.length;
    const facts = factsText(becomes, this.#desk.language);
    return el(
      "div",
      { class: "pw-became" },
      el(
        "div",
        { class: "pw-numbers" },
        ...written.map((number) => el("span", { class: "pw-number" }, number)),
        more > 0 && el("span", { class: "pw-muted" }, say("and_more", { count: more })),
      ),
      facts && el("span", { class: "pw-muted pw-facts" }, facts),
    );
  }

  #why(row: AccountRow, renew: (row: AccountRow) => void, isEdited: boolean): HTMLElement {
    const { say, state } = this.#desk;
    const edit = action(say("correct"), () => {
      this.#editing.add(row.key);
      renew(row);
    }, "pw-small");
    const back = action(say("take_back"), () => void this.#settle("correct", row, renew, ""), "pw-small", icon("undo"));
    return el(
      "div",
      { class: "pw-why" },
      el(
        "div",
        { class: "pw-verdict" },
        el("span", { class: "pw-badge", "data-outcome": row.outcome }, state().outcomes[row.outcome]),
        !isEdited && (row.corrected !== null ? back : edit),
      ),
      row.reason && el("span", {}, row.reason),
      ...row.remarks.map((remark) => el("span", { class: "pw-muted" }, remark)),
      row.corrected !== null && el("span", { class: "pw-muted" }, say("corrected", { text: row.corrected })),
    );
  }

  #form(row: AccountRow, renew: (row: AccountRow) => void): HTMLElement {
    const { say } = this.#desk;
    const field = el("input", {
      class: "pw-field",
      value: row.entry,
      "aria-label": say("correct_label", { row: row.source.row }),
      autocomplete: "off",
      spellcheck: "false",
    });
    const form = el(
      "form",
      { class: "pw-correct" },
      field,
      el("button", { class: "pw-button pw-small pw-primary" }, say("correct_read")),
      action(say("leave_out"), () => void this.#settle("leave_out", row, renew), "pw-small"),
      action(say("take_as_typed"), () => void this.#settle("take_as_typed", row, renew), "pw-small"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#settle("correct", row, renew, field.value);
    });
    return form;
  }

  /** Settle a row, show what it is now, and go on to the next that waits for a word. */
  async #settle(intent: string, row: AccountRow, renew: (row: AccountRow) => void, text?: string): Promise<void> {
    const { say, intents, refuse } = this.#desk;
    const line = (document.activeElement as HTMLElement | null)?.closest("tr") ?? null;
    const fields = text === undefined ? { key: row.key } : { key: row.key, text };
    const answer = await intents.send(intent, fields, { saves: false });
    refuse(answer.ok ? "" : answer.text);
    if (!answer.ok) return;
    const now = answer["row"] as AccountRow;
    this.#editing.delete(row.key);
    renew(now);
    const numbers = now.numbers.slice(0, WRITTEN_OUT).join(", ");
    const told = say(numbers ? "row_now" : "row_now_without", { row: now.source.row, numbers, why: this.#desk.state().outcomes[now.outcome] });
    this.#hooks.announce(told);
    if (now.outcome === "not_understood" || !line) return;
    for (let next = line.nextElementSibling; next; next = next.nextElementSibling) {
      const field = next.querySelector<HTMLInputElement>("input");
      if (field) return field.focus();
    }
  }
}
