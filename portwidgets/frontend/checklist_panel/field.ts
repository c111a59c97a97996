/** One field of a step's details: it saves when left, and never loses what is being typed. */

import { el, setAttributes, setText, uniqueId } from "../lib/dom";
import { isDate, type ChecklistModel, type Column, type Trouble } from "./model";

const FIRST_YEAR = "1900"; // a date that is being typed passes through the years 2, 20 and 202

export class Field {
  readonly root: HTMLElement;
  readonly #model: ChecklistModel;
  readonly #item: string;
  readonly column: Column;
  readonly control: HTMLInputElement | HTMLTextAreaElement;
  readonly #label: HTMLElement;
  readonly #names: HTMLDataListElement | undefined;
  /** What stood here when the typing began; undefined while nobody types. */
  #before: string | undefined;

  constructor(
    model: ChecklistModel,
    item: string,
    column: Column,
    control: HTMLInputElement | HTMLTextAreaElement,
  ) {
    this.#model = model;
    this.#item = item;
    this.column = column;
    this.control = control;
    const id = uniqueId(column);
    this.#label = el("label", { for: id });
    setAttributes(control, {
      id,
      class: "pw-field",
      oninput: () => (this.#before ??= this.#noted),
      onchange: () => this.#commit(),
      onblur: () => this.#commit(),
      onkeydown: (event: KeyboardEvent) => this.#key(event),
    });
    this.root = el("div", { class: `pw-step-field pw-step-field-${column}` }, this.#label, control);
    if (column === "assignee") {
      this.#names = el("datalist", { id: `${id}-names` });
      control.setAttribute("list", this.#names.id);
      this.root.append(this.#names);
    }
  }

  update(trouble: Trouble | undefined): void {
    setText(this.#label, this.#model.say(this.column));
    setAttributes(this.control, {
      "aria-invalid": trouble?.column === this.column ? "true" : null,
    });
    if (this.#before === undefined) this.#show(this.#noted);
    if (this.#names) {
      const names = this.#model.names;
      const shown = [...this.#names.options].map((option) => option.value);
      if (names.join("\n") !== shown.join("\n")) {
        this.#names.replaceChildren(...names.map((value) => el("option", { value })));
      }
    }
  }

  get #noted(): string {
    return this.#model.noted(this.#item)[this.column];
  }

  #show(value: string): void {
    const control = this.control;
    if (this.column === "due" && control instanceof HTMLInputElement) {
      // A date field would hide what a person wrote into the file by hand.
      const type = value === "" || isDate(value) ? "date" : "text";
      if (control.type !== type) control.type = type;
    }
    if (control.value !== value) control.value = value;
  }

  #commit(): void {
    const value = this.control.value;
    const before = this.#before;
    const isHalf = this.control.validity.badInput || (isDate(value) && value < FIRST_YEAR);
    if (before === undefined || isHalf) return;
    this.#before = undefined;
    if (value !== before) void this.#model.set(this.#item, this.column, value, before);
    else this.#show(this.#noted);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.#before !== undefined) {
      this.#before = undefined;
      this.#show(this.#noted);
    } else if (event.key === "Enter" && this.control instanceof HTMLInputElement) {
      this.#commit();
    } else {
      return;
    }
    event.stopPropagation(); // the page around has uses of its own for these keys
  }
}
