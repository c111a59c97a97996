/** What the table and Python say to each other, as types. */

import type { Revised } from "../lib/store";

export type Kind = "text" | "phone" | "choice" | "date" | "moment" | "yes_no";

export interface Choice {
  code: string;
  label: string;
  /** False for a code that the program sets and nobody chooses. */
  by_hand: boolean;
}

export interface ColumnSpec {
  name: string;
  label: string;
  kind: Kind;
  by_hand: boolean;
  choices: Choice[];
}

export type NumberStyle = "national" | "international";

/** How the columns stand; `order` lists them all, also the hidden ones. */
export interface Layout {
  order: string[];
  hidden: string[];
  pinned: string[];
  widths: Record<string, number>;
  style: NumberStyle;
}

/** The small part of the state, a synced trait; the rows travel by message. */
export interface TableState extends Revised {
  /** Which table of the project it is: "numbers", "accounts", "orders", "sites". */
  table: string;
  /** The project's name. */
  project: string;
  /** The column that a new row begins with; it stays in sight. */
  lead: string;
  /** Columns that are not shown until somebody asks for them. */
  hidden: string[];
  /** Whether a row may have a PIN. */
  pin: boolean;
  /** The only table of its page; others have a heading and are as high as their rows. */
  alone: boolean;
  columns: ColumnSpec[];
  layout: Partial<Layout>;
  /** What each code of a problem with a number means, and what to do. */
  problems: Record<string, string>;
  can_undo: boolean;
  can_redo: boolean;
  /** A date as people of the project's country write it. */
  date_example: string;
  /** How many deletions at once are asked about first. */
  ask_from: number;
  /** Which PINs are kept, by row; never what they are. */
  secrets: Record<string, string[]>;
  /** Rows that somebody is sent to; each time has a `turn` of its own, 0 is nobody's. */
  pointed: { turn: number; rows: Run[]; column: string; label: string };
  /** What the host can show in the table's place. */
  places: Beside[];
}

/** What may stand in the table's place for a while. */
export type Beside = "import" | "export";

/** A row id, or the first id of a run of consecutive ones and its length. */
export type Run = string | [first: string, count: number];

export type PatchOp =
  | [op: "s", row: string, column: string, text: string]
  | [op: "a", row: string, cells: Record<string, string>, after: string | null]
  | [op: "d", row: string];

export interface PatchEvent {
  event: "patch";
  /** Absent where the operations came compressed in the message's buffer. */
  ops?: PatchOp[];
  origin: "own" | "undo" | "redo" | "other";
}

export interface RowsEvent {
  /** The first rows, said before any were asked for, or all rows. */
  event: "first" | "rows";
}

export interface ChecksEvent {
  event: "checks";
  done: number;
  total: number;
}

/** The table stands in its place again. */
export interface ResumeEvent {
  event: "resume";
  page: Beside;
}

export type TableEvent = PatchEvent | RowsEvent | ChecksEvent | ResumeEvent | { event: "reload" };

/** What becomes of "70 12 34 00-99": a question, a row for each number, or the text as it is. */
export type Ranges = "ask" | "rows" | "text";

export interface Conflict {
  row: string;
  column: string;
  /** What was meant to stand there; null where the row was meant to go. */
  mine: string | null;
  /** What stands there; null where the row is gone. */
  current: string | null;
  by: string;
  at: string;
}

export interface RefusedCell {
  row: string;
  column: string;
  text: string;
  reason: string;
}

/** Refused cells of one column, for one reason. */
export interface RefusedGroup {
  column: string;
  code: string;
  count: number;
  examples: string[];
}

/** What became of an edit, beside the patch that brings the change itself. */
export interface Outcome {
  /** How many rows and cells were changed. */
  changed: number;
  /** Ids of new rows. */
  added: Run[];
  deleted: number;
  conflicts: Conflict[];
  refused: RefusedCell[];
  refused_count: number;
  /** All of them, also those that `refused` does not name. */
  refused_groups: RefusedGroup[];
  /** Cells of a pasted block for which there was no column. */
  beyond: number;
  /** Headings of a pasted block that are none of our columns. */
  left_out: string[];
  /** Nothing was done: the entry stands for that many rows, and is sent again once confirmed. */
  becomes?: number;
  /** The step was one of another table, as a tick in the checklist. */
  elsewhere?: boolean;
}
