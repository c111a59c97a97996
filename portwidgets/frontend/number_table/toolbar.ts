/** The table's buttons: what is always at hand, and what is there while rows are selected. */

import { el, setText } from "../lib/dom";
import { icon } from "../lib/icons";
import type { Say } from "../lib/texts";
import type { Beside } from "./protocol";

export interface ToolbarActions {
  add(): void;
  paste(): void;
  /** Absent where there is none. */
  importFile: (() => void) | null;
  exportFile: (() => void) | null;
  undo(): void;
  redo(): void;
  search(typed: string): void;
  filter(): void;
  columns(): void;
  toggleStyle(): void;
  setColumn(): void;
  pin(): void;
  copy(): void;
  remove(): void;
  deselect(): void;
}

export interface ToolbarState {
  canUndo: boolean;
  canRedo: boolean;
  international: boolean;
  filtered: boolean;
  selected: number;
  /** Those of the selected rows that filters or search hide. */
  hidden: number;
}

type IconName = Parameters<typeof icon>[0];

const SEARCH_AFTER_MS = 150;

export class Toolbar {
  /** What is always at hand. */
  readonly root: HTMLElement;
  /** What is there while rows are selected. */
  readonly selection: HTMLElement;
  readonly #say: Say;
  readonly #pins: boolean;
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  readonly #style: HTMLButtonElement;
  readonly #filter: HTMLButtonElement;
  readonly #pin: HTMLButtonElement;
  readonly #selected = el("span", { class: "pw-table-selected" });
  readonly #search: HTMLInputElement;
  readonly #import: HTMLButtonElement | null;
  readonly #export: HTMLButtonElement | null;

  /** `pins`: a row may have a PIN. `styles`: numbers can be shown in two ways. */
  constructor(say: Say, actions: ToolbarActions, { pins, styles }: { pins: boolean; styles: boolean }) {
    this.#pins = pins;
    this.#say = say;
    this.#undo = button(say("undo"), "undo", actions.undo, true);
    this.#redo = button(say("redo"), "redo", actions.redo, true);
    this.#filter = button(say("filter"), "filter", actions.filter);
    this.#style = button(say("international"), "globe", actions.toggleStyle);
    this.#style.title = say("international_hint");
    this.#search = searchField(say, actions);
    const add = button(say("add_row"), "plus", actions.add);
    add.classList.add("pw-primary");
    this.#pin = button(say("port_out_pin"), null, actions.pin);
    this.#import = actions.importFile && button(say("import"), "import", actions.importFile);
    this.#export = actions.exportFile && button(say("export"), "export", actions.exportFile);
    this.root = el(
      "div",
      { class: "pw-table-always", role: "toolbar", "aria-label": say("tools") },
      add,
      button(say("paste"), "paste", actions.paste),
      ...[this.#import, this.#export].filter((made) => made !== null),
      el("span", { class: "pw-table-pair" }, this.#undo, this.#redo),
      this.#search,
      this.#filter,
      button(say("columns"), "columns", actions.columns),
      ...(styles ? [this.#style] : []),
    );
    this.selection = el(
      "div",
      { class: "pw-table-selection", role: "toolbar", "aria-label": say("selection_tools"), hidden: true },
      this.#selected,
      button(say("set_column"), null, actions.setColumn),
      this.#pin,
      button(say("copy"), null, actions.copy),
      button(say("delete"), null, actions.remove),
      button(say("deselect"), "cross", actions.deselect, true),
    );
  }

  show({ canUndo, canRedo, international, filtered, selected, hidden }: ToolbarState): void {
    this.#undo.disabled = !canUndo;
    this.#redo.disabled = !canRedo;
    this.#style.setAttribute("aria-pressed", String(international));
    this.#filter.setAttribute("aria-pressed", String(filtered));
    this.selection.hidden = selected === 0;
    this.#pin.hidden = !this.#pins || selected !== 1;
    setText(this.#selected, this.#say(hidden ? "selected_hidden" : "selected", { count: selected, hidden }));
  }

  /** Give the keys to the button of what stood in the table's place. */
  focusOn(page: Beside): void {
    (page === "import" ? this.#import : this.#export)?.focus();
  }

  clearSearch(): void {
    this.#search.value = "";
  }

  focusSearch(): void {
    this.#search.focus();
    this.#search.select();
  }
}

export function button(label: string, picture: IconName | null, act: () => void, quiet = false): HTMLButtonElement {
  const made = el("button", { type: "button", class: "pw-button", onclick: act });
  if (picture) made.append(icon(picture));
  if (!quiet) made.append(el("span", {}, label));
  // A narrow table shows the picture alone.
  if (picture) made.setAttribute("aria-label", label);
  if (picture) made.title = label;
  return made;
}

function searchField(say: Say, actions: ToolbarActions): HTMLInputElement {
  const field = el("input", {
    class: "pw-field pw-table-search",
    type: "search",
    placeholder: say("search"),
    "aria-label": say("search"),
    autocomplete: "off",
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => actions.search(field.value), SEARCH_AFTER_MS);
  });
  return field;
}
