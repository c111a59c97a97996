/** How a cell reads: the text a person sees for what is stored, and what is to be said about it. */

import type { Say } from "../lib/texts";
import { showDate } from "../lib/texts";
import type { Mark } from "./marks";
import type { ColumnSpec, NumberStyle } from "./protocol";
import type { Row } from "./row_store";
import type { Session } from "./session";

/** What Python found out about a row's number, kept as columns beside those of the file. */
export const PROBLEM = "~problem";
export const SUGGESTED_TYPE = "~type";
const PATTERNS: Record<NumberStyle, string> = {
  national: "~national",
  international: "~international",
};

/** The inventory's own column; other phone numbers are shown as they are stored. */
const NUMBER = "number";
/** What a status comes to, where that is more than the file says: a draft that is ready. */
const STATUS = "status";
const COMPUTED_STATUS = "~status";

export const DUPLICATE = "number.duplicate";

export interface Look {
  text: string;
  /** Nothing is stored; `text` is a proposal. */
  suggested: boolean;
  mark: Mark | undefined;
  /** What is wrong with the number of this cell, as a code. */
  problem: string;
  /** What to say about the cell, empty where all is well. */
  reason: string;
}

/** Reads cells for one view. */
export class Looks {
  style: NumberStyle = "national";
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  of(row: Row, column: ColumnSpec): Look {
    const mark = this.#session.marks.get(row, column.name);
    const stored = this.#session.rows.text(row, column.name);
    const isNumber = column.name === NUMBER;
    const problem = isNumber && !mark ? this.problem(row) : "";
    const look = { text: "", suggested: false, mark, problem, reason: "" };
    if (mark) {
      const reason = this.#told(mark, column, stored);
      return { ...look, text: this.shown(column, mark.text), reason };
    }
    if (problem) {
      return { ...look, text: this.number(row), reason: this.#session.state.problems[problem] ?? "" };
    }
    if (isNumber) return { ...look, text: this.number(row) };
    const computed = column.name === STATUS && this.#session.rows.text(row, COMPUTED_STATUS);
    if (computed) return { ...look, text: this.shown(column, computed) };
    if (column.name === "type" && !stored) {
      const type = this.#session.rows.text(row, SUGGESTED_TYPE);
      if (type) return { ...look, text: this.shown(column, type), suggested: true };
    }
    return { ...look, text: this.shown(column, stored) };
  }

  /** A stored text of any column but the number, as people read it. */
  shown(column: ColumnSpec, stored: string): string {
    switch (column.kind) {
      case "choice":
      case "yes_no":
        return column.choices.find(({ code }) => code === stored)?.label ?? stored;
      case "date":
        return showDate(stored, this.#session.language);
      case "moment":
        return showMoment(stored, this.#session.language);
      default:
        return stored;
    }
  }

  stored(row: Row, column: ColumnSpec): string {
    return this.#session.rows.text(row, column.name);
  }

  number(row: Row): string {
    const { rows } = this.#session;
    return fill(rows.text(row, PATTERNS[this.style]), rows.text(row, "number"));
  }

  /** The other rows of the same number, each by its place and whose it is: "row 4 (Aarhus)". */
  sameNumber(row: Row): string[] {
    const { rows, say } = this.#session;
    const numbers = rows.column("number");
    const code = numbers.code(row.slot);
    return rows.rows.flatMap((other, at) => {
      if (other === row || numbers.code(other.slot) !== code) return [];
      const whose = ["site", "user"].map((name) => rows.text(other, name)).filter((text) => text);
      const place = say("row_place", { row: at + 1 });
      return [whose.length ? `${place} (${whose.join(", ")})` : place];
    });
  }

  problem(row: Row): string {
    return this.#session.rows.text(row, PROBLEM);
  }

  #told(mark: Mark, column: ColumnSpec, stored: string): string {
    const say: Say = this.#session.say;
    const keeps = this.shown(column, stored) || say("empty_cell");
    if (mark.kind === "refused") return say("cell_refused", { reason: mark.reason, stored: keeps });
    if (mark.kind === "pending") return "";
    const { current, text, by } = mark;
    return say(by ? "cell_conflict" : "cell_conflict_unknown", {
      by,
      mine: this.shown(column, text) || say("empty_cell"),
      current: this.shown(column, current) || say("empty_cell"),
    });
  }
}

/** Put the digits of a number into its pattern, from the right; "#" stands for a digit. */
export function fill(pattern: string, number: string): string {
  if (!pattern) return number;
  let digit = number.length;
  let shown = "";
  for (let at = pattern.length - 1; at >= 0; at -= 1) {
    shown = (pattern[at] === "#" ? (number[--digit] ?? "") : pattern[at]) + shown;
  }
  return shown;
}

function showMoment(stored: string, language: string): string {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(stored) ?? [];
  if (!day) return stored;
  return time ? `${showDate(day, language)} ${time}` : showDate(day, language);
}
