/** A progress bar whose text stands elsewhere: what it says, it says to screen readers. */

import { el, setAttributes } from "../lib/dom";
import type { Count } from "./model";

export class Bar {
  readonly #filled = el("span");
  readonly root = el("div", { class: "pw-checklist-bar", role: "progressbar", "aria-valuemin": 0 });

  constructor() {
    this.root.append(this.#filled);
  }

  update(name: string, valueText: string, { done, total }: Count): void {
    setAttributes(this.root, {
      "aria-label": name,
      "aria-valuemax": total,
      "aria-valuenow": done,
      "aria-valuetext": valueText,
      "data-complete": done === total,
    });
    this.#filled.style.width = total > 0 ? `${(100 * done) / total}%` : "100%";
  }
}
