/** The page of the dashboard: speaks to the running kernel and draws its widgets, nothing more. */

import { readPage } from "./lib/page_config.ts";
import { Connection } from "./lib/page_connection.ts";
import { Widgets } from "./lib/page_widgets.ts";
import { keepTheme } from "./lib/page_theme.ts";
import { Status } from "./lib/page_status.ts";

const TURNED_WITHIN_MS = 5000;

function start(): void {
  keepTheme();
  const page = readPage();
  const status = new Status(page);
  if (!page.kernel) {
    status.failed();
    return;
  }
  const connection = new Connection(page, status);
  const widgets = new Widgets(page, connection);
  widgets.take(page.models);
  connection.open((message) => widgets.receive(message), () => widgets.refresh());
  for (const place of document.querySelectorAll<HTMLElement>("[data-pw-view]")) {
    widgets.mount(place, place.dataset["pwView"] ?? "");
  }
  if (document.querySelector("[data-pw-error]")) status.failed();
  else if (new URLSearchParams(location.search).has("project")) turnTo(status, widgets);
  else status.ready();
}

/** The page was made before anybody asked for this project: wait for Python to turn to it. */
function turnTo(status: Status, widgets: Widgets): void {
  status.turning();
  const late = setTimeout(() => status.ready(), TURNED_WITHIN_MS);
  widgets.onFirstAnswered(() => {
    clearTimeout(late);
    status.ready();
  });
}

start();
