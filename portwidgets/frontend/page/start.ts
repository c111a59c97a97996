/** Starts the page of the dashboard: speaks to the running kernel and draws its widgets. */

import { fetchBeside } from "./beside.ts";
import { readPage } from "./config.ts";
import { Connection } from "./connection.ts";
import type { Bundle } from "./scripts.ts";
import { Status } from "./status.ts";
import { keepTheme } from "./theme.ts";
import { Widgets } from "./widgets.ts";

const TURNED_WITHIN_MS = 5000;

/** Start the page; the widgets in `bundle` came with this script. */
export function start(bundle?: Bundle): void {
  keepTheme();
  const page = readPage();
  const status = new Status(page);
  if (!page.kernel) {
    status.failed();
    return;
  }
  if (document.querySelector("#pw-readable") || asksForProject()) status.turning();
  const connection = new Connection(page, status);
  const widgets = new Widgets(page, connection, bundle);
  widgets.take(page.models);
  connection.open((message) => widgets.receive(message), () => widgets.refresh());
  for (const place of document.querySelectorAll<HTMLElement>("[data-pw-view]")) {
    widgets.mount(place, place.dataset["pwView"] ?? "");
  }
  if (document.querySelector("[data-pw-error]")) status.failed();
  else if (asksForProject()) turnTo(status, widgets);
  else void widgets.scripts.drawn().then(() => status.ready());
  fetchBeside(page);
}

function asksForProject(): boolean {
  return new URLSearchParams(location.search).has("project");
}

/** The page was made before anybody asked for this project: wait for Python to turn to it. */
function turnTo(status: Status, widgets: Widgets): void {
  const late = setTimeout(() => status.ready(), TURNED_WITHIN_MS);
  widgets.onFirstAnswered(async () => {
    await widgets.scripts.drawn();
    clearTimeout(late);
    status.ready();
  });
}
