/** One finding: why, how to fix it, the difference letter by letter, and what can be done here. */

import { ask } from "../lib/ask";
import { type Child, el, uniqueId } from "../lib/dom";
import type { Say } from "../lib/texts";
import type { Finding } from "./protocol";

export interface FindingActs {
  show(key: string): void;
  take(key: string): void;
  setAside(key: string, reason: string): void;
  takeUp(key: string): void;
}

export function findingOf(finding: Finding, say: Say, root: HTMLElement, acts: FindingActs): HTMLElement {
  const { key, severity, why, how, where, waived, waived_by } = finding;
  const aside = waived !== null;
  const button = (name: string, label: string, act: () => void) =>
    el("button", { type: "button", class: "pw-button", "data-key": `${name} ${key}`, onclick: act }, label);
  const show = button("show", say("show_cell"), () => acts.show(key));
  show.setAttribute("aria-label", `${say("show_cell")}: ${where}`);
  const acting: Child[] = aside
    ? [button("take_up", say("take_up"), () => acts.takeUp(key))]
    : [
        show,
        finding.suggestion !== null &&
          finding.suggested !== "" &&
          button("take", say("use_suggestion", { text: finding.suggested }), () => acts.take(key)),
        button("aside", say("set_aside"), () => void setAside(finding, say, root, acts)),
      ];
  return el(
    "li",
    { class: "pw-finding", "data-severity": aside ? "aside" : severity, "data-code": finding.code },
    el("p", {}, el("strong", { class: "pw-severity" }, aside ? "" : `${say(severity)}: `), why),
    finding.difference.length > 0 && differenceOf(finding, say),
    !aside && el("p", {}, how),
    aside && el("p", { class: "pw-muted" }, say("waived", { by: waived_by, reason: waived })),
    el("p", { class: "pw-muted pw-facts" }, ...facts(finding, say)),
    el("div", { class: "pw-acts" }, ...acting),
  );
}

/** Both texts as one row: what only the order has is struck through, what the invoice adds is marked. */
function differenceOf({ difference }: Finding, say: Say): HTMLElement {
  const parts = difference.map(([side, text]) => {
    const shown = side === "both" ? text : text.replaceAll(" ", "␣");
    return el(side === "both" ? "span" : side === "ours" ? "del" : "ins", {}, shown);
  });
  return el("p", { class: "pw-difference", "aria-label": say("difference"), role: "group" }, ...parts);
}

function facts({ where, codes, source }: Finding, say: Say): Child[] {
  const told = [where, codes && say("carrier_codes", { codes }), source && say("source", { source })];
  return told.filter(Boolean).map((text) => el("span", {}, text));
}

async function setAside({ key, why }: Finding, say: Say, root: HTMLElement, acts: FindingActs): Promise<void> {
  const id = uniqueId("reason");
  const reason = el("textarea", { class: "pw-field", id, rows: 3, required: true, maxlength: 2000 });
  const done = await ask(root, {
    title: say("set_aside_title"),
    body: [
      el("p", {}, el("strong", {}, why)),
      el("p", {}, say("set_aside_text")),
      el("label", { for: id }, say("reason")),
      reason,
    ],
    buttons: [
      { label: say("cancel"), value: false },
      { label: say("set_aside_do"), value: true, primary: true },
    ],
    otherwise: false,
    fields: true,
  });
  if (done) acts.setAside(key, reason.value);
}
