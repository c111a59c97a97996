/**
 * Light or dark: the system's choice, or the one in `data-pw-theme` on <html>.
 *
 * A widget changes the theme by setting that attribute to "light", "dark" or "auto"; it is
 * remembered here, and in a cookie, so that the server sends the next page with it already set.
 */

import { tellServer } from "../lib/cookie.ts";

const KEY = "portwidgets-theme";

export function keepTheme(): void {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const remembered = recall();
  if (remembered) root.dataset["pwTheme"] = remembered;

  const show = (): void => {
    const theme = root.dataset["pwTheme"] ?? "auto";
    const dark = theme === "dark" || (theme !== "light" && system.matches);
    document.body.dataset["jpThemeLight"] = String(!dark);
  };
  show();
  system.addEventListener("change", show);
  new MutationObserver(() => {
    remember(root.dataset["pwTheme"] ?? "auto");
    show();
  }).observe(root, { attributeFilter: ["data-pw-theme"] });
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage may be switched off
  }
}

function remember(theme: string): void {
  tellServer(KEY, theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // then the cookie remembers alone
  }
}
