/** The rows as the browser knows them: what Python sent, and its patches applied in order. */

import { CellColumn } from "./cell_column";
import type { Packet } from "./packet";
import type { PatchOp } from "./protocol";

/** The column of the row ids, which travels as these. */
const KEY = "id";

export interface Row {
  readonly id: string;
  /** Where the row's cells stand in the columns. */
  readonly slot: number;
}

type OwnRow = { -readonly [Field in keyof Row]: Row[Field] };

/** What a patch changed: single cells, or also which rows there are. */
export interface Changed {
  rows: boolean;
  cells: { row: Row; column: string }[];
}

export class RowStore {
  #rows: OwnRow[] = [];
  #byId = new Map<string, OwnRow>();
  #columns = new Map<string, CellColumn>();
  #slots = 0;

  /** The rows in the order of the file. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  row(id: string): Row | undefined {
    return this.#byId.get(id);
  }

  column(name: string): CellColumn {
    let column = this.#columns.get(name);
    if (!column) this.#columns.set(name, (column = new CellColumn()));
    return column;
  }

  text(row: Row, column: string): string {
    return this.column(column).get(row.slot);
  }

  /** Forget all and take these rows; one that was here stays the same object, for who works on it. */
  replace({ ids, columns }: Packet): void {
    const known = this.#byId;
    this.#rows = ids.map((id, slot) => {
      const row = known.get(id) ?? { id, slot };
      row.slot = slot;
      return row;
    });
    this.#byId = new Map(this.#rows.map((row) => [row.id, row]));
    this.#columns = columns.set(KEY, new CellColumn([...ids], Uint32Array.from(ids, (_, slot) => slot)));
    this.#slots = ids.length;
  }

  /** Write the packet's cells into rows that are here; its other rows are gone meanwhile. */
  merge({ ids, columns }: Packet): Row[] {
    const rows = ids.map((id) => this.#byId.get(id));
    for (const [name, from] of columns) {
      const to = this.column(name);
      rows.forEach((row, place) => row && to.set(row.slot, from.get(place)));
    }
    return rows.filter((row) => row !== undefined);
  }

  apply(ops: readonly PatchOp[]): Changed {
    const changed: Changed = { rows: false, cells: [] };
    for (let at = 0; at < ops.length; ) {
      const op = ops[at]!;
      // Rows come and go in blocks: each block moves the others once.
      let end = at + 1;
      while (end < ops.length && ops[end]![0] === op[0]) end += 1;
      const block = ops.slice(at, end);
      if (op[0] === "s") this.#set(block as Extract<PatchOp, ["s", ...unknown[]]>[], changed);
      else if (op[0] === "a") this.#add(block as Extract<PatchOp, ["a", ...unknown[]]>[]);
      else this.#delete(new Set(block.map(([, id]) => id)));
      changed.rows ||= op[0] !== "s";
      at = end;
    }
    return changed;
  }

  #set(ops: Extract<PatchOp, ["s", ...unknown[]]>[], changed: Changed): void {
    for (const [, id, column, text] of ops) {
      const row = this.#byId.get(id);
      if (!row) continue;
      this.column(column).set(row.slot, text);
      changed.cells.push({ row, column });
    }
  }

  #add(ops: Extract<PatchOp, ["a", ...unknown[]]>[]): void {
    // Each new row stands directly behind the one it names, before those that came there earlier.
    const behind = new Map<string, Row[]>();
    const last: Row[] = [];
    for (const [, id, cells, after] of ops) {
      if (this.#byId.has(id)) continue;
      const row = { id, slot: this.#slots++ };
      this.#byId.set(id, row);
      this.column(KEY).set(row.slot, id);
      for (const [column, text] of Object.entries(cells)) this.column(column).set(row.slot, text);
      if (after === null || (after !== "" && !this.#byId.has(after))) last.push(row);
      else if (behind.has(after)) behind.get(after)!.push(row);
      else behind.set(after, [row]);
    }
    if (behind.size) this.#rows = inOrder([...this.#rows, ...last], behind);
    else this.#rows = this.#rows.concat(last);
  }

  #delete(ids: ReadonlySet<string>): void {
    for (const id of ids) this.#byId.delete(id);
    this.#rows = this.#rows.filter((row) => !ids.has(row.id));
  }
}

/** `rows` with those of `behind` put in, which may stand behind each other. */
function inOrder(rows: readonly Row[], behind: ReadonlyMap<string, Row[]>): Row[] {
  const ordered: Row[] = [];
  const waiting: Row[] = [];
  const follow = (id: string) => {
    for (const row of behind.get(id) ?? []) waiting.push(row);
    for (let row = waiting.pop(); row; row = waiting.pop()) {
      ordered.push(row);
      for (const follower of behind.get(row.id) ?? []) waiting.push(follower);
    }
  };
  follow("");
  for (const row of rows) {
    ordered.push(row);
    follow(row.id);
  }
  return ordered;
}
