/** Asks before many changes are taken back: how many, and whose. */

import { el, fill, setAttributes } from "../lib/dom";
import { showMoment, type Say } from "../lib/texts";
import type { Change } from "./change_list";

export interface Behind {
  count: number;
  people: string[];
}

/** Resolves with whether the person wants it. */
export function askToGoBack(
  dialog: HTMLDialogElement,
  say: Say,
  language: string,
  change: Change,
  { count, people }: Behind,
): Promise<boolean> {
  const title = say("go_back_title", { at: showMoment(change.at, language) });
  const names = people.map((name) => name || say("outside")).join(", ");
  const text = count ? say("go_back_text", { count, people: names }) : say("go_back_nothing");
  const confirm = el("button", { class: "pw-button pw-primary", value: "yes" }, say("confirm"));
  const cancel = el("button", { class: "pw-button", value: "" }, say("cancel"));
  const buttons = el("div", { class: "pw-buttons" }, cancel, count > 0 && confirm);
  setAttributes(dialog, { "aria-label": title });
  fill(dialog, el("form", { method: "dialog" }, el("h2", {}, title), el("p", {}, text), buttons));
  return new Promise((resolve) => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
    cancel.focus();
  });
}
