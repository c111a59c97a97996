/** The dialog that arranges the columns: show and hide, order by buttons, pin to the left. */

import { el, fill } from "../lib/dom";
import { icon } from "../lib/icons";
import type { Say } from "../lib/texts";
import { ask } from "../lib/ask";
import type { ColumnSpec, Layout } from "./protocol";

interface Line {
  name: string;
  label: string;
  shown: boolean;
  pinned: boolean;
}

/** Ask how the columns shall stand; null where all stays, "reset" for how they stood at first. */
export async function askColumns(
  root: HTMLElement,
  say: Say,
  columns: readonly ColumnSpec[],
  layout: Layout,
): Promise<Layout | "reset" | null> {
  const labels = new Map(columns.map(({ name, label }) => [name, label]));
  const lines: Line[] = layout.order.map((name) => ({
    name,
    label: labels.get(name) ?? name,
    shown: !layout.hidden.includes(name),
    pinned: layout.pinned.includes(name),
  }));
  const list = el("ul", { class: "pw-lines pw-columns", "aria-label": say("columns") });
  const draw = () => fill(list, ...lines.map((line) => lineOf(line, lines, say, draw, list)));
  draw();
  const answer = await ask<"apply" | "reset" | null>(root, {
    title: say("columns"),
    body: [el("p", { class: "pw-muted" }, say("columns_hint")), list],
    buttons: [
      { label: say("cancel"), value: null },
      { label: say("columns_reset"), value: "reset" },
      { label: say("columns_apply"), value: "apply", primary: true },
    ],
    otherwise: null,
    fields: true,
  });
  if (answer !== "apply") return answer;
  return {
    ...layout,
    order: lines.map(({ name }) => name),
    hidden: lines.filter(({ shown }) => !shown).map(({ name }) => name),
    pinned: lines.filter(({ pinned }) => pinned).map(({ name }) => name),
  };
}

function lineOf(line: Line, lines: Line[], say: Say, draw: () => void, list: HTMLElement): HTMLElement {
  const at = lines.indexOf(line);
  const shown = el("input", { type: "checkbox", class: "pw-checkbox" });
  shown.checked = line.shown;
  shown.addEventListener("change", () => (line.shown = shown.checked));
  const pin = el("button", { type: "button", class: "pw-button pw-quiet" }, say("pin"));
  pin.setAttribute("aria-pressed", String(line.pinned));
  pin.setAttribute("aria-label", say("pin_column", { column: line.label }));
  pin.addEventListener("click", () => {
    line.pinned = !line.pinned;
    pin.setAttribute("aria-pressed", String(line.pinned));
  });
  const move = (step: -1 | 1, label: string) => {
    const button = el("button", { type: "button", class: "pw-button pw-quiet pw-move" });
    button.append(icon(step < 0 ? "up" : "down"));
    button.setAttribute("aria-label", say(label, { column: line.label }));
    button.disabled = !lines[at + step];
    button.addEventListener("click", () => {
      lines.splice(at, 1);
      lines.splice(at + step, 0, line);
      draw();
      const moved = list.children[at + step]?.querySelectorAll<HTMLButtonElement>(".pw-move");
      const same = moved?.[step < 0 ? 0 : 1];
      (same?.disabled ? moved?.[step < 0 ? 1 : 0] : same)?.focus();
    });
    return button;
  };
  return el(
    "li",
    { class: "pw-line" },
    el("label", {}, shown, el("span", {}, line.label)),
    pin,
    move(-1, "move_earlier"),
    move(1, "move_later"),
  );
}
