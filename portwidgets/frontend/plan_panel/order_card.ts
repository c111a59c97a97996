/** An order of the plan in words: its day, what is wrong with it, and the last day for each step. */

import { el } from "../lib/dom";
import { showDate, type Say } from "../lib/texts";
import type { Order, Step } from "./protocol";

export function orderCard(order: Order, language: string, say: Say): HTMLElement {
  return el(
    "section",
    { class: "pw-card pw-plan-order", "data-order": order.id },
    el("h3", {}, order.name, " ", el("span", { class: "pw-badge" }, order.status)),
    el("p", { class: "pw-muted" }, order.carriers),
    el("dl", { class: "pw-facts" }, ...order.facts.flatMap(fact)),
    order.faults.length > 0 && el("ul", { class: "pw-faults" }, ...order.faults.map((each) => el("li", {}, each))),
    order.advice.length > 0 && el("ul", { class: "pw-advice" }, ...order.advice.map((each) => el("li", {}, each))),
    stepTable(order, language, say),
  );
}

function fact([name, told]: [string, string]): HTMLElement[] {
  return [el("dt", {}, name), el("dd", {}, told)];
}

function stepTable(order: Order, language: string, say: Say): HTMLElement {
  const headings = ["column_step", "column_day", "column_state"].map((key) => el("th", { scope: "col" }, say(key)));
  return el(
    "table",
    { class: "pw-steps-table" },
    el("caption", { class: "pw-unseen" }, `${say("table_title")} · ${order.name}`),
    el("thead", {}, el("tr", {}, ...headings)),
    el("tbody", {}, ...order.steps.map((step) => row(step, language, say))),
  );
}

function row(step: Step, language: string, say: Say): HTMLElement {
  return el(
    "tr",
    { "data-state": step.state },
    el("th", { scope: "row" }, step.name),
    el("td", {}, step.day ? showDate(step.day, language) : "–"),
    el("td", {}, el("span", { class: "pw-state" }, say(`state_${step.state}`))),
  );
}
