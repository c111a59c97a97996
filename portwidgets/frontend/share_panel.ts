/** The dialog "Share": makes a link that opens the project to read, shows it once, closes others. */

import { ask } from "./lib/ask";
import { copyText } from "./lib/clipboard";
import { type Child, el, fill, setAttributes, setText, uniqueId } from "./lib/dom";
import { Panel, widgetOf } from "./lib/panel";
import type { Revised } from "./lib/store";
import { showMoment } from "./lib/texts";

interface OpenLink {
  id: string;
  by: string;
  made_at: string;
  ends_at: string;
}

interface State extends Revised {
  /** The project's. */
  title: string;
  /** How often the dialog was asked for. */
  opened: number;
  days: number;
  most_days: number;
  links: OpenLink[];
  /** Why the links cannot be listed; empty where they can. */
  problem: string;
}

const LANGUAGES = { da: "Dansk", en: "English" };

class SharePanel extends Panel<State> {
  readonly #root = el("div", { class: "pw pw-share", "data-lm-suppress-shortcuts": "true" });
  readonly #title = el("h2", { id: uniqueId("share") });
  readonly #about = el("p", { class: "pw-muted" });
  readonly #days = el("input", { class: "pw-field", id: uniqueId("days"), type: "number", min: 1, required: true });
  readonly #daysLabel = el("label", { for: this.#days.id });
  readonly #language = el("select", { class: "pw-field", id: uniqueId("language") });
  readonly #languageLabel = el("label", { for: this.#language.id });
  readonly #make = el("button", { class: "pw-button pw-primary" });
  readonly #refusal = el("p", { class: "pw-refusal", role: "alert" });
  readonly #link = el("input", { class: "pw-field", id: uniqueId("link"), readonly: true });
  readonly #linkLabel = el("label", { for: this.#link.id });
  readonly #copy = el("button", { type: "button", class: "pw-button" });
  readonly #madeAbout = el("p");
  readonly #made = el("div", { class: "pw-share-made", hidden: true });
  readonly #said = el("p", { class: "pw-share-said", role: "status" });
  readonly #heading = el("h3", { tabindex: -1 });
  readonly #list = el("ul", { class: "pw-share-links" });
  readonly #done = el("button", { type: "button", class: "pw-button" });
  readonly #dialog = el("dialog", { class: "pw-dialog pw-share-dialog", "aria-labelledby": this.#title.id });
  #opened = 0;
  /** The link that is shown: its name and its end; empty where none is. */
  #id = "";
  #ends = "";

