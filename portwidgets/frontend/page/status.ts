/** What the page says about itself: ready, waiting for the server, at the end of its session. */

import { type ConnectionState, tellConnection } from "../lib/connection.ts";
import { earlyEntries, handOnEntries, heldCell, takeBackEntries } from "../lib/early_entries.ts";
import { takeBackTicks } from "../lib/early_ticks.ts";
import { saving } from "../lib/intents.ts";
import { text } from "../lib/texts.ts";
import type { Page } from "./config.ts";
import { heirOfFocus } from "./heir.ts";

const RELOADS = "portwidgets-reloads";
const RELOADS_WITHIN_MS = 60_000;
const MANY_RELOADS = 3;

export class Status {
  readonly #page: Page;
  #state: ConnectionState = "ok";
  #scrolled = 0;

  constructor(page: Page) {
    this.#page = page;
    // Noted when the page is laid out anyway: asking in between has it laid out once more.
    const note = (): void => void (this.#scrolled = scrollY);
    requestAnimationFrame(note);
    document.addEventListener("scroll", note, { passive: true });
  }

  // Looked up each time: the page may not be whole yet.
  get #content(): HTMLElement | null {
    return document.getElementById("pw-content");
  }

  get #banner(): HTMLElement | null {
    return document.getElementById("pw-banner");
  }

  /** What stands in the page is not what was asked for: it goes on loading. */
  turning(): void {
    this.#content?.classList.add("pw-turning");
  }

  /** What was asked for is drawn: it takes the place of what was there to read. */
  ready(): void {
    const seen = this.#scrolled;
    const heir = heirOfFocus();
    const cell = document.activeElement && heldCell(document.activeElement);
    this.#content?.classList.remove("pw-turning");
    document.getElementById("pw-readable")?.remove();
    document.documentElement.dataset["pwState"] = "ready";
    if (seen) scrollTo({ top: seen, behavior: "instant" });
    heir?.focus({ preventScroll: true }); // last: a focus before has the page scrolled elsewhere
    handOnEntries(cell);
  }

  failed(): void {
    takeBackTicks();
    takeBackEntries();
    document.documentElement.dataset["pwState"] = "failed";
  }

  /** There is contact: take edits. */
  ok(): void {
    this.#become("ok", "");
  }

  /** There is contact anew: what was sent on the line before may be lost. */
  again(): void {
    if (this.#state === "ok") tellConnection({ state: "ok", text: "" });
    else this.ok();
  }

  /** There is none: edits could not be saved, so none are taken. */
  waiting(): void {
    this.#become("waiting", this.#say("waiting"));
  }

  /** The kernel is gone. A fresh page has a fresh one; what somebody is writing is not thrown away. */
  lost(): void {
    if (this.#state === "lost") return;
    const isUnsaved = isEditing() || saving().pending > 0 || earlyEntries().length > 0;
    const asks = isUnsaved || !mayReload();
    this.#become("lost", this.#say(asks ? "lost_ask" : "lost"));
    if (asks) this.#banner?.append(this.#reloadButton());
    else setTimeout(() => location.reload(), 1500); // long enough to be read
  }

  #become(state: ConnectionState, message: string): void {
    if (this.#state === state || this.#state === "lost") return;
    this.#state = state;
    const content = this.#content;
    const banner = this.#banner;
    if (content) content.inert = state !== "ok";
    if (banner) {
      banner.textContent = message;
      banner.hidden = !message;
    }
    tellConnection({ state, text: message });
  }

  #reloadButton(): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.#say("reload");
    button.onclick = () => location.reload();
    return button;
  }

  #say(key: string): string {
    return text(this.#page.texts, key);
  }
}

/** Whether the focus is where somebody writes, inside a shadow root too. */
function isEditing(): boolean {
  let active: Element | null = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (active instanceof HTMLTextAreaElement) return active.value !== "";
  if (active instanceof HTMLInputElement) return active.type !== "checkbox" && active.value !== "";
  return active instanceof HTMLElement && active.isContentEditable;
}

/** A page that dies again and again is not reloaded for ever. */
function mayReload(): boolean {
  try {
    const now = Date.now();
    const past: number[] = JSON.parse(sessionStorage.getItem(RELOADS) ?? "[]");
    const recent = past.filter((at) => now - at < RELOADS_WITHIN_MS);
    sessionStorage.setItem(RELOADS, JSON.stringify([...recent, now]));
    return recent.length < MANY_RELOADS;
  } catch {
    return false;
  }
}
