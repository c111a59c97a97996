/** What one model knows, shared by its views: rows, marks and state, as Python sends them. */

import type { AnyModel } from "@anywidget/types";

import { Intents } from "../lib/intents";
import { Store } from "../lib/store";
import { text, type Texts, type Values } from "../lib/texts";
import { Edits, runsOf } from "./edits";
import { Marks } from "./marks";
import { readJson, readPacket, readPlain } from "./packet";
import type {
  Beside,
  ChecksEvent,
  Layout,
  PatchEvent,
  PatchOp,
  TableEvent,
  TableState,
} from "./protocol";
import { type Row, RowStore } from "./row_store";

/** What a view has to draw anew. */
export type Change =
  | { kind: "language" }
  | { kind: "failed"; text: string }
  | { kind: "state" }
  /** `anew`: nothing of what was known holds. */
  | { kind: "rows"; anew: boolean }
  | { kind: "cells"; cells: readonly { row: Row; column: string }[] }
  | { kind: "checks"; rows: readonly Row[] }
  /** What stood in the table's place is gone. */
  | { kind: "resume"; page: Beside };

/** The page around us tells whether it has contact with Python. */
export const CONNECTION = "portwidgets:connection";

const FIRST_WITHIN_MS = 200;

export class Session {
  readonly rows = new RowStore();
  readonly marks = new Marks();
  /** What a person changes. */
  readonly edits: Edits;
  /** How far Python's look at all numbers has come. */
  checks = { done: 0, total: 0 };
  /** The rows are here, at least the first of them. */
  opened = false;
  /** All rows are here. */
  complete = false;
  readonly #model: AnyModel;
  readonly #intents: Intents;
  readonly #shown: Store<TableState>;
  #answered = false;
  #layout: Layout | undefined;
  #pointed = 0;
  readonly #listeners = new Set<(change: Change) => void>();
  /** Wait no longer for the rows that were asked for last: newer ones are. */
  #supersede = (): void => undefined;
  readonly #gone = new AbortController();
  /** Messages are applied one after the other, also those that must be unpacked first. */
  #queue: Promise<void> = Promise.resolve();

