/** A masked field for a PIN or passcode: entered hidden, shown on request for a short while. */

import { el, fill, setText, uniqueId } from "./dom";
import type { Intents } from "./intents";
import type { Say } from "./texts";

/** Which secret a field is for. */
export interface SecretPlace {
  table: "accounts" | "numbers";
  row: string;
  name: "port_out_pin" | "passcode";
}

const DOTS = "••••••";
const SHOWN_FOR_MS = 30_000;

/** Made for one place; its owner tells it by `update` whether a secret is kept there. */
export class SecretField {
  readonly root: HTMLElement;
  readonly #place: SecretPlace;
  readonly #say: Say;
  readonly #intents: Pick<Intents, "send">;
  readonly #body = el("div", { class: "pw-secret-body" });
  readonly #status = el("p", { class: "pw-secret-status", role: "status" });
  readonly #label: string;
  readonly #gone = new AbortController();
  #kept = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(place: SecretPlace, say: Say, intents: Pick<Intents, "send">) {
    this.#place = place;
    this.#say = say;
    this.#intents = intents;
    this.#label = uniqueId("secret");
    const label = el("span", { class: "pw-secret-label", id: this.#label }, say(`secret.${place.name}`));
    this.root = el(
      "div",
      { class: "pw-secret", role: "group", "aria-labelledby": this.#label },
      label,
      this.#body,
      this.#status,
    );
    // Whoever comes to the screen later shall not find it there.
    const hide = () => document.hidden && this.#timer !== undefined && this.#rest();
    document.addEventListener("visibilitychange", hide, { signal: this.#gone.signal });
    this.#rest();
  }

  /** Say whether a secret is kept; what a person is typing or looking at stays. */
  update(kept: boolean): void {
    if (kept === this.#kept) return;
    this.#kept = kept;
    if (!this.#typed && this.#timer === undefined) this.#rest();
  }

  /** The field goes; nothing of the secret stays in the page. */
  close(): void {
    clearTimeout(this.#timer);
    this.#gone.abort();
    this.root.remove();
    fill(this.#body);
  }

  get #typed(): string {
    return this.#body.querySelector("input")?.value ?? "";
  }

  /** Dots where one is kept, else the empty field. */
  #rest(): void {
    const focused = this.#body.contains(this.#focused());
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#kept) return this.#edit(focused);
    const show = this.#button("show", () => void this.#show());
    show.title = this.#say("secret.show_hint");
    const dots = el("span", { class: "pw-secret-value", role: "img", "aria-label": this.#say("secret.kept") }, DOTS);
    fill(this.#body, dots, show, this.#button("change", () => this.#edit(true)));
    if (focused) show.focus({ preventScroll: true });
  }

  #edit(focus: boolean): void {
    const input = el("input", {
      class: "pw-field pw-secret-input",
      type: "password",
      "aria-labelledby": this.#label,
      placeholder: this.#say("secret.enter"),
      maxlength: 200,
      spellcheck: "false",
      autocapitalize: "off",
      // It is the carrier's, not one of this site: password managers shall leave it alone.
      autocomplete: "one-time-code",
      "data-1p-ignore": true,
      "data-lpignore": "true",
      "data-form-type": "other",
      onkeydown: (event: KeyboardEvent) => this.#key(event),
    });
    const save = this.#button("save", () => void this.#save());
    const extra = this.#kept
      ? [this.#button("delete", () => void this.#delete()), this.#button("cancel", () => this.#cancel())]
      : [];
    fill(this.#body, input, save, ...extra);
    if (focus) input.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Enter") void this.#save();
    else if (event.key === "Escape" && (this.#kept || this.#typed)) this.#cancel();
    else return;
    event.preventDefault(); // a dialog around would close
    event.stopPropagation();
  }

  #cancel(): void {
    fill(this.#status);
    const input = this.#body.querySelector("input");
    if (input) input.value = "";
    this.#rest();
  }

  async #save(): Promise<void> {
    const value = this.#typed;
    if (!value) return;
    // As a buffer: what stands in a message's text may be logged on the way.
    const buffers = [new TextEncoder().encode(value)];
    if (await this.#ask("set_secret", "saved", buffers)) this.#settle(true);
  }

  async #delete(): Promise<void> {
    if (await this.#ask("delete_secret", "deleted")) this.#settle(false);
  }

  #settle(kept: boolean): void {
    this.#kept = kept;
    const input = this.#body.querySelector("input");
    if (input) input.value = "";
    this.#rest();
  }

  async #show(): Promise<void> {
    const answer = await this.#intents.send("show_secret", { ...this.#place }, { saves: false });
    const [buffer] = answer.buffers;
    if (!answer.ok || !buffer) {
      setText(this.#status, answer.ok ? "" : answer.text);
      return;
    }
    if (this.#gone.signal.aborted) return;
    const value = el("output", { class: "pw-secret-value" }, new TextDecoder().decode(buffer));
    const hide = this.#button("hide", () => this.#rest());
    fill(this.#body, value, hide);
    hide.focus({ preventScroll: true });
    this.#timer = setTimeout(() => this.#rest(), SHOWN_FOR_MS);
  }

  /** Send an intent and say what came of it. */
  async #ask(intent: string, done: string, buffers: ArrayBufferView[] = []): Promise<boolean> {
    const answer = await this.#intents.send(intent, { ...this.#place }, { buffers });
    setText(this.#status, answer.ok ? this.#say(`secret.${done}`) : answer.text);
    this.#status.classList.toggle("pw-refusal", !answer.ok);
    return answer.ok;
  }

  #button(key: string, act: () => void): HTMLButtonElement {
    return el("button", { type: "button", class: "pw-button", onclick: act }, this.#say(`secret.${key}`));
  }

  #focused(): Element | null {
    return (this.root.getRootNode() as Document | ShadowRoot).activeElement;
  }
}
