/** What the panel shows: what Python said, with the clicks that it has not answered yet on top. */

import type { AnyModel } from "@anywidget/types";
import { Intents, type Answer } from "../lib/intents";
import { Store, type Revised } from "../lib/store";
import { text, today, type Say, type Texts } from "../lib/texts";

export type StepState = "open" | "done" | "not_applicable";
export type Column = "state" | "assignee" | "due" | "note";
export type Filter = "all" | "open" | "critical" | "overdue" | "mine";
export const FILTERS: readonly Filter[] = ["all", "open", "critical", "overdue", "mine"];

export interface Words {
  label: string;
  hint: string;
  critical: boolean;
  own: boolean;
}

/** The cells of a step; all text, as in the project's file. */
export interface Noted extends Record<Column, string> {
  changed_at: string;
  changed_by: string;
}

export interface Section {
  id: string;
  title: string;
  hint: string;
  items: string[];
}

export interface Notice {
  title: string;
  text: string;
}

interface State extends Revised {
  title: string;
  user: string;
  sections: Section[];
  items: Record<string, Words>;
  noted: Record<string, Noted>;
  warning: Notice | null;
  problems: Notice[];
}

/** Somebody else changed the cell in between. */
export interface Conflict {
  mine: string;
  theirs: string;
  by: string;
}

/** Why the last change of a step was taken back. */
export interface Trouble {
  column: Column | "remove";
  text: string;
  conflict?: Conflict;
}

export interface Count {
  done: number;
  total: number;
}

const UNTOUCHED: Noted = {
  state: "open",
  assignee: "",
  due: "",
  note: "",
  changed_at: "",
  changed_by: "",
};

export class ChecklistModel {
  readonly #model: AnyModel;
  readonly #store: Store<State>;
  readonly #intents: Intents;
  /** What was clicked and not answered, by "item/column": it lies over what Python says. */
  readonly #pending = new Map<string, { value: string }>();
  readonly #troubles = new Map<string, Trouble>();
  readonly #listeners = new Set<(news: string) => void>();

  constructor(model: AnyModel) {
    this.#model = model;
    this.#store = new Store<State>(model);
    this.#intents = new Intents(model);
    this.#store.subscribe(() => this.#tell(""));
  }

  get state(): State {
    return this.#store.state;
  }

  get language(): string {
    return this.#model.get("language") as string;
  }

  readonly say: Say = (key, values) => text(this.#model.get("_texts") as Texts, key, values);

  /** Call `listener` after each change, with what a screen reader should hear of it. */
  subscribe(listener: (news: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#intents.close();
  }

  words(item: string): Words {
    return this.state.items[item] ?? { label: item, hint: "", critical: false, own: false };
  }

  /** The step's cells, as the person expects them to become. */
  noted(item: string): Noted {
    const noted = { ...UNTOUCHED, ...this.state.noted[item] };
    for (const column of ["state", "assignee", "due", "note"] as const) {
      noted[column] = this.#pending.get(`${item}/${column}`)?.value ?? noted[column];
    }
    return noted;
  }

  isPending(item: string): boolean {
    return [...this.#pending.keys()].some((key) => key.startsWith(`${item}/`));
  }

  trouble(item: string): Trouble | undefined {
    return this.#troubles.get(item);
  }

  forgetTrouble(item: string): void {
    this.#troubles.delete(item);
    this.#tell("");
  }

  /** Change a cell: at once in view, then confirmed or taken back. `before` is what was seen. */
  async set(item: string, column: Column, value: string, before: string): Promise<void> {
    const key = `${item}/${column}`;
    const click = { value };
    this.#pending.set(key, click);
    this.#troubles.delete(item);
    const answering = this.#intents.send("set", { item, column, before, value });
    this.#tell("");
    const answer = await answering;
    // A later click on the same cell stays on top until its own answer.
    if (this.#pending.get(key) === click) this.#pending.delete(key);
    this.#settle(item, column, answer);
  }

  /** Tick or untick a step that the checklist has, where it does not stand like that already. */
  tick(item: string, isDone: boolean): void {
    const before = this.noted(item).state;
    if (this.items.includes(item) && before === (isDone ? "open" : "done")) {
      void this.set(item, "state", isDone ? "done" : "open", before);
    }
  }

  /** Add a step of the project's own; the text is why it was refused, or "". */
  async addStep(section: string, title: string, critical: boolean): Promise<string> {
    const answer = await this.#intents.send("add_step", { section, title, critical });
    if (answer.ok) this.#tell(this.say("added", { title }));
    return answer.ok ? "" : answer.text;
  }

  async removeStep(item: string): Promise<void> {
    const title = this.words(item).label;
    const answer = await this.#intents.send("remove_step", { item });
    if (answer.ok) this.#tell(this.say("removed", { title }));
    else this.#settle(item, "remove", answer);
  }

  count(items: readonly string[], { critical = false } = {}): Count {
    const counted = critical ? items.filter((item) => this.words(item).critical) : items;
    const states = counted.map((item) => this.noted(item).state);
    const applying = states.filter((state) => state !== "not_applicable");
    return { done: applying.filter((state) => state === "done").length, total: applying.length };
  }

  get items(): string[] {
    return this.state.sections.flatMap((section) => section.items);
  }

  get nextCritical(): string | undefined {
    return this.items.find(
      (item) => this.words(item).critical && this.noted(item).state === "open",
    );
  }

  isOverdue(item: string): boolean {
    const { due, state } = this.noted(item);
    return state === "open" && isDate(due) && due < today();
  }

  passes(item: string, filter: Filter): boolean {
    switch (filter) {
      case "all":
        return true;
      case "open":
        return this.noted(item).state === "open";
      case "critical":
        return this.words(item).critical;
      case "overdue":
        return this.isOverdue(item);
      case "mine":
        return isSameName(this.noted(item).assignee, this.state.user);
    }
  }

  /** Names to choose an assignee from: the person at the screen, and those who have steps. */
  get names(): string[] {
    const names = [this.state.user, ...this.items.map((item) => this.noted(item).assignee)];
    return [...new Set(names.filter((name) => name))].sort((a, b) => a.localeCompare(b));
  }

  #settle(item: string, column: Trouble["column"], answer: Answer): void {
    if (answer.ok) {
      if (this.#troubles.get(item)?.column === column) this.#troubles.delete(item);
      this.#tell("");
      return;
    }
    const conflict = answer["conflict"] as Conflict | undefined;
    this.#troubles.set(item, { column, text: answer.text, ...(conflict && { conflict }) });
    const reason = `${this.words(item).label}: ${answer.text}`;
    this.#tell(this.say("put_back", { reason }));
  }

  #tell(news: string): void {
    for (const listener of this.#listeners) listener(news);
  }
}

export function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function isSameName(one: string, other: string): boolean {
  const name = other.trim().toLowerCase();
  return name !== "" && one.trim().toLowerCase() === name;
}
