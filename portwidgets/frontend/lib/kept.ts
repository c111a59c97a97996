/**
 * Edits that lost their kernel, kept in the tab's session storage and made again on the fresh page.
 *
 * Only edits that say what the person saw there (`before`): Python compares it with what stands, so
 * that nobody's later entry is overwritten. Secrets travel beside the fields and are never kept.
 */

import { readAddress } from "./address.ts";

interface Kept {
  project: string;
  /** The script of the widget that the edit was made in. */
  widget: string;
  intent: string;
  fields: Record<string, unknown>;
}

/** What became of kept edits, as `portwidgets:kept` tells it. */
export interface Remade {
  saved: number;
  /** Why an edit was not made, with what the person wrote. */
  refused: { wrote: string; text: string }[];
}

const REMADE = "portwidgets:kept";
const STORE = "portwidgets.kept";
const MOST = 100;

/** Keep an edit for the page to come; whether it is one that may be made again. */
export function keep(widget: string, intent: string, fields: Readonly<Record<string, unknown>>): boolean {
  const { project } = readAddress();
  if (!project || !widget.startsWith("portwidgets:") || typeof fields["before"] !== "string") return false;
  try {
    const all = [...read(), { project, widget, intent, fields: { ...fields } }].slice(-MOST);
    sessionStorage.setItem(STORE, JSON.stringify(all));
    return true;
  } catch {
    return false; // full, or forbidden
  }
}

// Each widget may be a module of its own; what they know together lives with the page.
const page = globalThis as unknown as Record<symbol, Remade | undefined>;
const LAST = Symbol.for(REMADE);

/** Tell all widgets what became of kept edits. */
export function tellRemade(remade: Remade): void {
  page[LAST] = remade;
  window.dispatchEvent(new CustomEvent(REMADE, { detail: remade }));
}

/** Call `listener` with what was told, also before it was there, until `signal` is aborted. */
export function onRemade(listener: (remade: Remade) => void, signal: AbortSignal): void {
  if (page[LAST]) listener(page[LAST]);
  window.addEventListener(REMADE, (event) => listener((event as CustomEvent<Remade>).detail), { signal });
}

/** Take out what was kept of a widget of the project that is shown, oldest first. */
export function takeKept(widget: string): Kept[] {
  const { project } = readAddress();
  const all = read();
  const isOurs = (each: Kept): boolean => each.widget === widget && each.project === project;
  const ours = all.filter(isOurs);
  if (ours.length) sessionStorage.setItem(STORE, JSON.stringify(all.filter((each) => !isOurs(each))));
  return ours;
}

function read(): Kept[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(STORE) ?? "[]");
    return Array.isArray(found) ? (found as Kept[]) : [];
  } catch {
    return [];
  }
}
