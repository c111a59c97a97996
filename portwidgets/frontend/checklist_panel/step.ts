/** One step as a row: checkbox, what to do, what is noted about it, and its details. */

import { arrange, type Attributes, el, setAttributes, setText, uniqueId } from "../lib/dom";
import { icon } from "../lib/icons";
import { showDate } from "../lib/texts";
import { Details } from "./details";
import { isDate, type ChecklistModel } from "./model";

export class StepRow {
  readonly root = el("li", { class: "pw-step" });
  readonly #model: ChecklistModel;
  readonly #item: string;
  readonly #detailsId = uniqueId("details");
  readonly #onRemoved: () => void;
  /** Made when first opened: most steps' never are. */
  #details: Details | undefined;

  readonly #tick: HTMLInputElement;
  readonly #title: HTMLElement;
  readonly #label = el("span", { class: "pw-step-label" });
  readonly #critical = new Fact("pw-badge pw-step-critical");
  readonly #hint: HTMLElement;
  readonly #facts = el("div", { class: "pw-step-chips" });
  readonly #state = new Fact("pw-badge");
  readonly #due = new Fact("pw-chip pw-chip-date", "date");
  readonly #assignee = new Fact("pw-chip pw-chip-person", "person");
  readonly #note = new Fact("pw-chip pw-chip-note", "note");
  readonly #own = new Fact("pw-badge");
  readonly #saving = new Fact("pw-step-saving");
  readonly #toggle: HTMLButtonElement;

  constructor(model: ChecklistModel, item: string, onRemoved: () => void) {
    this.#model = model;
    this.#item = item;
    this.#onRemoved = onRemoved;
    const id = uniqueId("step");
    this.#hint = el("p", { class: "pw-step-hint", id: `${id}-hint` });
    this.#tick = el("input", { type: "checkbox", id, class: "pw-checkbox", onchange: () => this.#change() });
    this.#toggle = el(
      "button",
      {
        type: "button",
        class: "pw-button pw-quiet pw-step-toggle",
        "aria-controls": this.#detailsId,
        "aria-expanded": "false",
        onclick: () => this.#fold(),
      },
      icon("chevron"),
    );
    this.#title = el("label", { for: id }, this.#label, " ");
    this.root.append(
      el(
        "div",
        { class: "pw-step-row" },
        el("span", { class: "pw-step-tick" }, this.#tick),
        el("div", { class: "pw-step-text" }, this.#title, this.#hint, this.#facts),
        this.#toggle,
      ),
    );
  }

  /** Put the keyboard on this step, and the step into view. */
  focus(): void {
    const target = this.#tick.disabled ? this.#toggle : this.#tick;
    target.focus({ preventScroll: true });
    this.root.scrollIntoView({ block: "center" });
  }

  update(isNext: boolean): void {
    const { say, language } = this.#model;
    const words = this.#model.words(this.#item);
    const noted = this.#model.noted(this.#item);
    const overdue = this.#model.isOverdue(this.#item);
    const pending = this.#model.isPending(this.#item);

    setAttributes(this.root, {
      "data-state": noted.state,
      "data-next": isNext ? "true" : null,
      "aria-busy": pending ? "true" : null,
      "data-item": this.#item,
    });
    setAttributes(this.#tick, {
      checked: noted.state === "done",
      disabled: noted.state === "not_applicable",
      "aria-describedby": words.hint ? this.#hint.id : null,
    });
    setText(this.#label, words.label);
    setText(this.#hint, words.hint);
    this.#hint.hidden = words.hint === "";
    arrange(this.#title, [this.#label, ...this.#critical.show(words.critical && say("critical"))]);

    const date = isDate(noted.due) ? showDate(noted.due, language) : noted.due;
    arrange(this.#facts, [
      ...this.#state.show(noted.state === "not_applicable" && say("not_applicable")),
      ...this.#due.show(date && say(overdue ? "overdue" : "due_on", { date }), { "data-overdue": overdue }),
      ...this.#assignee.show(noted.assignee),
      ...this.#note.show(noted.note),
      ...this.#own.show(words.own && say("own_step")),
      ...this.#saving.show(pending && say("saving")),
    ]);

    setAttributes(this.#toggle, { "aria-label": say("details", { title: words.label }) });
    if (this.#model.trouble(this.#item)) this.#show(true);
    this.#details?.update();
  }

  #change(): void {
    const before = this.#model.noted(this.#item).state;
    void this.#model.set(this.#item, "state", this.#tick.checked ? "done" : "open", before);
  }

  #fold(): void {
    const open = this.#toggle.getAttribute("aria-expanded") === "true";
    this.#show(!open);
    if (open) this.#model.forgetTrouble(this.#item);
  }

  #show(open: boolean): void {
    if (open && !this.#details) {
      this.#details = new Details(this.#model, this.#item, this.#detailsId, this.#onRemoved);
      this.#details.update();
      this.root.append(this.#details.root);
    }
    if (this.#details) this.#details.root.hidden = !open;
    this.#toggle.setAttribute("aria-expanded", String(open));
  }
}

/** Something small that holds for few steps, so that it is made when it first does. */
class Fact {
  readonly #look: string;
  readonly #icon: "person" | "date" | "note" | undefined;
  #root: HTMLElement | undefined;
  readonly #text = document.createTextNode("");

  constructor(look: string, icon?: "person" | "date" | "note") {
    this.#look = look;
    this.#icon = icon;
  }

  /** Return the element that says it; none where there is nothing to say. */
  show(text: string | false, attributes: Attributes = {}): HTMLElement[] {
    if (!text) return [];
    this.#root ??= el(
      "span",
      { class: this.#look },
      ...(this.#icon ? [icon(this.#icon), el("span", {}, this.#text)] : [this.#text]),
    );
    if (this.#text.data !== text) this.#text.data = text;
    setAttributes(this.#root, attributes);
    return [this.#root];
  }
}
