/** What stands above the steps: progress, filters, the warning and the next critical step. */

import { el, setAttributes, setText, uniqueId } from "../lib/dom";
import { icon } from "../lib/icons";
import { Bar } from "./bar";
import { FILTERS, type ChecklistModel, type Filter } from "./model";

export interface HeadActions {
  filter(filter: Filter): void;
  goTo(item: string): void;
  print(): void;
}

export class Head {
  readonly root: HTMLElement;
  readonly #model: ChecklistModel;
  readonly #done = el("span", { class: "pw-head-done" });
  readonly #critical = el("span", { class: "pw-muted" });
  readonly #bar = new Bar();
  readonly #print = el("span");
  readonly #filters: HTMLElement;
  readonly #buttons = new Map<Filter, HTMLButtonElement>();
  readonly #warningTitle = el("strong", { id: uniqueId("warning") });
  readonly #warningText = el("p");
  readonly #warning: HTMLElement;
  readonly #next: HTMLButtonElement;
  readonly #nextCaption = el("span", { class: "pw-next-caption" });
  readonly #nextLabel = el("span", { class: "pw-next-label" });
  readonly #allDone: HTMLElement;
  readonly #allDoneText = el("span");

  constructor(model: ChecklistModel, actions: HeadActions) {
    this.#model = model;
    for (const filter of FILTERS) {
      const button = el("button", {
        type: "button",
        class: "pw-button pw-filter",
        onclick: () => actions.filter(filter),
      });
      button.append(el("span"), el("span", { class: "pw-filter-count" }));
      this.#buttons.set(filter, button);
    }
    this.#filters = el("div", { class: "pw-filters", role: "group" }, ...this.#buttons.values());
    this.#warning = el(
      "div",
      { class: "pw-warning", role: "note", "aria-labelledby": this.#warningTitle.id },
      icon("warning"),
      el("div", {}, this.#warningTitle, this.#warningText),
    );
    this.#next = el(
      "button",
      {
        type: "button",
        class: "pw-card pw-next",
        onclick: () => {
          const item = model.nextCritical;
          if (item) actions.goTo(item);
        },
      },
      el("span", { class: "pw-next-words" }, this.#nextCaption, this.#nextLabel),
      icon("arrow"),
    );
    this.#allDone = el("p", { class: "pw-card pw-next pw-next-done" }, icon("check"), this.#allDoneText);
    const print = el(
      "button",
      { type: "button", class: "pw-button pw-head-print", onclick: () => actions.print() },
      icon("print"),
      this.#print,
    );
    this.root = el(
      "div",
      { class: "pw-head" },
      el(
        "div",
        { class: "pw-card pw-head-progress" },
        el("div", { class: "pw-head-line" }, this.#done, this.#critical, print),
        this.#bar.root,
      ),
      this.#warning,
      this.#next,
      this.#allDone,
      this.#filters,
    );
  }

  /** The keyboard's place when the step under it went out of sight. */
  focusFilter(filter: Filter): void {
    this.#buttons.get(filter)?.focus();
  }

  update(chosen: Filter): void {
    const { say, state, items } = this.#model;
    const count = this.#model.count(items);
    const critical = this.#model.count(items, { critical: true });
    const counted = say("progress", { ...count });
    setText(this.#done, counted);
    setText(this.#critical, say("critical_progress", { ...critical }));
    this.#critical.hidden = critical.total === 0;
    this.#bar.update(say("progress_of", { title: say("checklist") }), counted, count);
    setText(this.#print, say("print"));

    setAttributes(this.#filters, { "aria-label": say("filter") });
    for (const [filter, button] of this.#buttons) {
      const [name, number] = button.children as unknown as [Element, Element];
      setText(name, say(`filter_${filter}`));
      setText(number, String(items.filter((item) => this.#model.passes(item, filter)).length));
      setAttributes(button, { "aria-pressed": String(filter === chosen) });
    }

    this.#warning.hidden = !state.warning;
    setText(this.#warningTitle, state.warning?.title ?? "");
    setText(this.#warningText, state.warning?.text ?? "");

    const next = this.#model.nextCritical;
    this.#next.hidden = !next;
    setText(this.#nextCaption, say("next_critical"));
    setText(this.#nextLabel, next ? this.#model.words(next).label : "");
    this.#allDone.hidden = Boolean(next) || critical.total === 0;
    setText(this.#allDoneText, say("critical_done"));
  }
}
