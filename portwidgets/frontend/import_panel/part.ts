/** What the steps of an import have in common: each is drawn once, and shows the state as it is. */

import { el, type Child } from "../lib/dom";
import { fetchFile } from "../lib/download";
import type { Intents } from "../lib/intents";
import { type Say, showDate } from "../lib/texts";
import type { ImportState, Source } from "./protocol";

export interface Desk {
  say: Say;
  language: string;
  intents: Intents;
  state(): ImportState;
  /** Say why something was not done; empty takes that back. */
  refuse(text: string): void;
}

export interface Part {
  root: HTMLElement;
  show(state: ImportState): void;
  /** Take the keyboard: this step has just come. */
  focus(): void;
}

/** A button with a text. */
export function action(label: string, act: () => void, look = "", ...before: Child[]): HTMLButtonElement {
  return el("button", { type: "button", class: `pw-button ${look}`, onclick: act }, ...before, label);
}

/** "Site: Aarhus · Type: Mobile"; dates as people write them. */
export function factsText(facts: readonly [label: string, text: string][], language: string): string {
  return facts.map(([label, text]) => `${label}: ${showDate(text, language)}`).join(" · ");
}

/** Hand the account of the rows to the person as a file. */
export async function downloadAccount({ intents, refuse }: Desk): Promise<void> {
  refuse(await fetchFile(intents, "account", (_, piece) => ({ piece })));
}

/** "list.xlsx · Sheet1 · row 12", as short as it can be. */
export function sourceText({ file, sheet, row }: Source, say: Say, isOnly: boolean): string {
  return [isOnly ? "" : file, sheet, say("row_number", { row })].filter(Boolean).join(" · ");
}
