/** The last step: what was written, and how to take it back. */

import { el, fill, setText } from "../lib/dom";
import { icon } from "../lib/icons";
import { progressBar } from "../lib/progress";
import { action, type Desk, downloadAccount, type Part } from "./part";
import type { ImportState } from "./protocol";

export class AppliedPart implements Part {
  readonly root: HTMLElement;
  readonly #desk: Desk;
  readonly #title = el("h3", { tabindex: -1 });
  readonly #facts = el("ul");
  readonly #undo: HTMLButtonElement;
  readonly #step = el("p", { class: "pw-unseen", role: "status" });
  readonly #working = el("div", { class: "pw-import-working", hidden: true });
  readonly #others: HTMLButtonElement[];

  constructor(desk: Desk, again: () => void) {
    this.#desk = desk;
    const { say, intents } = desk;
    this.#undo = action(say("undo"), () => void this.#takeBack(), "", icon("undo"));
    const leave = action(say("show_numbers"), () => void intents.send("leave", {}, { saves: false }), "pw-primary");
    leave.hidden = !desk.state().can_leave;
    const download = action(say("download_account"), () => void downloadAccount(desk), "", icon("down"));
    this.#others = [leave, download, action(say("another"), again)];
    this.root = el(
      "div",
      { class: "pw-card pw-import-applied" },
      this.#title,
      this.#facts,
      this.#step,
      this.#working,
      el("div", { class: "pw-buttons" }, leave, this.#undo, ...this.#others.slice(1)),
    );
  }

  show({ applied, can_undo, stage, progress }: ImportState): void {
    if (!applied) return;
    this.#showWorking(stage === "undoing" ? progress : null);
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
    this.#undo.disabled = !can_undo || stage === "undoing";
    this.#undo.title = can_undo ? "" : say("undo_in_table");
  }

  focus(): void {
    this.#title.focus();
  }

  #showWorking(progress: ImportState["progress"]): void {
    this.#working.hidden = !progress;
    for (const button of this.#others) button.disabled = !!progress;
    setText(this.#step, progress?.step ?? "");
    if (!progress) return;
    const { step, fraction } = progress;
    fill(this.#working, progressBar(step, { done: Math.round(fraction * 100), total: 100 }));
  }

  async #takeBack(): Promise<void> {
    const answer = await this.#desk.intents.send("undo");
    if (!answer.ok) this.#desk.refuse(answer.text);
  }
}
