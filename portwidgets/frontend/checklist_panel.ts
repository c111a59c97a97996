import type { AnyModel } from "@anywidget/types";
import { el } from "./lib/dom.ts";
import { Intents } from "./lib/intents.ts";
import { Store } from "./lib/store.ts";

export default () => {
  let intents: Intents;
  return {
    initialize({ model, signal }: { model: AnyModel; signal: AbortSignal }) {
      const store = new Store(model);
      intents = new Intents(model);
      signal.addEventListener("abort", () => intents.close());
      void store;
    },
    render({ el: root }: { el: HTMLElement }) {
      root.append(el("p", {}, String(intents.pending)));
    },
  };
};
