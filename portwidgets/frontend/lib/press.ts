/** Keeps what is pressed in its place until it is let go: its click is lost if it goes in between. */

const OVER = ["pointerup", "pointercancel", "contextmenu", "dragend", "keyup"];

export class Press {
  readonly #gone: AbortSignal;
  #isDown = false;
  #draw: (() => void) | undefined;

  /** Look out, until `gone`, for a mouse, a finger or the space bar that presses something in `root`. */
  constructor(root: HTMLElement, gone: AbortSignal) {
    this.#gone = gone;
    const options = { capture: true, signal: gone };
    root.addEventListener("pointerdown", ({ button }) => void (this.#isDown = button === 0), options);
    root.addEventListener("keydown", ({ key }) => void (this.#isDown ||= key === " "), options);
    for (const type of OVER) addEventListener(type, () => this.#end(), options);
    addEventListener("blur", () => this.#end(), { signal: gone });
  }

  /** Call `draw`, once nothing is pressed; of several that wait the last is called. */
  whenOver(draw: () => void): void {
    if (this.#isDown) this.#draw = draw;
    else draw();
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
