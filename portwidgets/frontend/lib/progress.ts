/** A progress bar with its text beside it. */

import { el } from "./dom";

export interface Progress {
  done: number;
  total: number;
}

/** `label` is shown; `name`, where given, is what a screen reader calls the bar. */
export function progressBar(label: string, { done, total }: Progress, name = label): HTMLElement {
  const filled = el("span");
  filled.style.width = total ? `${(100 * done) / total}%` : "0";
  const bar = el(
    "div",
    {
      class: "pw-progress-bar",
      role: "progressbar",
      "aria-label": name,
      "aria-valuemin": 0,
      "aria-valuemax": total,
      "aria-valuenow": done,
      "aria-valuetext": label,
    },
    filled,
  );
  return el("div", { class: "pw-progress" }, bar, el("span", { class: "pw-progress-text" }, label));
}
