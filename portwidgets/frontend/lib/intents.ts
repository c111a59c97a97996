/** Sends intents to Python and hands back the answers; tells the page what is not saved yet. */

import type { AnyModel } from "@anywidget/types";

import { type ConnectionNews, onConnection } from "./connection.ts";
import { keep, type Remade, takeKept, tellRemade } from "./kept.ts";

export interface Accepted {
  ok: true;
  [field: string]: unknown;
}

export interface Refused {
  ok: false;
  code: string;
  /** What happened and what to do, in the widget's language. */
  text: string;
  [field: string]: unknown;
}

export type Answer = (Accepted | Refused) & { buffers: DataView[] };

export interface SendOptions {
  /** False for a question that changes nothing: the page's saved indicator does not wait for it. */
  saves?: boolean;
  buffers?: ArrayBufferView[];
}

/** What `portwidgets:saving` tells, summed over all widgets of the page. */
export interface Saving {
  /** Intents without an answer. */
  pending: number;
  /** Those of them that have waited too long, and those that failed for want of a connection or disk. */
  failed: number;
}

interface Waiting {
  saves: boolean;
  late: boolean;
  timer: ReturnType<typeof setTimeout>;
  /** Send the very same again; Python does it once, and answers again. */
  send(): void;
  /** Keep it for a fresh page. */
  keep(): boolean;
  resolve(answer: Answer): void;
}

const EVENT = "portwidgets:saving";
const LATE_AFTER_MS = 10_000;
/** Python's code for "something broke": the change may be lost, unlike with a reasoned refusal. */
const BROKEN = "widget.failed";
const LOST = "widget.lost";

// Each widget is a module of its own; what they count together lives with the page.
const page = globalThis as unknown as Record<symbol, Map<object, Saving> | undefined>;
const LEDGER = Symbol.for("portwidgets.saving");

/** One per model, made in `initialize`. */
export class Intents {
  readonly #model: AnyModel;
  readonly #waiting = new Map<number, Waiting>();
  readonly #closed = new AbortController();
  #failed = 0;
  // Two windows can hold the same model: a random start keeps their answers apart.
  #seq = Math.floor(Math.random() * 2 ** 40);

  constructor(model: AnyModel) {
    this.#model = model;
    model.on("msg:custom", (message: unknown, buffers: DataView[]) => {
      if (isAnswer(message)) this.#settle(message.answer, { ...message, buffers: buffers ?? [] });
    });
    onConnection((news) => this.#reconnect(news), this.#closed.signal);
    void this.#remake();
  }

  /** How many intents that save have no answer yet. */
  get pending(): number {
    return [...this.#waiting.values()].filter((waiting) => waiting.saves).length;
  }

  /** Send an intent; the promise resolves with the answer, a refusal included, and never rejects. */
  send(
    intent: string,
    fields: Readonly<Record<string, unknown>> = {},
    { saves = true, buffers }: SendOptions = {},
  ): Promise<Answer> {
    this.#seq += 1;
    const seq = this.#seq;
    const send = (): void => this.#model.send({ intent, seq, ...fields }, undefined, buffers);
    const answered = new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => this.#isLate(seq), LATE_AFTER_MS);
      const keepIt = (): boolean => saves && !buffers?.length && keep(this.#widget, intent, fields);
      this.#waiting.set(seq, { saves, late: false, timer, send, keep: keepIt, resolve });
    });
    if (saves) this.#failed = 0; // the next try speaks for itself
    this.#tell();
    send();
    return answered;
  }

  /** Forget everything: the model is gone. */
  close(): void {
    this.#closed.abort();
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    ledger().delete(this);
    announce();
  }

  /** What waits for an answer is asked again on a new line, and given up when there will be none. */
  #reconnect({ state, text }: ConnectionNews): void {
    for (const [seq, waiting] of [...this.#waiting]) {
      if (state === "ok") waiting.send();
      else if (state === "lost") {
        waiting.keep();
        this.#settle(seq, { ok: false, code: LOST, text, buffers: [] });
      }
    }
  }

  get #widget(): string {
    return String(this.#model.get("_esm") ?? "").trim();
  }

  /** Make again what a page before this one could not save; Python compares it with what stands. */
  async #remake(): Promise<void> {
    const kept = takeKept(this.#widget);
    if (!kept.length) return;
    const remade: Remade = { saved: 0, refused: [] };
    for (const { intent, fields } of kept) {
      const answer = await this.send(intent, fields);
      const conflicts = answer["conflicts"] as { current: string | null }[] | undefined;
      const wrote = String(fields["value"] ?? fields["text"] ?? "");
      if (!answer.ok) remade.refused.push({ wrote, text: answer.text });
      else if (conflicts?.length) remade.refused.push({ wrote, text: conflicts[0]?.current ?? "" });
      else remade.saved += 1;
    }
    tellRemade(remade);
  }

  #settle(seq: number, answer: Answer): void {
    const waiting = this.#waiting.get(seq);
    if (!waiting) return; // another window's
    clearTimeout(waiting.timer);
    this.#waiting.delete(seq);
    if (waiting.saves && !answer.ok && [BROKEN, LOST].includes(answer.code)) this.#failed += 1;
    this.#tell();
    waiting.resolve(answer);
  }

  #isLate(seq: number): void {
    const waiting = this.#waiting.get(seq);
    if (waiting) waiting.late = true;
    this.#tell();
  }

  #tell(): void {
    const waiting = [...this.#waiting.values()].filter(({ saves }) => saves);
    const late = waiting.filter((each) => each.late).length;
    ledger().set(this, { pending: waiting.length, failed: this.#failed + late });
    announce();
  }
}

/** What all widgets of the page together have not saved. */
export function saving(): Saving {
  const total = { pending: 0, failed: 0 };
  for (const { pending, failed } of ledger().values()) {
    total.pending += pending;
    total.failed += failed;
  }
  return total;
}

/** Call `listener` on each change of `saving()`, until `signal` is aborted. */
export function onSaving(listener: (now: Saving) => void, signal?: AbortSignal): void {
  window.addEventListener(
    EVENT,
    (event) => listener((event as CustomEvent<Saving>).detail),
    signal ? { signal } : {},
  );
}

function announce(): void {
  window.dispatchEvent(new CustomEvent(EVENT, { detail: saving() }));
}

function ledger(): Map<object, Saving> {
  return (page[LEDGER] ??= new Map());
}

function isAnswer(message: unknown): message is { answer: number } & (Accepted | Refused) {
  return typeof (message as { answer?: unknown } | null)?.answer === "number";
}
