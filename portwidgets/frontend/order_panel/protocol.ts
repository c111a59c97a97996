/** What Python tells of orders, their findings and a proposal. */

import type { Revised } from "../lib/store";

export interface Finding {
  key: string;
  code: string;
  severity: "error" | "warning";
  why: string;
  how: string;
  /** The cell to fix, in words. */
  where: string;
  /** What the cell says now. */
  seen: string;
  /** What it should say; null where the data does not tell. */
  suggestion: string | null;
  /** The same as people read it. */
  suggested: string;
  difference: [side: "both" | "ours" | "theirs", text: string][];
  codes: string;
  source: string;
  /** The reason with which it was set aside. */
  waived: string | null;
  waived_by: string;
}

export interface Order {
  order: string;
  title: string;
  readiness: "ready" | "not_ready" | "under_way" | "closed";
  status: string;
  numbers: number;
  errors: number;
  warnings: number;
  aside: number;
  open: boolean;
  /** Empty while it is not open. */
  findings: Finding[];
}

export interface Rules {
  /** The carrier whose rules hold, empty where its own were not read. */
  rules: string;
  limit?: number | null;
  sources: string[];
}

export interface Proposal extends Rules {
  carrier: string;
  orders: { order: string; account: string; count: number; numbers: string; why: string; like: number | null }[];
  left_out: { why: string; count: number; example: string }[];
  untouched: number;
  emptied: string[];
  moves: number;
}

export interface State extends Revised {
  orders: Order[];
  waiting: number;
  ready: number;
  accounts: number;
  /** Numbers on no account, by the accounts that they may be meant for. */
  loose: { account: string; label: string; count: number }[];
  to_split: number;
  carrier: string;
  carriers: string[];
  proposal?: Proposal | null;
  proven: { item: string; label: string; evidence: string }[];
  pins: { row: string; label: string }[];
  secrets: Record<string, string[]>;
}
