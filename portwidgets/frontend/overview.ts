/** One project at a glance: how far it is, what is critical, where the numbers are, what is wrong. */

import { el, fill, setText, type Child } from "./lib/dom";
import { saveFile } from "./lib/files";
import { keepingFocus } from "./lib/focus";
import { Panel, widgetOf } from "./lib/panel";
import { progressBar, type Progress } from "./lib/progress";
import type { Revised } from "./lib/store";
import { showDate, type Values } from "./lib/texts";

interface State extends Revised {
  progress: Progress;
  sections: (Progress & { id: string; title: string })[];
  warning: { title: string; text: string };
  /** The critical steps that are open, in order. */
  steps: { id: string; label: string; section: string; due: string; overdue: boolean; assignee: string }[];
  /** Each order with the answer to whether it can be submitted. */
  orders: { title: string; readiness: string; numbers: number; errors: number }[];
  numbers: number;
  statuses: { code: string; label: string; count: number }[];
  /** `leads`: there is a page that can show the numbers. */
  findings: { code: string; text: string; leads: boolean }[];
  /** How many numbers were checked so far. */
  checked: number;
  /** What the page has to say on arrival, e.g. the next step of a new project. */
  notice: string;
}

class Overview extends Panel<State> {
  readonly #root = el("main", { class: "pw pw-overview" });
  readonly #status = el("p", { class: "pw-status", role: "status" });
  readonly #refusal = el("p", { class: "pw-refusal", role: "alert" });
  readonly #grid = el("div", { class: "pw-grid" });

  protected place(host: HTMLElement): void {
    this.#root.append(this.#status, this.#refusal, this.#grid);
    host.append(this.#root);
  }

  protected draw(): void {
    this.#status.hidden = !this.state.notice;
    const first = this.#go("import", "import_numbers");
    first.classList.add("pw-primary");
    keepingFocus(this.#root, () => {
      fill(this.#status, this.state.notice, " ", first, this.#go("numbers", "open_numbers"));
      fill(this.#grid, this.#warning(), this.#steps(), this.#progress(), this.#numbers(), this.#findings(), this.#orders());
    });
  }

  #warning(): HTMLElement {
    const { title, text: body } = this.state.warning;
    return el("div", { class: "pw-warning", role: "note" }, el("strong", {}, title), " ", body);
  }

  #steps(): HTMLElement {
    const { steps } = this.state;
    const language = this.language;
    const rows = steps.map((step) => {
      const box = el("input", { type: "checkbox", class: "pw-checkbox", "data-key": `tick ${step.id}` });
      box.addEventListener("change", () => void this.#tick(step.id, box));
      const facts = [
        step.section,
        step.assignee,
        step.due && showDate(step.due, language),
      ].filter(Boolean);
      return el(
        "li",
        { class: step.overdue ? "pw-overdue" : "" },
        el("label", {}, box, el("span", {}, step.label)),
        el("span", { class: "pw-muted" }, facts.join(" · ")),
      );
    });
    return this.#card(
      "critical_open_title",
      "pw-steps",
      rows.length
        ? el("ul", { class: "pw-rows" }, ...rows)
        : el("p", { class: "pw-good" }, this.say("critical_all_done")),
      this.#go("checklist", "open_checklist"),
    );
  }

  #progress(): HTMLElement {
    const { progress, sections } = this.state;
    const bar = (title: string, counted: Values & { done: number; total: number }): HTMLElement =>
      el("li", {}, el("span", {}, title), progressBar(this.say("progress", counted), counted, title));
    return this.#card(
      "progress_sections",
      "pw-progress-card",
      el(
        "ul",
        { class: "pw-bars" },
        bar(this.say("progress_all"), { ...progress }),
        ...sections.map(({ title, done, total }) => bar(title, { done, total })),
      ),
    );
  }

  #numbers(): HTMLElement {
    const { numbers, statuses } = this.state;
    if (numbers === 0) {
      return this.#card(
        "numbers_by_status",
        "pw-numbers",
        el("p", {}, this.say("numbers_empty")),
        this.#go("import", "import_numbers"),
      );
    }
    const stripe = el("div", { class: "pw-stripe", "aria-hidden": "true" });
    const legend = el("ul", { class: "pw-legend" });
    for (const { code, label, count } of statuses) {
      const part = el("span", { "data-status": code });
      part.style.flexGrow = String(count);
      stripe.append(part);
      legend.append(
        el("li", {}, el("span", { class: "pw-dot", "data-status": code }), `${label} `, el("b", {}, String(count))),
      );
    }
    return this.#card(
      "numbers_by_status",
      "pw-numbers",
      el("p", { class: "pw-large" }, this.say("numbers_count", { count: numbers })),
      stripe,
      legend,
      this.#go("numbers", "open_numbers"),
    );
  }

  #orders(): HTMLElement | false {
    const { orders } = this.state;
    if (!orders.length) return false;
    const rows = orders.map(({ title, readiness, numbers, errors }) => {
      const counted = [this.say("order_numbers", { count: numbers }), errors && this.say("order_errors", { count: errors })];
      return el(
        "li",
        {},
        el("span", {}, title, " ", el("span", { class: "pw-answer", "data-readiness": readiness }, this.say(`order_${readiness}`))),
        el("span", { class: "pw-muted" }, counted.filter(Boolean).join(" · ")),
      );
    });
    return this.#card(
      "orders_title",
      "pw-orders-card",
      el("ul", { class: "pw-rows" }, ...rows),
      this.#go("orders", "open_orders"),
    );
  }

  #findings(): HTMLElement {
    const { findings, numbers, checked } = this.state;
    const rows = findings.map(({ code, text: what, leads }) => el("li", {}, leads ? this.#leading(code, what) : what));
    const running =
      checked < numbers &&
      el("p", { class: "pw-muted" }, this.say("findings_running", { done: checked, total: numbers }));
    const none = !running && rows.length === 0 && el("p", { class: "pw-good" }, this.say("findings_none"));
    return this.#card(
      "findings_title",
      "pw-findings",
      running,
      none,
      rows.length > 0 && el("ul", { class: "pw-rows" }, ...rows),
      el(
        "button",
        { type: "button", class: "pw-button", "data-key": "download", onclick: () => void this.#download() },
        this.say("download"),
      ),
    );
  }

  /** What is wrong, as a way to the numbers that it is about. */
  #leading(code: string, what: string): HTMLElement {
    const show = (): void => void this.intents.send("show_finding", { code }, { saves: false });
    return el("button", { type: "button", class: "pw-link", "data-key": `finding ${code}`, onclick: show }, what);
  }

  #card(heading: string, look: string, ...children: Child[]): HTMLElement {
    return el("section", { class: `pw-card ${look}` }, el("h2", {}, this.say(heading)), ...children);
  }

  #go(page: string, key: string): HTMLElement {
    return el(
      "button",
      {
        type: "button",
        class: "pw-button",
        "data-key": `go ${page}`,
        onclick: () => void this.intents.send("go", { page }, { saves: false }),
      },
      this.say(key),
    );
  }

  async #tick(item: string, box: HTMLInputElement): Promise<void> {
    const answer = await this.intents.send("tick", { item });
    if (answer.ok) return;
    box.checked = false;
    setText(this.#refusal, answer.text);
  }

  async #download(): Promise<void> {
    const answer = await this.intents.send("download", {}, { saves: false });
    const content = answer.buffers[0];
    if (answer.ok && content) saveFile(content, String(answer["filename"]), "application/zip");
    else if (!answer.ok) setText(this.#refusal, answer.text);
  }
}

export default widgetOf(Overview);
