/** Light or dark, on a page of our own; inside JupyterLab its theme decides. */

export type Theme = "auto" | "light" | "dark";

const KEY = "portwidgets.theme";
const ORDER: readonly Theme[] = ["auto", "light", "dark"];

/** Whether this is the dashboard's own page: then address, title and colours are ours to set. */
export function ownsPage(): boolean {
  return document.documentElement.hasAttribute("data-pw-theme");
}

/** The colours that are chosen now. */
export function theme(): Theme {
  const chosen = document.documentElement.getAttribute("data-pw-theme") as Theme | null;
  return chosen && ORDER.includes(chosen) ? chosen : "auto";
}

/** The choice after the present one. */
export function nextTheme(): Theme {
  return ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length] ?? "auto";
}

/** Take the colours over and remember them in this browser. */
export function rememberTheme(chosen: Theme): void {
  localStorage.setItem(KEY, chosen);
  document.documentElement.setAttribute("data-pw-theme", chosen);
}
