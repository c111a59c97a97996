/** What a model shows, kept once per model: whole states and patches from Python, in order. */

import type { AnyModel } from "@anywidget/types";

/** A state that Python publishes; `rev` counts its changes. */
export interface Revised {
  rev: number;
}

/** A JSON merge patch (RFC 7396): objects merge, null removes, anything else replaces. */
type Patch = { [key: string]: unknown };

/** One per model, made in `initialize`; views subscribe. */
export class Store<S extends Revised> {
  readonly #model: AnyModel;
  readonly #listeners = new Set<() => void>();
  #state: S;

  constructor(model: AnyModel) {
    this.#model = model;
    this.#state = model.get("_state") as S;
    model.on("change:_state", () => this.#take(model.get("_state") as S));
    model.on("change:_texts", () => this.changed());
    model.on("msg:custom", (message: unknown) => {
      if (isPatch(message)) this.#take(merged(this.#state, message.patch) as S);
    });
  }

  /** What Python said last. */
  get state(): S {
    return this.#state;
  }

  /** Call `listener` on every change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tell the views to look again. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #take(state: S): void {
    // States and messages take different ways through the host: an older one may come last.
    const isNews = state.rev > this.#state.rev;
    if (isNews) this.#state = state;
    // In place, as Python does: what a page sets itself is guarded against Python's next word.
    const held = this.#model.get("_state") as S;
    if (held !== this.#state) {
      for (const key of Object.keys(held)) delete (held as unknown as Patch)[key];
      Object.assign(held, this.#state);
    }
    if (isNews) this.changed();
  }
}

/** `state` with `patch` applied, as a new value. */
export function merged(state: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Patch = isObject(state) ? { ...state } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

function isObject(value: unknown): value is Patch {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPatch(message: unknown): message is { event: "state"; patch: Patch } {
  return (message as { event?: unknown } | null)?.event === "state";
}
