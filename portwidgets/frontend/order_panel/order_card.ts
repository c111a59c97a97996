/** One order: its answer, and what was found in it once it is opened. */

import { el } from "../lib/dom";
import type { Say } from "../lib/texts";
import { type FindingActs, findingOf } from "./finding";
import type { Order } from "./protocol";

export interface OrderActs extends FindingActs {
  open(order: string, shown: boolean): void;
}

export function orderOf(order: Order, say: Say, root: HTMLElement, acts: OrderActs): HTMLElement {
  const counted = [
    say("numbers", { count: order.numbers }),
    order.errors > 0 && say("errors", { count: order.errors }),
    order.warnings > 0 && say("warnings", { count: order.warnings }),
    order.aside > 0 && say("aside", { count: order.aside }),
  ].filter(Boolean);
  const summary = el(
    "summary",
    { "data-key": `order ${order.order}` },
    el("strong", { class: "pw-order-title" }, order.title),
    el("span", { class: "pw-answer", "data-readiness": order.readiness }, say(order.readiness)),
    el("span", { class: "pw-muted" }, counted.join(" · ")),
  );
  const details = el("details", { class: "pw-order", "data-order": order.order, open: order.open }, summary);
  details.addEventListener("toggle", () => {
    if (details.open !== order.open) acts.open(order.order, details.open);
  });
  if (!order.open) return details;
  const rows = order.findings.map((finding) => findingOf(finding, say, root, acts));
  details.append(
    rows.length ? el("ul", { class: "pw-findings" }, ...rows) : el("p", { class: "pw-good" }, say("nothing_found")),
  );
  return details;
}
