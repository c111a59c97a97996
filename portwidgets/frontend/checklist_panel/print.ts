/** The checklist on paper: a document of its own, so that the page around it stays out. */

import { el } from "../lib/dom";
import { showDate, today } from "../lib/texts";
import { isDate, type ChecklistModel, type Section } from "./model";

const SHEET = `
  @page { margin: 18mm 16mm; }
  body { font: 11pt/1.4 system-ui, sans-serif; color: #000; background: #fff; }
  h1 { font-size: 18pt; margin: 0 0 2mm; }
  h2 { font-size: 13pt; margin: 6mm 0 1mm; break-after: avoid; }
  p { margin: 0; }
  ul { list-style: none; margin: 0; padding: 0; }
  li { display: flex; gap: 3mm; padding: 1.5mm 0; border-bottom: 0.2mm solid #bbb; break-inside: avoid; }
  .box { flex: none; width: 4mm; height: 4mm; margin-top: 0.8mm; border: 0.3mm solid #000;
         font-size: 9pt; line-height: 3.6mm; text-align: center; }
  .small { font-size: 9pt; color: #333; }
  .critical { font-size: 9pt; font-weight: bold; }
  .warning { margin: 4mm 0; padding: 3mm; border: 0.4mm solid #000; break-inside: avoid; }
  dt { font-weight: bold; margin-top: 2mm; break-after: avoid; }
  dd { margin: 0; }
`;

const FRAME = "pw-print-frame";

/** Open the browser's print dialog for the checklist alone, every section unfolded. */
export function printChecklist(model: ChecklistModel): void {
  document.querySelector(`.${FRAME}`)?.remove();
  const frame = el("iframe", { class: FRAME, "aria-hidden": "true", tabindex: -1 });
  frame.style.cssText = "position: fixed; width: 0; height: 0; border: 0; visibility: hidden";
  // Firefox gives the frame another document until it has loaded.
  frame.addEventListener("load", () => printIn(frame, model), { once: true });
  document.body.append(frame);
}

function printIn(frame: HTMLIFrameElement, model: ChecklistModel): void {
  const window = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!window) return;
  const sheet = new window.CSSStyleSheet(); // not a style element: those a page may forbid
  sheet.replaceSync(SHEET);
  const page = window.document;
  page.adoptedStyleSheets = [sheet];
  page.documentElement.lang = model.language;
  page.title = model.state.title;
  page.body.append(...contents(model));
  window.addEventListener("afterprint", () => frame.remove());
  window.print();
}

function contents(model: ChecklistModel): HTMLElement[] {
  const { say, state, items } = model;
  const critical = model.count(items, { critical: true });
  const progress = [
    say("progress", { ...model.count(items) }),
    say("critical_progress", { ...critical }),
    say("printed", { date: showDate(today(), model.language) }),
  ];
  const parts: HTMLElement[] = [
    el("h1", {}, `${state.title} · ${say("checklist")}`),
    el("p", {}, progress.join(" · ")),
  ];
  if (state.warning) {
    const { title, text } = state.warning;
    parts.push(el("div", { class: "warning" }, el("strong", {}, title), el("p", {}, text)));
  }
  for (const section of state.sections) parts.push(...sectionOf(model, section));
  if (state.problems.length > 0) {
    const told = state.problems.flatMap(({ title, text }) => [el("dt", {}, title), el("dd", {}, text)]);
    parts.push(el("h2", {}, say("problems")), el("dl", {}, ...told));
  }
  return parts;
}

function sectionOf(model: ChecklistModel, section: Section): HTMLElement[] {
  const counted = model.say("progress", { ...model.count(section.items) });
  return [
    el("h2", {}, section.title),
    el("p", { class: "small" }, counted),
    el("ul", {}, ...section.items.map((item) => stepOf(model, item))),
  ];
}

function stepOf(model: ChecklistModel, item: string): HTMLElement {
  const { say, language } = model;
  const words = model.words(item);
  const { state, assignee, due, note } = model.noted(item);
  const date = isDate(due) ? showDate(due, language) : due;
  const facts = [
    state === "not_applicable" && say("not_applicable"),
    date && say("due_on", { date }),
    assignee && `${say("assignee")}: ${assignee}`,
    note && `${say("note")}: ${note}`,
  ].filter(Boolean);
  const mark = { done: "✓", not_applicable: "–", open: "" }[state] ?? "";
  return el(
    "li",
    {},
    el("span", { class: "box" }, mark),
    el(
      "div",
      {},
      el("span", {}, words.label),
      words.critical && el("span", { class: "critical" }, ` (${say("critical")})`),
      words.hint && el("p", { class: "small" }, words.hint),
      facts.length > 0 && el("p", { class: "small" }, facts.join(" · ")),
    ),
  );
}
