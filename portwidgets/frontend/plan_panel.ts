/** The plan: the picture of its days, due dates for the checklist, and the papers. */

import { fetchFile } from "./lib/download";
import { el, fill, setText, uniqueId } from "./lib/dom";
import { keepingFocus } from "./lib/focus";
import { Panel, widgetOf } from "./lib/panel";
import { orderCard } from "./plan_panel/order_card";
import type { LetterOf, State } from "./plan_panel/protocol";
import { timeline } from "./plan_panel/timeline";

/** So much of the past is seen at first, in pixels. */
const BEFORE_TODAY = 80;

class PlanPanel extends Panel<State> {
  readonly #root = el("main", { class: "pw pw-plan" });
  readonly #said = el("p", { class: "pw-said", role: "status" });
  readonly #refusal = el("p", { class: "pw-refusal", role: "alert" });
  readonly #body = el("div", { class: "pw-stack pw-plan-body" });
  readonly #replace = el("input", { type: "checkbox", class: "pw-checkbox", id: uniqueId("replace"), "data-key": "replace" });
  readonly #undo = el("button", { type: "button", class: "pw-button", hidden: true, onclick: () => void this.#takeBack() });
  #papers = "";

  protected place(host: HTMLElement): void {
    this.#root.append(this.#refusal, this.#body);
    host.append(this.#root);
  }

  protected draw(): void {
    this.#papers ||= this.state.language;
    const scrolled = this.#picture?.scrollLeft;
    setText(this.#undo, this.say("undo"));
    keepingFocus(this.#root, () => {
      if (this.state.orders.length === 0) fill(this.#body, this.#empty(), this.#paperCard());
      else {
        const cards = this.state.orders.map((order) => orderCard(order, this.language, this.#say));
        fill(
          this.#body,
          this.#head(),
          timeline(this.state, this.language, this.#say),
          this.#dueCard(),
          this.#paperCard(),
          el("h2", {}, this.say("table_title")),
          el("div", { class: "pw-plan-orders" }, ...cards),
        );
      }
    });
    // Where it is narrow, today comes first; later a person's own place is kept.
    const picture = this.#picture;
    if (picture) picture.scrollLeft = scrolled ?? Number(picture.dataset["today"]) - BEFORE_TODAY;
  }

  get #picture(): HTMLElement | null {
    return this.#root.querySelector(".pw-picture");
  }

  readonly #say = (key: string, values?: Record<string, string | number>): string => this.say(key, values);

  #empty(): HTMLElement {
    const go = () => void this.intents.send("go", { page: "numbers" }, { saves: false });
    return el(
      "section",
      { class: "pw-card pw-plan-empty" },
      el("h2", {}, this.say("empty_title")),
      el("p", {}, this.say("empty_text")),
      el("button", { type: "button", class: "pw-button pw-primary", onclick: go }, this.say("open_numbers")),
    );
  }

  #head(): HTMLElement {
    const id = uniqueId("wanted");
    const field = el("input", { type: "date", class: "pw-field", id, value: this.state.wanted, "data-key": "wanted" });
    const send = (day: string) => void this.#ask("wanted", { day });
    field.addEventListener("change", () => send(field.value));
    return el(
      "div",
      { class: "pw-plan-head" },
      el("h2", {}, this.say("title")),
      el(
        "div",
        { class: "pw-wanted" },
        el("label", { for: id }, this.say("wanted")),
        field,
        this.state.wanted !== "" && el("button", { type: "button", class: "pw-button", "data-key": "clear", onclick: () => send("") }, this.say("wanted_clear")),
      ),
    );
  }

  #dueCard(): HTMLElement {
    return el(
      "section",
      { class: "pw-card pw-due" },
      el("h2", {}, this.say("due_title")),
      el("p", {}, this.say("due_text", { count: this.state.due })),
      el("label", { class: "pw-tick", for: this.#replace.id }, this.#replace, el("span", {}, this.say("due_replace"))),
      el(
        "div",
        { class: "pw-acts" },
        el("button", { type: "button", class: "pw-button pw-primary", disabled: this.state.due === 0, "data-key": "fill", onclick: () => void this.#fillDue() }, this.say("due_fill")),
        this.#undo,
      ),
      this.#said,
    );
  }

  #paperCard(): HTMLElement {
    const language = this.#papers;
    const id = uniqueId("language");
    const choice = el("select", { class: "pw-field", id, "data-key": "language" }, ...["da", "en"].map((code) =>
      el("option", { value: code, selected: code === language }, this.say(code === "da" ? "letter_danish" : "letter_english")),
    ));
    choice.value = language;
    choice.addEventListener("change", () => (this.#papers = choice.value));
    const letters = this.state.papers.map((paper) => this.#letter(paper));
    return el(
      "section",
      { class: "pw-card pw-papers" },
      el("h2", {}, this.say("papers_title")),
      el("div", { class: "pw-wanted" }, el("label", { for: id }, this.say("letter_language")), choice),
      el("div", { class: "pw-acts" }, this.#file("report", "report"), this.#file("calendar", "calendar")),
      letters.length > 0 ? el("ul", { class: "pw-letters" }, ...letters) : el("p", { class: "pw-muted" }, this.say("papers_none")),
    );
  }

  #letter(paper: LetterOf): HTMLElement {
    const { order, name, gaps, letter } = paper;
    const why = uniqueId("gaps");
    return el(
      "li",
      { "data-order": order },
      el(
        "div",
        { class: "pw-acts" },
        el(
          "button",
          {
            type: "button",
            class: "pw-button",
            "data-key": `letter ${order}`,
            disabled: gaps !== "",
            "aria-describedby": gaps ? why : null,
            onclick: () => void this.#fetch("letter", { order }),
          },
          this.say("letter", { order: name }),
        ),
        gaps === "" && el("button", { type: "button", class: "pw-button pw-quiet", "data-key": `sign ${order}`, onclick: () => void this.#sign(order) }, this.say("letter_signed")),
      ),
      gaps !== "" && el("p", { class: "pw-gaps", id: why }, this.say("letter_gaps", { gaps })),
      letter.fault !== "" && el("p", { class: "pw-gaps" }, letter.fault),
      letter.state !== "" && el("p", { class: "pw-muted" }, letter.state),
    );
  }

  #file(intent: string, label: string): HTMLElement {
    return el("button", { type: "button", class: "pw-button", "data-key": intent, onclick: () => void this.#fetch(intent) }, this.say(label));
  }

  async #fetch(intent: string, fields: Record<string, unknown> = {}): Promise<void> {
    const language = this.#papers;
    setText(this.#refusal, await fetchFile(this.intents, intent, (offset) => ({ ...fields, language, offset })));
  }

  async #fillDue(): Promise<void> {
    const answer = await this.intents.send("fill_due", { replace: this.#replace.checked });
    setText(this.#refusal, answer.ok ? "" : answer.text);
    if (!answer.ok) return;
    const count = Number(answer["count"]);
    this.#undo.hidden = count === 0;
    setText(this.#said, count ? this.say("due_filled", { count }) : this.say("due_nothing"));
  }

  async #takeBack(): Promise<void> {
    if (!(await this.#ask("undo", {}))) return;
    this.#undo.hidden = true;
    setText(this.#said, this.say("undone"));
    this.#root.querySelector<HTMLElement>('[data-key="fill"]')?.focus();
  }

  async #sign(order: string): Promise<void> {
    const answer = await this.intents.send("signed", { order });
    setText(this.#refusal, answer.ok ? "" : answer.text);
    if (answer.ok) setText(this.#said, this.say("letter_signed_done", { order, until: String(answer["until"]) }));
  }

  async #ask(intent: string, fields: Record<string, unknown>): Promise<boolean> {
    const answer = await this.intents.send(intent, fields);
    setText(this.#refusal, answer.ok ? "" : answer.text);
    return answer.ok;
  }
}

export default widgetOf(PlanPanel);
