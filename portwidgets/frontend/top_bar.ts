/** The bar above the dashboard: where we are, what is saved, language, colours and who works. */

import type { AnyModel } from "@anywidget/types";
import { type Address, readAddress, showAddress } from "./lib/address";
import { el, fill, setAttributes, setText } from "./lib/dom";
import { onRemade, type Remade } from "./lib/kept";
import type { Intents } from "./lib/intents";
import { Panel, widgetOf } from "./lib/panel";
import { SavedSign } from "./lib/saved_sign";
import type { Revised, Store } from "./lib/store";
import { text, type Texts } from "./lib/texts";
import { tellServer } from "./lib/cookie";
import { nextTheme, ownsPage, rememberTheme, theme } from "./lib/theme";
import { Damage } from "./top_bar/damage";
import { NameQuestion, rememberedName } from "./top_bar/name_question";

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

const LANGUAGE = "portwidgets.language";
/** For the server, which makes what is read before the widgets are drawn. */
const LANGUAGE_COOKIE = "portwidgets-language";

function start(model: AnyModel, store: Store<State>, intents: Intents, gone: AbortSignal): void {
  const hello = greeting();
  // A page's server said it before, all but what only the browser knows.
  const isSaid = ownsPage() && store.state.greeted && !hello.user && !hello.language;
  if (!isSaid) void intents.send("hello", { ...hello }, { saves: false });
  if (!ownsPage()) return;
  signEarly(model, gone);
  window.addEventListener("popstate", () => void follow(intents, readAddress()), { signal: gone });
  store.subscribe(() => {
    // Before Python heard the address, its state says nothing about this page.
    if (store.state.greeted) showAddress(addressOf(store.state), titleOf(model, store.state));
  });
}

/** What is ticked before the bar is drawn is answered where the bar will be. */
function signEarly(model: AnyModel, gone: AbortSignal): void {
  const header = document.querySelector("#pw-readable header");
  if (!header) return;
  const sign = new SavedSign((key) => text(model.get("_texts") as Texts, key));
  header.append(sign.root);
  sign.follow(gone);
}

interface Greeting extends Address {
  user: string;
  language: string;
  browser_language: string;
}

function greeting(): Greeting {
  return {
    ...readAddress(),
    user: rememberedName(),
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
  readonly #saved = new SavedSign((key) => this.say(key));
  readonly #user = el("button", { type: "button", class: "pw-button pw-quiet pw-user" });
  readonly #share = el("button", { type: "button", class: "pw-button pw-quiet pw-share-open", "aria-haspopup": "dialog" });
  readonly #languages = el("div", { class: "pw-languages", role: "group" });
  readonly #theme = el("button", { type: "button", class: "pw-button pw-quiet pw-theme" });
  readonly #note = el("p", { class: "pw-note", role: "note" });
  readonly #remade = el("div", { class: "pw-remade", role: "status" });
  readonly #damage = new Damage((key) => this.say(key), this.intents);
  readonly #question = new NameQuestion(
    (key) => this.say(key),
    (user) => void this.intents.send("user", { user }, { saves: false }),
  );

  protected place(host: HTMLElement, gone: AbortSignal): void {
    this.#theme.addEventListener("click", () => {
      rememberTheme(nextTheme());
      this.draw();
    });
    this.#theme.hidden = !ownsPage();
    this.#user.addEventListener("click", () => this.#question.ask());
    this.#share.addEventListener("click", () => void this.#openShare());
    this.#brand.addEventListener("click", (event) => this.#visit(event, { project: "", page: "" }));
    const tools = el("div", { class: "pw-tools" }, this.#saved.root, this.#share, this.#user, this.#languages, this.#theme);
    const where = el("div", { class: "pw-where" }, this.#brand, this.#title);
    host.append(
      el(
        "header",
        { class: "pw pw-top-bar" },
        el("div", { class: "pw-line" }, where, tools),
        this.#note,
        this.#remade,
        this.#damage.root,
        this.#pages,
        this.#question.root,
        this.#question.dialog,
      ),
    );
    onRemade((remade) => this.#drawRemade(remade), gone);
    this.#saved.follow(gone);
  }

  protected draw(): void {
    const { project, user, asks_user, throwaway, damage, repairable } = this.state;
    setText(this.#brand, this.say(project ? "projects" : "product"));
    setText(this.#title, project?.title ?? "");
    this.#title.hidden = !project;
    this.#drawPages();
    this.#saved.draw();
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
    this.#damage.draw(damage, repairable);
    this.#question.draw(user, project !== null && !user && asks_user);
  }

  /** Say what became of entries that waited for a fresh kernel. */
  #drawRemade({ saved, refused }: Remade): void {
    const lines = refused.map(({ wrote, text: why }) =>
      el("p", {}, this.say("remade_refused", { wrote, why })),
    );
    fill(this.#remade, saved > 0 && el("p", {}, this.say("remade", { count: saved })), ...lines);
  }

  async #openShare(): Promise<void> {
    const answer = await this.intents.send("share", {}, { saves: false });
    if (!answer.ok) fill(this.#remade, el("p", {}, answer.text));
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
}

export default widgetOf(TopBar, start);
