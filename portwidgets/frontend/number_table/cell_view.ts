/** Draws one cell of the grid, and tells screen readers what is wrong with it. */

import type { ICellRendererComp, ICellRendererParams } from "ag-grid-community";

import { el } from "../lib/dom";
import { DUPLICATE, type Look, type Looks } from "./looks";
import type { ColumnSpec } from "./protocol";
import type { Row } from "./row_store";

/** What the cells of a column are drawn with. */
export interface CellSetting {
  column: ColumnSpec;
  looks: Looks;
  /** Enter a text, as a click on a checkbox does. */
  enter(row: Row, column: ColumnSpec, text: string): void;
}

type Params = ICellRendererParams<Row, string> & CellSetting;

abstract class CellView implements ICellRendererComp<Row> {
  readonly gui = el("span", { class: "cell" });

  init(params: Params): void {
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.gui;
  }

  refresh(params: Params): boolean {
    const row = params.data;
    if (!row) return true;
    const look = params.looks.of(row, params.column);
    const { mark, problem, reason } = look;
    this.gui.className = "cell";
    this.gui.classList.toggle("suggested", look.suggested);
    this.gui.classList.toggle("invalid", problem !== "" && problem !== DUPLICATE);
    this.gui.classList.toggle("duplicate", problem === DUPLICATE);
    if (mark) this.gui.classList.add(mark.kind);
    this.gui.title = reason; // the grid takes it away from its own element
    tell(params.eGridCell, reason, problem !== "" || mark?.kind === "refused");
    this.draw(look, params, row);
    return true;
  }

  protected abstract draw(look: Look, params: Params, row: Row): void;
}

export class TextCell extends CellView {
  protected draw({ text }: Look): void {
    if (this.gui.textContent !== text) this.gui.textContent = text;
  }
}

/** A choice whose codes have colours of their own. */
export class StatusCell extends CellView {
  readonly #badge = el("span", { class: "badge" });

  protected draw({ text, mark }: Look, params: Params, row: Row): void {
    this.#badge.textContent = text;
    this.#badge.dataset["code"] = mark ? "" : params.looks.stored(row, params.column);
    if (text) this.gui.replaceChildren(this.#badge);
    else this.gui.replaceChildren();
  }
}

/** Yes or no, ticked at once; a refused text is shown as it was typed. */
export class YesNoCell extends CellView {
  #box: HTMLInputElement | undefined;

  protected draw(look: Look, params: Params, row: Row): void {
    if (look.mark?.kind === "refused") {
      this.gui.textContent = look.text;
      return;
    }
    const now = look.mark?.text ?? params.looks.stored(row, params.column);
    this.#box = el("input", { type: "checkbox", tabindex: -1, "aria-label": params.column.label });
    this.#box.checked = now === "yes";
    this.#box.classList.toggle("unanswered", now === "");
    this.#box.title = look.text;
    this.#box.addEventListener("change", () => params.enter(row, params.column, toggled(now)));
    this.gui.replaceChildren(this.#box);
  }
}

/** What a tick makes of an answer. */
export function toggled(now: string): string {
  return now === "yes" ? "no" : "yes";
}

function tell(cell: HTMLElement, reason: string, invalid: boolean): void {
  if (invalid) cell.setAttribute("aria-invalid", "true");
  else cell.removeAttribute("aria-invalid");
  if (reason) cell.setAttribute("aria-description", reason);
  else cell.removeAttribute("aria-description");
}
