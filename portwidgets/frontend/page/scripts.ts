/** Runs the scripts of anywidgets: loaded once, defined and initialized once per model, drawn per view. */

import { Model, scoped } from "./model.ts";

/** A script or style of ours is named, not sent: the page fetches it as a file that is kept. */
const FILE = "portwidgets:";

interface Definition {
  initialize?(given: object): unknown;
  render?(given: object): unknown;
}

/** Makes a widget's definition, anew for each model: it may keep the model in a closure. */
type Define = () => Definition | Promise<Definition>;

/** Widgets of ours that came with the page's script, by stem, and the file of their styles. */
export interface Bundle {
  style: string;
  widgets: Readonly<Record<string, unknown>>;
}

interface Running {
  definition: Definition;
  ready: Promise<unknown>;
}

export class Scripts {
  readonly #files: Record<string, string>;
  readonly #manager: object;
  readonly #bundle: Bundle;
  readonly #modules = new Map<string, Promise<Define>>();
  readonly #styles = new Map<string, Promise<void>>();
  readonly #running = new WeakMap<Model, Promise<Running>>();
  readonly #drawing = new Set<Promise<void>>();
  /** Views are drawn when this is done. */
  #held: Promise<unknown> = Promise.resolve();

  constructor(files: Record<string, string>, manager: object, bundle: Bundle) {
    this.#files = files;
    this.#manager = manager;
    this.#bundle = bundle;
  }

  /** Let widgets be initialized, but draw no view before `until`. */
  hold(until: Promise<unknown>): void {
    this.#held = until;
  }

  /** Draw a view of the model into `element`, until `signal`. */
  render(model: Model, element: HTMLElement, signal: AbortSignal): Promise<void> {
    const drawn = this.#render(model, element, signal);
    this.#drawing.add(drawn);
    const done = () => void this.#drawing.delete(drawn);
    drawn.then(done, done);
    return drawn;
  }

  /** Wait until the views that are being drawn are there, or failed. */
  async drawn(): Promise<void> {
    await Promise.allSettled(this.#drawing);
  }

  async #render(model: Model, element: HTMLElement, signal: AbortSignal): Promise<void> {
    const [{ definition, ready }] = await Promise.all([this.#run(model), this.#style(model)]);
    await ready;
    await this.#held;
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
      running = this.#load(String(model.get("_esm")))
        .then((define) => define())
        .then((definition) => this.#initialize(model, definition));
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

  #load(source: string): Promise<Define> {
    let loaded = this.#modules.get(source);
    if (!loaded) {
      loaded = this.#import(source);
      this.#modules.set(source, loaded);
    }
    return loaded;
  }

  async #import(source: string): Promise<Define> {
    const bundled = this.#bundle.widgets[stemOf(source)];
    if (bundled) return definer(bundled);
    const address = this.#address(source);
    const url = address ?? URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const module = await import(url);
    if (!address) URL.revokeObjectURL(url);
    return definer(module.render ? module : module.default);
  }

  #style(model: Model): Promise<void> {
    let source = String(model.get("_css") ?? "");
    if (!source) return Promise.resolve();
    if (stemOf(source) in this.#bundle.widgets) source = FILE + this.#bundle.style;
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
    const ahead = document.querySelector<HTMLLinkElement>(`link[rel="stylesheet"][href="${address}"]`);
    if (ahead && isLoaded(ahead)) {
      ahead.media = "all";
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

function definer(definition: unknown): Define {
  return typeof definition === "function" ? (definition as Define) : () => definition as Definition;
}

/** Whether a style that the page read ahead is here; Firefox has its sheet before. */
function isLoaded(link: HTMLLinkElement): boolean {
  try {
    return Boolean(link.sheet?.cssRules);
  } catch {
    return false;
  }
}

/** The stem of a named file; empty for a script or style that was sent. */
function stemOf(source: string): string {
  return source.startsWith(FILE) ? source.slice(FILE.length).trim().replace(/\.\w+$/, "") : "";
}
