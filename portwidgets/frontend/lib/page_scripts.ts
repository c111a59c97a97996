/** Runs the scripts of anywidgets: each loaded once, initialized once per model, drawn per view. */

import { Model, scoped } from "./page_model.ts";

/** A script or style of ours is named, not sent: the page fetches it as a file that is kept. */
const FILE = "portwidgets:";

interface Definition {
  initialize?(given: object): unknown;
  render?(given: object): unknown;
}

interface Running {
  definition: Definition;
  ready: Promise<unknown>;
}

export class Scripts {
  readonly #files: Record<string, string>;
  readonly #manager: object;
  readonly #definitions = new Map<string, Promise<Definition>>();
  readonly #styles = new Map<string, Promise<void>>();
  readonly #running = new WeakMap<Model, Promise<Running>>();

  constructor(files: Record<string, string>, manager: object) {
    this.#files = files;
    this.#manager = manager;
  }

  /** Draw a view of the model into `element`, until `signal`. */
  async render(model: Model, element: HTMLElement, signal: AbortSignal): Promise<void> {
    const [{ definition, ready }] = await Promise.all([this.#run(model), this.#style(model)]);
    await ready;
    if (signal.aborted) return;
    const given = { model: scoped(model, signal, this.#manager), el: element, signal };
    const cleanup = await definition.render?.({ ...given, experimental: {} });
    model.listening();
    if (typeof cleanup !== "function") return;
    if (signal.aborted) cleanup();
    else signal.addEventListener("abort", () => cleanup());
  }

  #run(model: Model): Promise<Running> {
    let running = this.#running.get(model);
    if (!running) {
      running = this.#load(String(model.get("_esm"))).then(
        (definition) => this.#initialize(model, definition),
      );
      this.#running.set(model, running);
    }
    return running;
  }

  #initialize(model: Model, definition: Definition): Running {
    const ending = new AbortController();
    const given = { model: scoped(model, ending.signal, this.#manager), signal: ending.signal };
    const ready = Promise.resolve(definition.initialize?.({ ...given, experimental: {} }));
    model.on("destroy", () => ending.abort());
    void ready.then((cleanup) => {
      if (definition.initialize) model.listening();
      if (typeof cleanup === "function") ending.signal.addEventListener("abort", () => cleanup());
    });
    return { definition, ready };
  }

  #load(source: string): Promise<Definition> {
    let loaded = this.#definitions.get(source);
    if (!loaded) {
      loaded = this.#import(source);
      this.#definitions.set(source, loaded);
    }
    return loaded;
  }

  async #import(source: string): Promise<Definition> {
    const address = this.#address(source);
    const url = address ?? URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const module = await import(url);
    if (!address) URL.revokeObjectURL(url);
    if (module.render) return module as Definition;
    return typeof module.default === "function" ? await module.default() : module.default;
  }

  #style(model: Model): Promise<void> {
    const source = String(model.get("_css") ?? "");
    if (!source) return Promise.resolve();
    let loaded = this.#styles.get(source);
    if (!loaded) {
      loaded = this.#addStyle(source);
      this.#styles.set(source, loaded);
    }
    return loaded;
  }

  #addStyle(source: string): Promise<void> {
    const address = this.#address(source);
    if (!address) {
      const style = document.createElement("style");
      style.textContent = source;
      document.head.append(style);
      return Promise.resolve();
    }
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    // A style that does not come must not keep the widget away.
    const loaded = new Promise<void>((resolve) => {
      link.onload = link.onerror = () => resolve();
    });
    document.head.append(link);
    return loaded;
  }

  /** Where a named file lies, or a script's own address; null when `source` is the script itself. */
  #address(source: string): string | null {
    if (source.startsWith(FILE)) {
      const name = source.slice(FILE.length).trim();
      const address = this.#files[name];
      if (!address) throw new Error(`The page has no file ${name}.`);
      return address;
    }
    return /^https?:\/\//.test(source) ? source : null;
  }
}
