/** How many rows came to each outcome, as a sum that adds up; each is a filter of the rows. */

import { arrange, el, setAttributes, setText } from "../lib/dom";
import type { Say } from "../lib/texts";
import { OUTCOMES, type Outcome, type Sum } from "./protocol";

/** Shown also where there are none: what a person looks for first. */
const ALWAYS: readonly Outcome[] = ["number", "not_understood"];

interface Choice {
  button: HTMLButtonElement;
  count: HTMLElement;
}

export class OutcomeBar {
  readonly root: HTMLElement;
  readonly #say: Say;
  readonly #choices = new Map<Outcome | "", Choice>();
  readonly #chosen: (outcome: Outcome | "") => void;
  #pressed: Outcome | "" = "";

  constructor(
    say: Say,
    labels: Readonly<Record<Outcome, string>>,
    chosen: (outcome: Outcome | "") => void,
  ) {
    this.#say = say;
    this.#chosen = chosen;
    for (const outcome of ["", ...OUTCOMES] as const) {
      const told = el("strong");
      const label = outcome ? labels[outcome] : say("outcome_all");
      const button = el(
        "button",
        { type: "button", class: "pw-outcome", "data-outcome": outcome, onclick: () => this.choose(outcome) },
        told,
        el("span", {}, label),
      );
      this.#choices.set(outcome, { button, count: told });
    }
    this.root = el("div", { class: "pw-outcomes", role: "group", "aria-label": say("outcomes") });
  }

  get outcome(): Outcome | "" {
    return this.#pressed;
  }

  show({ rows, outcomes }: Sum): void {
    const shown = ["", ...OUTCOMES].filter(
      (each): each is Outcome | "" =>
        each === "" || outcomes[each as Outcome] > 0 || ALWAYS.includes(each as Outcome) || each === this.#pressed,
    );
    for (const each of shown) {
      const { button, count } = this.#choices.get(each)!;
      const number = each ? outcomes[each] : rows;
      setText(count, this.#say("count", { count: number }));
      setAttributes(button, {
        "aria-pressed": String(each === this.#pressed),
        "data-none": number === 0 ? "true" : null,
      });
    }
    arrange(this.root, shown.map((each) => this.#choices.get(each)!.button));
  }

  choose(outcome: Outcome | ""): void {
    this.#pressed = outcome;
    for (const [each, { button }] of this.#choices) button.setAttribute("aria-pressed", String(each === outcome));
    this.#chosen(outcome);
  }
}
