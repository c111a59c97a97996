/** Draws anew without taking the keyboard, or what is being typed, from a person. */

/** Call `draw`; whatever has `data-key` and the focus before has it after, with its unsent text. */
export function keepingFocus(root: HTMLElement, draw: () => void): void {
  const before = root.ownerDocument.activeElement;
  const key = before instanceof HTMLElement && root.contains(before) ? before.dataset["key"] : undefined;
  const typed = isText(before) ? { value: before.value, start: before.selectionStart, end: before.selectionEnd } : null;
  draw();
  if (!key) return;
  const after = root.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (!after || after === root.ownerDocument.activeElement) return;
  after.focus({ preventScroll: true });
  if (typed && isText(after)) {
    after.value = typed.value;
    after.setSelectionRange(typed.start, typed.end);
  }
}

function isText(element: Element | null): element is HTMLInputElement {
  return element instanceof HTMLInputElement && element.type === "text";
}
