/** A button that opens a short list of actions, by mouse and by keyboard. */

import { el, uniqueId } from "./dom";

export type Action = [label: string, act: () => void];

/** The menu button pattern of the ARIA authoring practices. */
export class Menu {
  readonly root: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #list: HTMLElement;

  constructor(label: string, actions: Action[]) {
    const id = uniqueId("menu");
    this.#list = el("div", { id, class: "pw-menu-list", role: "menu", "aria-label": label, hidden: true });
    for (const [name, act] of actions) {
      const item = el("button", { type: "button", role: "menuitem", tabindex: -1 }, name);
      item.addEventListener("click", () => {
        this.#close();
        act();
      });
      this.#list.append(item);
    }
    this.#button = el(
      "button",
      {
        type: "button",
        class: "pw-button pw-quiet",
        "aria-label": label,
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        "aria-controls": id,
        onclick: () => (this.#list.hidden ? this.#open() : this.#close()),
      },
      "⋯",
    );
    this.root = el("div", { class: "pw-menu" }, this.#button, this.#list);
    this.root.addEventListener("keydown", (event) => this.#key(event));
    this.root.addEventListener("focusout", (event) => {
      if (!this.root.contains(event.relatedTarget as Node | null)) this.#hide();
    });
  }

  get #items(): HTMLElement[] {
    return [...this.#list.children] as HTMLElement[];
  }

  #open(): void {
    this.#list.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    this.#items[0]?.focus();
  }

  #hide(): void {
    this.#list.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
  }

  #close(): void {
    this.#hide();
    this.#button.focus();
  }

  #key(event: KeyboardEvent): void {
    if (this.#list.hidden) return;
    const items = this.#items;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (to !== undefined) items[to]?.focus();
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
