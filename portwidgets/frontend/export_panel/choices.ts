/** A target to choose, with what it takes. */

import { el } from "../lib/dom";
import type { Say } from "../lib/texts";
import type { Target } from "./protocol";

export interface Choosing {
  /** Of the radio buttons that belong together. */
  name: string;
  chosen: boolean;
  say: Say;
  choose(): void;
}

export function targetChoice(target: Target, { name, chosen, say, choose }: Choosing): HTMLElement {
  const radio = el("input", {
    type: "radio",
    class: "pw-radio",
    name,
    value: target.id,
    checked: chosen,
    "data-key": `target ${target.id}`,
    onchange: choose,
  });
  const limit = target.limit === null ? "" : say("limit", { count: target.limit });
  return el(
    "label",
    { class: "pw-target" },
    radio,
    el("span", {}, target.label),
    el("span", { class: "pw-muted" }, [target.format.toUpperCase(), limit].filter(Boolean).join(" · ")),
  );
}
