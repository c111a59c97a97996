/** What stands where no row is shown: what to do first, or how to see the rows again. */

import { el } from "../lib/dom";
import type { Say } from "../lib/texts";
import { button } from "./toolbar";

export interface EmptyActions {
  add(): void;
  paste(): void;
  /** Null where there is no import to show. */
  importFile: (() => void) | null;
  showAll(): void;
}

export class EmptyArea {
  readonly root = el("div", { class: "pw-table-empty", hidden: true });
  readonly #say: Say;
  readonly #actions: EmptyActions;
  #shown: "none" | "no match" | "" = "";

  constructor(say: Say, actions: EmptyActions) {
    this.#say = say;
    this.#actions = actions;
  }

  show(shown: "none" | "no match" | ""): void {
    if (this.#shown === shown) return;
    this.#shown = shown;
    this.root.hidden = !shown;
    this.root.replaceChildren(...(shown === "none" ? this.#none() : shown ? this.#noMatch() : []));
  }

  #none(): HTMLElement[] {
    const { importFile } = this.#actions;
    return [
      el("p", { class: "pw-table-empty-title" }, this.#say("empty_title")),
      el("p", { class: "pw-muted" }, this.#say(importFile ? "empty_text_import" : "empty_text")),
      ...(importFile ? [primary(button(this.#say("import_first"), "import", importFile))] : []),
      button(this.#say("add_row"), "plus", this.#actions.add),
      button(this.#say("paste"), "paste", this.#actions.paste),
    ];
  }

  #noMatch(): HTMLElement[] {
    return [
      el("p", { class: "pw-table-empty-title" }, this.#say("no_match")),
      button(this.#say("show_all"), null, this.#actions.showAll),
    ];
  }
}

function primary(made: HTMLButtonElement): HTMLButtonElement {
  made.classList.add("pw-primary");
  return made;
}
