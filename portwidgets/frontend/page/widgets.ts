/** All widgets of the page: their models, opened and closed by Python, and where they are drawn. */

import { fromBase64, putBuffers, type Path } from "./buffers.ts";
import type { EmbeddedModel, Page } from "./config.ts";
import type { Connection } from "./connection.ts";
import type { View } from "./drawing.ts";
import { newId, type Message } from "./message.ts";
import { Model, type State } from "./model.ts";
import { Scripts, type Bundle } from "./scripts.ts";
import { draw } from "./views.ts";

const REFERENCE = "IPY_MODEL_";
const CONTROL = "jupyter.widget.control";
const LET_COME_MS = 10_000;
const NOTHING: Bundle = { style: "", widgets: {} };

interface Awaited {
  resolve(model: Model): void;
  reject(reason: Error): void;
}

export class Widgets {
  readonly page: Page;
  readonly scripts: Scripts;
  readonly #connection: Connection;
  readonly #models = new Map<string, Model>();
  readonly #awaited = new Map<string, Awaited[]>();
  readonly #control = newId();
  #opening = "";
  /** Whether the models that came with the page are as Python has them, until there is contact. */
  #isFresh = false;
  /** The first thing that a widget said; empty before. */
  #first = "";
  #firstAnswered: () => unknown = () => undefined;

  constructor(page: Page, connection: Connection, bundle: Bundle = NOTHING) {
    this.page = page;
    this.#connection = connection;
    this.scripts = new Scripts(page.files, this, bundle);
  }

  /** Take the models that came with the page; fresh ones are not asked for at once. */
  take(models: Record<string, EmbeddedModel>, { isFresh = false } = {}): void {
    this.#isFresh = isFresh;
    for (const [id, { state, buffers = [], messages = [] }] of Object.entries(models)) {
      const paths = buffers.map((buffer) => buffer.path);
      putBuffers(state, paths, buffers.map((buffer) => fromBase64(buffer.data)));
      this.#add(id, state);
      for (const said of messages) this.#models.get(id)?.custom(said.content, said.buffers.map(fromBase64));
    }
  }

  /** There is contact. News from before it is lost, and the answers to what was sent before. */
  connected(): void {
    const isFresh = this.#isFresh;
    this.#isFresh = false;
    if (isFresh) return;
    for (const model of this.#models.values()) model.forgetUnderway();
    this.refresh();
  }

  /** Call `listener` when Python has done what a widget said first: the address, in a dashboard. */
  onFirstAnswered(listener: () => unknown): void {
    this.#firstAnswered = listener;
  }

  /** Ask for every model anew: the page may be older than the kernel, or may have missed news. */
  refresh(): void {
    const open = { comm_id: this.#control, target_name: CONTROL, data: {} };
    // The question waits until this is done: ipykernel 7 looks for a message's comm ahead of time.
    this.#opening = this.#connection.send("comm_open", open);
  }

  receive({ type, parent, content, buffers }: Message): void {
    const { comm_id: id, data = {} } = content;
    if (type === "comm_open" && content["target_name"] === "jupyter.widget") {
      putBuffers(data.state, data.buffer_paths ?? [], buffers);
      this.#add(id, data.state);
    } else if (type === "comm_close") {
      this.#remove(id);
    } else if (type === "comm_msg" && id === this.#control) {
      if (data.method === "update_states") this.#takeAll(data, buffers);
    } else if (type === "comm_msg") {
      this.#tell(id, data, parent, buffers);
    } else if (type === "status" && content["execution_state"] === "idle") {
      for (const model of this.#models.values()) model.settled(parent);
      if (parent === this.#first) this.#firstAnswered();
      if (parent === this.#opening) this.#askForAll();
    }
  }

  /** Return the model, or wait for Python to open it. */
  get_model(id: string): Promise<Model> {
    const model = this.#models.get(id);
    if (model) return Promise.resolve(model);
    return new Promise((resolve, reject) => {
      const others = this.#awaited.get(id) ?? [];
      this.#awaited.set(id, [...others, { resolve, reject }]);
      setTimeout(() => reject(new Error(`There is no widget ${id}.`)), LET_COME_MS);
    });
  }

  /** Return the model that a state's "IPY_MODEL_..." means, if it is there. */
  referred(reference: unknown): Model | undefined {
    return this.#models.get(idOf(reference));
  }

  /** Draw a widget; it appears at once, or as soon as Python opens its model. */
  view(reference: unknown): View {
    const id = idOf(reference);
    const known = this.#models.get(id);
    return known ? draw(known, this) : this.#laterView(id);
  }

  /** Draw a widget in place of what stands in `place`. */
  mount(place: HTMLElement, id: string): void {
    place.replaceChildren(this.view(id).element);
  }

  #laterView(id: string): View {
    const ending = new AbortController();
    const place = document.createElement("div");
    const later: View = { element: place, dispose: () => ending.abort() };
    this.get_model(id).then(
      (model) => {
        if (ending.signal.aborted) return;
        const view = draw(model, this);
        ending.signal.addEventListener("abort", () => view.dispose());
        later.element = view.element;
        place.replaceWith(view.element);
      },
      (reason) => console.warn(reason),
    );
    return later;
  }

  #add(id: string, state: State): void {
    if (this.#models.has(id)) return; // opened while we asked for all
    const model: Model = new Model(id, state, (data, buffers) => {
      const message = this.#connection.send("comm_msg", { comm_id: id, data }, buffers);
      this.#first ||= message;
      return message;
    });
    this.#models.set(id, model);
    for (const { resolve } of this.#awaited.get(id) ?? []) resolve(model);
    this.#awaited.delete(id);
  }

  #remove(id: string): void {
    this.#models.get(id)?.close();
    this.#models.delete(id);
  }

  #askForAll(): void {
    const data = { method: "request_states" };
    this.#connection.send("comm_msg", { comm_id: this.#control, data });
  }

  #takeAll(data: State, buffers: DataView[]): void {
    const byModel = new Map<string, [Path, DataView][]>();
    (data["buffer_paths"] ?? []).forEach(([id, ...path]: [string, ...Path], index: number) => {
      byModel.set(id, [...(byModel.get(id) ?? []), [path, buffers[index]!]]);
    });
    for (const [id, { state }] of Object.entries<{ state: State }>(data["states"])) {
      const own = byModel.get(id) ?? [];
      putBuffers(state, own.map(([path]) => path), own.map(([, buffer]) => buffer));
      const model = this.#models.get(id);
      if (model) model.refresh(state);
      else this.#add(id, state);
    }
    for (const id of [...this.#models.keys()]) if (!(id in data["states"])) this.#remove(id);
  }

  #tell(id: string, data: State, parent: string, buffers: DataView[]): void {
    const model = this.#models.get(id);
    if (!model) return;
    if (data["method"] === "custom") {
      model.custom(data["content"], buffers);
      return;
    }
    putBuffers(data["state"], data["buffer_paths"] ?? [], buffers);
    if (data["method"] === "echo_update") model.echo(data["state"], parent);
    else model.update(data["state"], parent);
  }
}

function idOf(reference: unknown): string {
  return String(reference).replace(REFERENCE, "");
}
