/** While files come and are read: what is being done, how far it is, and a way to stop. */

import { el, fill, setText } from "../lib/dom";
import { progressBar } from "../lib/progress";
import { action, type Desk, type Part } from "./part";
import type { ImportState } from "./protocol";

export class ProgressPart implements Part {
  readonly root: HTMLElement;
  readonly #desk: Desk;
  /** Said when the step changes, not at each percent. */
  readonly #step = el("p", { class: "pw-import-step", role: "status" });
  readonly #files = el("p", { class: "pw-muted" });
  readonly #bar = el("div");
  readonly #cancel: HTMLButtonElement;

  constructor(desk: Desk, cancel: () => void) {
    this.#desk = desk;
    this.#cancel = action(desk.say("cancel"), cancel);
    this.root = el(
      "div",
      { class: "pw-card pw-import-progress" },
      this.#step,
      this.#files,
      this.#bar,
      el("div", {}, this.#cancel),
    );
  }

  show({ files, progress, stage }: ImportState): void {
    const { say } = this.#desk;
    const step = progress?.step || say(stage === "receiving" ? "receiving" : "reading");
    setText(this.#step, step);
    setText(this.#files, files.map(({ name }) => name).join(", "));
    const fraction = progress?.fraction ?? 0;
    fill(this.#bar, progressBar(this.#howFar(fraction, progress?.rows ?? 0), { done: Math.round(fraction * 100), total: 100 }, step));
  }

  focus(): void {
    this.#cancel.focus();
  }

  #howFar(fraction: number, rows: number): string {
    const { say, language, state } = this.#desk;
    const { files, stage } = state();
    const percent = new Intl.NumberFormat(language, { style: "percent" }).format(fraction);
    if (rows) return say("progress_rows", { percent, count: rows });
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (stage !== "receiving" || !size) return percent;
    const megabytes = (bytes: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 2 ** 20);
    return say("progress_bytes", { done: megabytes(size * fraction), total: megabytes(size) });
  }
}
