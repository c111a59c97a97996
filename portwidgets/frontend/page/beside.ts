/** Fetches the files that the shown page does not need yet, so that the next one has them. */

import type { Page } from "./config.ts";

const READY = "data-pw-state";

/** Fetch `page.beside`: at once where the address asks for it, else when the page is drawn. */
export function fetchBeside({ beside, files }: Page): void {
  const isShown = new URLSearchParams(location.search).get("page") === beside.page;
  const hint = (): void => {
    for (const name of beside.files) {
      const href = files[name];
      if (href) document.head.append(link(href, isShown));
    }
  };
  if (isShown) hint();
  else whenReady(hint);
}

function link(href: string, isNeeded: boolean): HTMLLinkElement {
  if (!isNeeded) return Object.assign(document.createElement("link"), { rel: "prefetch", href });
  const kind = href.endsWith(".js") ? { rel: "modulepreload" } : { rel: "preload", as: "style" };
  return Object.assign(document.createElement("link"), { ...kind, href });
}

function whenReady(act: () => void): void {
  const observer = new MutationObserver(() => {
    observer.disconnect();
    requestIdleCallback(act); // whatever is being drawn comes first
  });
  observer.observe(document.documentElement, { attributeFilter: [READY] });
}
