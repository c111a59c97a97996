/** Numbers out: choose what for and which, see what could not be taken and why, take the files. */

import { targetChoice } from "./export_panel/choices";
import type { ExportResult, ExportState, RefusedNumber } from "./export_panel/protocol";
import { copyText } from "./lib/clipboard";
import { el, fill, setText, uniqueId } from "./lib/dom";
import { fetchFile } from "./lib/download";
import { icon } from "./lib/icons";
import { keepingFocus } from "./lib/focus";
import { PagedList } from "./lib/paged_list";
import { widgetOf } from "./lib/panel";
import { StandIn } from "./lib/stand_in";
import type { Values } from "./lib/texts";

class ExportPanel extends StandIn<ExportState> {
  readonly #choices = el("div", { class: "pw-export-choices" });
  readonly #result = el("div", { class: "pw-card pw-export-result" });
  readonly #said = el("p", { class: "pw-export-said", role: "status" });

  protected override place(host: HTMLElement, gone: AbortSignal): void {
    this.root.classList.add("pw-export");
    this.root.append(el("div", { class: "pw-export-body" }, this.#choices, this.#result));
    super.place(host, gone);
  }

  protected draw(): void {
    keepingFocus(this.root, () => {
      this.drawHead();
      fill(this.#choices, ...this.#fields());
      this.#drawResult();
    });
  }

  // --- what for, and which -------------------------------------------------------------------

  #fields(): HTMLElement[] {
    const { targets, target } = this.state;
    const name = uniqueId("target");
    const group = (key: string, people: boolean) =>
      el(
        "fieldset",
        { class: "pw-targets" },
        el("legend", {}, this.say(key)),
        ...targets
          .filter(({ for_people }) => for_people === people)
          .map((each) =>
            targetChoice(each, {
              name,
              chosen: each.id === target,
              say: (key, values) => this.say(key, values),
              choose: () => this.#choose(each.id, this.state.scope),
            }),
          ),
      );
    return [this.#which(), this.#shortList(), group("for_people", true), group("for_carriers", false)];
  }

  /** The same choice for a narrow page, where a list of cards would hide what comes of it. */
  #shortList(): HTMLElement {
    const { targets, target, scope } = this.state;
    const id = uniqueId("short");
    const select = el("select", { class: "pw-field", id, "data-key": "short" });
    for (const [key, people] of [["for_people", true], ["for_carriers", false]] as const) {
      const options = targets
        .filter(({ for_people }) => for_people === people)
        .map((each) => el("option", { value: each.id }, each.label));
      select.append(el("optgroup", { label: this.say(key) }, ...options));
    }
    select.value = target;
    select.addEventListener("change", () => this.#choose(select.value, scope));
    return el("div", { class: "pw-which pw-short" }, el("label", { for: id }, this.say("what_for")), select);
  }

  #which(): HTMLElement {
    const { scopes, scope, target } = this.state;
    const id = uniqueId("scope");
    const select = el("select", { class: "pw-field", id, "data-key": "scope" });
    const groups = [...new Set(scopes.map(({ group }) => group))];
    for (const group of groups) {
      const options = scopes
        .filter((each) => each.group === group)
        .map((each) => el("option", { value: each.value }, this.say("scope", { label: each.label, count: each.count })));
      select.append(...(group ? [el("optgroup", { label: group }, ...options)] : options));
    }
    select.value = scope;
    select.addEventListener("change", () => this.#choose(target, select.value));
    return el("div", { class: "pw-which" }, el("label", { for: id }, this.say("which")), select);
  }

  #choose(target: string, scope: string): void {
    setText(this.#said, "");
    void this.#ask("choose", { target, scope });
  }

  async #ask(intent: string, fields: Record<string, unknown> = {}) {
    const answer = await this.intents.send(intent, fields, { saves: false });
    setText(this.refusal, answer.ok ? "" : answer.text);
    return answer;
  }

  // --- what came of it -----------------------------------------------------------------------

  #drawResult(): void {
    const { targets, target, preparing, error, result } = this.state;
    const chosen = targets.find(({ id }) => id === target);
    fill(
      this.#result,
      el("h3", {}, chosen?.label ?? ""),
      el("p", { class: "pw-muted" }, chosen?.hint ?? ""),
      error && el("p", { class: "pw-export-error", role: "alert" }, error),
      preparing && this.#preparing(),
      !preparing && !error && !result && this.#button("prepare", () => void this.#ask("prepare"), "pw-primary"),
      ...(result ? this.#made(result) : []),
      chosen?.sources.length ? this.#sources(chosen.sources) : null,
    );
  }

  #preparing(): HTMLElement {
    return el("p", { role: "status", class: "pw-export-preparing" }, this.say("preparing"));
  }

  #made(result: ExportResult): (HTMLElement | null)[] {
    const { files, notes, refused, can_copy } = result;
    const { targets, target } = this.state;
    const isForCopying = can_copy && targets.some(({ id, format, for_people }) => id === target && for_people && format === "txt");
    const copy = this.#button("copy", () => void this.#copy(), isForCopying ? "pw-primary" : "");
    copy.hidden = !can_copy;
    const facts = this.say("taken", { count: result.count });
    const list = files.length > 1 ? this.#files(result) : null;
    const download = files.length > 1 ? this.say("download_zip", { count: files.length }) : this.say("download");
    const take = this.#button("download", () => void this.#download(null), isForCopying ? "" : "pw-primary", download);
    return [
      el("p", { class: "pw-export-count" }, facts),
      notes.length ? el("ul", { class: "pw-export-notes" }, ...notes.map((note) => el("li", {}, note))) : null,
      files.length ? el("div", { class: "pw-buttons" }, ...(isForCopying ? [copy, take] : [take, copy])) : null,
      this.#said,
      list,
      refused ? this.#notTaken(refused) : null,
    ];
  }

