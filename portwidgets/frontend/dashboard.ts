/**
 * The page of `portwidgets serve`: the page and the small widgets of the dashboard as one script.
 *
 * A widget that is here is not fetched on its own; its style is in dashboard.css. The table is big
 * and stays a file of its own.
 */

import checklist_panel from "./checklist_panel.ts";
import overview from "./overview.ts";
import { start } from "./page/start.ts";
import project_list from "./project_list.ts";
import top_bar from "./top_bar.ts";

start({ style: "dashboard.css", widgets: { checklist_panel, overview, project_list, top_bar } });
