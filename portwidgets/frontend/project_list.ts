/** The projects of a workspace: find one, make one, upload one, put one away. */

import { arrange, el, fill, setAttributes, setText, type Child } from "./lib/dom";
import { saveFile } from "./lib/files";
import type { Answer } from "./lib/intents";
import { Menu } from "./lib/menu";
import { Panel, widgetOf } from "./lib/panel";
import { progressBar } from "./lib/progress";
import type { Revised } from "./lib/store";
import type { Values } from "./lib/texts";
import { countryField } from "./project_list/country_field";
import { askForm, type FormAsked } from "./project_list/form_dialog";

interface Project {
  name: string;
  title: string;
  customer: string;
  archived: boolean;
  done: number;
  total: number;
  critical_open: number;
  numbers: number;
  /** Why it cannot be read; empty where it can. */
  problem: string;
}

interface State extends Revised {
  /** False while nobody has looked into the workspace for this page. */
  is_read: boolean;
  projects: Project[];
  /** ISO 3166 codes of the countries whose numbers we know. */
  regions: string[];
  upload_limit: number;
  /** What the address asked for and is not there. */
  notice: string;
}

class ProjectList extends Panel<State> {
  readonly #root = el("main", { class: "pw pw-project-list" });
  readonly #search = el("input", { type: "search", class: "pw-field pw-search" });
  readonly #archived = el("input", { type: "checkbox", class: "pw-checkbox" });
  readonly #cards = el("ul", { class: "pw-cards" });
  readonly #status = el("p", { class: "pw-status", role: "status" });
  readonly #bar = el("div", { class: "pw-bar" });
  readonly #dialog = el("dialog", { class: "pw-dialog" });
  readonly #known = new Map<string, { says: string; card: HTMLElement }>();

