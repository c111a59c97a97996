/** A widget's model in the browser: what anywidget's scripts and our boxes read, set and hear of. */

import { isSame, takeBuffers } from "./buffers.ts";

export type State = Record<string, any>;
type Listener = (...details: any[]) => void;

/** Sends a message on the model's comm and returns its id. */
export type Send = (
  data: Record<string, unknown>,
  buffers: readonly ArrayBufferView[],
) => string;

export class Model {
  readonly id: string;
  readonly #send: Send;
  readonly #state: State;
  readonly #listeners = new Map<string, Set<Listener>>();
  /** Set here, not sent yet. */
  readonly #unsent = new Set<string>();
  /** Sent, and not yet known to be taken: by name, the message that carried it. */
  readonly #underway = new Map<string, string>();
  /** Messages from before the widget's script listened; null once it does. */
  #early: [unknown, DataView[]][] | null = [];

  constructor(id: string, state: State, send: Send) {
    this.id = id;
    this.#state = state;
    this.#send = send;
  }

  get(name: string): any {
    return this.#state[name];
  }

  set(name: string | State, value?: unknown): void {
    const changes: State = typeof name === "string" ? { [name]: value } : name;
    for (const key of this.#assign(changes)) this.#unsent.add(key);
  }

  save_changes(): void {
    if (!this.#unsent.size) return;
    const changed = Object.fromEntries([...this.#unsent].map((key) => [key, this.#state[key]]));
    this.#unsent.clear();
    const { state, paths, buffers } = takeBuffers(changed);
    const message = this.#send({ method: "update", state, buffer_paths: paths }, buffers);
    for (const key of Object.keys(changed)) this.#underway.set(key, message);
  }

  send(content: unknown, _callbacks?: unknown, buffers: readonly unknown[] = []): void {
    const views = buffers.map((buffer) =>
      ArrayBuffer.isView(buffer) ? buffer : new DataView(buffer as ArrayBuffer),
    );
    this.#send({ method: "custom", content }, views);
  }

  on(event: string, listener: Listener): void {
    for (const name of event.split(" ")) {
      const heard = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, heard.add(listener));
    }
  }

  off(event?: string | null, listener?: Listener | null): void {
    const names = event ? event.split(" ") : [...this.#listeners.keys()];
    for (const name of names) {
      if (listener) this.#listeners.get(name)?.delete(listener);
      else this.#listeners.delete(name);
    }
  }

  /**
   * Take state from Python, which `cause` (a message of ours, or none) made it send.
   *
   * What was set here and is underway stays: Python sent this before it knew. Only the answer to
   * that very message, and anything after it, is news.
   */
  update(state: State, cause: string): void {
    const news = Object.entries(state).filter(([key]) => {
      const underway = this.#underway.get(key);
      return !this.#unsent.has(key) && (underway === undefined || underway === cause);
    });
    this.#assign(Object.fromEntries(news));
  }

  /** Take the whole state as Python has it; what is the same is no news, and disturbs nobody. */
  refresh(state: State): void {
    const news = Object.entries(state).filter(([key, value]) => !isSame(value, this.#state[key]));
    this.update(Object.fromEntries(news), "");
  }

  /** Python repeats what a browser sent: ours is only acknowledged, another's is taken. */
  echo(state: State, cause: string): void {
    const others = Object.entries(state).filter(([key]) => {
      const underway = this.#underway.get(key);
      if (underway === cause) this.#underway.delete(key);
      return underway === undefined && !this.#unsent.has(key);
    });
    this.#assign(Object.fromEntries(others));
  }

  /** Python is done with a message of ours. */
  settled(message: string): void {
    for (const [key, underway] of this.#underway) {
      if (underway === message) this.#underway.delete(key);
    }
  }

  /** Nothing underway will be answered: the connection it was sent on is gone. */
  forgetUnderway(): void {
    this.#underway.clear();
  }

  custom(content: unknown, buffers: DataView[]): void {
    if (this.#early) this.#early.push([content, buffers]);
    else this.#emit("msg:custom", content, buffers);
  }

  /** The widget's script listens now: hand it what came before. */
  listening(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const [content, buffers] of early) this.#emit("msg:custom", content, buffers);
  }

  close(): void {
    this.#emit("destroy");
    this.#listeners.clear();
  }

  #assign(changes: State): string[] {
    const changed = Object.keys(changes).filter((key) => this.#state[key] !== changes[key]);
    for (const key of changed) this.#state[key] = changes[key];
    for (const key of changed) this.#emit(`change:${key}`, this, this.#state[key]);
    if (changed.length) this.#emit("change", this);
    return changed;
  }

  #emit(event: string, ...details: unknown[]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        listener(...details);
      } catch (error) {
        console.error(error); // one listener's fault must not keep the news from the others
      }
    }
  }
}

/** The same model for one view: what the view listens to ends with `signal`. */
export function scoped(model: Model, signal: AbortSignal, managed: object): object {
  const heard: [string, Listener][] = [];
  signal.addEventListener("abort", () => {
    for (const [event, listener] of heard) model.off(event, listener);
  });
  return {
    get: model.get.bind(model),
    set: model.set.bind(model),
    save_changes: model.save_changes.bind(model),
    send: model.send.bind(model),
    on(event: string, listener: Listener) {
      heard.push([event, listener]);
      model.on(event, listener);
    },
    off(event?: string | null, listener?: Listener | null) {
      for (const [name, each] of heard) {
        if ((!event || name === event) && (!listener || each === listener)) model.off(name, each);
      }
    },
    widget_manager: managed,
  };
}
