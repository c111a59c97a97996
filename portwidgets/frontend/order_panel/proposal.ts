/** The proposed orders: which numbers, why they are apart, and who stays out. */

import { el, uniqueId } from "../lib/dom";
import type { Say } from "../lib/texts";
import type { Proposal } from "./protocol";

export interface ProposalActs {
  propose(carrier: string): void;
  apply(): void;
  drop(): void;
}

export function proposalOf(proposal: Proposal, carriers: readonly string[], say: Say, acts: ProposalActs): HTMLElement {
  const { orders, moves } = proposal;
  const names = orders.map(({ order }, at) => order || say("new_order", { place: at + 1 }));
  const rows = orders.map((order, at) =>
    el(
      "li",
      {},
      el("strong", {}, names[at]!),
      ` ${order.account} · ${say("numbers", { count: order.count })}`,
      el("span", { class: "pw-muted" }, order.numbers),
      order.like !== null &&
        el("span", {}, say("apart", { why: order.why, like: names[order.like] ?? "" })),
    ),
  );
  const heading = el("h3", { id: uniqueId("proposal"), tabindex: -1, "data-key": "proposal" }, say("split_title"));
  const useless = orders.length === 0 || moves === 0;
  return el(
    "section",
    { class: "pw-proposal", "aria-labelledby": heading.id },
    heading,
    carrierForm(proposal, carriers, say, acts),
    el("p", {}, told(proposal, say)),
    sources(proposal, say),
    rows.length ? el("ol", { class: "pw-planned" }, ...rows) : el("p", {}, say("nothing")),
    ...notes(proposal, say).map((text) => el("p", {}, text)),
    orders.length > 0 && moves === 0 && el("p", { class: "pw-good" }, say("moves_none")),
    el(
      "div",
      { class: "pw-acts" },
      el(
        "button",
        { type: "button", class: "pw-button pw-primary", "data-key": "apply", disabled: useless, onclick: acts.apply },
        say("apply"),
      ),
      el("button", { type: "button", class: "pw-button", "data-key": "drop", onclick: acts.drop }, say("cancel")),
    ),
  );
}

function carrierForm({ carrier }: Proposal, carriers: readonly string[], say: Say, acts: ProposalActs): HTMLElement {
  const [field, list] = [uniqueId("carrier"), uniqueId("carriers")];
  const input = el("input", { class: "pw-field", id: field, list, value: carrier, maxlength: 200, "data-key": "carrier" });
  return el(
    "form",
    {
      class: "pw-carrier",
      onsubmit: (event: Event) => {
        event.preventDefault();
        acts.propose(input.value);
      },
    },
    el("label", { for: field }, say("gaining_carrier")),
    input,
    el("datalist", { id: list }, ...carriers.map((value) => el("option", { value }))),
    el("button", { class: "pw-button", "data-key": "propose" }, say("propose")),
  );
}

function told({ rules, limit }: Proposal, say: Say): string {
  const whose = rules ? say("rules_of", { rules }) : say("rules_plain");
  return !limit ? whose : `${whose} ${say("limit", { limit })}`;
}

function sources({ sources: where }: Proposal, say: Say): HTMLElement {
  const list = el("ul", {}, ...where.map((source) => el("li", {}, source)));
  return el("details", { class: "pw-sources" }, el("summary", { class: "pw-muted" }, say("sources")), list);
}

function notes({ left_out, untouched, emptied }: Proposal, say: Say): string[] {
  return [
    ...left_out.map(({ why, count, example }) => say("left_out", { why, count, example: example || "–" })),
    ...(untouched ? [say("untouched", { count: untouched })] : []),
    ...(emptied.length ? [say("emptied", { orders: emptied.join(", ") })] : []),
  ];
}
