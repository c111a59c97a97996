/** Goes on in the grid with what a person did in the table that was there to read. */

import { type EarlyCell, type EarlyEntry, type HeldCell, onEarlyEntries, onHeldCell } from "../lib/early_entries";
import type { Desk } from "./desk";
import type { Place } from "./grid";
import { columnOf } from "./grid_options";
import type { Row } from "./row_store";
import type { Session } from "./session";

export function goOnFromReadable({ session, actions, grid, announce }: Desk, gone: AbortSignal): void {
  const { table, project } = session.state;
  if (table !== "numbers") return;
  /** Do it once the cell's row is here; `typed` is what would be lost where it never comes. */
  const inPlace = (cell: EarlyCell, typed: string, act: (place: Place) => void): void =>
    whenThere(session, cell.row, gone, (row) => {
      const column = columnOf(session, cell.column);
      if (row && column) act({ row, column });
      else if (typed) announce(session.say("draft_lost", { draft: typed }));
    });
  const enter = (cell: EarlyEntry): void => {
    const { text, seen } = cell;
    inPlace(cell, text, ({ row, column }) => void actions.enter(row, column, text, seen));
  };
  const goOn = (cell: HeldCell): void => {
    const { draft, seen } = cell;
    inPlace(cell, draft ?? "", (place) => grid().takeOver(place, seen, draft));
  };
  onEarlyEntries(project, enter, gone);
  onHeldCell(project, goOn, gone);
}

/** Call `act` with the row as soon as it is here, or with none when all are and it is not. */
function whenThere(session: Session, id: string, gone: AbortSignal, act: (row?: Row) => void): void {
  const over = new AbortController();
  const look = (): void => {
    const row = session.rows.row(id);
    if (over.signal.aborted || (!row && !session.complete)) return;
    over.abort();
    act(row);
  };
  const stop = session.subscribe(look);
  for (const signal of [over.signal, gone]) signal.addEventListener("abort", stop);
  look();
}
