/** What the server wrote into the page: the kernel, the addresses, the texts, the widgets' state. */

import type { Texts } from "../lib/texts.ts";

/** A binary value that JSON cannot hold, and where in the state it belongs. */
export interface EmbeddedBuffer {
  path: (string | number)[];
  data: string;
  encoding: string;
}

/** What Python says to a widget before it asks; its buffers in base64. */
export interface EmbeddedMessage {
  content: unknown;
  buffers: string[];
}

export interface EmbeddedModel {
  state: Record<string, unknown>;
  buffers?: EmbeddedBuffer[];
  messages?: EmbeddedMessage[];
}

export interface Page {
  kernel: string;
  base: string;
  /** Our built files' addresses by name; empty where the widgets bring their scripts themselves. */
  files: Record<string, string>;
  /** Of them those that only one page of a project needs, by its name. */
  beside: Record<string, string[]>;
  texts: Texts;
  xsrfCookie: string;
}

export interface Shown {
  models: Record<string, EmbeddedModel>;
  /** Whether the widgets show what the address asks for: the server told Python before. */
  isGreeted: boolean;
}

export function readPage(): Page {
  const read = parse("pw-page") as Partial<Page> & { texts?: Record<string, Texts> };
  const language = pageLanguage();
  return {
    kernel: read.kernel ?? "",
    base: read.base ?? "/",
    files: read.files ?? {},
    beside: read.beside ?? {},
    xsrfCookie: read.xsrfCookie ?? "_xsrf",
    texts: read.texts?.[language] ?? {},
  };
}

export function readShown(): Shown {
  const read = parse("pw-state") as { models?: Shown["models"]; greeted?: boolean };
  return { models: read.models ?? {}, isGreeted: read.greeted ?? false };
}

/** The server chose it by what the browser prefers; where it could not, we do. */
function pageLanguage(): string {
  const root = document.documentElement;
  if (!root.hasAttribute("data-pw-language")) {
    const known = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
    root.lang = known.find((tag) => tag === "da" || tag === "en") ?? "en";
  }
  return root.lang;
}

function parse(id: string): object {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as object) : {};
}