  constructor(model: AnyModel) {
    this.#model = model;
    this.#intents = new Intents(model);
    this.#shown = new Store<TableState>(model);
    this.edits = new Edits(this.rows, this.marks, {
      send: async (intent, fields) => {
        const answer = await this.#intents.send(intent, fields);
        await this.#queue; // the patch came first: it is applied before anyone looks
        return answer;
      },
      drawCells: (cells) => this.#tell({ kind: "cells", cells }),
    });
    this.#shown.subscribe(() => this.#tell({ kind: "state" }));
    model.on("change:_texts", () => this.#tell({ kind: "language" }));
    model.on("msg:custom", (message: unknown, buffers: DataView[]) => {
      // What was changed before the answer is in the answer.
      if (!isEvent(message) || (message.event === "patch" && !this.#answered)) return;
      if (message.event === "first") return this.#takeFirst(buffers);
      this.#enqueue(() => this.#take(message, buffers));
    });
    // What came while there was no contact is in rows sent again.
    const connected = ({ detail }: CustomEvent<{ state?: string }>) => detail?.state === "ok" && this.#open();
    window.addEventListener(CONNECTION, connected as EventListener, { signal: this.#gone.signal });
    this.#open();
  }

  get state(): TableState {
    return this.#shown.state;
  }

  get language(): string {
    return this.#model.get("language") as string;
  }

  readonly say = (key: string, values?: Values): string =>
    text(this.#model.get("_texts") as Texts, key, values);

  /** Sends what has nothing to do with rows: a field for a PIN has intents of its own. */
  get intents(): Pick<Intents, "send"> {
    return this.#intents;
  }

  /** Wait for the first rows; not for long: who has none yet sees the table around them. */
  started(): Promise<void> {
    return new Promise((resolve) => {
      if (this.opened) return resolve();
      const stop = this.subscribe(({ kind }) => kind !== "state" && begin());
      const begin = (): void => {
        stop();
        resolve();
      };
      setTimeout(begin, FIRST_WITHIN_MS);
    });
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#gone.abort();
    this.#intents.close();
    this.#listeners.clear();
  }

  /** What a person sees in a cell: an entry on its way, else what is stored. */
  shown(row: Row, column: string): string {
    const mark = this.marks.get(row, column);
    return mark?.kind === "pending" ? mark.text : this.rows.text(row, column);
  }

  /** Let go of what hangs over a cell, but for an entry on its way: what is stored stands. */
  dismiss(row: Row, column: string): void {
    if (this.marks.get(row, column)?.kind === "pending") return;
    this.marks.clear(row, column);
    this.#tell({ kind: "cells", cells: [{ row, column }] });
  }

  /** The rows that somebody is sent to, once all are here, and once only. */
  takePointed(): TableState["pointed"] | undefined {
    const { pointed } = this.state;
    if (!this.complete || pointed.turn === this.#pointed) return undefined;
    this.#pointed = pointed.turn;
    return pointed;
  }

  /** How the columns stand, as arranged here or, before that, as the project remembers it. */
  get layout(): Partial<Layout> {
    return this.#layout ?? this.state.layout;
  }

  saveLayout(layout: Layout): void {
    this.#layout = layout;
    void this.#intents.send("layout", { layout }, { saves: false });
  }

  select(rows: readonly Row[]): void {
    void this.#intents.send("select", { rows: runsOf(rows) }, { saves: false });
  }

  /** Show what stands in the table's place for a while. */
  go(page: Beside): void {
    void this.#intents.send("go", { page }, { saves: false });
  }

  #open(): void {
    this.#supersede(); // an answer lost with its connection would be awaited for ever
    this.complete = false;
    this.#answered = false;
    const superseded = new Promise<undefined>((resolve) => (this.#supersede = () => resolve(undefined)));
    const answered = this.#intents.send("open", {}, { saves: false });
    void answered.then(() => (this.#answered = true));
    // Whatever comes meanwhile is about these rows, and waits for them.
    this.#enqueue(async () => {
      const answer = await Promise.race([answered, superseded]);
      if (!answer) return;
      if (!answer.ok) return this.#tell({ kind: "failed", text: answer.text });
      const complete = answer["complete"] === true;
      // The first of many rows help who sees none yet; others keep theirs until all are here.
      const isNews = answer.buffers[0] !== undefined && (!this.opened || complete);
      if (isNews) await this.#replace(answer.buffers[0]!);
      this.complete = complete; // not before the rows are
      if (isNews) this.#tell({ kind: "rows", anew: true });
    });
  }

  /** The first rows came with the page, before any were asked for. */
  #takeFirst([buffer]: DataView[]): void {
    if (this.opened) return;
    const { buffer: whole, byteOffset, byteLength } = buffer!;
    this.rows.replace(readPlain(whole.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer));
    this.opened = true;
    this.#tell({ kind: "rows", anew: true });
  }

  #enqueue(step: () => Promise<void>): void {
    this.#queue = this.#queue.then(step).catch((error: unknown) => console.error(error));
  }

  async #take(event: TableEvent, buffers: DataView[]): Promise<void> {
    switch (event.event) {
      case "rows":
        if (buffers[0]) await this.#replace(buffers[0]);
        this.complete = true;
        this.#tell({ kind: "rows", anew: true });
        break;
      case "patch":
        await this.#patch(event, buffers);
        break;
      case "checks":
        await this.#takeChecks(event, buffers);
        break;
      case "resume":
        this.#tell({ kind: "resume", page: event.page });
        break;
      case "reload":
        this.#open();
    }
  }

  async #replace(buffer: DataView): Promise<void> {
    this.rows.replace(await readPacket(buffer));
    this.opened = true;
  }

  async #patch(event: PatchEvent, buffers: DataView[]): Promise<void> {
    const ops = event.ops ?? ((await readJson(buffers[0]!)) as PatchOp[]);
    const changed = this.rows.apply(ops);
    // Another's entry stands over a refusal that was about what stood before.
    if (event.origin !== "own") {
      for (const { row, column } of changed.cells) this.marks.clear(row, column);
    }
    if (changed.rows) this.#tell({ kind: "rows", anew: false });
    if (changed.cells.length) this.#tell({ kind: "cells", cells: changed.cells });
  }

  async #takeChecks({ done, total }: ChecksEvent, buffers: DataView[]): Promise<void> {
    const rows = buffers[0] ? this.rows.merge(await readPacket(buffers[0])) : [];
    this.checks = { done, total };
    this.#tell({ kind: "checks", rows });
  }

  #tell(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}

function isEvent(message: unknown): message is TableEvent {
  const event = (message as { event?: unknown } | null)?.event;
  return ["first", "rows", "patch", "checks", "resume", "reload"].includes(event as string);
}
