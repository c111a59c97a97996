/** What each button of the toolbar does. */

import { linesToCopy } from "./clipboard";
import type { Desk } from "./desk";
import type { Beside } from "./protocol";
import type { Session } from "./session";
import type { ToolbarActions } from "./toolbar";
import { formatBlock } from "./tsv";

/** `restyled`: numbers are shown in the other style. */
export function toolbarActions(desk: Desk, restyled: () => void): ToolbarActions {
  const { session, actions, narrowing, arrangement, grid } = desk;
  return {
    add: () => void desk.byNumber.begin(),
    paste: () => void actions.pasteAsText(),
    importFile: going(session, "import"),
    exportFile: going(session, "export"),
    undo: () => void actions.undo(),
    redo: () => void actions.redo(),
    search: (typed) => narrowing.search(typed),
    filter: () => void narrowing.ask(grid().focus?.column.name ?? "status"),
    columns: () => void arrangement.askColumns(),
    toggleStyle: () => {
      arrangement.toggleStyle();
      restyled();
    },
    pin: () => void actions.showPin(grid().selection[0]),
    setColumn: () => void actions.setColumn(grid().selection),
    copy: () => copy(desk),
    remove: () => void actions.remove(grid().selection),
    deselect: () => grid().clearSelection(),
  };
}

/** Shows what comes in the table's place; null where the host has none. */
export function going(session: Session, page: Beside): (() => void) | null {
  return session.state.places.includes(page) ? () => session.go(page) : null;
}

function copy({ session: { say }, looks, grid, announce }: Desk): void {
  const lines = linesToCopy(grid(), looks);
  void navigator.clipboard.writeText(formatBlock(lines)).then(
    () => announce(say("copied", { count: lines.length })),
    () => announce(say("copy_refused")),
  );
}
