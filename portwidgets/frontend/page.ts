/** The page wherever a notebook with our template is shown: the widgets bring their own scripts. */

import { start } from "./page/start.ts";

start();
