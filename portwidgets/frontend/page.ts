/** The page of the dashboard: speaks to the running kernel and draws its widgets, nothing more. */

import { readPage } from "./lib/page_config.ts";
import { Connection } from "./lib/page_connection.ts";
import { Widgets } from "./lib/page_widgets.ts";
import { keepTheme } from "./lib/page_theme.ts";
import { Status } from "./lib/page_status.ts";

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
  else status.ready();
}

start();
