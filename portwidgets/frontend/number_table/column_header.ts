/** What stands in a column's header: its label, and the button that opens its filter. */

import type { IHeaderParams, IInnerHeaderComponent } from "ag-grid-community";

import { el } from "../lib/dom";
import { icon } from "../lib/icons";

interface Setting {
  filterLabel: string;
  openFilter(at: HTMLElement): void;
  isFiltered(): boolean;
}

export class ColumnHeader implements IInnerHeaderComponent {
  readonly #label = el("span", { class: "header-label" });
  // Reached by arrow keys is the header itself; the toolbar has the same for the keyboard.
  readonly #filter = el("button", { type: "button", class: "header-filter", tabindex: -1 }, icon("filter"));
  readonly #gui = el("span", { class: "header" }, this.#label, this.#filter);
  #setting!: Setting;

  init(params: IHeaderParams & Setting): void {
    for (const event of ["click", "mousedown", "touchstart"]) {
      // The grid would sort by the column or start to move it.
      this.#filter.addEventListener(event, (pressed) => pressed.stopPropagation());
    }
    this.#filter.addEventListener("click", () => this.#setting.openFilter(this.#filter));
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#gui;
  }

  refresh(params: IHeaderParams & Setting): boolean {
    this.#setting = params;
    this.#label.textContent = params.displayName;
    this.#filter.setAttribute("aria-label", params.filterLabel);
    this.#filter.title = params.filterLabel;
    this.#filter.classList.toggle("active", params.isFiltered());
    return true;
  }
}
