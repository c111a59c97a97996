/** A number of the run sheet with its tests: a result to press, a remark to write. */

import { el } from "../lib/dom";
import { showMoment, type Say } from "../lib/texts";
import type { Result, SheetNumber, Trial } from "./protocol";

export interface TrialActs {
  note(number: string, trial: Trial, result: Result): void;
  comment(number: string, trial: Trial, note: string): void;
}

const RESULTS = [
  ["passed", "pass"],
  ["failed", "fail"],
  ["not_needed", "skip"],
] as const;

export function numberCard(number: SheetNumber, language: string, say: Say, acts: TrialActs): HTMLElement {
  return el(
    "li",
    { class: "pw-number", "data-row": number.row },
    el(
      "div",
      { class: "pw-number-head" },
      el("h4", {}, number.number),
      el("span", { class: "pw-badge", "data-verified": String(number.verified) }, number.status),
      el("span", { class: "pw-muted" }, number.about),
    ),
    number.destination !== "" && el("p", { class: "pw-muted" }, say("goes_to", { destination: number.destination })),
    !number.moved && el("p", { class: "pw-muted" }, say("not_moved")),
    el("ul", { class: "pw-trials" }, ...number.trials.map((trial) => trialLine(number, trial, language, say, acts))),
  );
}

function trialLine(number: SheetNumber, trial: Trial, language: string, say: Say, acts: TrialActs): HTMLElement {
  const named = { test: trial.name, number: number.number };
  const key = `${number.row} ${trial.test}`;
  const field = el("input", {
    type: "text",
    class: "pw-field",
    value: trial.note,
    placeholder: say("note"),
    "aria-label": say("note_of", named),
    "data-key": `note ${key}`,
    maxlength: 2000,
  });
  field.addEventListener("change", () => acts.comment(number.row, trial, field.value));
  const buttons = RESULTS.map(([result, label]) =>
    el(
      "button",
      {
        type: "button",
        class: "pw-button pw-result",
        "data-result": result,
        "data-key": `${result} ${key}`,
        "aria-pressed": String(trial.result === result),
        // A second press takes the result back.
        onclick: () => acts.note(number.row, trial, trial.result === result ? "" : result),
      },
      say(label),
    ),
  );
  const noted = trial.by !== "" && say("noted_by", { by: trial.by, at: showMoment(trial.when, language) });
  return el(
    "li",
    { "data-result": trial.result },
    el("span", { class: "pw-time" }, trial.at),
    el("div", {}, el("strong", {}, trial.name), el("p", { class: "pw-muted" }, trial.how), trial.who !== "" && el("p", { class: "pw-muted" }, say("who", { who: trial.who }))),
    el(
      "div",
      { class: "pw-answer" },
      el("div", { class: "pw-results", role: "group", "aria-label": say("result_of", named) }, ...buttons),
      field,
      noted && el("p", { class: "pw-muted" }, noted),
    ),
  );
}
