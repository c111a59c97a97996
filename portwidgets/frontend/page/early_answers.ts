/** What was ticked or typed before the widgets are there is answered before they are drawn. */

import { takesEarlyEntries } from "../lib/early_entries.ts";
import { takesEarlyTicks } from "../lib/early_ticks.ts";
import { onSaving, saving } from "../lib/intents.ts";

const OPENING_MS = 40;
const ANSWER_MS = 100;

/**
 * Wait for a typed letter to be seen, for the line to open, and for answers to what was ticked, but
 * not where they take long.
 *
 * To draw is all that a machine of two processors can do: what comes in would wait for its end.
 */
export async function earlyAnswers(opened: Promise<void>): Promise<void> {
  if (takesEarlyEntries()) await Promise.race([painted(), pause(ANSWER_MS)]); // no frame: out of sight
  if (!takesEarlyTicks()) return;
  const isOpen = await Promise.race([opened.then(() => true), pause(OPENING_MS)]);
  if (isOpen && saving().pending) await Promise.race([allSaved().then(painted), pause(ANSWER_MS)]);
}

function allSaved(): Promise<void> {
  const over = new AbortController();
  return new Promise((resolve) => {
    onSaving(({ pending }) => {
      if (pending) return;
      over.abort();
      resolve();
    }, over.signal);
  });
}

/** Wait until what the page shows now can be seen. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
