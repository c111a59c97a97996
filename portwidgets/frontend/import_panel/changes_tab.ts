/** What the file says otherwise than the inventory, cell by cell: take it, or keep what stands there. */

import { el } from "../lib/dom";
import { PagedList } from "../lib/paged_list";
import { showDate } from "../lib/texts";
import { action, type Desk, factsText } from "./part";
import type { CellChange, MissingNumber } from "./protocol";

export class ChangesTab {
  readonly root: HTMLElement;
  readonly #desk: Desk;
  readonly #list: PagedList<CellChange>;

  constructor(desk: Desk) {
    this.#desk = desk;
    const { say } = desk;
    this.#list = new PagedList<CellChange>({
      say,
      size: desk.state().page,
      caption: say("changes_caption"),
      headings: [say("change_number"), say("change_column"), say("change_old"), say("change_new"), say("change_take")],
      load: async (offset) => {
        const answer = await desk.intents.send("changes", { offset }, { saves: false });
        if (!answer.ok) return answer.text;
        return { total: answer["total"] as number, items: answer["items"] as CellChange[] };
      },
      cells: (change, renew) => this.#cells(change, renew),
      empty: say("changes_none"),
    });
    const all = (accept: boolean) => async () => {
      await this.#decide(accept, null);
      await this.#list.renew(false);
    };
    this.root = el(
      "div",
      {},
      el(
        "div",
        { class: "pw-import-bulk" },
        el("span", { class: "pw-muted" }, say("changes_hint")),
        action(say("accept_all"), () => void all(true)(), "pw-small"),
        action(say("keep_all"), () => void all(false)(), "pw-small"),
      ),
      this.#list.root,
    );
  }

  async renew(): Promise<void> {
    await this.#list.renew();
  }

  #cells(change: CellChange, renew: (change: CellChange) => void) {
    const { say, language } = this.#desk;
    const { number, column, accepted } = change;
    const [old, now] = [change.old, change.new].map((text) => showDate(text, language));
    const box = el("input", { type: "checkbox", class: "pw-checkbox", checked: accepted });
    box.addEventListener("change", () => {
      const decided = { ...change, accepted: box.checked };
      void this.#decide(box.checked, [change.key]).then((done) => renew(done ? decided : change));
    });
    const label = el("span", { class: "pw-unseen" }, say("change_take_of", { number, column }));
    return [
      el("span", { class: "pw-number" }, number),
      column,
      el("span", { class: `pw-old${accepted ? " pw-struck" : ""}` }, old || say("cell_empty")),
      el("span", { class: `pw-new${accepted ? "" : " pw-struck"}` }, now),
      el("label", { class: "pw-check" }, box, label),
    ];
  }

  async #decide(accept: boolean, keys: string[] | null): Promise<boolean> {
    const { intents, refuse } = this.#desk;
    const answer = await intents.send("decide", { accept, keys }, { saves: false });
    refuse(answer.ok ? "" : answer.text);
    return answer.ok;
  }
}

/** The numbers of the inventory that the file does not have: to know of, nothing is done to them. */
export class MissingTab {
  readonly root: HTMLElement;
  readonly #list: PagedList<MissingNumber>;

  constructor({ say, intents, state, language }: Desk) {
    this.#list = new PagedList<MissingNumber>({
      say,
      size: state().page,
      caption: say("missing_caption"),
      headings: [say("change_number"), say("missing_cells")],
      load: async (offset) => {
        const answer = await intents.send("missing", { offset }, { saves: false });
        if (!answer.ok) return answer.text;
        return { total: answer["total"] as number, items: answer["items"] as MissingNumber[] };
      },
      cells: ({ number, cells }) => [
        el("span", { class: "pw-number" }, number),
        el("span", { class: "pw-muted" }, factsText(cells, language)),
      ],
      empty: say("missing_none"),
    });
    this.root = el("div", {}, el("p", { class: "pw-muted" }, say("missing_hint")), this.#list.root);
  }

  async renew(): Promise<void> {
    await this.#list.renew();
  }
}
