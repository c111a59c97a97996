/** The editors of a cell: free text, and a date with its calendar. */

import type { ICellEditorComp, ICellEditorParams } from "ag-grid-community";

import { el } from "../lib/dom";
import { icon } from "../lib/icons";
import type { Row } from "./row_store";

/** What the grid needs of an editor while rows come and go beneath it. */
export interface Draft {
  /** What has been typed so far. */
  readonly draft: string;
  /** Go on with what had been typed. */
  resume(draft: string): void;
  focus(): void;
}

export interface TextEditorSetting {
  /** Somebody begins to write in the cell, seeing what stands there now. */
  opened(row: Row): void;
  /** The accessible name: the column's label. */
  label: string;
  placeholder?: string;
  inputmode?: string;
}

type Params = ICellEditorParams<Row, string>;

/** The text with which an edit starts: the key that was typed over the cell, or what stands there. */
export function startText({ eventKey, value }: Params): { text: string; typedOver: boolean } {
  const typedOver = eventKey !== null && [...eventKey].length === 1;
  return { text: typedOver ? eventKey : (value ?? ""), typedOver };
}

/** Put the cursor where a spreadsheet puts it: at the end for F2 and a typed key, else mark all. */
export function startInput(input: HTMLInputElement, { eventKey }: Params): void {
  input.focus({ preventScroll: true });
  if (eventKey === "Enter" || eventKey === null) input.select();
  else input.setSelectionRange(input.value.length, input.value.length);
}

export class TextEditor implements ICellEditorComp<Row, string>, Draft {
  readonly input = el("input", { class: "editor", type: "text", autocomplete: "off", spellcheck: "false" });
  #params!: Params;
  #untouched: string | null = null;

  init(params: Params & TextEditorSetting): void {
    this.#params = params;
    params.opened(params.data);
    const { text, typedOver } = startText(params);
    this.input.value = text;
    // A field has one line: what it cannot show must not be lost by looking at it.
    if (!typedOver) this.#untouched = this.input.value;
    this.input.setAttribute("aria-label", params.label);
    if (params.placeholder) this.input.placeholder = params.placeholder;
    if (params.inputmode) this.input.setAttribute("inputmode", params.inputmode);
  }

  getGui(): HTMLElement {
    return this.input;
  }

  afterGuiAttached(): void {
    startInput(this.input, this.#params);
  }

  get draft(): string {
    return this.input.value;
  }

  resume(draft: string): void {
    this.input.value = draft;
    this.focus();
    this.input.setSelectionRange(draft.length, draft.length);
  }

  /** Take the keys again; what is marked stays marked. */
  focus(): void {
    this.input.focus({ preventScroll: true });
  }

  getValue(): string {
    const { value } = this.input;
    return value === this.#untouched ? (this.#params.value ?? "") : value;
  }
}

/** A date is typed as people write it; Python reads it. The calendar is the browser's own. */
export class DateEditor extends TextEditor {
  readonly #gui = el("span", { class: "editor-row" });

  override init(params: Params & TextEditorSetting & { calendar: string }): void {
    super.init(params);
    const day = this.input.value.slice(0, 10);
    const picker = el("input", { class: "picker", type: "date", tabindex: -1, "aria-hidden": "true" });
    if (/^\d{4}-\d{2}-\d{2}$/.test(day)) picker.value = day;
    picker.addEventListener("change", () => {
      this.input.value = picker.value;
      this.input.focus();
    });
    const button = el(
      "button",
      { type: "button", tabindex: -1, "aria-label": params.calendar, title: params.calendar },
      icon("date"),
    );
    // The field keeps the focus: without it the grid would end the edit.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => picker.showPicker());
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" || !event.altKey) return;
      event.preventDefault();
      picker.showPicker();
    });
    this.#gui.append(this.input, picker, button);
  }

  override getGui(): HTMLElement {
    return this.#gui;
  }
}
