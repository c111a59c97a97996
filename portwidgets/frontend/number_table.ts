/** The inventory of numbers, edited inline: one session per model, and its views. */

import type { AnyModel, InitializeProps, RenderProps } from "@anywidget/types";

import { el } from "./lib/dom";
import { Session } from "./number_table/session";
import { TableView } from "./number_table/view";

export default () => {
  let session: Session;
  return {
    initialize({ model }: Pick<InitializeProps, "model">) {
      session = new Session(model as AnyModel);
      return () => session.close();
    },
    async render({ el: host }: Pick<RenderProps, "el">) {
      const root = el("div", {
        class: "pw pw-table",
        tabindex: -1, // a click beside the cells leaves the keys with the table
        // JupyterLab would take keys for commands: two d's delete the notebook's cell.
        "data-lm-suppress-shortcuts": "true",
      });
      host.append(root);
      await session.started(); // a grid that is made with its rows is there sooner than one that gets them
      let view = new TableView(root, session);
      const stop = session.subscribe(({ kind }) => {
        if (kind !== "language") return;
        view.destroy();
        view = new TableView(root, session);
      });
      return () => {
        stop();
        view.destroy();
        root.remove();
      };
    },
  };
};
