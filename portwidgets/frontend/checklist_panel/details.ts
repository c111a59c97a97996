/** What can be noted about a step: who, until when, a note, or that it does not apply. */

import { el, fill, setAttributes, setText } from "../lib/dom";
import { icon } from "../lib/icons";
import { showDate, showMoment } from "../lib/texts";
import { Field } from "./field";
import type { ChecklistModel, Column, Conflict, Trouble } from "./model";

export class Details {
  readonly root: HTMLElement;
  readonly #model: ChecklistModel;
  readonly #item: string;
  readonly #onRemoved: () => void;

  readonly #legend = el("legend", { class: "pw-unseen" });
  readonly #fields: readonly Field[];
  readonly #dismiss: HTMLInputElement;
  readonly #dismissLabel = el("span");
  readonly #changed = el("p", { class: "pw-muted pw-step-changed" });
  readonly #trouble = el("div", { class: "pw-step-trouble" });
  readonly #remove = el("div", { class: "pw-step-remove" });
  #shownTrouble: Trouble | undefined;
  #asking = false;

  constructor(model: ChecklistModel, item: string, id: string, onRemoved: () => void) {
    this.#model = model;
    this.#item = item;
    this.#onRemoved = onRemoved;
    const field = (column: Column, control: HTMLInputElement | HTMLTextAreaElement) =>
      new Field(model, item, column, control);
    this.#fields = [
      field("assignee", el("input", { type: "text", autocomplete: "off" })),
      field("due", el("input", { type: "date" })),
      field("note", el("textarea", { rows: 2 })),
    ];
    this.#dismiss = el("input", {
      type: "checkbox",
      class: "pw-checkbox",
      onchange: () => this.#setApplicable(!this.#dismiss.checked),
    });
    this.root = el(
      "fieldset",
      { class: "pw-step-details", id },
      this.#legend,
      this.#trouble,
      ...this.#fields.map((each) => each.root),
      el(
        "div",
        { class: "pw-step-foot" },
        el("label", { class: "pw-step-dismiss" }, this.#dismiss, this.#dismissLabel),
        this.#remove,
        this.#changed,
      ),
    );
  }

  update(): void {
    const { say } = this.#model;
    const words = this.#model.words(this.#item);
    const noted = this.#model.noted(this.#item);
    const trouble = this.#model.trouble(this.#item);
    setText(this.#legend, say("details", { title: words.label }));
    for (const each of this.#fields) each.update(trouble);
    setText(this.#dismissLabel, say("not_applicable"));
    setAttributes(this.#dismiss, { checked: noted.state === "not_applicable" });
    setText(this.#changed, this.#lastChange());
    this.#showTrouble(trouble);
    this.#showRemove(words.own);
  }

  #setApplicable(applies: boolean): void {
    const before = this.#model.noted(this.#item).state;
    void this.#model.set(this.#item, "state", applies ? "open" : "not_applicable", before);
  }

  #lastChange(): string {
    const { changed_at, changed_by } = this.#model.noted(this.#item);
    if (!changed_at) return "";
    const at = showMoment(changed_at, this.#model.language);
    return changed_by
      ? this.#model.say("changed", { at, by: changed_by })
      : this.#model.say("changed_outside", { at });
  }

  #showTrouble(trouble: Trouble | undefined): void {
    this.#trouble.hidden = !trouble;
    if (trouble === this.#shownTrouble) return;
    this.#shownTrouble = trouble;
    const conflict = trouble?.conflict;
    if (!trouble) {
      fill(this.#trouble);
    } else if (!conflict || trouble.column === "remove") {
      fill(this.#trouble, icon("warning"), el("p", {}, trouble.text));
    } else {
      this.#showConflict(trouble.text, trouble.column, conflict);
    }
  }

  #showConflict(text: string, column: Column, conflict: Conflict): void {
    const { say } = this.#model;
    const theirs = this.#told(column, conflict.theirs);
    const lines = [
      text,
      conflict.by
        ? say("conflict_theirs_by", { value: theirs, by: conflict.by })
        : say("conflict_theirs", { value: theirs }),
      say("conflict_mine", { value: this.#told(column, conflict.mine) }),
    ];
    const button = (key: string, act: () => void) => {
      const settle = () => {
        act();
        this.#focus(column); // the button is gone
      };
      return el("button", { type: "button", class: "pw-button", onclick: settle }, say(key));
    };
    fill(
      this.#trouble,
      icon("warning"),
      el(
        "div",
        {},
        ...lines.map((line) => el("p", {}, line)),
        el(
          "div",
          { class: "pw-buttons" },
          button("keep_theirs", () => this.#model.forgetTrouble(this.#item)),
          button("use_mine", () => {
            void this.#model.set(this.#item, column, conflict.mine, conflict.theirs);
          }),
        ),
      ),
    );
  }

  #focus(column: Column): void {
    const field = this.#fields.find((each) => each.column === column);
    (field?.control ?? this.#dismiss).focus();
  }

  /** A value in a sentence. */
  #told(column: Column, value: string): string {
    if (!value) return this.#model.say("empty");
    if (column === "due") return showDate(value, this.#model.language);
    return column === "state" ? this.#model.say(`state_${value}`) : value;
  }

  /** Removing loses what was noted: it asks once, in place. */
  #showRemove(own: boolean): void {
    const { say } = this.#model;
    this.#remove.hidden = !own;
    if (!own) return;
    const want = this.#asking ? say("remove_ask") : say("remove");
    if (this.#remove.dataset["shows"] === want) return;
    this.#remove.dataset["shows"] = want;
    const button = (key: string, act: () => void) =>
      el("button", { type: "button", class: "pw-button", onclick: act }, say(key));
    const ask = (asking: boolean) => () => {
      this.#asking = asking;
      this.#showRemove(true);
      this.#remove.querySelector("button")?.focus();
    };
    if (this.#asking) {
      fill(
        this.#remove,
        el("p", {}, want),
        button("remove", () => {
          this.#onRemoved();
          void this.#model.removeStep(this.#item);
        }),
        button("cancel", ask(false)),
      );
    } else {
      fill(this.#remove, button("remove", ask(true)));
    }
  }
}

