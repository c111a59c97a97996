/** Ticks in the checklist that is there to read, before the panel is there to take them. */

const STEP = "#pw-readable [data-step]";
const BOX = `${STEP} input`;

/** Turn the marks of the steps into boxes. */
export function tickEarly(): void {
  for (const step of document.querySelectorAll<HTMLElement>(STEP)) makeBox(step);
}

/** Whether there is anything to tick. */
export function takesEarlyTicks(): boolean {
  return document.querySelector(BOX) !== null;
}

/** Call `take` for what was ticked or unticked so far, and for what will be. */
export function onEarlyTick(take: (step: string, isTicked: boolean) => void): void {
  for (const box of document.querySelectorAll<HTMLInputElement>(BOX)) {
    const tell = (): void => take(stepOf(box), box.checked);
    if (box.checked !== box.defaultChecked) tell();
    box.addEventListener("change", tell);
  }
}

/** Nobody will take them: show what is noted, and let nobody tick in vain. */
export function takeBackTicks(): void {
  for (const box of document.querySelectorAll<HTMLInputElement>(BOX)) {
    box.checked = box.defaultChecked;
    box.disabled = true;
  }
}

function stepOf(box: Element): string {
  return box.closest<HTMLElement>("[data-step]")?.dataset["step"] ?? "";
}

function makeBox(step: HTMLElement): void {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.defaultChecked = step.dataset["state"] === "done";
  step.querySelector("i")?.replaceWith(box);
}
