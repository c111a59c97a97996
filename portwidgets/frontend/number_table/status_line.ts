/** The line at the foot: how many rows are shown, what an edit came to, how far the checks are. */

import { el, setText } from "../lib/dom";
import { showNumber, type Say } from "../lib/texts";

export interface StatusShown {
  shown: number;
  total: number;
  /** All rows are here. */
  complete: boolean;
  checks: { done: number; total: number };
}

export class StatusLine {
  readonly #count = el("span", { class: "pw-table-count" });
  readonly #message = el("span", { class: "pw-table-message", role: "status", "aria-live": "polite" });
  readonly #action = el("button", { type: "button", class: "pw-button pw-quiet", hidden: true });
  readonly #bar = el("progress", { class: "pw-table-progress" });
  readonly #checking: HTMLElement;
  readonly root: HTMLElement;
  readonly #say: Say;
  readonly #language: string;

  constructor(say: Say, language: string) {
    this.#say = say;
    this.#language = language;
    this.#bar.setAttribute("aria-label", say("checking"));
    this.#checking = el("span", { class: "pw-table-checking", hidden: true }, say("checking"), this.#bar);
    this.root = el(
      "div",
      { class: "pw-table-status" },
      this.#count,
      this.#message,
      this.#action,
      this.#checking,
    );
  }

  show({ shown, total, complete, checks }: StatusShown): void {
    const values = { shown: showNumber(shown, this.#language), total: showNumber(total, this.#language) };
    const all = total === 1 ? "one_number" : "numbers";
    const text = this.#say(shown === total ? all : "numbers_shown", values);
    setText(this.#count, complete ? text : this.#say("loading"));
    this.#checking.hidden = checks.done >= checks.total;
    this.#bar.max = Math.max(checks.total, 1);
    this.#bar.value = checks.done;
  }

  /** Say what came of something, with a button that goes with it. */
  readonly announce = (text: string, action?: { label: string; act: () => void }): void => {
    // Told again although it is the same: without a change a screen reader stays silent.
    this.#message.textContent = this.#message.textContent === text ? `${text}\u00a0` : text;
    this.#action.hidden = !action;
    if (!action) return;
    this.#action.textContent = action.label;
    this.#action.onclick = () => {
      this.#action.hidden = true;
      action.act();
    };
  };
}
