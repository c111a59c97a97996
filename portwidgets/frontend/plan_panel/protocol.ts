/** What the plan's page is told by Python. */

import type { Revised } from "../lib/store";

export type StepState = "done" | "late" | "open" | "unknown";

export interface Step {
  id: string;
  name: string;
  /** ISO; empty where no day is known. */
  day: string;
  state: StepState;
}

export interface Order {
  /** Empty for the numbers that are in no order yet. */
  id: string;
  name: string;
  carriers: string;
  status: string;
  /** The planned day, ISO. */
  port: string;
  confirmed: boolean;
  ported: boolean;
  facts: [string, string][];
  faults: string[];
  advice: string[];
  steps: Step[];
}

export interface LetterOf {
  order: string;
  name: string;
  /** What must be filled in first; empty where the letter can be made. */
  gaps: string;
  /** How far it is, and what is wrong with it; empty where there is nothing to say. */
  letter: { state: string; fault: string };
}

export interface State extends Revised {
  today: string;
  /** The day for what has none, ISO or empty. */
  wanted: string;
  orders: Order[];
  /** Holidays of the plan's time. */
  days_off: { day: string; name: string }[];
  /** How many open steps the plan knows a due date for. */
  due: number;
  papers: LetterOf[];
  language: string;
}
