/** Long lists of row ids as runs: "n0007" to "n0400" is one pair. */

import type { Run } from "./protocol";

const PARTS = /^(.*?)(\d+)$/;

/** The ids of runs, in their order. */
export function expand(runs: readonly Run[]): string[] {
  const ids: string[] = [];
  for (const run of runs) {
    if (typeof run === "string") {
      ids.push(run);
      continue;
    }
    const [, stem = "", digits = ""] = PARTS.exec(run[0]) ?? [];
    const first = Number(digits);
    for (let step = 0; step < run[1]; step += 1) {
      ids.push(stem + String(first + step).padStart(digits.length, "0"));
    }
  }
  return ids;
}

/** Ids as runs, in their order. */
export function collapse(ids: Iterable<string>): Run[] {
  const runs: Run[] = [];
  let next = "";
  for (const id of ids) {
    const last = runs.length - 1;
    const run = runs[last];
    if (id === next && run !== undefined) {
      runs[last] = typeof run === "string" ? [run, 2] : [run[0], run[1] + 1];
    } else {
      runs.push(id);
    }
    next = following(id);
  }
  return runs;
}

function following(id: string): string {
  const [, stem = "", digits = ""] = PARTS.exec(id) ?? [];
  // Beyond this, counting loses digits.
  if (!digits || digits.length > 15) return "";
  return stem + String(Number(digits) + 1).padStart(digits.length, "0");
}
