/** Tabs over panels, by mouse and by keyboard: the tabs pattern of the ARIA authoring practices. */

import { arrange, el, setAttributes, uniqueId } from "./dom";

export interface Tab {
  name: string;
  label: string;
  panel: HTMLElement;
}

export class TabList {
  readonly root: HTMLElement;
  readonly #bar: HTMLElement;
  readonly #panels = el("div", { class: "pw-tab-panels" });
  readonly #buttons = new Map<string, HTMLButtonElement>();
  readonly #opened: (name: string) => void;
  #tabs: readonly Tab[] = [];
  #open = "";

  constructor(label: string, opened: (name: string) => void) {
    this.#opened = opened;
    this.#bar = el("div", { class: "pw-tabs", role: "tablist", "aria-label": label });
    this.#bar.addEventListener("keydown", (event) => this.#key(event));
    this.root = el("div", {}, this.#bar, this.#panels);
  }

  /** The name of the open tab. */
  get open(): string {
    return this.#open;
  }

  /** Show these tabs; the open one stays open where it is among them. */
  show(tabs: readonly Tab[]): void {
    this.#tabs = tabs;
    for (const { name, label, panel } of tabs) this.#button(name, panel).textContent = label;
    arrange(this.#bar, tabs.map(({ name }) => this.#buttons.get(name)!));
    arrange(this.#panels, tabs.map(({ panel }) => panel));
    this.turnTo(tabs.some(({ name }) => name === this.#open) ? this.#open : (tabs[0]?.name ?? ""));
  }

  turnTo(open: string): void {
    const before = this.#open;
    this.#open = open;
    for (const { name, panel } of this.#tabs) {
      const isOpen = name === open;
      const button = this.#buttons.get(name)!;
      setAttributes(button, { "aria-selected": String(isOpen), tabindex: isOpen ? 0 : -1 });
      panel.hidden = !isOpen;
    }
    if (before !== open) this.#opened(open);
  }

  #button(name: string, panel: HTMLElement): HTMLButtonElement {
    let button = this.#buttons.get(name);
    if (!button) {
      const id = uniqueId("tab");
      panel.id ||= uniqueId("panel");
      setAttributes(panel, { role: "tabpanel", "aria-labelledby": id });
      button = el("button", {
        type: "button",
        class: "pw-tab",
        role: "tab",
        id,
        "aria-controls": panel.id,
        onclick: () => this.turnTo(name),
      });
      this.#buttons.set(name, button);
    }
    return button;
  }

  #key(event: KeyboardEvent): void {
    const names = this.#tabs.map(({ name }) => name);
    const at = names.indexOf(this.#open);
    const to = {
      ArrowRight: (at + 1) % names.length,
      ArrowLeft: (at - 1 + names.length) % names.length,
      Home: 0,
      End: names.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.turnTo(names[to]!);
    this.#buttons.get(names[to]!)?.focus();
  }
}
