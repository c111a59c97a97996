/** Whether each old account may be cancelled, and what to do where somebody did too early. */

import { el, uniqueId } from "../lib/dom";
import type { Say } from "../lib/texts";
import type { Guard } from "./protocol";

export function guardCards(guards: readonly Guard[], say: Say, cancelled: (account: string, day: string) => void): HTMLElement {
  const lines = guards.map((guard) => line(guard, say, cancelled));
  return el(
    "section",
    { class: "pw-card pw-guards" },
    el("h2", {}, say("guard_title")),
    lines.length > 0 ? el("ul", {}, ...lines) : el("p", { class: "pw-muted" }, say("guard_none")),
  );
}

function line(guard: Guard, say: Say, cancelled: (account: string, day: string) => void): HTMLElement {
  return el(
    "li",
    { "data-verdict": guard.verdict, "data-account": guard.account },
    el("h3", {}, guard.carrier, " ", el("span", { class: "pw-verdict" }, guard.title)),
    el("p", {}, guard.told),
    guard.say.length > 0 &&
      el("div", { class: "pw-say" }, el("strong", {}, say("say_this")), el("ul", {}, ...guard.say.map((each) => el("li", {}, each)))),
    guard.account !== "" && dayField(guard, say, cancelled),
  );
}

function dayField(guard: Guard, say: Say, cancelled: (account: string, day: string) => void): HTMLElement {
  const id = uniqueId("cancelled");
  const field = el("input", {
    type: "date",
    class: "pw-field",
    id,
    value: guard.cancelled_on,
    "data-key": `cancelled ${guard.account}`,
    "aria-label": say("cancelled_on_of", { carrier: guard.carrier }),
  });
  field.addEventListener("change", () => cancelled(guard.account, field.value));
  return el("div", { class: "pw-cancelled" }, el("label", { for: id }, say("cancelled_on")), field);
}
