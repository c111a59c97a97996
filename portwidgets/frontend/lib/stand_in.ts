/** A panel that stands in another's place for a while: its title, the way back, what was refused. */

import { el, fill, setText } from "./dom";
import { icon } from "./icons";
import { Panel } from "./panel";
import type { Revised } from "./store";

/** A subclass gives `root` its own class and content before it calls `place` here. */
export abstract class StandIn<S extends Revised & { can_leave: boolean }> extends Panel<S> {
  protected readonly root = el("section", { class: "pw pw-stand-in", "data-lm-suppress-shortcuts": "true" });
  protected readonly refusal = el("p", { class: "pw-refusal", role: "alert" });
  readonly #title = el("h2", { tabindex: -1, "data-key": "title" });
  readonly #head = el("div", { class: "pw-stand-in-head" });

  protected place(host: HTMLElement, gone: AbortSignal): void {
    this.root.prepend(this.#head, this.refusal);
    host.append(this.root);
    gone.addEventListener("abort", () => this.root.remove());
    // After the first draw: what is shown then is what stood there before.
    queueMicrotask(() => {
      if (this.state.can_leave && !gone.aborted) this.#title.focus({ preventScroll: true });
    });
  }

  protected drawHead(): void {
    setText(this.#title, this.say("title"));
    this.root.setAttribute("aria-label", this.say("title"));
    const leave = (): void => void this.intents.send("leave", {}, { saves: false });
    const back = el(
      "button",
      { type: "button", class: "pw-button pw-quiet", "data-key": "leave", onclick: leave },
      icon("back"),
      this.say("leave"),
    );
    fill(this.#head, this.#title, this.state.can_leave && back);
  }
}