  protected place(host: HTMLElement, gone: AbortSignal): void {
    const form = el(
      "form",
      {},
      el("div", { class: "pw-share-field" }, this.#daysLabel, this.#days),
      el("div", { class: "pw-share-field" }, this.#languageLabel, this.#language),
      this.#make,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#makeLink();
    });
    this.#made.append(this.#linkLabel, el("div", { class: "pw-share-line" }, this.#link, this.#copy), this.#madeAbout);
    this.#link.addEventListener("focus", () => this.#link.select());
    this.#copy.addEventListener("click", () => void this.#copyLink());
    this.#done.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => this.#forget());
    this.#dialog.append(
      this.#title,
      this.#about,
      form,
      this.#refusal,
      this.#made,
      this.#said,
      this.#heading,
      this.#list,
      el("div", { class: "pw-buttons" }, this.#done),
    );
    this.#root.append(this.#dialog);
    host.append(this.#root);
    gone.addEventListener("abort", () => this.#root.remove());
  }

  protected draw(): void {
    const texts: [Element, string][] = [
      [this.#title, this.say("title", { title: this.state.title })],
      [this.#about, this.say("about")],
      [this.#daysLabel, this.say("days")],
      [this.#languageLabel, this.say("page_language")],
      [this.#make, this.say("make")],
      [this.#linkLabel, this.say("link")],
      [this.#copy, this.say("copy")],
      [this.#heading, this.say("open_links")],
      [this.#done, this.say("done")],
    ];
    for (const [element, told] of texts) setText(element, told);
    setAttributes(this.#days, { max: this.state.most_days });
    const languages = Object.entries({ "": this.say("reader"), ...LANGUAGES });
    const chosen = this.#language.value;
    fill(this.#language, ...languages.map(([value, name]) => el("option", { value }, name)));
    this.#language.value = chosen;
    this.#drawMade();
    fill(this.#list, ...this.#links());
    if (this.state.opened !== this.#opened) this.#open();
  }

  /** Asked for once more: it opens, with what was chosen before forgotten. */
  #open(): void {
    this.#opened = this.state.opened;
    if (this.#dialog.open) return;
    this.#days.value = String(this.state.days);
    this.#language.value = "";
    // In the page at once, but shown only when the page has taken the view in.
    queueMicrotask(() => {
      if (!this.#dialog.isConnected || this.#dialog.open) return;
      this.#dialog.showModal();
      this.#days.select();
    });
  }

  /** The link is shown once: a closed dialog keeps nothing of it. */
  #forget(): void {
    this.#link.value = this.#id = this.#ends = "";
    setText(this.#said, "");
    setText(this.#refusal, "");
    this.#drawMade();
  }

  async #makeLink(): Promise<void> {
    const answer = await this.intents.send("make", { days: this.#days.valueAsNumber });
    setText(this.#refusal, answer.ok ? "" : answer.text);
    setText(this.#said, "");
    if (!answer.ok || !this.#dialog.open) return;
    // As the browser reaches the server is how others do, also behind a proxy.
    const address = new URL(String(answer["address"]), location.href);
    if (this.#language.value) address.searchParams.set("language", this.#language.value);
    this.#link.value = address.href;
    this.#id = String(answer["id"]);
    this.#ends = String(answer["ends_at"]);
    this.#drawMade();
    this.#copy.focus();
  }

  #drawMade(): void {
    this.#made.hidden = !this.#ends;
    if (!this.#ends) return;
    const told = [this.say("made", { date: this.#moment(this.#ends) })];
    if (isThisMachine(location.hostname)) told.push(this.say("local"));
    setText(this.#madeAbout, told.join(" "));
  }

  async #copyLink(): Promise<void> {
    const copied = await copyText(Promise.resolve(this.#link.value), this.#dialog);
    setText(this.#said, this.say(copied ? "copied" : "not_copied"));
    if (!copied) this.#link.focus();
  }

  #links(): Child[] {
    const { links, problem } = this.state;
    if (problem) return [el("li", { class: "pw-refusal" }, problem)];
    if (!links.length) return [el("li", { class: "pw-muted" }, this.say("none"))];
    return links.map(({ id, by, made_at, ends_at }) => {
      const until = this.#moment(ends_at);
      const which = { type: "button", class: "pw-button", "aria-label": this.say("revoke_which", { date: until }) };
      const close = el("button", { ...which, onclick: () => void this.#revoke(id) }, this.say("revoke"));
      const made = this.say("by", { date: this.#moment(made_at), name: by });
      return el(
        "li",
        {},
        el("div", {}, el("span", {}, this.say("until", { date: until })), " ", el("small", { class: "pw-muted" }, made)),
        close,
      );
    });
  }

  async #revoke(id: string): Promise<void> {
    const sure = await ask(this.#root, {
      title: this.say("revoke_title"),
      body: [el("p", {}, this.say("revoke_hint"))],
      buttons: [
        { label: this.say("keep"), value: false },
        { label: this.say("revoke"), value: true, primary: true, danger: true },
      ],
      otherwise: false,
    });
    if (!sure) return;
    const answer = await this.intents.send("revoke", { id });
    if (answer.ok && id === this.#id) this.#forget();
    setText(this.#refusal, answer.ok ? "" : answer.text);
    setText(this.#said, answer.ok ? this.say("revoked") : "");
    this.#heading.focus(); // its button is gone
  }

  #moment(iso: string): string {
    return showMoment(iso, this.language);
  }
}

function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

export default widgetOf(SharePanel);
