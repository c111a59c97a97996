/** Fetches the files that the shown page does not need, so that the next one has them. */

import type { Page } from "./config.ts";

const READY = "data-pw-state";

/** Fetch `page.beside` once the page is drawn; what the asked page needs, the server named before. */
export function fetchBeside({ beside, files }: Page): void {
  if (savesData()) return; // then each file is fetched when its page is turned to
  const addresses = Object.values(beside)
    .flat()
    .flatMap((name) => files[name] ?? []);
  whenReady(() => {
    // Not <link rel="prefetch">: Firefox takes it for a load of no kind that our policy allows.
    for (const address of new Set(addresses)) void keep(address);
  });
}

/** Fetch a file into the browser's cache, behind all that anybody waits for. */
async function keep(address: string): Promise<void> {
  try {
    await (await fetch(address, { priority: "low" })).arrayBuffer();
  } catch {
    // then it is fetched when its page is turned to
  }
}

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

function whenReady(act: () => void): void {
  const observer = new MutationObserver(() => {
    observer.disconnect();
    // Whatever is being drawn comes first. Safari knows no idle callback.
    if ("requestIdleCallback" in window) requestIdleCallback(act);
    else setTimeout(act, 200);
  });
  observer.observe(document.documentElement, { attributeFilter: [READY] });
}
