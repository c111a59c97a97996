/** One view of the checklist. What is folded, filtered and being typed is the view's own. */

import { arrange, el, fill, setAttributes, setText } from "../lib/dom";
import { Head } from "./head";
import type { ChecklistModel, Filter } from "./model";
import { printChecklist } from "./print";
import { SectionCard } from "./section";

export class PanelView {
  readonly root: HTMLElement;
  readonly #model: ChecklistModel;
  readonly #unsubscribe: () => void;
  readonly #head: Head;
  readonly #cards = new Map<string, SectionCard>();
  readonly #sections = el("div", { class: "pw-sections" });
  readonly #none = el("p", { class: "pw-card pw-none", hidden: true });
  readonly #problems = el("details", { class: "pw-card pw-problems" });
  readonly #problemsTitle = el("summary");
  readonly #problemsList = el("dl");
  /** What a screen reader hears of: refusals, steps that came and went. */
  readonly #news = el("div", { class: "pw-unseen", role: "status", "aria-live": "polite" });
  readonly #frame: HTMLElement;
  #filter: Filter = "all";

  constructor(model: ChecklistModel) {
    this.#model = model;
    this.#head = new Head(model, {
      filter: (filter) => this.#choose(filter),
      goTo: (item) => this.#goTo(item),
      print: () => printChecklist(model),
    });
    this.#problems.append(this.#problemsTitle, this.#problemsList);
    this.#frame = el(
      "div",
      { class: "pw-checklist-frame" },
      this.#head.root,
      this.#none,
      this.#sections,
      this.#problems,
      this.#news,
    );
    this.root = el(
      "div",
      {
        class: "pw pw-checklist",
        role: "group",
        // JupyterLab's one-letter commands act on the cell below a button that has the focus.
        "data-lm-suppress-shortcuts": "true",
      },
      this.#frame,
    );
    this.#unsubscribe = model.subscribe((news) => this.#update(news));
    this.#update("");
  }

  close(): void {
    this.#unsubscribe();
    this.root.remove();
  }

  #choose(filter: Filter): void {
    this.#filter = filter;
    // What was asked for is shown, wherever it stands.
    if (filter !== "all") for (const card of this.#cards.values()) card.fold(false);
    this.#update("");
  }

  #goTo(item: string): void {
    if (!this.#model.passes(item, this.#filter)) this.#choose("all");
    for (const card of this.#cards.values()) if (card.has(item)) card.focus(item);
  }

  #update(news: string): void {
    const { say, state, language } = this.#model;
    const root = this.root.getRootNode() as Document | ShadowRoot;
    const focused = root.activeElement?.closest("[data-item]") ?? null;
    setAttributes(this.root, { "aria-label": say("checklist"), lang: language });
    this.#head.update(this.#filter);
    let some = false;
    for (const section of state.sections) {
      const card = this.#cards.get(section.id) ?? new SectionCard(this.#model, section.id);
      this.#cards.set(section.id, card);
      some = card.update(section, this.#filter) || some;
    }
    arrange(this.#sections, state.sections.flatMap(({ id }) => this.#cards.get(id)?.root ?? []));
    this.#sections.hidden = !some && this.#filter !== "all";
    this.#none.hidden = !this.#sections.hidden;
    setText(this.#none, some ? "" : this.#nothing());
    this.#updateProblems();
    if (focused instanceof HTMLElement && this.root.contains(focused)) this.#keepFocus(focused);
    if (news) setText(this.#news, news);
  }

  #nothing(): string {
    if (this.#filter === "all") return "";
    return this.#model.say(`none_${this.#filter}`, { user: this.#model.state.user });
  }

  /** A step that its tick took out of the filter hands the keyboard to the next one. */
  #keepFocus(row: HTMLElement): void {
    if (!row.hidden) return;
    const rows = [...this.root.querySelectorAll<HTMLElement>("[data-item]")];
    const at = rows.indexOf(row);
    const visible = (each: HTMLElement) => !each.hidden && !each.closest("[hidden]");
    const heir = rows.slice(at).find(visible) ?? rows.slice(0, at).reverse().find(visible);
    const control = heir?.querySelector<HTMLElement>("input:enabled, button");
    if (control) control.focus();
    else this.#head.focusFilter(this.#filter);
  }

  #updateProblems(): void {
    const { say, state } = this.#model;
    this.#problems.hidden = state.problems.length === 0;
    setText(this.#problemsTitle, say("problems"));
    const told = state.problems.flatMap(({ title, text }) => [el("dt", {}, title), el("dd", {}, text)]);
    const now = told.map((each) => each.textContent).join("\n");
    const shown = [...this.#problemsList.children].map((each) => each.textContent).join("\n");
    if (now !== shown) fill(this.#problemsList, ...told);
  }
}
