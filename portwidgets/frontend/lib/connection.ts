/** Whether the page reaches Python: told by the dashboard's page; elsewhere it is always "ok". */

/** `waiting`: contact is lost, and sought again. `lost`: Python's end is gone for good. */
export type ConnectionState = "ok" | "waiting" | "lost";

export interface ConnectionNews {
  state: ConnectionState;
  /** What the page says about it, in its language; empty where all is well. */
  text: string;
}

const EVENT = "portwidgets:connection";

// Each widget may be a module of its own; what they know together lives with the page.
const page = globalThis as unknown as Record<symbol, ConnectionState | undefined>;
const NOW = Symbol.for("portwidgets.connection");

/** How it stands now. */
export function connection(): ConnectionState {
  return page[NOW] ?? "ok";
}

/** Tell all widgets; "ok" again means that what was sent before may be lost. */
export function tellConnection(news: ConnectionNews): void {
  page[NOW] = news.state;
  window.dispatchEvent(new CustomEvent(EVENT, { detail: news }));
}

/** Call `listener` on each change, until `signal` is aborted. */
export function onConnection(listener: (news: ConnectionNews) => void, signal: AbortSignal): void {
  const hear = (event: Event): void => listener((event as CustomEvent<ConnectionNews>).detail);
  window.addEventListener(EVENT, hear, { signal });
}
