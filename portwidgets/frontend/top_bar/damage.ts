/** What is wrong with a project's files, and the offer to mend them. */

import { el, fill } from "../lib/dom";
import type { Intents } from "../lib/intents";
import type { Say } from "../lib/texts";

export class Damage {
  readonly root = el("div", { class: "pw-damage", role: "alert" });
  readonly #say: Say;
  readonly #intents: Intents;

  constructor(say: Say, intents: Intents) {
    this.#say = say;
    this.#intents = intents;
  }

  /** Say which files cannot be read. */
  draw(damage: readonly string[], isRepairable: boolean): void {
    this.root.hidden = damage.length === 0;
    const mend = el(
      "button",
      { type: "button", class: "pw-button", onclick: () => void this.#repair() },
      this.#say("damage_repair"),
    );
    fill(
      this.root,
      el("strong", {}, this.#say("damage_title")),
      ...damage.map((text) => el("p", {}, text)),
      isRepairable && mend,
    );
  }

  async #repair(): Promise<void> {
    const answer = await this.#intents.send("repair");
    if (!answer.ok) this.root.append(el("p", {}, answer.text));
  }
}
