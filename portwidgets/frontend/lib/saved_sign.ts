/** Says whether everything that was done on the page is saved. */

import { connection, onConnection } from "./connection";
import { el, setAttributes, setText } from "./dom";
import { onSaving, saving } from "./intents";
import type { Say } from "./texts";

export class SavedSign {
  readonly root = el("span", { class: "pw-saved", role: "status" });
  readonly #say: Say;

  constructor(say: Say) {
    this.#say = say;
  }

  /** Show what is, on each change until `gone`. */
  follow(gone: AbortSignal): void {
    onSaving(() => this.draw(), gone);
    onConnection(() => this.draw(), gone);
  }

  draw(): void {
    const { pending, failed } = saving();
    const isCut = connection() !== "ok";
    const isUnsaved = failed > 0 || (isCut && pending > 0);
    const state = isUnsaved ? "unsaved" : isCut ? "no_connection" : pending ? "saving" : "saved";
    setAttributes(this.root, { "data-state": state });
    setText(this.root, this.#say(state));
  }
}
