/** Fetches a file from Python in pieces, and hands it to the person. */

import { saveBlob } from "./files";
import type { Intents } from "./intents";

/**
 * Ask for piece after piece with the fields that name it: where it begins, and which it is.
 * Returns why it was refused, empty where the file was handed over.
 */
export async function fetchFile(
  intents: Intents,
  intent: string,
  piece: (offset: number, number: number) => Record<string, unknown>,
): Promise<string> {
  const pieces: Blob[] = [];
  let offset = 0;
  for (;;) {
    const answer = await intents.send(intent, piece(offset, pieces.length), { saves: false });
    if (!answer.ok) return answer.text;
    const [content] = answer.buffers;
    // As blobs the pieces may leave the memory.
    pieces.push(new Blob(content ? [content as DataView<ArrayBuffer>] : []));
    offset += content?.byteLength ?? 0;
    if (answer["more"]) continue;
    const type = String(answer["type"] ?? "application/octet-stream");
    saveBlob(new Blob(pieces, { type }), String(answer["filename"]));
    return "";
  }
}
