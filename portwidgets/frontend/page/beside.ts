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
    for (const href of new Set(addresses)) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href }));
    }
  });
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
