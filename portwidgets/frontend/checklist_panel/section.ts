/** A section: its title, its progress, its steps, and the form for a step of one's own. */

import { arrange, el, setAttributes, setText, uniqueId } from "../lib/dom";
import { icon } from "../lib/icons";
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

/** A button that opens a small form; the form stays open for the next step. */
class AddForm {
  readonly root = el("div", { class: "pw-section-add" });
  readonly #model: ChecklistModel;
  readonly #section: string;
  readonly #open: HTMLButtonElement;
  readonly #openText = el("span");
  readonly #form: HTMLFormElement;
  readonly #title: HTMLInputElement;
  readonly #titleLabel: HTMLElement;
  readonly #critical: HTMLInputElement;
  readonly #criticalLabel = el("span");
  readonly #refusal: HTMLElement;
  readonly #add = el("button", { type: "submit", class: "pw-button pw-primary" });
  readonly #cancel: HTMLButtonElement;

  constructor(model: ChecklistModel, section: string) {
    this.#model = model;
    this.#section = section;
    const id = uniqueId("add");
    this.#titleLabel = el("label", { for: id });
    this.#refusal = el("p", { class: "pw-refusal", id: `${id}-refusal`, role: "alert", hidden: true });
    this.#title = el("input", {
      id,
      type: "text",
      class: "pw-field",
      autocomplete: "off",
      "aria-describedby": this.#refusal.id,
    });
    this.#critical = el("input", { type: "checkbox", class: "pw-checkbox" });
    this.#cancel = el("button", { type: "button", class: "pw-button", onclick: () => this.#close() });
    this.#open = el(
      "button",
      { type: "button", class: "pw-button pw-quiet", onclick: () => this.#start() },
      icon("plus"),
      this.#openText,
    );
    this.#form = el(
      "form",
      {
        hidden: true,
        onsubmit: (event: SubmitEvent) => {
          event.preventDefault();
          void this.#submit();
        },
        onkeydown: (event: KeyboardEvent) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          this.#close();
        },
      },
      this.#titleLabel,
      this.#title,
      this.#refusal,
      el("label", { class: "pw-step-dismiss" }, this.#critical, this.#criticalLabel),
      el("div", { class: "pw-buttons" }, this.#add, this.#cancel),
    );
    this.root.append(this.#open, this.#form);
  }

  focus(): void {
    (this.#form.hidden ? this.#open : this.#title).focus();
  }

  update(sectionTitle: string): void {
    const { say } = this.#model;
    setText(this.#openText, say("add_step"));
    setAttributes(this.#open, { "aria-label": `${say("add_step")}: ${sectionTitle}` });
    setText(this.#titleLabel, say("step_title"));
    setText(this.#criticalLabel, say("step_critical"));
    setText(this.#add, say("add"));
    setText(this.#cancel, say("cancel"));
  }

  #start(): void {
    this.#form.hidden = false;
    this.#open.hidden = true;
    this.#title.focus();
  }

  #close(): void {
    this.#form.reset();
    this.#refuse("");
    this.#form.hidden = true;
    this.#open.hidden = false;
    this.#open.focus();
  }

  async #submit(): Promise<void> {
    this.#add.disabled = true;
    const refusal = await this.#model.addStep(
      this.#section,
      this.#title.value.trim(),
      this.#critical.checked,
    );
    this.#add.disabled = false;
    this.#refuse(refusal);
    if (!refusal) this.#form.reset();
    this.#title.focus();
  }

  #refuse(text: string): void {
    setText(this.#refusal, text);
    this.#refusal.hidden = !text;
    setAttributes(this.#title, { "aria-invalid": text ? "true" : null });
  }
}
