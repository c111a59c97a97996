/** What a page can do before its own script is here: its line is opened, and steps take ticks. */

import { tickEarly } from "./lib/early_ticks.ts";
import { openEarly } from "./page/line.ts";

openEarly(document.currentScript?.dataset["pwLine"] ?? "");
tickEarly();
