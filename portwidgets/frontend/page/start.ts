/** Starts the page of the dashboard: speaks to the running kernel and draws its widgets. */

import { fetchBeside } from "./beside.ts";
import { readPage, readShown } from "./config.ts";
import { Connection } from "./connection.ts";
import type { Bundle } from "./scripts.ts";
import { earlyAnswers } from "./early_answers.ts";
import { Status } from "./status.ts";
import { keepTheme } from "./theme.ts";
import { Widgets } from "./widgets.ts";

const TURNED_WITHIN_MS = 5000;
const QUIET_MS = 300;

/** Start the page, of which all is there; the widgets in `bundle` came with this script. */
export function start(bundle?: Bundle): void {
  keepTheme();
  const page = readPage();
  const status = new Status(page);
  const connection = new Connection(page, status);
  const widgets = new Widgets(page, connection, bundle);
  if (page.kernel) {
    const { models, isGreeted } = readShown();
    widgets.take(models, { isFresh: isGreeted });
    const opened = new Promise<void>((resolve) => {
      connection.open((message) => widgets.receive(message), () => resolve(widgets.connected()));
    });
    widgets.scripts.hold(earlyAnswers(opened));
    draw(status, widgets, isGreeted);
  } else {
    status.failed();
  }
  fetchBeside(page);
}

function draw(status: Status, widgets: Widgets, isGreeted: boolean): void {
  if (document.querySelector("#pw-readable") || asksForProject()) status.turning();
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
