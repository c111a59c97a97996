/** Texts typed into the table that is there to read, before the grid is there to take them. */

const TABLE = "#pw-readable table[data-project]";
const GONE = "portwidgets:readable-gone";

/** A cell of the table; `seen` is what is stored there as far as the person could see. */
export interface EarlyCell {
  project: string;
  row: string;
  column: string;
  seen: string;
}

/** What was typed in a cell, and entered. */
export interface EarlyEntry extends EarlyCell {
  text: string;
}

/** The cell where somebody was; `draft` is what they wrote in its open field, null before a letter. */
export interface HeldCell extends EarlyCell {
  draft?: string | null;
}

// The first script and the page's are modules of their own; what they both know lives with the page.
const page = globalThis as unknown as Record<symbol, EarlyEntry[] | undefined>;
const ENTRIES = Symbol.for("portwidgets.early");

/** What was entered and nobody took yet. */
export function earlyEntries(): EarlyEntry[] {
  return (page[ENTRIES] ??= []);
}

/** Let cells be typed in: over what stands there, or with Enter, F2 or two clicks behind it. */
export function typeEarly(): void {
  const table = document.querySelector<HTMLTableElement>(TABLE);
  if (!table) return;
  const cells = [...table.querySelectorAll("td")].filter(isCell);
  cells.forEach((cell, at) => (cell.tabIndex = at ? -1 : 0)); // each by a click, the first by Tab
  table.addEventListener("dblclick", ({ target }) => isCell(target) && open(target));
  table.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.target instanceof HTMLInputElement) takeFieldKey(event, event.target);
    else if (isCell(event.target)) takeCellKey(event, event.target);
  });
  table.addEventListener("focusout", ({ target }) => {
    // Who looks at another window goes on writing afterwards.
    if (target instanceof HTMLInputElement && document.hasFocus()) close(target, true);
  });
}

/** Whether there is a table that can be typed in. */
export function takesEarlyEntries(): boolean {
  return document.querySelector(TABLE) !== null;
}

/** Call `take` for what was entered in this project's table, once that has made room, until `gone`. */
export function onEarlyEntries(project: string, take: (entry: EarlyEntry) => void, gone: AbortSignal): void {
  const takeAll = (): void => {
    if (takesEarlyEntries()) return;
    const entries = earlyEntries().splice(0);
    earlyEntries().push(...entries.filter((entry) => entry.project !== project));
    for (const entry of entries) if (entry.project === project) take(entry);
  };
  addEventListener(GONE, takeAll, { signal: gone });
  takeAll();
}

/** Call `take` with the cell of this project where somebody is when its table goes, until `gone`. */
export function onHeldCell(project: string, take: (cell: HeldCell) => void, gone: AbortSignal): void {
  const told = (event: Event): void => {
    const { detail } = event as CustomEvent<HeldCell | null>;
    if (detail?.project !== project || event.defaultPrevented) return;
    event.preventDefault();
    take(detail);
  };
  addEventListener(GONE, told, { signal: gone });
}

/** The cell that `held` is or stands in; null where it is none. */
export function heldCell(held: Element): HeldCell | null {
  const cell = cellOf(held);
  if (!cell || !(held instanceof HTMLInputElement)) return cell && placeOf(cell);
  const place = placeOf(cell);
  // What was entered here before is still to be saved: the draft becomes a part of that.
  if (earlyEntries().some((entry) => isSame(entry, place))) {
    close(held, true);
    return place;
  }
  held.dataset["closed"] = "true"; // that it goes with its table is not its end
  return place && { ...place, draft: isUntouched(held) ? null : held.value };
}

/** The table has made room: what was typed in it goes to who shows its rows now, or later. */
export function handOnEntries(held: HeldCell | null): void {
  const isTaken = !dispatchEvent(new CustomEvent(GONE, { detail: held, cancelable: true }));
  if (held?.draft && !isTaken) earlyEntries().push({ ...held, text: held.draft });
}

/** Nobody will take them: show what is noted, and let nobody type in vain. */
export function takeBackEntries(): void {
  earlyEntries().splice(0);
  const table = document.querySelector(TABLE);
  table?.removeAttribute("data-project");
  for (const cell of table?.querySelectorAll<HTMLElement>("td[tabindex]") ?? []) {
    cell.removeAttribute("tabindex");
    const noted = cell.dataset["pwNoted"];
    if (noted !== undefined) cell.textContent = noted;
  }
}

function takeCellKey(event: KeyboardEvent, cell: HTMLElement): void {
  const { key, ctrlKey, metaKey, altKey } = event;
  if ((ctrlKey || metaKey || altKey) && !event.getModifierState("AltGraph")) return;
  if (key === "Enter" || key === "F2") open(cell);
  else if ([...key.trim()].length === 1) open(cell, key);
  else return;
  event.preventDefault();
}

function takeFieldKey(event: KeyboardEvent, field: HTMLInputElement): void {
  if (event.key !== "Enter" && event.key !== "Escape") return;
  event.preventDefault();
  const cell = cellOf(field);
  close(field, event.key === "Enter");
  cell?.focus();
}

function open(cell: HTMLElement, typed?: string): void {
  const field = document.createElement("input");
  const shown = cell.textContent;
  cell.dataset["pwNoted"] ??= shown;
  field.value = typed ?? shown;
  field.dataset["before"] = shown;
  // A field has one line: what it cannot show must not be lost by looking at it.
  if (typed === undefined) field.dataset["untouched"] = field.value;
  field.autocomplete = "off";
  field.spellcheck = false;
  field.size = 1; // as wide as its cell, and not the cell as the field
  field.setAttribute("aria-label", headingOf(cell)?.textContent ?? "");
  cell.replaceChildren(field);
  field.focus({ preventScroll: true });
  if (typed === undefined) field.select();
}

function close(field: HTMLInputElement, isEntered: boolean): void {
  const cell = cellOf(field);
  if (!cell || field.dataset["closed"]) return;
  field.dataset["closed"] = "true"; // to leave the page costs it the focus once more
  const before = field.dataset["before"] ?? "";
  const text = isEntered && !isUntouched(field) ? field.value : before;
  const place = placeOf(cell);
  cell.textContent = text;
  if (!place || text === before) return;
  const entries = earlyEntries();
  const earlier = entries.findIndex((entry) => isSame(entry, place));
  if (earlier >= 0) entries.splice(earlier, 1);
  entries.push({ ...place, text });
}

function isUntouched(field: HTMLInputElement): boolean {
  return field.value === field.dataset["untouched"];
}

function isSame(one: EarlyCell, other: EarlyCell | null): boolean {
  return one.row === other?.row && one.column === other.column;
}

function placeOf(cell: HTMLElement): EarlyCell | null {
  const project = cell.closest("table")?.dataset["project"];
  const row = cell.parentElement?.dataset["row"];
  const column = headingOf(cell)?.dataset["column"];
  const seen = cell.dataset["stored"] ?? cell.dataset["pwNoted"] ?? cell.textContent;
  return project && row && column ? { project, row, column, seen } : null;
}

function headingOf(cell: Element): HTMLElement | undefined {
  const place = (cell as HTMLTableCellElement).cellIndex;
  return cell.closest("table")?.tHead?.rows[0]?.cells[place];
}

function isCell(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches("td") && placeOf(target) !== null;
}

function cellOf(target: EventTarget | null): HTMLElement | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>(`${TABLE} td`) : null;
  return cell && isCell(cell) ? cell : null;
}
