/** A section: its title, its progress and its steps. */

import { arrange, el, setAttributes, setText, uniqueId } from "../lib/dom";
import { icon } from "../lib/icons";
import { AddForm } from "./add_form";
import { Bar } from "./bar";
import type { ChecklistModel, Filter, Section } from "./model";
import { StepRow } from "./step";

export class SectionCard {
  readonly root: HTMLElement;
  readonly #model: ChecklistModel;
  readonly #rows = new Map<string, StepRow>();

  readonly #title = el("span", { class: "pw-section-title" });
  readonly #hint = el("span", { class: "pw-section-hint" });
  readonly #count = el("span", { class: "pw-section-count" });
  readonly #bar = new Bar();
  readonly #toggle: HTMLButtonElement;
  readonly #body: HTMLElement;
  readonly #list = el("ul", { class: "pw-steps" });
  readonly #form: AddForm;

  constructor(model: ChecklistModel, id: string) {
    this.#model = model;
    this.#form = new AddForm(model, id);
    const bodyId = uniqueId("section");
    const titleId = `${bodyId}-title`;
    this.#title.id = titleId;
    this.#body = el("div", { id: bodyId, class: "pw-section-body" }, this.#list, this.#form.root);
    this.#toggle = el(
      "button",
      {
        type: "button",
        class: "pw-section-toggle",
        "aria-expanded": "true",
        "aria-controls": bodyId,
        onclick: () => this.fold(!this.#body.hidden),
      },
      icon("chevron"),
      el("span", { class: "pw-section-words" }, this.#title, this.#hint),
      this.#count,
    );
    this.root = el(
      "section",
      { class: "pw-card pw-section", role: "group", "aria-labelledby": titleId },
      el("h3", {}, this.#toggle),
      this.#bar.root,
      this.#body,
    );
  }

  fold(folded: boolean): void {
    this.#body.hidden = folded;
    this.#toggle.setAttribute("aria-expanded", String(!folded));
  }

  /** Open the section and go to a step of it. */
  focus(item: string): void {
    this.fold(false);
    this.#rows.get(item)?.focus();
  }

  has(item: string): boolean {
    return this.#rows.has(item);
  }

  /** Show the steps that pass the filter; return whether there are any. */
  update(section: Section, filter: Filter): boolean {
    const { say } = this.#model;
    const shown = section.items.filter((item) => this.#model.passes(item, filter));
    const count = this.#model.count(section.items);
    const counted = say("progress", { ...count });
    setText(this.#title, section.title);
    setText(this.#hint, section.hint);
    setText(this.#count, counted);
    this.#bar.update(say("progress_of", { title: section.title }), counted, count);
    setAttributes(this.root, { "data-complete": count.done === count.total });

    for (const item of [...this.#rows.keys()]) {
      if (!section.items.includes(item)) this.#rows.delete(item);
    }
    for (const item of section.items) {
      if (!this.#rows.has(item)) {
        this.#rows.set(item, new StepRow(this.#model, item, () => this.#form.focus()));
      }
    }
    const next = this.#model.nextCritical;
    for (const [item, row] of this.#rows) {
      row.update(item === next);
      row.root.hidden = !shown.includes(item);
    }
    arrange(this.#list, section.items.flatMap((item) => this.#rows.get(item)?.root ?? []));
    this.#form.update(section.title);
    this.#form.root.hidden = filter !== "all";
    this.root.hidden = shown.length === 0 && filter !== "all";
    return shown.length > 0;
  }
}
