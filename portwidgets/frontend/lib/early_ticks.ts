/** Ticks in the checklist that is there to read, before the panel is there to take them. */

const STEP = "#pw-readable [data-step]";
const BOX = `${STEP} input`;
const GIVEN_UP_MS = 20_000; // then the page says that its script was not loaded

/** Turn the marks of the steps into boxes. */
export function tickEarly(): void {
  for (const step of document.querySelectorAll<HTMLElement>(STEP)) makeBox(step);
  setTimeout(() => document.documentElement.dataset["pwState"] ?? takeBackTicks(), GIVEN_UP_MS);
}

/** Return what was ticked (true) or unticked (false) so far, by step. */
export function earlyTicks(): [step: string, ticked: boolean][] {
  const boxes = [...document.querySelectorAll<HTMLInputElement>(BOX)];
  return boxes
    .filter((box) => box.checked !== box.defaultChecked)
    .map((box) => [box.closest<HTMLElement>("[data-step]")?.dataset["step"] ?? "", box.checked]);
}

/** Nobody will take them: show what is noted, and let nobody tick in vain. */
export function takeBackTicks(): void {
  for (const box of document.querySelectorAll<HTMLInputElement>(BOX)) {
    box.checked = box.defaultChecked;
    box.disabled = true;
  }
}

function makeBox(step: HTMLElement): void {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.defaultChecked = step.dataset["state"] === "done";
  step.querySelector("i")?.replaceWith(box);
}
