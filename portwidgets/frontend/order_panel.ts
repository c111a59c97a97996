/** The answers above the tables of accounts and orders: what can be submitted, what to fix, the split. */

import { el, fill, setText } from "./lib/dom";
import type { Answer } from "./lib/intents";
import { Panel, widgetOf } from "./lib/panel";
import { SecretField } from "./lib/secret_field";
import { type OrderActs, orderOf } from "./order_panel/order_card";
import { proposalOf } from "./order_panel/proposal";
import type { State } from "./order_panel/protocol";

class OrderPanel extends Panel<State> {
  readonly #root = el("main", {
    class: "pw pw-order-panel",
    "data-lm-suppress-shortcuts": "true",
  });
  readonly #status = el("p", { class: "pw-status-line", role: "status" });
  readonly #refusal = el("p", { class: "pw-refusal", role: "alert" });
  readonly #body = el("div", { class: "pw-body" });
  readonly #pins = el("details", { class: "pw-card pw-pins" });
  readonly #fields = new Map<string, SecretField>();
  #pinsShown = "";
  readonly #say = (key: string, values?: Record<string, string | number>): string => this.say(key, values);

  protected place(host: HTMLElement, gone: AbortSignal): void {
    this.#root.append(this.#refusal, this.#status, this.#body, this.#pins);
    host.append(this.#root);
    gone.addEventListener("abort", () => this.#closeFields());
  }

  protected draw(): void {
    // A dialog over the page keeps its own focus.
    const focused = this.#root.querySelector("dialog[open]")
      ? undefined
      : (this.#focused()?.dataset["key"] ?? undefined);
    fill(this.#body, this.#answers(), this.#proven());
    this.#drawPins();
    if (focused) this.#keyed(focused)?.focus({ preventScroll: true });
  }

  #answers(): HTMLElement {
    const { orders, waiting, ready, proposal, accounts } = this.state;
    const answer = waiting ? this.say("answer", { ready, waiting }) : this.say("answer_none");
    const good = waiting > 0 && ready === waiting;
    return el(
      "section",
      { class: "pw-card" },
      el("h2", {}, this.say("title")),
      el("p", { class: good ? "pw-large pw-good" : "pw-large" }, answer),
      accounts === 0 && el("p", { class: "pw-hint" }, this.say("next_accounts")),
      ...orders.map((order) => orderOf(order, this.#say, this.#root, this.#acts)),
      ...this.#loose(),
      proposal ? this.#proposal() : this.#split(),
    );
  }

  /** Numbers can be put on an account here; in their own table its id would have to be typed. */
  #loose(): HTMLElement[] {
    return this.state.loose.map(({ account, label, count }) =>
      el(
        "div",
        { class: "pw-acts" },
        el("span", {}, this.say("loose", { count })),
        el(
          "button",
          { type: "button", class: "pw-button", "data-key": `put ${account}`, onclick: () => void this.#putOn(account) },
          this.say("put_on", { account: label }),
        ),
      ),
    );
  }

  async #putOn(account: string): Promise<void> {
    const answer = await this.#ask("put_on", { account });
    if (answer.ok) setText(this.#status, this.say("was_put_on", { count: Number(answer["count"]) }));
  }

  #split(): HTMLElement | false {
    const { to_split: count, carrier, accounts } = this.state;
    if (accounts === 0) return false;
    return el(
      "div",
      { class: "pw-acts" },
      count > 0 && el("span", {}, this.say("next_split", { count })),
      el(
        "button",
        {
          type: "button",
          class: count > 0 ? "pw-button pw-primary" : "pw-button",
          "data-key": "split",
          onclick: () => void this.#propose(carrier),
        },
        this.say("split"),
      ),
    );
  }

  #proposal(): HTMLElement {
    return proposalOf(this.state.proposal!, this.state.carriers, this.#say, {
      propose: (carrier) => void this.#propose(carrier),
      apply: () => void this.#apply(),
      drop: () => void this.#drop(),
    });
  }

  async #propose(carrier: string): Promise<void> {
    await this.#ask("split", { carrier }, false);
    this.#keyed("proposal")?.focus({ preventScroll: true });
    this.#keyed("proposal")?.scrollIntoView({ block: "nearest" });
  }

  async #apply(): Promise<void> {
    const answer = await this.#ask("apply_split");
    if (answer.ok) setText(this.#status, this.say("applied", { count: Number(answer["orders"]) }));
    this.#keyed("split")?.focus({ preventScroll: true });
  }

  async #drop(): Promise<void> {
    await this.#ask("drop_split", {}, false);
    this.#keyed("split")?.focus({ preventScroll: true });
  }

  readonly #acts: OrderActs = {
    open: (order, shown) => void this.#ask("open", { order, shown }, false),
    show: (key) => void this.#ask("show_cell", { key }, false),
    take: (key) => void this.#ask("take_suggestion", { key }),
    setAside: (key, reason) => void this.#ask("set_aside", { key, reason }),
    takeUp: (key) => void this.#ask("take_up", { key }),
  };

  #proven(): HTMLElement | false {
    const { proven } = this.state;
    if (!proven.length) return false;
    const rows = proven.map(({ item, label, evidence }) =>
      el(
        "li",
        {},
        el("span", {}, label, el("span", { class: "pw-muted" }, evidence)),
        el(
          "button",
          {
            type: "button",
            class: "pw-button",
            "data-key": `tick ${item}`,
            "aria-label": `${this.say("mark_done")}: ${label}`,
            onclick: () => void this.#ask("tick", { item }),
          },
          this.say("mark_done"),
        ),
      ),
    );
    return el(
      "section",
      { class: "pw-card pw-proven" },
      el("h2", {}, this.say("proven_title")),
      el("p", { class: "pw-muted" }, this.say("proven_hint")),
      el("ul", { class: "pw-rows" }, ...rows),
    );
  }

  /** The fields keep what is typed in them: they are made once for an account. */
  #drawPins(): void {
    const { pins, secrets } = this.state;
    const wanted = JSON.stringify([this.language, pins]);
    if (wanted !== this.#pinsShown) {
      this.#pinsShown = wanted;
      this.#closeFields();
      const rows = pins.map(({ row, label }) => {
        const place = { table: "accounts", row, name: "port_out_pin" } as const;
        const field = new SecretField(place, this.#say, this.intents);
        this.#fields.set(row, field);
        return el("li", {}, el("span", {}, label), field.root);
      });
      fill(
        this.#pins,
        el("summary", { "data-key": "pins" }, el("h2", {}, this.say("pins_title"))),
        el("p", { class: "pw-muted" }, this.say("pins_hint")),
        el("ul", { class: "pw-rows" }, ...rows),
      );
    }
    this.#pins.hidden = pins.length === 0;
    for (const [row, field] of this.#fields) field.update(secrets[row]?.includes("port_out_pin") ?? false);
  }

  #closeFields(): void {
    for (const field of this.#fields.values()) field.close();
    this.#fields.clear();
  }

  async #ask(intent: string, fields: Record<string, unknown> = {}, saves = true): Promise<Answer> {
    setText(this.#status, "");
    const answer = await this.intents.send(intent, fields, { saves });
    setText(this.#refusal, answer.ok ? "" : answer.text);
    return answer;
  }

  #focused(): HTMLElement | null {
    const focused = (this.#root.getRootNode() as Document | ShadowRoot).activeElement;
    return this.#root.contains(focused) ? (focused as HTMLElement) : null;
  }

  #keyed(key: string): HTMLElement | null {
    return this.#root.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  }
}

export default widgetOf(OrderPanel);
