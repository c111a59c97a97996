/** What the buttons, keys and cells of one view work on. */

import type { Actions, Announce } from "./actions";
import type { Arrangement } from "./arrangement";
import type { Grid } from "./grid";
import type { Looks } from "./looks";
import type { Narrowing } from "./narrowing";
import type { NumberByNumber } from "./number_by_number";
import type { Session } from "./session";

export interface Desk {
  readonly session: Session;
  readonly looks: Looks;
  readonly actions: Actions;
  readonly byNumber: NumberByNumber;
  readonly narrowing: Narrowing;
  readonly arrangement: Arrangement;
  /** A function: the grid is made last, with all of these. */
  readonly grid: () => Grid;
  readonly announce: Announce;
}
