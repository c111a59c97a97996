/** What the export and Python say to each other, as types. */

import type { Revised } from "../lib/store";

export interface Target {
  id: string;
  label: string;
  hint: string;
  format: string;
  /** The most numbers of one file; null where there is no such limit. */
  limit: number | null;
  /** The whole inventory for people, rather than a carrier's form. */
  for_people: boolean;
  sources: string[];
}

export interface Scope {
  value: string;
  group: string;
  label: string;
  count: number;
}

export interface ExportResult {
  /** Numbers in the files. */
  count: number;
  files: { name: string; count: number; size: number }[];
  /** Numbers that stand in no file. */
  refused: number;
  notes: string[];
  can_copy: boolean;
}

export interface ExportState extends Revised {
  can_leave: boolean;
  targets: Target[];
  scopes: Scope[];
  target: string;
  scope: string;
  page: number;
  preparing: boolean;
  error: string;
  /** Absent while nothing is made: many numbers are only exported when that is asked for. */
  result?: ExportResult | null;
}

export interface RefusedNumber {
  number: string;
  why: string;
}
