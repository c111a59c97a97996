/** Counts above the table: rows by status, and rows with something wrong; a click shows only those. */

import { arrange, el } from "../lib/dom";
import { icon } from "../lib/icons";
import type { Filter, Filters } from "./filters";
import { DUPLICATE, type Looks, PROBLEM } from "./looks";
import type { ColumnSpec } from "./protocol";
import type { Session } from "./session";

const STATUS = "status";

interface Chip {
  key: string;
  label: string;
  tone?: string;
  pressed: boolean;
  press(): void;
  /** What it takes away, where it stands for a filter of its own. */
  removes?: boolean;
}

export class Chips {
  readonly root: HTMLElement;
  readonly #session: Session;
  readonly #filters: Filters;
  readonly #looks: Looks;
  readonly #changed: () => void;
  readonly #buttons = new Map<string, HTMLButtonElement>();

  constructor(session: Session, filters: Filters, looks: Looks, changed: () => void) {
    this.#session = session;
    this.#filters = filters;
    this.#looks = looks;
    this.#changed = changed;
    this.root = el("div", { class: "pw-table-chips", role: "group", "aria-label": session.say("counts") });
  }

  show(): void {
    const chips = [this.#all(), ...this.#statuses(), ...this.#problems(), ...this.#others()];
    arrange(this.root, chips.map((chip) => this.#button(chip)));
  }

  /** How many rows have each text of a column. */
  counts(column: string): Map<string, number> {
    const { rows } = this.#session;
    const cells = rows.column(column);
    const byCode = new Uint32Array(cells.texts.length + 1);
    for (const row of rows.rows) byCode[cells.code(row.slot)]! += 1;
    return new Map(
      [...cells.texts.entries()]
        .map(([code, text]): [string, number] => [text, byCode[code]!])
        .filter(([, count]) => count > 0),
    );
  }

  #all(): Chip {
    const count = this.#session.rows.rows.length;
    const press = () => {
      this.#filters.clear();
      this.#changed();
    };
    return { key: "all", label: this.#session.say("all", { count }), pressed: !this.#filters.active, press };
  }

  #statuses(): Chip[] {
    const column = this.#column(STATUS);
    if (!column) return [];
    const counts = this.counts(STATUS);
    return column.choices
      .filter(({ code }) => counts.has(code) || this.#shows(STATUS, [code]))
      .map(({ code, label }) => this.#filterChip(STATUS, [code], label, counts.get(code) ?? 0));
  }

  #problems(): Chip[] {
    const { say } = this.#session;
    const counts = this.counts(PROBLEM);
    const sum = (codes: string[]) => codes.reduce((total, code) => total + (counts.get(code) ?? 0), 0);
    const invalid = Object.keys(this.#session.state.problems).filter((code) => code !== DUPLICATE);
    return [
      { codes: invalid, label: say("invalid"), tone: "error" },
      { codes: [DUPLICATE], label: say("duplicates"), tone: "warn" },
    ]
      .filter(({ codes }) => sum(codes) > 0 || this.#shows(PROBLEM, codes))
      .map(({ codes, label, tone }) => ({ ...this.#filterChip(PROBLEM, codes, label, sum(codes)), tone }));
  }

  /** Filters that have no chip of their own are shown, and taken away, here. */
  #others(): Chip[] {
    return [...this.#only(), ...this.#byColumn()];
  }

  #only(): Chip[] {
    const { only } = this.#filters;
    if (!only) return [];
    const press = () => {
      this.#filters.only = undefined;
      this.#changed();
    };
    return [{ key: "only", label: only.label, pressed: true, removes: true, press }];
  }

  #byColumn(): Chip[] {
    return this.#filters.columns.flatMap((name) => {
      const column = this.#column(name);
      const filter = this.#filters.get(name);
      if (!column || !filter || (name === STATUS && "one_of" in filter && filter.one_of.size === 1)) return [];
      const label = `${column.label}: ${this.#told(column, filter)}`;
      return [{ key: `filter ${name}`, label, pressed: true, removes: true, press: () => this.#set(name, undefined) }];
    });
  }

  #told(column: ColumnSpec, filter: Filter): string {
    const { say } = this.#session;
    if ("contains" in filter) return `“${filter.contains}”`;
    if ("filled" in filter) return say(filter.filled ? "filter_filled" : "filter_empty").toLocaleLowerCase();
    const labels = [...filter.one_of].map((text) => this.#looks.shown(column, text) || say("empty_cell"));
    return labels.join(", ");
  }

  #filterChip(column: string, codes: string[], label: string, count: number): Chip {
    const pressed = this.#shows(column, codes);
    const press = () => this.#set(column, pressed ? undefined : { one_of: new Set(codes) });
    return { key: `${column} ${codes[0]}`, label: `${label} ${count}`, pressed, press };
  }

  #shows(column: string, codes: string[]): boolean {
    const filter = this.#filters.get(column);
    if (!filter || !("one_of" in filter)) return false;
    return filter.one_of.size === codes.length && codes.every((code) => filter.one_of.has(code));
  }

  #set(column: string, filter: Filter | undefined): void {
    this.#filters.set(column, filter);
    this.#changed();
  }

  #column(name: string): ColumnSpec | undefined {
    return this.#session.state.columns.find((column) => column.name === name);
  }

  /** The same button for the same chip, so that the focus stays on it. */
  #button({ key, label, tone, pressed, press, removes }: Chip): HTMLButtonElement {
    let button = this.#buttons.get(key);
    if (!button) {
      button = el("button", { type: "button", class: "pw-chip" });
      this.#buttons.set(key, button);
    }
    button.replaceChildren(label);
    if (removes) button.append(icon("cross"));
    button.dataset["tone"] = tone ?? "";
    button.setAttribute("aria-pressed", String(pressed));
    button.onclick = press;
    return button;
  }
}
