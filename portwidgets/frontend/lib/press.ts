/**
 * Keeps what is pressed in its place until it is let go: its click is lost if it goes in between.
 * And a double click is on one thing: what moves up under it in between is not clicked.
 */

const CONTROL = "button, a, input, select, summary, label";
const OVER = ["pointerup", "pointercancel", "contextmenu", "dragend", "keyup"];

export class Press {
  readonly #gone: AbortSignal;
  #isDown = false;
  #draw: (() => void) | undefined;
  #clicked: unknown;

  /** Look out, until `gone`, for a mouse, a finger or the space bar that presses something in `root`. */
  constructor(root: HTMLElement, gone: AbortSignal) {
    this.#gone = gone;
    const options = { capture: true, signal: gone };
    root.addEventListener("pointerdown", ({ button }) => void (this.#isDown = button === 0), options);
    root.addEventListener("keydown", ({ key }) => void (this.#isDown ||= key === " "), options);
    for (const type of OVER) addEventListener(type, () => this.#end(), options);
    addEventListener("blur", () => this.#end(), { signal: gone });
    root.addEventListener("click", (event) => this.#click(event), options);
  }

  /** Call `draw`, once nothing is pressed; of several that wait the last is called. */
  whenOver(draw: () => void): void {
    if (this.#isDown) this.#draw = draw;
    else draw();
  }

  #click(event: MouseEvent): void {
    const found = (event.target as Element).closest<HTMLElement>(CONTROL);
    const control = found instanceof HTMLLabelElement ? found.control : found;
    const clicked = control?.dataset["key"] ?? control;
    if (event.detail > 1 && clicked !== this.#clicked) {
      event.preventDefault();
      event.stopPropagation();
    }
    this.#clicked = clicked;
  }

  #end(): void {
    this.#isDown = false;
    if (!this.#draw) return;
    setTimeout(() => this.#drawNow()); // after the click, which comes with the release
  }

  #drawNow(): void {
    const draw = this.#draw;
    this.#draw = undefined;
    if (draw && !this.#gone.aborted) this.whenOver(draw);
  }
}
