/** What the import and Python say to each other, as types. */

import type { Revised } from "../lib/store";

export const OUTCOMES = [
  "number",
  "range",
  "duplicate_in_file",
  "duplicate_of_inventory",
  "no_number",
  "not_understood",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Sheet {
  key: number;
  file: string;
  name: string;
  hidden: boolean;
  rows: number;
  chosen: boolean;
  /** The rows of its headings, as the file counts them. */
  headings: number[];
  /** How it was read, as "UTF-8, ;". */
  dialect: string;
  problems: string[];
}

/** The sum of a preview: what is always in sight. */
export interface Sum {
  rows: number;
  /** They sum to `rows`. */
  outcomes: Record<Outcome, number>;
  numbers: number;
  new: number;
  in_inventory: number;
  changed: number;
  /** Cells of the inventory that differ, and those of them that will be written. */
  cells: number;
  accepted: number;
  repeated: number;
  missing: number;
  /** Cells that look like a phone number in columns that are left out. */
  left_out: number;
  sheets: Sheet[];
  remarks: string[];
}

export interface Progress {
  fraction: number;
  /** What is being done; empty while files come. */
  step: string;
  rows: number;
  /** Whether it can still be cancelled: not while the project's files are written. */
  can_stop: boolean;
}

export interface Target {
  name: string;
  label: string;
}

export interface Applied {
  added: number;
  changed: number;
  conflicts: number;
  not_understood: number;
  /** Numbers that would have contradicted others, and why the first of them. */
  refused: number;
  why: string[];
}

export interface ImportState extends Revised {
  stage: "empty" | "receiving" | "reading" | "preview" | "applying" | "applied" | "undoing";
  /** Why nothing could be read; empty where all is well. */
  error: string;
  /** An import was taken back; the number of cells that others had changed since. */
  undone?: number;
  can_leave: boolean;
  /** The endings of files that are offered. */
  kinds: string[];
  /** How many megabytes all files may have together. */
  limit: number;
  /** How many rows a page has. */
  page: number;
  files: { name: string; size: number }[];
  progress?: Progress | null;
  /** Counts the readings: what was fetched of an earlier one no longer holds. */
  generation: number;
  /** Where a column can go; "" leaves it out. */
  targets: Target[];
  /** What each outcome is called. */
  outcomes: Record<Outcome, string>;
  /** How many numbers the project has. */
  inventory: number;
  sum?: Sum;
  applied?: Applied;
  can_undo?: boolean;
}

export interface Source {
  file: string;
  sheet: string;
  row: number;
}

/** A row of the account. */
export interface AccountRow {
  key: number;
  source: Source;
  cells: string[];
  outcome: Outcome;
  count: number;
  numbers: string[];
  /** What its numbers get besides: label and text. */
  becomes: [label: string, text: string][];
  reason: string;
  remarks: string[];
  corrected: string | null;
  /** What a correction begins with. */
  entry: string;
}

export interface MappedColumn {
  index: number;
  letter: string;
  heading: string;
  target: string;
  unsure: boolean;
  basis: string;
  examples: string[];
  alternatives: string[];
  filled: number;
  phone_like: number;
}

export interface MappedValue {
  column: string;
  text: string;
  count: number;
  code: string;
  known: boolean;
}

export interface Columns {
  columns: { sheet: number; columns: MappedColumn[] }[];
  values: MappedValue[];
  choices: Record<string, { label: string; is_date: boolean; choices: { code: string; label: string }[] }>;
}

export interface CellChange {
  key: string;
  number: string;
  column: string;
  old: string;
  new: string;
  accepted: boolean;
  source: Source;
}

export interface MissingNumber {
  number: string;
  cells: [label: string, text: string][];
}
