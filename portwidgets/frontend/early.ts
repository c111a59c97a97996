/** What a page can do before its own script is here: its line is opened, steps take ticks, cells take texts. */

import { takeBackEntries, typeEarly } from "./lib/early_entries.ts";
import { takeBackTicks, tickEarly } from "./lib/early_ticks.ts";
import { openEarly } from "./page/line.ts";

const GIVEN_UP_MS = 20_000; // then the page says that its script was not loaded

openEarly(document.currentScript?.dataset["pwLine"] ?? "");
tickEarly();
typeEarly();
setTimeout(() => {
  if (document.documentElement.dataset["pwState"]) return;
  takeBackTicks();
  takeBackEntries();
}, GIVEN_UP_MS);
