/** Adds steps of the project's own: a button that opens a form, which stays open for the next. */

import { el, setAttributes, setText, uniqueId } from "../lib/dom";
import { icon } from "../lib/icons";
import type { ChecklistModel } from "./model";

export class AddForm {
  readonly root = el("div", { class: "pw-section-add" });
  readonly #model: ChecklistModel;
  readonly #section: string;
  readonly #open: HTMLButtonElement;
  readonly #openText = el("span");
  /** Made when first opened. */
  #form: StepForm | undefined;

  constructor(model: ChecklistModel, section: string) {
    this.#model = model;
    this.#section = section;
    this.#open = el(
      "button",
      { type: "button", class: "pw-button pw-quiet", onclick: () => this.#start() },
      icon("plus"),
      this.#openText,
    );
    this.root.append(this.#open);
  }

  focus(): void {
    if (this.#open.hidden) this.#form?.focus();
    else this.#open.focus();
  }

  update(sectionTitle: string): void {
    const { say } = this.#model;
    setText(this.#openText, say("add_step"));
    setAttributes(this.#open, { "aria-label": `${say("add_step")}: ${sectionTitle}` });
    this.#form?.update();
  }

  #start(): void {
    this.#form ??= new StepForm(this.#model, this.#section, () => this.#close());
    this.#form.update();
    this.root.append(this.#form.root);
    this.#open.hidden = true;
    this.#form.focus();
  }

  #close(): void {
    this.#form?.clear();
    this.#form?.root.remove();
    this.#open.hidden = false;
    this.#open.focus();
  }
}

class StepForm {
  readonly root: HTMLFormElement;
  readonly #model: ChecklistModel;
  readonly #section: string;
  readonly #title: HTMLInputElement;
  readonly #titleLabel: HTMLElement;
  readonly #critical = el("input", { type: "checkbox", class: "pw-checkbox" });
  readonly #criticalLabel = el("span");
  readonly #refusal: HTMLElement;
  readonly #add = el("button", { type: "submit", class: "pw-button pw-primary" });
  readonly #cancel: HTMLButtonElement;

  constructor(model: ChecklistModel, section: string, close: () => void) {
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
    this.#cancel = el("button", { type: "button", class: "pw-button", onclick: close });
    this.root = el(
      "form",
      {
        onsubmit: (event: SubmitEvent) => {
          event.preventDefault();
          void this.#submit();
        },
        onkeydown: (event: KeyboardEvent) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          close();
        },
      },
      this.#titleLabel,
      this.#title,
      this.#refusal,
      el("label", { class: "pw-step-dismiss" }, this.#critical, this.#criticalLabel),
      el("div", { class: "pw-buttons" }, this.#add, this.#cancel),
    );
  }

  focus(): void {
    this.#title.focus();
  }

  update(): void {
    const { say } = this.#model;
    setText(this.#titleLabel, say("step_title"));
    setText(this.#criticalLabel, say("step_critical"));
    setText(this.#add, say("add"));
    setText(this.#cancel, say("cancel"));
  }

  clear(): void {
    this.root.reset();
    this.#refuse("");
  }

  /** The field is free for the next step at once; a refused title comes back, or is told. */
  async #submit(): Promise<void> {
    const title = this.#title.value.trim();
    const isCritical = this.#critical.checked;
    this.clear();
    this.#title.focus();
    const refusal = await this.#model.addStep(this.#section, title, isCritical);
    if (!refusal) return;
    if (this.#title.value) {
      this.#refuse(`${this.#refusal.textContent ?? ""} ${refusal} “${title}”`.trim());
      return;
    }
    this.#refuse(refusal);
    this.#title.value = title;
    this.#critical.checked = isCritical;
  }

  #refuse(text: string): void {
    setText(this.#refusal, text);
    this.#refusal.hidden = !text;
    setAttributes(this.#title, { "aria-invalid": text ? "true" : null });
  }
}
