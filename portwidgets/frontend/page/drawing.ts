/** A widget as it is being drawn: its model, its element, and how it follows what changes. */

import type { Page } from "./config.ts";
import type { Model } from "./model.ts";
import type { Scripts } from "./scripts.ts";

export interface View {
  element: HTMLElement;
  dispose(): void;
}

/** The page's widgets, as one that is drawn among them needs them. */
export interface Surroundings {
  readonly page: Page;
  readonly scripts: Scripts;
  referred(reference: unknown): Model | undefined;
  view(reference: unknown): View;
}

export interface Drawing {
  model: Model;
  widgets: Surroundings;
  element: HTMLElement;
  signal: AbortSignal;
}

/** Listen to the model for as long as the view lives. */
export function listen({ model, signal }: Drawing, event: string, listener: () => void): void {
  model.on(event, listener);
  signal.addEventListener("abort", () => model.off(event, listener));
}

/** Call `show` now and on each change of the trait. */
export function follow(drawing: Drawing, trait: string, show: (value: any) => void): void {
  const look = () => show(drawing.model.get(trait));
  listen(drawing, `change:${trait}`, look);
  look();
}