  protected place(host: HTMLElement): void {
    this.#search.addEventListener("input", () => this.#drawCards());
    this.#archived.addEventListener("change", () => this.#drawCards());
    this.#root.append(this.#bar, this.#status, this.#cards, this.#dialog);
    host.append(this.#root);
  }

  protected draw(): void {
    const { is_read, projects, notice } = this.state;
    setAttributes(this.#root, { "aria-busy": is_read ? null : "true" });
    this.#cards.hidden = !is_read;
    setText(this.#status, notice);
    setAttributes(this.#search, {
      placeholder: this.say("search"),
      "aria-label": this.say("search"),
    });
    const file = el("input", { type: "file", accept: ".zip", hidden: true });
    file.addEventListener("change", () => void this.#upload(file));
    const showArchived = el("label", { class: "pw-check" }, this.#archived, this.say("show_archived"));
    showArchived.hidden = !projects.some((project) => project.archived);
    fill(
      this.#bar,
      el("h1", {}, this.say("projects")),
      this.#search,
      showArchived,
      this.#button("add_demo", () => this.#do("demo")),
      this.#button("upload", () => file.click()),
      file,
      this.#button("new_project", () => this.#create(), "pw-primary"),
    );
    this.#search.hidden = projects.length === 0;
    this.#drawCards();
  }

  #drawCards(): void {
    const wanted = this.#search.value.trim().toLocaleLowerCase();
    const shown = this.state.projects.filter(
      (project) =>
        (this.#archived.checked || !project.archived) &&
        `${project.title} ${project.customer} ${project.name}`.toLocaleLowerCase().includes(wanted),
    );
    arrange(this.#cards, shown.length > 0 ? shown.map((project) => this.#kept(project)) : [this.#nothing(wanted)]);
  }

  /** The card that is there, as long as it says what it shall: somebody may be in its menu. */
  #kept(project: Project): HTMLElement {
    const says = JSON.stringify([project, this.#isAmbiguous(project), this.say("project_actions")]);
    const known = this.#known.get(project.name);
    if (known?.says === says) return known.card;
    const card = this.#card(project);
    this.#known.set(project.name, { says, card });
    return card;
  }

  #nothing(wanted: string): HTMLElement {
    if (wanted) {
      return el("li", { class: "pw-empty" }, this.say("no_match", { search: this.#search.value }));
    }
    return el(
      "li",
      { class: "pw-empty" },
      el("h2", {}, this.say("empty_title")),
      el("p", {}, this.say("empty_text")),
      el(
        "div",
        { class: "pw-buttons" },
        this.#button("new_project", () => this.#create(), "pw-primary"),
        this.#button("add_demo", () => this.#do("demo")),
      ),
    );
  }

  #card(project: Project): HTMLElement {
    const link = el("a", { href: `?${new URLSearchParams({ project: project.name })}` }, project.title);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void this.#do("open", { name: project.name });
    });
    const head = el("div", { class: "pw-card-head" }, el("h2", {}, link), this.#menu(project));
    const facts: Child[] = project.problem
      ? [el("p", { class: "pw-problem" }, `${this.say("damaged")}: ${project.problem}`)]
      : [
          progressBar(this.say("progress", project as unknown as Values), project),
          el(
            "p",
            { class: "pw-facts" },
            el("span", {}, this.say("numbers_count", { count: project.numbers })),
            el(
              "span",
              { class: project.critical_open ? "pw-open" : "pw-done" },
              project.critical_open
                ? this.say("critical_open", { count: project.critical_open })
                : this.say("critical_open_none"),
            ),
          ),
        ];
    return el(
      "li",
      { class: `pw-card${project.archived ? " pw-archived" : ""}` },
      head,
      project.customer && el("p", { class: "pw-muted" }, project.customer),
      this.#isAmbiguous(project) && el("p", { class: "pw-muted" }, project.name),
      project.archived && el("span", { class: "pw-badge" }, this.say("archived")),
      ...facts,
    );
  }

  /** Whether the title alone does not tell which project it is. */
  #isAmbiguous({ title }: Project): boolean {
    return this.state.projects.filter((each) => each.title === title).length > 1;
  }

  #menu(project: Project): HTMLElement {
    const { name, title } = project;
    const menu = new Menu(this.say("project_actions", { title }), [
      [this.say("rename"), () => this.#rename(project)],
      [this.say("duplicate"), () => void this.#do("duplicate", { name })],
      [this.say("download"), () => void this.#download(name)],
      project.archived
        ? [this.say("unarchive"), () => void this.#do("unarchive", { name })]
        : [this.say("archive"), () => void this.#do("archive", { name })],
    ]);
    return menu.root;
  }

  #button(key: string, act: () => void, look = ""): HTMLButtonElement {
    return el("button", { type: "button", class: `pw-button ${look}`, onclick: act }, this.say(key));
  }

  async #do(intent: string, fields: Record<string, unknown> = {}): Promise<Answer> {
    const answer = await this.intents.send(intent, fields);
    if (!answer.ok) setText(this.#status, answer.text);
    return answer;
  }

  async #download(name: string): Promise<void> {
    const answer = await this.#do("download", { name });
    const content = answer.buffers[0];
    if (answer.ok && content) saveFile(content, String(answer["filename"]), "application/zip");
  }

  async #upload(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    const limit = this.state.upload_limit;
    if (file.size > limit) {
      setText(this.#status, this.say("upload_too_large", { megabytes: Math.floor(limit / 1e6) }));
      return;
    }
    const content = new Uint8Array(await file.arrayBuffer());
    const answer = await this.intents.send("upload", {}, { buffers: [content] });
    if (!answer.ok) setText(this.#status, answer.text);
  }

  #create(): void {
    const title = el("input", {
      class: "pw-field",
      required: true,
      maxlength: 120,
      placeholder: this.say("project_title_example"),
    });
    const customer = el("input", { class: "pw-field", maxlength: 120 });
    const carrier = el("input", { class: "pw-field", maxlength: 120 });
    const region = countryField(this.state.regions, this.language);
    this.#ask(
      this.say("new_project"),
      this.say("create"),
      [
        [this.say("project_title"), title],
        [this.say("customer"), customer],
        [this.say("region"), region],
        [this.say("gaining_carrier"), carrier],
      ],
      () =>
        this.#do("create", {
          title: title.value,
          customer: customer.value,
          region: region.value,
          gaining_carrier: carrier.value,
        }),
    );
  }

  #rename({ name, title }: Project): void {
    const field = el("input", { class: "pw-field", required: true, maxlength: 120, value: title });
    const label = this.say("rename_to", { title });
    this.#ask(this.say("rename"), this.say("rename"), [[label, field]], () =>
      this.#do("rename", { name, title: field.value }),
    );
    field.select();
  }

  #ask(heading: string, action: string, fields: FormAsked["fields"], act: FormAsked["act"]): void {
    askForm(this.#dialog, { heading, action, cancel: this.say("cancel"), fields, act });
  }
}

export default widgetOf(ProjectList);
