/** Who changed what when: found by row, person or text; taken back one by one or to a moment. */

import { ChangeList, type Change } from "./history_panel/change_list";
import { askToGoBack } from "./history_panel/go_back";
import { outcome, type Outcome } from "./history_panel/outcome";
import { el, fill, setAttributes, setText, uniqueId } from "./lib/dom";
import { Panel, widgetOf } from "./lib/panel";
import type { Revised } from "./lib/store";

interface State extends Revised {
  /** Counts what happened since Python made the widget. */
  news: number;
}

interface Row {
  table: string;
  row: string;
  name: string;
}

type Place = [number, number];

const TYPING_MS = 300;

class HistoryPanel extends Panel<State> {
  readonly #root = el("main", { class: "pw pw-history" });
  readonly #title = el("h2");
  readonly #hint = el("p", { class: "pw-muted" });
  readonly #search = el("input", { type: "search", class: "pw-field", maxlength: 200, id: uniqueId("search") });
  readonly #searchLabel = el("label", { for: this.#search.id });
  readonly #who = el("select", { class: "pw-field", id: uniqueId("who") });
  readonly #whoLabel = el("label", { for: this.#who.id });
  readonly #row = el("p", { class: "pw-row-filter", hidden: true });
  readonly #outcome = el("div", { class: "pw-outcome", role: "status" });
  readonly #list = new ChangeList(this.say.bind(this), () => this.language, {
    only: (row) => this.#showOnly(row),
    undo: (change) => void this.#undo(change),
    goBack: (change) => void this.#goBack(change),
  });
  readonly #status = el("p", { class: "pw-muted", role: "status" });
  readonly #older = el("button", { type: "button", class: "pw-button", hidden: true });
  readonly #dialog = el("dialog", { class: "pw-dialog" });
  #only: Row | null = null;
  #last: Place | null = null;
  #asked = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #shownNews = -1;
  #shownLanguage = "";

  protected place(host: HTMLElement): void {
    this.#search.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => void this.#look(), TYPING_MS);
    });
    this.#who.addEventListener("change", () => void this.#look());
    this.#older.addEventListener("click", () => void this.#look(this.#last));
    this.#root.append(
      el("header", {}, this.#title, this.#hint),
      el(
        "div",
        { class: "pw-filters", role: "search" },
        el("div", { class: "pw-search" }, this.#searchLabel, this.#search),
        el("div", {}, this.#whoLabel, this.#who),
      ),
      this.#row,
      this.#outcome,
      this.#list.root,
      this.#status,
      this.#older,
      this.#dialog,
    );
    host.append(this.#root);
  }

  protected draw(): void {
    setText(this.#title, this.say("title"));
    setText(this.#hint, this.say("hint"));
    setText(this.#searchLabel, this.say("search"));
    setText(this.#whoLabel, this.say("by"));
    setText(this.#older, this.say("older"));
    this.#drawRow();
    if (this.#shownLanguage !== this.language) void this.#look();
    else if (this.#shownNews !== this.state.news) void this.#lookForNews();
    this.#shownNews = this.state.news;
    this.#shownLanguage = this.language;
  }

  #drawRow(): void {
    this.#row.hidden = this.#only === null;
    if (!this.#only) return;
    const clear = el(
      "button",
      { type: "button", class: "pw-button", onclick: () => this.#showOnly(null) },
      this.say("clear"),
    );
    fill(this.#row, el("strong", {}, this.say("row_filter", { name: this.#only.name })), " ", clear);
  }

  #showOnly(row: Row | null): void {
    this.#only = row;
    this.#drawRow();
    if (row) this.#row.querySelector("button")?.focus();
    else this.#search.focus();
    void this.#look();
  }

  get #wanted(): Record<string, unknown> {
    const only = this.#only;
    return {
      text: this.#search.value.trim(),
      by: this.#who.selectedIndex > 0 ? this.#who.value : null,
      row: only ? [only.table, only.row] : null,
    };
  }

  get #isFiltered(): boolean {
    return this.#only !== null || this.#search.value.trim() !== "" || this.#who.selectedIndex > 0;
  }

  /** Show the newest changes that are wanted, or those behind `before` below the ones that are there. */
  async #look(before: Place | null = null): Promise<void> {
    const asked = (this.#asked += 1);
    this.#older.hidden = true;
    if (!before) setText(this.#outcome, "");
    let from = before;
    for (;;) {
      setText(this.#status, this.say("searching"));
      const answer = await this.intents.send("look", { ...this.#wanted, before: from }, { saves: false });
      if (asked !== this.#asked) return; // another search was begun
      if (!answer.ok) return setText(this.#status, answer.text);
      const changes = answer["changes"] as Change[];
      if (answer["people"]) this.#drawPeople(answer["people"] as string[]);
      if (from === null) this.#list.replace(changes);
      else this.#list.append(changes);
      this.#last = from = answer["last"] as Place | null;
      const isComplete = answer["complete"] === true;
      if (changes.length === 0 && !isComplete) continue; // nothing in this stretch: look on
      this.#older.hidden = isComplete;
      this.#sayHowMany();
      return;
    }
  }

  /** Put what happened meanwhile on top; what was turned to stays. */
  async #lookForNews(): Promise<void> {
    const asked = this.#asked;
    const answer = await this.intents.send("look", { ...this.#wanted, before: null }, { saves: false });
    if (asked !== this.#asked || !answer.ok) return;
    if (answer["people"]) this.#drawPeople(answer["people"] as string[]);
    if (!this.#list.prepend(answer["changes"] as Change[])) return void this.#look();
    this.#sayHowMany();
  }

  #sayHowMany(): void {
    const count = this.#list.length;
    const none = this.#isFiltered ? "nothing_found" : "empty";
    setText(this.#status, count ? this.say("shown", { count }) : this.say(none));
  }

  #drawPeople(people: string[]): void {
    const chosen = this.#who.selectedIndex > 0 ? this.#who.value : null;
    fill(
      this.#who,
      el("option", { value: "*" }, this.say("everybody")),
      ...people.map((name) => el("option", { value: name }, name || this.say("outside"))),
    );
    this.#who.selectedIndex = chosen === null ? 0 : people.indexOf(chosen) + 1;
  }

  async #undo(change: Change): Promise<void> {
    this.#tell(await this.intents.send("undo", { change: change.id }));
  }

  async #goBack(change: Change): Promise<void> {
    // What comes while the person thinks about it is not taken back.
    const range = { change: change.id, newest: await this.#newest() };
    const answer = await this.intents.send("behind", range, { saves: false });
    if (!answer.ok) return this.#tell(answer);
    const told = { count: Number(answer["count"]), people: answer["people"] as string[] };
    const agreed = await askToGoBack(this.#dialog, this.say.bind(this), this.language, change, told);
    if (agreed) this.#tell(await this.intents.send("go_back", range));
  }

  /** The newest change of all, also where the list shows some only. */
  async #newest(): Promise<string> {
    if (!this.#isFiltered) return this.#list.newest;
    const answer = await this.intents.send("look", { before: null }, { saves: false });
    const [first] = answer.ok ? (answer["changes"] as Change[]) : [];
    return first?.id ?? "";
  }

  #tell(answer: { ok: boolean; [field: string]: unknown }): void {
    const said = answer.ok
      ? outcome(answer as unknown as Outcome, this.say.bind(this))
      : [el("p", { class: "pw-refusal" }, String(answer["text"]))];
    fill(this.#outcome, ...said);
    setAttributes(this.#outcome, { tabindex: -1 });
    this.#outcome.focus();
  }
}

export default widgetOf(HistoryPanel);
