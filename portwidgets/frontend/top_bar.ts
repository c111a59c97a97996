/** The bar above the dashboard: where we are, what is saved, language, colours and who works. */

import type { AnyModel } from "@anywidget/types";
import { type Address, readAddress, showAddress } from "./lib/address";
import { connection, onConnection } from "./lib/connection";
import { el, fill, setAttributes, setText, uniqueId } from "./lib/dom";
import { REMADE, type Remade } from "./lib/kept";
import { onSaving, saving, type Intents, type Saving } from "./lib/intents";
import { Panel, widgetOf } from "./lib/panel";
import type { Revised, Store } from "./lib/store";
import { text, type Texts } from "./lib/texts";
import { tellServer } from "./lib/cookie";
import { nextTheme, ownsPage, rememberTheme, theme } from "./lib/theme";

interface State extends Revised {
  /** The open project, or null at the list of projects. */
  project: { name: string; title: string } | null;
  page: string;
  pages: string[];
  user: string;
  /** False where the server knows the user, so that nobody can take another's name. */
  asks_user: boolean;
  throwaway: boolean;
  /** Whether the server answers links that open the project to read. */
  can_share: boolean;
  /** What is wrong with the project's files; while anything is, it can only be read. */
  damage: string[];
  /** Whether Python can mend that. */
  repairable: boolean;
  /** Whether Python knows the page's address. */
  greeted: boolean;
}

const NAME = "portwidgets.name";
/** Set once the person was asked and said "later". */
const ASKED = "portwidgets.name-asked";
const LANGUAGE = "portwidgets.language";
/** For the server, which makes what is read before the widgets are drawn. */
const LANGUAGE_COOKIE = "portwidgets-language";

function start(model: AnyModel, store: Store<State>, intents: Intents, gone: AbortSignal): void {
  const hello = greeting();
  // A page's server said it before, all but what only the browser knows.
  const isSaid = ownsPage() && store.state.greeted && !hello.user && !hello.language;
  if (!isSaid) void intents.send("hello", { ...hello }, { saves: false });
  if (!ownsPage()) return;
  window.addEventListener("popstate", () => void follow(intents, readAddress()), { signal: gone });
  store.subscribe(() => {
    // Before Python heard the address, its state says nothing about this page.
    if (store.state.greeted) showAddress(addressOf(store.state), titleOf(model, store.state));
  });
}

interface Greeting extends Address {
  user: string;
  language: string;
  browser_language: string;
}

function greeting(): Greeting {
  return {
    ...readAddress(),
    user: localStorage.getItem(NAME) ?? "",
    language: localStorage.getItem(LANGUAGE) ?? "",
    browser_language: navigator.language.slice(0, 2),
  };
}

function addressOf(state: State): Address {
  return { project: state.project?.name ?? "", page: state.project ? state.page : "" };
}

function titleOf(model: AnyModel, state: State): string {
  const product = text(model.get("_texts") as Texts, "product");
  return state.project ? `${state.project.title} – ${product}` : product;
}

function follow(intents: Intents, address: Address): Promise<unknown> {
  return intents.send("go", { ...address }, { saves: false });
}

class TopBar extends Panel<State> {
  readonly #brand = el("a", { class: "pw-brand", href: "?" });
  readonly #title = el("span", { class: "pw-project", "aria-current": "page" });
  readonly #pages = el("nav", { class: "pw-pages" });
  readonly #saved = el("span", { class: "pw-saved", role: "status" });
  readonly #user = el("button", { type: "button", class: "pw-button pw-quiet pw-user" });
  readonly #share = el("button", { type: "button", class: "pw-button pw-quiet pw-share-open", "aria-haspopup": "dialog" });
  readonly #languages = el("div", { class: "pw-languages", role: "group" });
  readonly #theme = el("button", { type: "button", class: "pw-button pw-quiet pw-theme" });
  readonly #note = el("p", { class: "pw-note", role: "note" });
  readonly #remade = el("div", { class: "pw-remade", role: "status" });
  readonly #damage = el("div", { class: "pw-damage", role: "alert" });
  readonly #question = el("div", { class: "pw-question", role: "group", hidden: true });
  readonly #dialog = el("dialog", { class: "pw-dialog" });

