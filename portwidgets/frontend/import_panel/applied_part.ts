/** The last step: what was written, and how to take it back. */

import { el, fill, setText } from "../lib/dom";
import { icon } from "../lib/icons";
import { action, type Desk, downloadAccount, type Part } from "./part";
import type { ImportState } from "./protocol";

export class AppliedPart implements Part {
  readonly root: HTMLElement;
  readonly #desk: Desk;
  readonly #title = el("h3", { tabindex: -1 });
  readonly #facts = el("ul");
  readonly #undo: HTMLButtonElement;

  constructor(desk: Desk, again: () => void) {
    this.#desk = desk;
    const { say, intents } = desk;
    this.#undo = action(say("undo"), () => void this.#takeBack(), "", icon("undo"));
    const leave = action(say("show_numbers"), () => void intents.send("leave", {}, { saves: false }), "pw-primary");
    leave.hidden = !desk.state().can_leave;
    this.root = el(
      "div",
      { class: "pw-card pw-import-applied" },
      this.#title,
      this.#facts,
      el(
        "div",
        { class: "pw-buttons" },
        leave,
        this.#undo,
        action(say("download_account"), () => void downloadAccount(desk), "", icon("down")),
        action(say("another"), again),
      ),
    );
  }

  show({ applied, can_undo }: ImportState): void {
    if (!applied) return;
    const { say } = this.#desk;
    const { added, changed, conflicts, not_understood, refused, why } = applied;
    setText(this.#title, say("applied_title", { count: added }));
    const facts = [
      changed > 0 && say("applied_changed", { count: changed }),
      conflicts > 0 && say("applied_conflicts", { count: conflicts }),
      not_understood > 0 && say("applied_left", { count: not_understood }),
      refused > 0 && say("applied_refused", { count: refused }),
      ...why,
      refused > why.length && say("applied_refused_more", { count: refused - why.length }),
    ];
    fill(this.#facts, ...facts.filter((fact) => fact !== false).map((fact) => el("li", {}, fact)));
    this.#undo.disabled = !can_undo;
    this.#undo.title = can_undo ? "" : say("undo_in_table");
  }

  focus(): void {
    this.#title.focus();
  }

  async #takeBack(): Promise<void> {
    const answer = await this.#desk.intents.send("undo");
    if (!answer.ok) this.#desk.refuse(answer.text);
  }
}
