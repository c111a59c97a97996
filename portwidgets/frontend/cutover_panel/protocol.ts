/** What the cutover's page is told by Python. */

import type { Revised } from "../lib/store";

export type Result = "" | "passed" | "failed" | "not_needed";

export interface Trial {
  test: string;
  name: string;
  /** How it is made and what must come of it. */
  how: string;
  /** Who makes it; empty where nobody is named. */
  who: string;
  /** "09:00"; empty where no day is fixed. */
  at: string;
  result: Result;
  note: string;
  by: string;
  when: string;
}

export interface SheetNumber {
  row: string;
  number: string;
  about: string;
  destination: string;
  status: string;
  moved: boolean;
  verified: boolean;
  trials: Trial[];
}

export interface Sheet {
  order: string;
  facts: [string, string][];
  rollback: string[];
  can_port: boolean;
  /** What contradicts in the order; empty where nothing does. */
  contradiction: string;
  done: number;
  total: number;
  numbers: SheetNumber[];
  /** How many numbers are not shown yet. */
  more: number;
}

export interface Guard {
  /** Empty for the numbers that name no account. */
  account: string;
  carrier: string;
  verdict: "rescue" | "do_not_cancel" | "safe_from" | "cancel_yourself" | "ends_by_itself";
  title: string;
  told: string;
  say: string[];
  cancelled_on: string;
}

export interface State extends Revised {
  orders: { id: string; told: string }[];
  sheet: Sheet | null;
  only_open: boolean;
  guards: Guard[];
  language: string;
}
