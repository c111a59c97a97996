/** Makes elements. Text becomes text nodes only, so nothing that a person wrote is ever markup. */

type Handler<E extends Event = Event> = (event: E) => void;
type Value = string | number | boolean | null | undefined | Handler<any>;
export type Attributes = Record<string, Value>;
export type Child = Node | string | null | undefined | false;

/** Set as properties: as attributes they would give the first value only. */
const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "open", "indeterminate"]);

/** `el("button", { class: "pw-button", onclick: save }, "Save")` */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/** Set, change or (null, undefined, false) remove attributes; "on..." adds a listener. */
export function setAttributes(element: HTMLElement, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (name === "value" && element instanceof HTMLOptionElement) {
      element.value = String(value); // also an empty one: without the attribute its text would be it
    } else if (PROPERTIES.has(name)) {
      const owner = element as unknown as Record<string, unknown>;
      if (owner[name] !== value) owner[name] = value;
    } else if (value === null || value === undefined || value === false) {
      element.removeAttribute(name);
    } else {
      const text = value === true ? "" : String(value);
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
  }
}

/** Put `text` into the element, touching it only where it differs (live regions stay quiet). */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Replace all children. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren();
  append(element, children);
}

function append(element: Element, children: Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

let used = 0;

/** An id for `for`, `aria-labelledby` and the like, unique in the page. */
export function uniqueId(stem: string): string {
  // Each widget is a module of its own, with a counter of its own: the random part tells them apart.
  used += 1;
  return `pw-${stem}-${used}-${Math.random().toString(36).slice(2, 8)}`;
}

/** Make `elements` the children of `parent`, in order, moving only what stands elsewhere. */
export function arrange(parent: Element, elements: readonly Element[]): void {
  const wanted = new Set(elements);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  elements.forEach((element, at) => {
    const there = parent.children[at];
    if (there !== element) parent.insertBefore(element, there ?? null);
  });
}
