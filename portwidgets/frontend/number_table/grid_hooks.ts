/** What the grid asks of a view, and what comes of what is done in it. */

import type { Desk } from "./desk";
import type { GridHooks } from "./grid_options";
import { takesCellKey } from "./keys";

/** `around`: what the view shows anew when something in the grid is another. */
export function gridHooks(desk: Desk, around: Pick<GridHooks, "focused" | "selected" | "shown">): GridHooks {
  const { session, looks, actions, byNumber, narrowing, arrangement, announce } = desk;
  const { say, state } = session;
  return {
    ...around,
    say,
    looks,
    dateExample: state.date_example,
    atFirst: { hidden: state.hidden, pinned: [state.lead] },
    enter: (row, column, text) => void actions.enter(row, column, text),
    edited: (row, column, text, seen) => void actions.enter(row, column, text, seen),
    lost: (draft) => announce(say("draft_lost", { draft })),
    editText: (row, column) => session.marks.get(row, column.name)?.text ?? session.rows.text(row, column.name),
    openFilter: (column) => void narrowing.ask(column),
    isFiltered: (column) => narrowing.filters.get(column) !== undefined,
    takesKey: (event, row, column, editing) =>
      byNumber.takes(event, { row, column }, editing) || (!editing && takesCellKey(event, { row, column }, desk)),
    arranged: arrangement.changed,
  };
}
