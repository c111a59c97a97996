/** The editor of a choice: type to find it or pick it from the list; other text goes to Python. */

import type { ICellEditorComp, ICellEditorParams } from "ag-grid-community";

import { el, uniqueId } from "../lib/dom";
import { type Draft, startInput, startText } from "./editors";
import type { Choice } from "./protocol";
import type { Row } from "./row_store";

export interface ChoiceEditorSetting {
  /** Somebody begins to write in the cell, seeing what stands there now. */
  opened(row: Row): void;
  label: string;
  choices: Choice[];
  /** How the choice of nothing reads. */
  nothing: string;
}

type Params = ICellEditorParams<Row, string> & ChoiceEditorSetting;

/** The combobox pattern of the ARIA authoring practices, with a list that filters. */
export class ChoiceEditor implements ICellEditorComp<Row, string>, Draft {
  readonly #input = el("input", {
    class: "editor",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "true",
  });
  readonly #list = el("div", { class: "options", role: "listbox", id: uniqueId("options") });
  readonly #gui = el("div", { class: "choice-editor" }, this.#input, this.#list);
  #params!: Params;
  #shown: Choice[] = [];
  #active: Choice | undefined;

  init(params: Params): void {
    this.#params = params;
    params.opened(params.data);
    const { text, typedOver } = startText(params);
    const now = params.choices.find(({ code }) => code === text && !typedOver);
    this.#input.value = now?.label ?? text;
    this.#input.setAttribute("aria-label", params.label);
    this.#input.setAttribute("aria-controls", this.#list.id);
    this.#list.setAttribute("aria-label", params.label);
    this.#gui.style.minWidth = `${params.column.getActualWidth()}px`;
    this.#input.addEventListener("input", () => this.#filter(this.#input.value));
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    if (typedOver) this.#filter(text);
    else this.#show(this.#offered(), now ?? (text ? undefined : this.#nothing()));
  }

  getGui(): HTMLElement {
    return this.#gui;
  }

  afterGuiAttached(): void {
    // The grid calls its popup a dialog, and leaves it without a name.
    this.#gui.closest('[role="dialog"]')?.setAttribute("aria-label", this.#params.label);
    startInput(this.#input, this.#params);
    this.#reveal();
  }

  isPopup(): boolean {
    return true;
  }

  getPopupPosition(): "over" {
    return "over";
  }

  getValue(): string {
    return this.#active ? this.#active.code : this.#input.value;
  }

  get draft(): string {
    return this.#input.value;
  }

  resume(draft: string): void {
    this.#input.value = draft;
    this.#filter(draft);
    this.focus();
  }

  focus(): void {
    this.#input.focus({ preventScroll: true });
  }

  #nothing(): Choice {
    return { code: "", label: this.#params.nothing, by_hand: true };
  }

  #offered(): Choice[] {
    return [this.#nothing(), ...this.#params.choices.filter(({ by_hand }) => by_hand)];
  }

  #filter(typed: string): void {
    const part = typed.trim().toLocaleLowerCase();
    if (!part) return this.#show(this.#offered(), this.#nothing());
    const label = (choice: Choice) => choice.label.toLocaleLowerCase();
    const found = this.#offered().filter((choice) => choice.code && label(choice).includes(part));
    this.#show(found, found.find((choice) => label(choice).startsWith(part)) ?? found[0]);
  }

  #show(choices: Choice[], active: Choice | undefined): void {
    this.#shown = choices;
    this.#list.replaceChildren(
      ...choices.map((choice, place) => {
        const option = el("div", { role: "option", id: `${this.#list.id}-${place}` }, choice.label);
        // Not a click: the field would lose the focus first, and the grid would end the edit.
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          this.#activate(choice);
          this.#params.stopEditing();
        });
        return option;
      }),
    );
    this.#list.hidden = !choices.length;
    this.#input.setAttribute("aria-expanded", String(choices.length > 0));
    this.#activate(active);
  }

  #activate(choice: Choice | undefined): void {
    this.#active = this.#shown.find(({ code }) => code === choice?.code);
    const place = this.#active ? this.#shown.indexOf(this.#active) : -1;
    [...this.#list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === place));
    });
    if (place < 0) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", `${this.#list.id}-${place}`);
    this.#reveal();
  }

  #reveal(): void {
    this.#list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.#shown.length) return;
    event.preventDefault();
    event.stopPropagation();
    const at = this.#active ? this.#shown.indexOf(this.#active) : step > 0 ? -1 : 0;
    const choice = this.#shown[(at + step + this.#shown.length) % this.#shown.length]!;
    this.#activate(choice);
    this.#input.value = choice.code ? choice.label : "";
    this.#input.select();
  }
}
