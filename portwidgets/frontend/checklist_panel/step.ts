/** One step as a row: checkbox, what to do, what is noted about it, and its details. */

import { el, setAttributes, setText, uniqueId } from "../lib/dom";
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
  readonly #label = el("span", { class: "pw-step-label" });
  readonly #critical = el("span", { class: "pw-badge pw-step-critical" });
  readonly #hint: HTMLElement;
  readonly #assignee = new Chip("person");
  readonly #due = new Chip("date");
  readonly #note = new Chip("note");
  readonly #state = el("span", { class: "pw-badge" });
  readonly #own = el("span", { class: "pw-badge" });
  readonly #saving = el("span", { class: "pw-step-saving" });
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
    this.root.append(
      el(
        "div",
        { class: "pw-step-row" },
        el("span", { class: "pw-step-tick" }, this.#tick),
        el(
          "div",
          { class: "pw-step-text" },
          el("label", { for: id }, this.#label, " ", this.#critical),
          this.#hint,
          el(
            "div",
            { class: "pw-step-chips" },
            this.#state,
            this.#due.root,
            this.#assignee.root,
            this.#note.root,
            this.#own,
            this.#saving,
          ),
        ),
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
    badge(this.#critical, words.critical ? say("critical") : "");
    badge(this.#hint, words.hint);
    badge(this.#state, noted.state === "not_applicable" ? say("not_applicable") : "");
    badge(this.#own, words.own ? say("own_step") : "");
    badge(this.#saving, pending ? say("saving") : "");

    const date = isDate(noted.due) ? showDate(noted.due, language) : noted.due;
    this.#due.update(date && say(overdue ? "overdue" : "due_on", { date }));
    setAttributes(this.#due.root, { "data-overdue": overdue ? "true" : null });
    this.#assignee.update(noted.assignee);
    this.#note.update(noted.note);

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

/** A small fact with its icon; gone when there is nothing to say. */
class Chip {
  readonly root: HTMLElement;
  readonly #text = el("span");

  constructor(name: "person" | "date" | "note") {
    this.root = el("span", { class: `pw-chip pw-chip-${name}` }, icon(name), this.#text);
  }

  update(text: string): void {
    setText(this.#text, text);
    this.root.hidden = text === "";
  }
}

function badge(element: HTMLElement, text: string): void {
  setText(element, text);
  element.hidden = text === "";
}
