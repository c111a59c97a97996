/** The cells of one column: each distinct text once, and per row which of them stands there. */

export class CellColumn {
  readonly #texts: string[];
  #codes: Uint32Array;
  #places: Map<string, number> | undefined;
  readonly #derived = new Map<unknown, { size: number; value: unknown }>();

  constructor(texts: string[] = [""], codes: Uint32Array = new Uint32Array(0)) {
    this.#texts = texts;
    this.#codes = codes;
  }

  get(slot: number): string {
    return this.#texts[this.code(slot)] ?? "";
  }

  set(slot: number, text: string): void {
    this.#reserve(slot);
    this.#codes[slot] = this.#place(text);
  }

  /** Which of `texts` stands in a row; a row that nobody wrote to has the empty text. */
  code(slot: number): number {
    return this.#codes[slot] ?? this.#place("");
  }

  /** Each distinct text that stands here or stood here. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  /** `make(texts)`, remembered under `key` until there are further texts. */
  derived<T>(key: unknown, make: (texts: readonly string[]) => T): T {
    const known = this.#derived.get(key);
    if (known?.size === this.#texts.length) return known.value as T;
    const value = make(this.#texts);
    this.#derived.set(key, { size: this.#texts.length, value });
    return value;
  }

  #place(text: string): number {
    this.#places ??= new Map(this.#texts.map((known, place) => [known, place]));
    let place = this.#places.get(text);
    if (place === undefined) {
      place = this.#texts.push(text) - 1;
      this.#places.set(text, place);
    }
    return place;
  }

  #reserve(slot: number): void {
    const size = this.#codes.length;
    if (slot < size) return;
    const empty = this.#place("");
    const larger = new Uint32Array(Math.max(slot + 1, size * 2, 64)).fill(empty, size);
    larger.set(this.#codes);
    this.#codes = larger;
  }
}
