/** The part of the page's address that says which project and which of its pages is shown. */

export interface Address {
  /** The project's name; empty for the list of projects. */
  project: string;
  /** The page of the project; empty for the first one. */
  page: string;
}

/** What the address bar says now. */
export function readAddress(): Address {
  const query = new URLSearchParams(location.search);
  return { project: query.get("project") ?? "", page: query.get("page") ?? "" };
}

/** Make the address bar and the tab's title say what is shown.
 *
 * Another project or page is a step to go back from; filling in a first page's name is none.
 */
export function showAddress(address: Address, title: string): void {
  document.title = title;
  const before = readAddress();
  const isStep = before.project !== address.project || (before.page !== "" && before.page !== address.page);
  const url = new URL(location.href);
  for (const [key, value] of Object.entries(address)) {
    if (value) url.searchParams.set(key, value);
    else url.searchParams.delete(key);
  }
  url.searchParams.delete("token"); // a link that is passed on must not carry the key with it
  if (url.href === location.href) return;
  if (isStep) history.pushState(null, "", url);
  else history.replaceState(null, "", url);
}