  #files({ files }: ExportResult): HTMLElement {
    const size = new Intl.NumberFormat(this.language, { maximumFractionDigits: 1 });
    const lines = files.map((file, place) =>
      el(
        "li",
        {},
        el("button", { type: "button", class: "pw-link", onclick: () => void this.#download(place) }, file.name),
        el(
          "span",
          { class: "pw-muted" },
          this.say("file_facts", {
            count: file.count,
            kilobytes: size.format(Math.max(file.size / 1000, 0.1)),
          }),
        ),
      ),
    );
    return el("ul", { class: "pw-export-files" }, ...lines);
  }

  #notTaken(refused: number): HTMLElement {
    const say = (key: string, values?: Values) => this.say(key, values);
    const list = new PagedList<RefusedNumber>({
      say,
      size: this.state.page,
      caption: this.say("refused_caption"),
      headings: [this.say("refused_number"), this.say("refused_why")],
      load: async (offset) => {
        const answer = await this.intents.send("refused", { offset }, { saves: false });
        if (!answer.ok) return answer.text;
        return { total: answer["total"] as number, items: answer["items"] as RefusedNumber[] };
      },
      cells: ({ number, why }) => [el("span", { class: "pw-number" }, number || this.say("cell_empty")), why],
      empty: "",
    });
    void list.renew();
    const title = this.say("refused_title", { count: refused });
    return el("div", { class: "pw-export-refused" }, el("h4", {}, icon("warning"), title), list.root);
  }

  #sources(sources: readonly string[]): HTMLElement {
    const source = (text: string) =>
      /^https:\/\//.test(text) ? el("a", { href: text, target: "_blank", rel: "noreferrer" }, text) : text;
    return el(
      "details",
      { class: "pw-export-sources" },
      el("summary", {}, this.say("sources")),
      el("ul", {}, ...sources.map((text) => el("li", {}, source(text)))),
    );
  }

  #button(key: string, act: () => void, look = "", label = this.say(key)): HTMLButtonElement {
    return el("button", { type: "button", class: `pw-button ${look}`, "data-key": key, onclick: act }, label);
  }

  async #download(file: number | null): Promise<void> {
    const refusal = await fetchFile(this.intents, "download", (offset) => ({ offset, file }));
    setText(this.refusal, refusal);
  }

  async #copy(): Promise<void> {
    const text = this.#ask("copy").then(({ buffers }) => (buffers[0] ? new TextDecoder().decode(buffers[0]) : null));
    const done = await copyText(text);
    setText(this.#said, this.say(done ? "copied" : "copy_refused"));
  }
}

export default widgetOf(ExportPanel);
