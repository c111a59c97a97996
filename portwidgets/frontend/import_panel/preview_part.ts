/** What the file would do, before it is done: the account, the mapping, and the merge. */

import { el, fill, setText } from "../lib/dom";
import { icon } from "../lib/icons";
import { progressBar } from "../lib/progress";
import { type Tab, TabList } from "../lib/tab_list";
import { ChangesTab, MissingTab } from "./changes_tab";
import { ColumnsTab } from "./columns_tab";
import { OutcomeBar } from "./outcome_bar";
import { action, type Desk, downloadAccount, type Part } from "./part";
import type { ImportState, Sum } from "./protocol";
import { RowsTab } from "./rows_tab";

type TabName = "rows" | "columns" | "changes" | "missing";

export class PreviewPart implements Part {
  readonly root: HTMLElement;
  readonly #desk: Desk;
  readonly #title = el("h3", { tabindex: -1 });
  readonly #working = el("div", { class: "pw-import-working", hidden: true });
  readonly #outcomes: OutcomeBar;
  readonly #merge = el("p");
  readonly #remarks = el("ul", { class: "pw-import-remarks", hidden: true });
  readonly #tabs: TabList;
  readonly #parts: Record<TabName, { root: HTMLElement; renew(): Promise<void> }>;
  /** The reading that each tab shows. */
  readonly #shown = new Map<string, number>();
  readonly #apply: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #note = el("p", { class: "pw-muted" });
  readonly #said = el("p", { class: "pw-unseen", role: "status" });

  constructor(desk: Desk, cancel: () => void) {
    this.#desk = desk;
    const { say } = desk;
    const rows = new RowsTab(desk, {
      outcome: () => this.#outcomes.outcome,
      announce: (text) => setText(this.#said, text),
    });
    this.#outcomes = new OutcomeBar(say, desk.state().outcomes, () => {
      const isOpen = this.#tabs.open === "rows";
      this.#shown.delete("rows");
      this.#tabs.turnTo("rows");
      if (isOpen) this.#renew("rows");
    });
    this.#parts = {
      rows,
      columns: new ColumnsTab(desk),
      changes: new ChangesTab(desk),
      missing: new MissingTab(desk),
    };
    this.#tabs = new TabList(say("tabs"), (name) => this.#renew(name as TabName));
    this.#cancel = action(say("cancel"), cancel);
    this.#apply = action("", () => void this.#do(), "pw-primary");
    this.root = el(
      "div",
      { class: "pw-import-preview" },
      el(
        "div",
        { class: "pw-import-title" },
        this.#title,
        action(say("download_account"), () => void downloadAccount(desk), "pw-small", icon("down")),
      ),
      this.#working,
      this.#outcomes.root,
      this.#merge,
      this.#remarks,
      this.#tabs.root,
      this.#said,
      el(
        "div",
        { class: "pw-import-foot" },
        this.#note,
        this.#cancel,
        this.#apply,
      ),
    );
  }

  show(state: ImportState): void {
    const { sum, stage, progress, files } = state;
    if (!sum) return;
    const { say } = this.#desk;
    const names = files.map(({ name }) => name).join(", ") || say("pasted");
    setText(this.#title, names);
    this.#showWorking(progress);
    this.#outcomes.show(sum);
    setText(this.#merge, this.#mergeText(sum, state.inventory));
    this.#remarks.hidden = !sum.remarks.length;
    fill(this.#remarks, ...sum.remarks.map((remark) => el("li", {}, remark)));
    this.#tabs.show(this.#tabsOf(sum, state.inventory));
    this.#renew(this.#tabs.open as TabName);
    this.#showFoot(sum, stage === "applying" || !!progress);
  }

  focus(): void {
    this.#title.focus();
  }

  #showWorking(progress: ImportState["progress"]): void {
    this.#working.hidden = !progress;
    if (!progress) return;
    const { step, fraction } = progress;
    // Said when the step changes, not at each percent.
    if (this.#desk.state().stage === "applying") setText(this.#said, step);
    fill(this.#working, progressBar(step, { done: Math.round(fraction * 100), total: 100 }));
  }

  /** "1,380 numbers are new. 20 are there already, 3 of them differ." */
  #mergeText(sum: Sum, inventory: number): string {
    const { say } = this.#desk;
    const parts = [say("merge_new", { count: sum.new })];
    if (sum.in_inventory) {
      const unchanged = sum.in_inventory - sum.changed;
      if (sum.changed) parts.push(say("merge_changed", { count: sum.changed }));
      if (unchanged) parts.push(say("merge_unchanged", { count: unchanged }));
    }
    if (inventory && sum.missing) parts.push(say("merge_missing", { count: sum.missing }));
    return parts.join(" ");
  }

  #tabsOf(sum: Sum, inventory: number): Tab[] {
    const { say } = this.#desk;
    const tab = (name: TabName, count?: number): Tab => ({
      name,
      label: count === undefined ? say(`tab_${name}`) : say("tab_count", { label: say(`tab_${name}`), count }),
      panel: this.#parts[name].root,
    });
    const tabs = [tab("rows", sum.rows), tab("columns")];
    if (inventory) tabs.push(tab("changes", sum.cells), tab("missing", sum.missing));
    return tabs;
  }

  /** Fetch what a tab shows, unless it shows the present reading. */
  #renew(name: TabName): void {
    const { generation, sum } = this.#desk.state();
    if (!name || !sum || this.#shown.get(name) === generation) return;
    this.#shown.set(name, generation);
    void this.#parts[name].renew();
  }

  #showFoot(sum: Sum, isBusy: boolean): void {
    const { say } = this.#desk;
    const acts = [
      sum.new > 0 && say("apply_new", { count: sum.new }),
      sum.accepted > 0 && say("apply_cells", { count: sum.accepted }),
    ].filter((act) => act !== false);
    const isWriting = this.#desk.state().stage === "applying";
    setText(this.#apply, isWriting ? say("applying") : acts.join(" · ") || say("apply_none"));
    this.#apply.disabled = isBusy || acts.length === 0;
    this.#cancel.disabled = isWriting && this.#desk.state().progress?.can_stop === false;
    const { not_understood: left } = sum.outcomes;
    setText(this.#note, left ? say("left_note", { count: left }) : say("undo_note"));
  }

  async #do(): Promise<void> {
    const answer = await this.#desk.intents.send("apply");
    this.#desk.refuse(answer.ok ? "" : answer.text);
  }
}
