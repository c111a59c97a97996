/** Does something once, a while after it was called for last. */

export class Later {
  readonly #after: number;
  readonly #act: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(after: number, act: () => void) {
    this.#after = after;
    this.#act = act;
  }

  later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), this.#after);
  }

  /** Do it now where it was called for and not done yet. */
  now(): void {
    if (this.#timer === undefined) return;
    this.drop();
    this.#act();
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
