/** Jupyter's messages on a websocket: the binary form of `v1.kernel.websocket.jupyter.org`. */

export const SUBPROTOCOL = "v1.kernel.websocket.jupyter.org";

export interface Message {
  channel: string;
  type: string;
  id: string;
  /** The id of the message that this one answers. */
  parent: string;
  content: Record<string, any>;
  buffers: DataView[];
}

export type Outgoing = Pick<Message, "channel" | "type" | "id" | "content"> & {
  session: string;
  buffers: readonly ArrayBufferView[];
};

/** ipywidgets' protocols, as its control channel wants them told (`__control_protocol_version__`). */
const METADATA = { version: "1.0.0" };
const text = new TextEncoder();
const fromText = new TextDecoder();

export function encode(message: Outgoing): ArrayBuffer {
  const header = {
    msg_id: message.id,
    msg_type: message.type,
    session: message.session,
    username: "",
    version: "5.4",
    date: new Date().toISOString(),
  };
  const json = [header, {}, METADATA, message.content].map((part) => text.encode(JSON.stringify(part)));
  const parts = [text.encode(message.channel), ...json, ...message.buffers.map(asBytes)];
  const start = 8 * (parts.length + 2);
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, start));
  const view = new DataView(whole.buffer);
  view.setBigUint64(0, BigInt(parts.length + 1), true);
  let at = start;
  parts.forEach((part, index) => {
    view.setBigUint64(8 * (index + 1), BigInt(at), true);
    whole.set(part, at);
    at += part.byteLength;
  });
  view.setBigUint64(8 * (parts.length + 1), BigInt(at), true);
  return whole.buffer;
}

export function decode(data: ArrayBuffer): Message {
  const view = new DataView(data);
  const count = Number(view.getBigUint64(0, true));
  const offsets = Array.from({ length: count }, (_, i) =>
    Number(view.getBigUint64(8 * (i + 1), true)),
  );
  const part = (i: number) => new Uint8Array(data, offsets[i], offsets[i + 1]! - offsets[i]!);
  const json = (i: number) => JSON.parse(fromText.decode(part(i)) || "{}");
  const header = json(1);
  const buffers = offsets
    .slice(5, -1)
    .map((at, i) => new DataView(data, at, offsets[i + 6]! - at));
  return {
    channel: fromText.decode(part(0)),
    type: header.msg_type,
    id: header.msg_id,
    parent: json(2).msg_id ?? "",
    content: json(4),
    buffers,
  };
}

function asBytes(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** A new id; `crypto.randomUUID` is missing where the page is reached over plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
