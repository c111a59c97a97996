/** Reads what Python packs: rows as compressed columns, and other JSON as compressed text. */

import { CellColumn } from "./cell_column";
import type { Run } from "./protocol";
import { expand } from "./runs";

/** Rows in their order, column by column; a row's slot in the columns is its place in `ids`. */
export interface Packet {
  ids: string[];
  columns: Map<string, CellColumn>;
}

interface Header {
  rows: Run[];
  columns: {
    name: string;
    texts: string[];
    /** Bytes of each code: 1, 2 or 4; 0 where the texts are those of the rows, one by one. */
    width: number;
  }[];
}

export async function readPacket(buffer: DataView): Promise<Packet> {
  return readPlain(await inflate(buffer));
}

/** A packet: the header's length (uint32, little endian), the header as JSON, the columns' codes. */
export function readPlain(bytes: ArrayBuffer): Packet {
  const length = new DataView(bytes).getUint32(0, true);
  const header = parse(new Uint8Array(bytes, 4, length)) as Header;
  const ids = expand(header.rows);
  const columns = new Map<string, CellColumn>();
  let at = 4 + length;
  for (const { name, texts, width } of header.columns) {
    const codes = new Uint32Array(ids.length);
    if (width) codes.set(readCodes(bytes, at, ids.length, width));
    else for (let slot = 0; slot < codes.length; slot += 1) codes[slot] = slot;
    at += ids.length * width;
    columns.set(name, new CellColumn(texts, codes));
  }
  return { ids, columns };
}

export async function readJson(buffer: DataView): Promise<unknown> {
  return parse(new Uint8Array(await inflate(buffer)));
}

async function inflate(buffer: DataView): Promise<ArrayBuffer> {
  const packed = new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, buffer.byteLength);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

function readCodes(bytes: ArrayBuffer, at: number, count: number, width: number): ArrayLike<number> {
  const part = bytes.slice(at, at + count * width); // a copy, so that it is aligned
  if (width === 1) return new Uint8Array(part);
  return width === 2 ? new Uint16Array(part) : new Uint32Array(part);
}
