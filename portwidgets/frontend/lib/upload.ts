/** Sends files to Python in pieces: a large one is never as a whole in a message, nor in memory. */

import type { Intents } from "./intents.ts";

const PIECE = 2 ** 19; // bytes; far below what a websocket takes as one message
/** Pieces without an answer: enough that the line never rests, few enough that Python keeps up. */
const UNDERWAY = 4;

export type Uploaded =
  | { ok: true }
  /** `unreadable`: the browser could not read that file. */
  | { ok: false; reason: "cancelled" | "refused" | "unreadable"; text: string; file: string };

/** Sends files one after the other; Python tells all views how far it is. */
export class Upload {
  readonly #intents: Intents;
  #cancelled = false;

  constructor(intents: Intents) {
    this.#intents = intents;
  }

  /** Send no further piece. */
  cancel(): void {
    this.#cancelled = true;
  }

  async send(files: readonly File[]): Promise<Uploaded> {
    for (const [number, file] of files.entries()) {
      const done = await this.#file(file, number);
      if (!done.ok) return done;
    }
    return { ok: true };
  }

  async #file(file: File, number: number): Promise<Uploaded> {
    const underway = new Set<Promise<void>>();
    let failed: Uploaded | undefined;
    for (let offset = 0; offset < file.size && !failed; offset += PIECE) {
      const piece = await read(file, offset);
      if (!piece) failed ??= { ok: false, reason: "unreadable", text: "", file: file.name };
      if (!piece || failed || this.#cancelled) break;
      const sent: Promise<void> = this.#piece(number, offset, piece).then((text) => {
        underway.delete(sent);
        if (text) failed ??= { ok: false, reason: "refused", text, file: file.name };
      });
      underway.add(sent);
      if (underway.size >= UNDERWAY) await Promise.race(underway);
    }
    await Promise.all(underway);
    // What Python says of pieces that came after the cancelling is no news.
    if (this.#cancelled) return { ok: false, reason: "cancelled", text: "", file: file.name };
    return failed ?? { ok: true };
  }

  /** Send a piece; resolves with what Python has against it, empty where it took it. */
  async #piece(file: number, offset: number, piece: Uint8Array): Promise<string> {
    const answer = await this.#intents.send("piece", { file, offset }, { saves: false, buffers: [piece] });
    return answer.ok ? "" : answer.text;
  }
}

/** A piece of the file; null where it cannot be read, as a folder, or a file that another program holds. */
async function read(file: File, offset: number): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.slice(offset, offset + PIECE).arrayBuffer());
  } catch {
    return null;
  }
}
