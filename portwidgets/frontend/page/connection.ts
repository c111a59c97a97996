/** The page's line to its kernel: notices within five seconds when it is cut, and mends it. */

import type { Page } from "./config.ts";
import { earlyLine, openLine, sessionOf } from "./line.ts";
import { decode, encode, newId, type Message } from "./message.ts";
import type { Status } from "./status.ts";

// Together under four seconds: a page that is busy itself needs some of its five.
const TICK_MS = 200;
const QUIET_MS = 1400; // so long without a word: ask for a sign of life
const UNANSWERED_MS = 1000; // so long without one: ask the server itself
const PROBE_MS = 1000;
const OPENING_MS = 4000;
const LEFT = 4000; // tells the server that the page goes, and not only its line

export class Connection {
  readonly #page: Page;
  readonly #status: Status;
  #session = newId();
  #socket: WebSocket | null = null;
  #unsent: ArrayBuffer[] = [];
  #openedAt = 0;
  #heardAt = 0;
  #askedAt = 0;
  #probing = false;
  #wasOpen = false;
  #over = false;
  #receive: (message: Message) => void = () => undefined;
  #connected: () => void = () => undefined;

  constructor(page: Page, status: Status) {
    this.#page = page;
    this.#status = status;
  }

  /** Connect; `connected` is called each time that contact is made. */
  open(receive: (message: Message) => void, connected: () => void): void {
    this.#receive = receive;
    this.#connected = connected;
    this.#connect();
    setInterval(() => this.#look(), TICK_MS);
    document.addEventListener("visibilitychange", () => this.#look());
    addEventListener("pagehide", () => this.#close());
    // A page taken out of the browser's memory has lost its kernel.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  /** Send on the shell channel, now or when there is contact; returns the message's id. */
  send(
    type: string,
    content: Record<string, unknown>,
    buffers: readonly ArrayBufferView[] = [],
    channel = "shell",
  ): string {
    const id = newId();
    const whole = encode({ channel, type, id, session: this.#session, content, buffers });
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(whole);
    else this.#unsent.push(whole);
    return id;
  }

  #connect(): void {
    const early = earlyLine();
    if (early) this.#session = sessionOf(early);
    const address = `${this.#page.base}api/kernels/${this.#page.kernel}/channels`;
    const socket = early ?? openLine(address, this.#session);
    this.#socket?.close();
    this.#socket = socket;
    this.#openedAt = performance.now();
    socket.onopen = () => this.#onOpen(socket);
    socket.onmessage = ({ data }) => this.#onMessage(socket, data as ArrayBuffer);
    socket.onclose = () => {
      if (socket === this.#socket) void this.#probe();
    };
    if (socket.readyState === WebSocket.OPEN) queueMicrotask(() => this.#onOpen(socket));
  }

  #onOpen(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#sign();
    // First what the page wants to know, then what it wants: an answer never overtakes a click.
    const waiting = this.#unsent;
    this.#unsent = [];
    this.#connected();
    for (const message of waiting) socket.send(message);
    if (this.#wasOpen) this.#status.again();
    this.#wasOpen = true;
  }

  #onMessage(socket: WebSocket, data: ArrayBuffer): void {
    if (socket !== this.#socket) return;
    this.#heard();
    const message = decode(data);
    const state = message.type === "status" ? message.content["execution_state"] : "";
    if (state === "dead" || state === "restarting") this.#lose();
    else this.#receive(message);
  }

  #heard(): void {
    this.#sign();
    this.#status.ok();
  }

  #sign(): void {
    this.#heardAt = performance.now();
    this.#askedAt = 0;
  }

  /** Ask for a sign of life where it has been quiet; the control channel answers a busy kernel's. */
  #look(): void {
    if (this.#over || document.hidden) return;
    const now = performance.now();
    const isOpen = this.#socket?.readyState === WebSocket.OPEN;
    if (!isOpen) {
      if (now - this.#openedAt > OPENING_MS) void this.#probe();
    } else if (this.#askedAt) {
      if (now - this.#askedAt > UNANSWERED_MS) void this.#probe();
    } else if (now - this.#heardAt > QUIET_MS) {
      this.#askedAt = now;
      // Of no kind: no answer is shorter.
      this.send("comm_info_request", { target_name: "none" }, [], "control");
    }
  }

  /** Ask the server whether the kernel is there, then connect anew, wait or give up. */
  async #probe(): Promise<void> {
    if (this.#probing || this.#over) return;
    this.#probing = true;
    const answer = await this.#askServer();
    this.#probing = false;
    if (this.#over) return;
    if (answer === "gone") this.#lose();
    else if (answer === "silent") this.#waitAndTryAgain();
    else this.#reconnect();
  }

  async #askServer(): Promise<"there" | "gone" | "silent"> {
    const address = `${this.#page.base}api/kernels/${this.#page.kernel}`;
    try {
      const answer = await fetch(address, {
        cache: "no-store",
        redirect: "manual", // to the login: the server was started anew
        signal: AbortSignal.timeout(PROBE_MS),
      });
      if (answer.ok) return "there";
      return answer.status >= 500 ? "silent" : "gone";
    } catch {
      return "silent";
    }
  }

  #reconnect(): void {
    const isOpen = this.#socket?.readyState === WebSocket.OPEN;
    const isHalfOpen = isOpen && this.#askedAt > 0;
    const isStuck = !isOpen && performance.now() - this.#openedAt > OPENING_MS;
    if (isStuck) this.#status.waiting();
    if (isHalfOpen || isStuck || this.#socket?.readyState === WebSocket.CLOSED) {
      this.#askedAt = 0;
      this.#connect();
    }
  }

  #waitAndTryAgain(): void {
    this.#status.waiting();
    setTimeout(() => void this.#probe(), 1000);
  }

  #lose(): void {
    this.#over = true;
    this.#socket?.close();
    this.#status.lost();
  }

  /** The page goes: its kernel ends with it. */
  #close(): void {
    this.#over = true;
    const body = new URLSearchParams({ _xsrf: this.#xsrf() });
    navigator.sendBeacon(`${this.#page.base}voila/api/shutdown/${this.#page.kernel}`, body);
    this.#socket?.close(LEFT); // Firefox does not send each beacon of a page that goes
  }

  /** The value of the XSRF cookie as it is now: another page may have renewed it. */
  #xsrf(): string {
    const cookies = document.cookie.split("; ").map((each) => each.split("="));
    const name = this.#page.xsrfCookie;
    return cookies.filter(([key]) => key === name).at(-1)?.[1] ?? "";
  }
}
