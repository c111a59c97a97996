/** What the grid itself says to screen readers, by its own names for it. */

import type { Say } from "../lib/texts";

const KEYS: Record<string, string> = {
  ariaChecked: "grid_checked",
  ariaUnchecked: "grid_unchecked",
  ariaIndeterminate: "grid_partly_checked",
  ariaHeaderSelection: "grid_selection_header",
  ariaRowSelectAll: "grid_select_all",
  ariaRowToggleSelection: "grid_toggle_row",
  ariaSortableColumn: "grid_sort",
};

/** Our text where the table can come to say it; the rest of the grid is not used here. */
export function localeText(say: Say, key: string, otherwise: string): string {
  const own = KEYS[key];
  return own ? say(own) : otherwise;
}
