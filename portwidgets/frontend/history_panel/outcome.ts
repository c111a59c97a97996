/** What became of taking changes back: what was put back, and what was changed since and stays. */

import { el, type Child } from "../lib/dom";
import type { Say } from "../lib/texts";
import type { Op } from "./change_list";

interface Left extends Op {
  current: string | null;
  by: string;
}

export interface Outcome {
  done: number;
  left: number;
  conflicts: Left[];
}

export function outcome({ done, left, conflicts }: Outcome, say: Say): Child[] {
  const told = el("p", {}, done ? say("done", { count: done }) : say("done_nothing"));
  if (!left) return [told];
  const lines = conflicts.map((each) => el("li", {}, el("strong", {}, each.name), " – ", stands(each, say)));
  return [told, el("p", {}, say("left", { count: left })), el("ul", { class: "pw-left" }, ...lines)];
}

function stands(each: Left, say: Say): string {
  if (each.kind === "set" && each.current !== null) {
    const current = each.current || say("nothing");
    return say(each.by ? "stands_by" : "stands", { label: each.label ?? "", current, by: each.by });
  }
  return say(each.current === null ? "row_gone" : "row_changed");
}
