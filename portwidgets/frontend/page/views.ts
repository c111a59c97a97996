/** Draws a widget: anywidgets by their scripts; boxes, tabs, HTML and labels by what stands here. */

import { arrange } from "../lib/dom.ts";
import { text } from "../lib/texts.ts";
import { follow, listen, type Drawing, type Surroundings, type View } from "./drawing.ts";
import { followLayout } from "./layout.ts";
import type { Model } from "./model.ts";
import { drawAccordion, drawStack, drawTabs } from "./tabs.ts";

const BOXES: Record<string, string> = {
  BoxView: "widget-box",
  HBoxView: "widget-box widget-hbox",
  VBoxView: "widget-box widget-vbox",
  GridBoxView: "widget-gridbox",
};

/** Draw the model; the element is there at once, an anywidget fills it when its script is loaded. */
export function draw(model: Model, widgets: Surroundings): View {
  const ending = new AbortController();
  const element = document.createElement("div");
  const drawing = { model, widgets, element, signal: ending.signal };
  element.className = "jupyter-widgets";
  followClasses(drawing);
  followLayout(drawing);
  drawContent(drawing);
  const dispose = () => {
    if (ending.signal.aborted) return;
    ending.abort();
    element.remove();
  };
  listen(drawing, "destroy", dispose);
  return { element, dispose };
}

function drawContent(drawing: Drawing): void {
  const name = String(drawing.model.get("_view_name"));
  const boxes = BOXES[name];
  if (name === "AnyView") drawAnywidget(drawing);
  else if (boxes) drawBox(drawing, boxes);
  else if (name === "TabView") drawTabs(drawing);
  else if (name === "AccordionView") drawAccordion(drawing);
  else if (name === "StackView") drawStack(drawing);
  else if (name === "HTMLView") follow(drawing, "value", (value) => showHtml(drawing, value));
  else if (name === "LabelView") follow(drawing, "value", (value) => showText(drawing, value));
  else drawUnknown(drawing);
}

function drawAnywidget({ model, widgets, element, signal }: Drawing): void {
  widgets.scripts.render(model, element, signal).catch((error) => {
    console.error(error);
    element.replaceChildren(notice(widgets, "failed_widget"));
  });
}

function drawBox(drawing: Drawing, classes: string): void {
  drawing.element.classList.add("widget-container", ...classes.split(" "));
  followChildren(drawing, (views) => {
    arrange(drawing.element, views.map((view) => view.element)); // what stays keeps its focus
  });
}

/** Keep a view per child and call `arrange` with them, in order, on each change. */
function followChildren(drawing: Drawing, arrange: (views: View[]) => void): void {
  let views = new Map<string, View>();
  follow(drawing, "children", (children: readonly string[]) => {
    const kept = new Map<string, View>();
    children.forEach((child) => {
      // The same widget may stand in a box twice: the second is another view.
      let key = child;
      while (kept.has(key)) key += "'";
      kept.set(key, views.get(key) ?? drawing.widgets.view(child));
    });
    const same = [...kept.keys()].join() === [...views.keys()].join();
    for (const [key, view] of views) if (!kept.has(key)) view.dispose();
    const first = views.size === 0;
    views = kept;
    if (!same || first) arrange([...views.values()]); // moving an element would end its focus
  });
  drawing.signal.addEventListener("abort", () => views.forEach((view) => view.dispose()));
}

function showHtml({ element }: Drawing, value: unknown): void {
  element.classList.add("widget-html");
  const content = document.createElement("div");
  content.className = "widget-html-content";
  content.innerHTML = String(value);
  element.replaceChildren(content);
}

function showText({ element }: Drawing, value: unknown): void {
  element.classList.add("widget-label");
  element.textContent = String(value);
}

function drawUnknown({ model, widgets, element }: Drawing): void {
  const name = String(model.get("_model_name")).replace(/Model$/, "");
  element.replaceChildren(notice(widgets, "unknown_widget", name));
}

function notice(widgets: Surroundings, key: string, name = ""): HTMLElement {
  const element = document.createElement("p");
  element.className = "pw-page-notice";
  element.textContent = text(widgets.page.texts, key, { name });
  return element;
}

function followClasses(drawing: Drawing): void {
  let shown: string[] = [];
  follow(drawing, "_dom_classes", (classes: readonly string[] | undefined) => {
    drawing.element.classList.remove(...shown);
    shown = [...(classes ?? [])];
    drawing.element.classList.add(...shown);
  });
}
