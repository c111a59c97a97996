/** Starts the page of the dashboard: speaks to the running kernel and draws its widgets. */

import { fetchBeside } from "./beside.ts";
import { pageKnown, pageWhole, readPage, readShown, type Shown } from "./config.ts";
import { Connection } from "./connection.ts";
import type { Bundle } from "./scripts.ts";
import { Status } from "./status.ts";
import { keepTheme } from "./theme.ts";
import { Widgets } from "./widgets.ts";

const TURNED_WITHIN_MS = 5000;
const QUIET_MS = 300;

/** Start the page; the widgets in `bundle` came with this script. */
export async function start(bundle?: Bundle): Promise<void> {
  await pageKnown();
  keepTheme();
  const page = readPage();
  const status = new Status(page);
  const connection = new Connection(page, status);
  const widgets = new Widgets(page, connection, bundle);
  // Where the server names the kernel early, the line to it is made while the rest is on its way.
  if (page.kernel) connection.open((message) => widgets.receive(message), () => widgets.connected());
  await pageWhole();
  const isWhole = document.getElementById("pw-content") !== null;
  if (page.kernel && isWhole) draw(status, widgets, readShown());
  else status.failed();
  fetchBeside(page);
}

function draw(status: Status, widgets: Widgets, { models, isGreeted }: Shown): void {
  if (document.querySelector("#pw-readable") || asksForProject()) status.turning();
  widgets.take(models, { isFresh: isGreeted });
  for (const place of document.querySelectorAll<HTMLElement>("[data-pw-view]")) {
    widgets.mount(place, place.dataset["pwView"] ?? "");
  }
  if (document.querySelector("[data-pw-error]")) status.failed();
  else if (asksForProject() && !isGreeted) turnTo(status, widgets);
  else void show(status, widgets);
}

async function show(status: Status, widgets: Widgets): Promise<void> {
  await widgets.scripts.drawn();
  status.ready();
  // What changed while the page was on its way is asked for when nobody waits for an answer.
  setTimeout(() => widgets.refresh(), QUIET_MS);
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
