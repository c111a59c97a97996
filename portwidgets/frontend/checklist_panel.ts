/** The checklist of a project: the model, kept once, and its views. */

import type { AnyModel, InitializeProps, RenderProps } from "@anywidget/types";
import { ChecklistModel } from "./checklist_panel/model";
import { PanelView } from "./checklist_panel/view";
import { onEarlyTick } from "./lib/early_ticks";

export default () => {
  let checklist: ChecklistModel;
  return {
    initialize({ model }: Pick<InitializeProps, "model">) {
      checklist = new ChecklistModel(model as AnyModel);
      onEarlyTick((item, isDone) => checklist.tick(item, isDone));
      return () => checklist.close();
    },
    render({ el }: Pick<RenderProps, "el">) {
      const view = new PanelView(checklist);
      el.append(view.root);
      return () => view.close();
    },
  };
};
