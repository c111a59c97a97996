/** The line under the grid: what is to be said of the focused cell, and what can be done about it. */

import { el, fill } from "../lib/dom";
import { icon } from "../lib/icons";
import type { Say } from "../lib/texts";
import type { Place } from "./grid";
import { DUPLICATE, type Looks } from "./looks";
import { button } from "./toolbar";

export interface NoteActions {
  /** Enter a text in the cell, over what stands there now. */
  enter(place: Place, text: string): void;
  /** What is stored stands. */
  keep(place: Place): void;
  /** The other rows of the same number, as people find them. */
  others(place: Place): string[];
  /** Show all rows of the number. */
  showAll(place: Place): void;
}

const OTHERS_NAMED = 3;

export class CellNote {
  readonly root = el("div", { class: "pw-table-note", hidden: true });
  #told = "";

  show(place: Place | undefined, looks: Looks, say: Say, actions: NoteActions): void {
    const look = place && looks.of(place.row, place.column);
    const others = place && look?.problem === DUPLICATE ? actions.others(place) : [];
    const reason = [look?.reason ?? "", othersTold(others, say)].filter((part) => part).join(" ");
    const told = `${place?.row.id} ${place?.column.name} ${reason}`;
    if (told === this.#told) return;
    this.#told = told;
    this.root.hidden = !reason;
    if (!place || !look || !reason) return;
    this.root.dataset["tone"] = look.mark?.kind === "conflict" ? "warn" : "error";
    const { mark } = look;
    fill(
      this.root,
      icon("warning"),
      el("span", { class: "pw-table-reason" }, reason),
      others.length > 0 && button(say("show_duplicates"), null, () => actions.showAll(place)),
      mark?.kind === "conflict" && button(say("use_mine"), null, () => actions.enter(place, mark.text)),
      mark && mark.kind !== "pending" &&
        button(say(mark.kind === "conflict" ? "keep_theirs" : "let_go"), null, () => actions.keep(place)),
    );
  }
}

function othersTold(others: readonly string[], say: Say): string {
  if (!others.length) return "";
  const rows = others.slice(0, OTHERS_NAMED).join("; ");
  const rest = others.length - OTHERS_NAMED;
  return say(rest > 0 ? "same_number_more" : "same_number", { rows, count: rest });
}
