/** The day of the port and after: run sheets to tick, and whether the old accounts may be cancelled. */

import { guardCards } from "./cutover_panel/guards";
import type { Result, Sheet, State, Trial } from "./cutover_panel/protocol";
import { numberCard } from "./cutover_panel/trials";
import { fetchFile } from "./lib/download";
import { el, fill, setText, uniqueId } from "./lib/dom";
import { keepingFocus } from "./lib/focus";
import { Panel, widgetOf } from "./lib/panel";

class CutoverPanel extends Panel<State> {
  readonly #root = el("main", { class: "pw pw-cutover" });
  readonly #refusal = el("p", { class: "pw-refusal", role: "alert" });
  readonly #body = el("div", { class: "pw-stack pw-cutover-body" });

  protected place(host: HTMLElement): void {
    this.#root.append(this.#refusal, this.#body);
    host.append(this.#root);
  }

  protected draw(): void {
    const { sheet, guards } = this.state;
    const cancelled = (account: string, day: string) => void this.#ask("cancelled", { account, day });
    keepingFocus(this.#root, () =>
      fill(this.#body, guardCards(guards, this.#say, cancelled), ...(sheet ? this.#sheet(sheet) : [this.#empty()])),
    );
  }

  readonly #say = (key: string, values?: Record<string, string | number>): string => this.say(key, values);

  #empty(): HTMLElement {
    return el(
      "section",
      { class: "pw-card" },
      el("h2", {}, this.say("empty_title")),
      el("p", {}, this.say("empty_text")),
      el("div", { class: "pw-acts" }, this.#go("numbers", "open_numbers")),
    );
  }

  #sheet(sheet: Sheet): HTMLElement[] {
    return [this.#order(sheet), this.#rollback(sheet), this.#tests(sheet)];
  }

  #order(sheet: Sheet): HTMLElement {
    const id = uniqueId("order");
    const options = this.state.orders.map((order) => el("option", { value: order.id }, order.told));
    const choice = el("select", { class: "pw-field", id, "data-key": "order" }, ...options);
    choice.value = sheet.order;
    choice.addEventListener("change", () => void this.#ask("choose", { order: choice.value }, false));
    const why = uniqueId("why");
    const print = (offset: number) => ({ order: sheet.order, offset });
    return el(
      "section",
      { class: "pw-card pw-sheet" },
      el("h2", {}, this.say("title")),
      el("div", { class: "pw-choice" }, el("label", { for: id }, this.say("order")), choice),
      sheet.contradiction !== "" && el("p", { class: "pw-contradiction" }, sheet.contradiction),
      el("dl", { class: "pw-facts" }, ...sheet.facts.flatMap(([name, told]) => [el("dt", {}, name), el("dd", {}, told)])),
      el(
        "div",
        { class: "pw-acts" },
        sheet.can_port &&
          el("button", { type: "button", class: "pw-button pw-primary", "data-key": "ported", "aria-describedby": why, onclick: () => void this.#ask("ported", { order: sheet.order }) }, this.say("note_ported")),
        el("button", { type: "button", class: "pw-button", "data-key": "print", onclick: () => void this.#print(print) }, this.say("print")),
      ),
      sheet.can_port && el("p", { class: "pw-muted", id: why }, this.say("note_ported_why")),
    );
  }

  #rollback(sheet: Sheet): HTMLElement {
    return el(
      "section",
      { class: "pw-card pw-rollback" },
      el("h2", {}, this.say("rollback_title")),
      el("ul", {}, ...sheet.rollback.map((text) => el("li", {}, text))),
    );
  }

  #tests(sheet: Sheet): HTMLElement {
    const id = uniqueId("open");
    const box = el("input", { type: "checkbox", class: "pw-checkbox", id, checked: this.state.only_open, "data-key": "only_open" });
    box.addEventListener("change", () => void this.#ask("only_open", { on: box.checked }, false));
    const acts = {
      note: (number: string, trial: Trial, result: Result) =>
        void this.#ask("note", { number, test: trial.test, before: trial.result, result }),
      comment: (number: string, trial: Trial, note: string) =>
        void this.#ask("comment", { number, test: trial.test, before: trial.note, note }),
    };
    const cards = sheet.numbers.map((number) => numberCard(number, this.language, this.#say, acts));
    const { done, total } = sheet;
    return el(
      "section",
      { class: "pw-card pw-tests" },
      el("h2", {}, this.say("tests_title")),
      el("p", { role: "status" }, total === 0 ? this.say("tests_none") : this.say("tests_left", { done, total })),
      total === 0 && el("div", { class: "pw-acts" }, this.#go("numbers", "open_numbers")),
      total > 0 && el("label", { class: "pw-tick", for: id }, box, el("span", {}, this.say("only_open"))),
      total > 0 && cards.length === 0 && el("p", { class: "pw-good" }, this.say("all_tested")),
      el("ol", { class: "pw-numbers" }, ...cards),
      sheet.more > 0 &&
        el("button", { type: "button", class: "pw-button", "data-key": "more", onclick: () => void this.#ask("more", {}, false) }, this.say("show_more", { count: Math.min(sheet.more, 50) })),
    );
  }

  #go(page: string, label: string): HTMLElement {
    const act = () => void this.intents.send("go", { page }, { saves: false });
    return el("button", { type: "button", class: "pw-button pw-primary", "data-key": `go ${page}`, onclick: act }, this.say(label));
  }

  async #print(piece: (offset: number) => Record<string, unknown>): Promise<void> {
    setText(this.#refusal, await fetchFile(this.intents, "print", piece));
  }

  async #ask(intent: string, fields: Record<string, unknown>, saves = true): Promise<void> {
    const answer = await this.intents.send(intent, fields, { saves });
    setText(this.#refusal, answer.ok ? "" : answer.text);
    if (!answer.ok) this.draw(); // what was pressed or typed did not happen
  }
}

export default widgetOf(CutoverPanel);
