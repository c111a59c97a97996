/** A table of lines; where it is narrow each line is a card that names its cells. */

import { el, fill, uniqueId, type Child } from "./dom";

/** A table in a region that scrolls by itself; its lines go into `body`. */
export function listTable(caption: string, headings: readonly string[], body: HTMLElement): HTMLElement {
  const id = uniqueId("list");
  const cells = headings.map((text) => el("th", { scope: "col", role: "columnheader" }, text));
  const table = el(
    "table",
    { class: "pw-list", role: "table" }, // laid out as cards it is a table still
    el("caption", { id, class: "pw-unseen" }, caption),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...cells)),
    body,
  );
  // It scrolls by itself: the keyboard must reach it.
  return el("div", { class: "pw-scroll", tabindex: 0, role: "region", "aria-labelledby": id }, table);
}

export function listBody(): HTMLElement {
  return el("tbody", { role: "rowgroup" });
}

/** A line of cells; `put` fills it anew, and keeps the keyboard in it. */
export function listLine(headings: readonly string[]): { line: HTMLElement; put: (cells: Child[]) => void } {
  const line = el("tr", { role: "row" });
  const put = (cells: Child[]): void => {
    const hadFocus = line.contains(document.activeElement);
    fill(line, ...cells.map((content, at) => el("td", { role: "cell", "data-label": headings[at] }, content)));
    if (hadFocus) line.querySelector<HTMLElement>("input, select, button")?.focus();
  };
  return { line, put };
}
