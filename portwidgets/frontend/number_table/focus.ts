/** Where the focus is, seen from the table. */

/** What has the focus in the table, undefined where it is elsewhere. */
export function focusWithin(root: HTMLElement): Element | undefined {
  const focused = (root.getRootNode() as Document | ShadowRoot).activeElement;
  return focused && root.contains(focused) ? focused : undefined;
}

/** Whether a person went on to something else in the page. */
export function hasFocusElsewhere(root: HTMLElement): boolean {
  const focused = (root.getRootNode() as Document | ShadowRoot).activeElement;
  return focused !== null && focused !== document.body && !root.contains(focused);
}

/** Whether an element can take the keys. */
export function canHoldFocus(element: Element): boolean {
  return element.isConnected && element.checkVisibility() && !element.matches(":disabled");
}
