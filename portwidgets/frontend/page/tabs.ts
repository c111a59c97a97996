/** Draws ipywidgets' Tab, Accordion and Stack; a panel is drawn when it is first shown. */

import { uniqueId } from "../lib/dom.ts";
import { follow, type Drawing, type View } from "./drawing.ts";

/** The panels of a container: each child's view is made once, when it is first asked for. */
class Panels {
  readonly #drawing: Drawing;
  #views = new Map<string, View>();

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
    drawing.signal.addEventListener("abort", () => this.#views.forEach((view) => view.dispose()));
  }

  get children(): readonly string[] {
    return this.#drawing.model.get("children") ?? [];
  }

  element(child: string): HTMLElement {
    let view = this.#views.get(child);
    if (!view) {
      view = this.#drawing.widgets.view(child);
      this.#views.set(child, view);
    }
    return view.element;
  }

  /** Let go of the views of children that are gone. */
  prune(): void {
    for (const [child, view] of this.#views) {
      if (this.children.includes(child)) continue;
      view.dispose();
      this.#views.delete(child);
    }
  }
}

export function drawTabs(drawing: Drawing): void {
  const { model, element } = drawing;
  const panels = new Panels(drawing);
  const bar = document.createElement("div");
  const panel = document.createElement("div");
  const ids = { bar: uniqueId("tab"), panel: uniqueId("panel") };
  bar.className = "pw-tabs";
  bar.setAttribute("role", "tablist");
  Object.assign(panel, { id: ids.panel, tabIndex: -1, className: "pw-tab-panel" });
  panel.setAttribute("role", "tabpanel");
  element.classList.add("widget-container", "widget-tab");
  element.replaceChildren(bar, panel);

  const select = (index: number): void => {
    model.set("selected_index", index);
    model.save_changes();
  };
  const showBar = (): void => {
    const selected = model.get("selected_index") ?? 0;
    const tabs = panels.children.map((_, index) => {
      const tab = document.createElement("button");
      Object.assign(tab, { type: "button", id: `${ids.bar}-${index}` });
      tab.textContent = model.get("titles")?.[index] ?? String(index + 1);
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", String(index === selected));
      tab.setAttribute("aria-controls", ids.panel);
      tab.tabIndex = index === selected ? 0 : -1;
      tab.onclick = () => select(index);
      return tab;
    });
    const hadFocus = bar.contains(document.activeElement);
    bar.replaceChildren(...tabs);
    if (hadFocus) tabs[selected]?.focus();
  };
  const showPanel = (): void => {
    const selected = model.get("selected_index") ?? 0;
    const child = panels.children[selected];
    panels.prune();
    showBar();
    panel.setAttribute("aria-labelledby", `${ids.bar}-${selected}`);
    const shown = child === undefined ? [] : [panels.element(child)];
    if (panel.firstElementChild !== shown[0]) panel.replaceChildren(...shown);
  };
  bar.onkeydown = (event) => {
    const count = panels.children.length;
    const now = model.get("selected_index") ?? 0;
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined || !count) return;
    event.preventDefault();
    select((to + count) % count);
  };
  follow(drawing, "titles", showBar);
  follow(drawing, "children", showPanel);
  follow(drawing, "selected_index", showPanel);
}

export function drawAccordion(drawing: Drawing): void {
  const { model, element } = drawing;
  const panels = new Panels(drawing);
  element.classList.add("widget-container", "widget-accordion");
  const show = (): void => {
    panels.prune();
    const sections = panels.children.map((child, index) => {
      const section = document.createElement("details");
      const title = document.createElement("summary");
      title.textContent = model.get("titles")?.[index] ?? String(index + 1);
      section.open = model.get("selected_index") === index;
      section.append(title, ...(section.open ? [panels.element(child)] : []));
      title.onclick = (event) => {
        event.preventDefault();
        model.set("selected_index", section.open ? null : index);
        model.save_changes();
      };
      return section;
    });
    const focused = [...element.querySelectorAll("summary")].findIndex(
      (title) => title === document.activeElement,
    );
    element.replaceChildren(...sections);
    if (focused >= 0) sections[focused]?.querySelector("summary")?.focus();
  };
  for (const trait of ["children", "titles", "selected_index"]) follow(drawing, trait, show);
}

export function drawStack(drawing: Drawing): void {
  const { model, element } = drawing;
  const panels = new Panels(drawing);
  element.classList.add("widget-container", "widget-stack");
  const show = (): void => {
    panels.prune();
    const child = panels.children[model.get("selected_index") ?? -1];
    element.replaceChildren(...(child === undefined ? [] : [panels.element(child)]));
  };
  for (const trait of ["children", "selected_index"]) follow(drawing, trait, show);
}
