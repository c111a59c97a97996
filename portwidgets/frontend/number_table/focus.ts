/** Where the focus is, seen from the table, and how it comes back. */

import type { Grid } from "./grid";

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

/** Give the keys to the grid's cell, or to the table where there is none. */
export function refocus(root: HTMLElement, grid: Pick<Grid, "refocus">): void {
  root.focus({ preventScroll: true });
  grid.refocus();
}

/** After a dialog: the focus is where it was, if that is still there; if not, it stays in the table. */
export function refocusIfLost(root: HTMLElement, grid: Pick<Grid, "refocus">): void {
  if (!focusWithin(root)) refocus(root, grid);
}