  protected place(host: HTMLElement, gone: AbortSignal): void {
    this.#theme.addEventListener("click", () => {
      rememberTheme(nextTheme());
      this.draw();
    });
    this.#theme.hidden = !ownsPage();
    this.#user.addEventListener("click", () => this.#askName());
    this.#share.addEventListener("click", () => void this.#openShare());
    this.#brand.addEventListener("click", (event) => this.#visit(event, { project: "", page: "" }));
    const tools = el("div", { class: "pw-tools" }, this.#saved, this.#share, this.#user, this.#languages, this.#theme);
    const where = el("div", { class: "pw-where" }, this.#brand, this.#title);
    host.append(
      el(
        "header",
        { class: "pw pw-top-bar" },
        el("div", { class: "pw-line" }, where, tools),
        this.#note,
        this.#remade,
        this.#damage,
        this.#pages,
        this.#question,
        this.#dialog,
      ),
    );
    const remade = (event: Event): void => this.#drawRemade((event as CustomEvent<Remade>).detail);
    window.addEventListener(REMADE, remade, { signal: gone });
    onSaving((now) => this.#drawSaved(now), gone);
    onConnection(() => this.#drawSaved(saving()), gone);
  }

  protected draw(): void {
    const { project, user, asks_user, throwaway } = this.state;
    setText(this.#brand, this.say(project ? "projects" : "product"));
    setText(this.#title, project?.title ?? "");
    this.#title.hidden = !project;
    this.#drawPages();
    this.#drawSaved(saving());
    setText(this.#share, this.say("share"));
    setAttributes(this.#share, { title: this.say("share_hint"), hidden: !this.state.can_share });
    const named = this.say("working_as", { name: user });
    fill(this.#user, el("span", {}, user || this.say("name_none")));
    setAttributes(this.#user, {
      "aria-label": user ? named : this.say("name_none"),
      title: user ? named : this.say("name_ask"),
      disabled: !asks_user,
    });
    this.#drawLanguages();
    setText(this.#theme, { light: "☀", dark: "☾", auto: "◐" }[theme()]);
    setAttributes(this.#theme, {
      "aria-label": this.say(`theme_${theme()}`),
      title: this.say(`theme_${theme()}`),
    });
    setText(this.#note, throwaway ? this.say("throwaway") : "");
    this.#note.hidden = !throwaway;
    this.#drawDamage();
    this.#drawQuestion();
  }

  /** Say what became of entries that waited for a fresh kernel. */
  #drawRemade({ saved, refused }: Remade): void {
    const lines = refused.map(({ wrote, text: why }) =>
      el("p", {}, this.say("remade_refused", { wrote, why })),
    );
    fill(this.#remade, saved > 0 && el("p", {}, this.say("remade", { count: saved })), ...lines);
  }

  /** Say which files cannot be read, and offer to mend them. */
  #drawDamage(): void {
    const { damage, repairable } = this.state;
    this.#damage.hidden = damage.length === 0;
    const mend = el(
      "button",
      { type: "button", class: "pw-button", onclick: () => void this.#repair() },
      this.say("damage_repair"),
    );
    fill(
      this.#damage,
      el("strong", {}, this.say("damage_title")),
      ...damage.map((text) => el("p", {}, text)),
      repairable && mend,
    );
  }

  async #repair(): Promise<void> {
    const answer = await this.intents.send("repair");
    if (!answer.ok) this.#damage.append(el("p", {}, answer.text));
  }

  async #openShare(): Promise<void> {
    const answer = await this.intents.send("share", {}, { saves: false });
    if (!answer.ok) fill(this.#remade, el("p", {}, answer.text));
  }

  /** Ask once who works here, as soon as there is something to change. */
  #drawQuestion(): void {
    const { project, user, asks_user } = this.state;
    const asks = project !== null && !user && asks_user && localStorage.getItem(ASKED) === null;
    this.#question.hidden = !asks;
    setAttributes(this.#question, { "aria-label": this.say("name_label") });
    const later = (): void => {
      localStorage.setItem(ASKED, "later");
      this.#drawQuestion();
    };
    const button = (key: string, look: string, act: () => void): HTMLElement =>
      el("button", { type: "button", class: `pw-button ${look}`, onclick: act }, this.say(key));
    fill(
      this.#question,
      el("span", {}, this.say("name_ask")),
      button("name_none", "", () => this.#askName()),
      button("name_later", "pw-quiet", later),
    );
  }

  #drawPages(): void {
    const { project, page, pages } = this.state;
    this.#pages.hidden = !project;
    setAttributes(this.#pages, { "aria-label": this.say("pages") });
    if (!project) return;
    const links = pages.map((name) => {
      const address = { project: project.name, page: name };
      const query = new URLSearchParams(address).toString();
      return el(
        "a",
        {
          href: `?${query}`,
          "aria-current": name === page ? "page" : null,
          onclick: (event: Event) => this.#visit(event as MouseEvent, address),
        },
        this.say(`page_${name}`),
      );
    });
    const focused = [...this.#pages.children].indexOf(document.activeElement as Element);
    fill(this.#pages, ...links);
    links[focused]?.focus();
  }

  #drawSaved({ pending, failed }: Saving): void {
    const isCut = connection() !== "ok";
    const isUnsaved = failed > 0 || (isCut && pending > 0);
    const state = isUnsaved ? "unsaved" : isCut ? "no_connection" : pending ? "saving" : "saved";
    setAttributes(this.#saved, { "data-state": state });
    setText(this.#saved, this.say(state));
  }

  #drawLanguages(): void {
    const chosen = this.language;
    setAttributes(this.#languages, { "aria-label": this.say("language") });
    if (this.#languages.childElementCount === 0) {
      const names = { da: "Dansk", en: "English" };
      fill(
        this.#languages,
        ...Object.entries(names).map(([code, name]) =>
          el(
            "button",
            {
              type: "button",
              class: "pw-button pw-quiet",
              lang: code,
              title: name,
              "data-language": code,
              onclick: () => this.#choose(code),
            },
            code.toUpperCase(),
            el("span", { class: "pw-unseen" }, ` ${name}`),
          ),
        ),
      );
    }
    for (const button of this.#languages.querySelectorAll<HTMLElement>("button")) {
      setAttributes(button, { "aria-pressed": String(button.dataset["language"] === chosen) });
    }
  }

  #choose(language: string): void {
    localStorage.setItem(LANGUAGE, language);
    if (ownsPage()) tellServer(LANGUAGE_COOKIE, language);
    void this.intents.send("language", { language }, { saves: false });
  }

  /** Follow a link inside the page; with a modifier key the browser opens its own tab. */
  #visit(event: MouseEvent, address: Address): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void follow(this.intents, address);
  }

  #askName(): void {
    const id = uniqueId("name");
    const field = el("input", {
      id,
      class: "pw-field",
      type: "text",
      maxlength: 80,
      autocomplete: "name",
      value: this.state.user,
    });
    const label = el("label", { for: id }, this.say("name_label"));
    const cancel = el(
      "button",
      { type: "button", class: "pw-button", onclick: () => this.#dialog.close() },
      this.say("cancel"),
    );
    const save = el("button", { class: "pw-button pw-primary" }, this.say("name_save"));
    const form = el(
      "form",
      { method: "dialog" },
      el("p", {}, this.say("name_ask")),
      label,
      field,
      el("div", { class: "pw-buttons" }, cancel, save),
    );
    form.addEventListener("submit", () => {
      const user = field.value.trim();
      if (!user) return;
      localStorage.setItem(NAME, user);
      void this.intents.send("user", { user }, { saves: false });
    });
    setAttributes(this.#dialog, { "aria-label": this.say("name_label") });
    fill(this.#dialog, form);
    this.#dialog.showModal();
    field.select();
  }
}

export default widgetOf(TopBar, start);
