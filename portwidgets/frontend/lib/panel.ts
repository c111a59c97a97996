/** A widget of one state and one class of views, as the dashboard's parts are. */

import type { AnyModel, RenderProps } from "@anywidget/types";
import { Intents } from "./intents";
import { Press } from "./press";
import { Store, type Revised } from "./store";
import { text, type Texts, type Values, writerOf } from "./texts";

/** One view; it draws itself anew on each change of the state or the language. */
export abstract class Panel<S extends Revised> {
  constructor(
    protected readonly model: AnyModel,
    protected readonly store: Store<S>,
    protected readonly intents: Intents,
  ) {}

  /** Put the view's elements into the page; `gone` is aborted when the view is removed. */
  protected abstract place(host: HTMLElement, gone: AbortSignal): void;

  /** Show the present state. */
  protected abstract draw(): void;

  protected get state(): S {
    return this.store.state;
  }

  protected get language(): string {
    return this.model.get("language") as string;
  }

  protected say(key: string, values?: Values): string {
    return text(this.model.get("_texts") as Texts, key, values, writerOf(this.language));
  }

  mount(host: HTMLElement): () => void {
    const gone = new AbortController();
    this.place(host, gone.signal);
    const press = new Press(host, gone.signal);
    const unsubscribe = this.store.subscribe(() => press.whenOver(() => this.draw()));
    this.draw();
    return () => {
      unsubscribe();
      gone.abort();
    };
  }
}

type Views<S extends Revised> = new (model: AnyModel, store: Store<S>, intents: Intents) => Panel<S>;
type Start<S extends Revised> = (model: AnyModel, store: Store<S>, intents: Intents, gone: AbortSignal) => void;

/** The default export of a widget's module; `start` runs once per model, before any view. */
export function widgetOf<S extends Revised>(View: Views<S>, start?: Start<S>) {
  return () => {
    let store: Store<S>;
    let intents: Intents;
    return {
      initialize({ model }: { model: AnyModel }) {
        const gone = new AbortController();
        store = new Store<S>(model);
        intents = new Intents(model);
        start?.(model, store, intents, gone.signal);
        return () => {
          gone.abort();
          intents.close();
        };
      },
      render({ model, el }: RenderProps) {
        return new View(model, store, intents).mount(el);
      },
    };
  };
}
