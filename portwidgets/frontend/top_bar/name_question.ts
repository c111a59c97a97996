/** Who works here: asked once as soon as there is something to change, and at any time by the bar. */

import { el, fill, setAttributes, uniqueId } from "../lib/dom";
import type { Say } from "../lib/texts";

const NAME = "portwidgets.name";
/** Set once the person was asked and said "later". */
const ASKED = "portwidgets.name-asked";

/** The name that was given in this browser; empty before. */
export function rememberedName(): string {
  return localStorage.getItem(NAME) ?? "";
}

export class NameQuestion {
  readonly root = el("div", { class: "pw-question", role: "group", hidden: true });
  readonly dialog = el("dialog", { class: "pw-dialog" });
  readonly #say: Say;
  readonly #give: (name: string) => void;
  #isDue = false;
  #name = "";

  constructor(say: Say, give: (name: string) => void) {
    this.#say = say;
    this.#give = give;
  }

  /** `isDue`: there is something to change, and nobody knows by whom. */
  draw(name: string, isDue: boolean): void {
    this.#name = name;
    this.#isDue = isDue;
    this.root.hidden = !this.#isDue || localStorage.getItem(ASKED) !== null;
    setAttributes(this.root, { "aria-label": this.#say("name_label") });
    fill(
      this.root,
      el("span", {}, this.#say("name_ask")),
      this.#button("name_none", "", () => this.ask()),
      this.#button("name_later", "pw-quiet", () => this.#later()),
    );
  }

  /** Ask in a dialog, whether it was asked before or not. */
  ask(): void {
    const id = uniqueId("name");
    const field = el("input", {
      id,
      class: "pw-field",
      type: "text",
      maxlength: 80,
      autocomplete: "name",
      value: this.#name,
    });
    const cancel = this.#button("cancel", "", () => this.dialog.close());
    const save = el("button", { class: "pw-button pw-primary" }, this.#say("name_save"));
    const form = el(
      "form",
      { method: "dialog" },
      el("p", {}, this.#say("name_ask")),
      el("label", { for: id }, this.#say("name_label")),
      field,
      el("div", { class: "pw-buttons" }, cancel, save),
    );
    form.addEventListener("submit", () => this.#take(field.value.trim()));
    setAttributes(this.dialog, { "aria-label": this.#say("name_label") });
    fill(this.dialog, form);
    this.dialog.showModal();
    field.select();
  }

  #take(name: string): void {
    if (!name) return;
    localStorage.setItem(NAME, name);
    this.#give(name);
  }

  #later(): void {
    localStorage.setItem(ASKED, "later");
    this.draw(this.#name, this.#isDue);
  }

  #button(key: string, look: string, act: () => void): HTMLElement {
    return el("button", { type: "button", class: `pw-button ${look}`, onclick: act }, this.#say(key));
  }
}
