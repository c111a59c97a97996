/** Applies an ipywidgets Layout: each of its traits is a CSS property. */

import type { Drawing } from "./drawing.ts";

export function followLayout({ model, widgets, element, signal }: Drawing): void {
  let unfollow = (): void => undefined;
  const follow = (): void => {
    unfollow();
    const layout = widgets.referred(model.get("layout"));
    if (!layout) return;
    const apply = (): void => {
      for (const name of TRAITS) {
        const value: unknown = layout.get(name);
        const property = name.replaceAll("_", "-");
        if (typeof value === "string") element.style.setProperty(property, value);
        else element.style.removeProperty(property);
      }
    };
    layout.on("change", apply);
    unfollow = () => layout.off("change", apply);
    apply();
  };
  model.on("change:layout", follow);
  signal.addEventListener("abort", () => {
    unfollow();
    model.off("change:layout", follow);
  });
  follow();
}

const TRAITS = [
  "align_content align_items align_self border_top border_right border_bottom border_left bottom",
  "display flex flex_flow grid_area grid_auto_columns grid_auto_flow grid_auto_rows grid_column",
  "grid_gap grid_row grid_template_areas grid_template_columns grid_template_rows height",
  "justify_content justify_items left margin max_height max_width min_height min_width object_fit",
  "object_position order overflow padding right top visibility width",
].flatMap((names) => names.split(" "));
