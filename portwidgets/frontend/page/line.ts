/** The websocket to the page's kernel, which may be opened before the page's script is here. */

import { newId, SUBPROTOCOL } from "./message.ts";

const EARLY = Symbol.for("portwidgets.line");
/** The line that was opened early; null once somebody asked for one. */
const page = globalThis as unknown as Record<symbol, WebSocket | null | undefined>;

/** Open the line before it is asked for. `address` is that of the kernel's channels. */
export function openEarly(address: string): void {
  if (page[EARLY] === undefined) page[EARLY] = openLine(address, newId());
}

/** Return the line that was opened early, once, while it is of use. */
export function earlyLine(): WebSocket | null {
  const line = page[EARLY] ?? null;
  page[EARLY] = null;
  return line && line.readyState <= WebSocket.OPEN ? line : null;
}

export function openLine(address: string, session: string): WebSocket {
  const whole = new URL(address, location.href);
  whole.protocol = whole.protocol.replace("http", "ws");
  whole.searchParams.set("session_id", session);
  const line = new WebSocket(whole, SUBPROTOCOL);
  line.binaryType = "arraybuffer";
  return line;
}

/** The session that a line was opened for. */
export function sessionOf(line: WebSocket): string {
  return new URL(line.url).searchParams.get("session_id") ?? "";
}
