/** Where each column goes, which sheets are imported, and what the words in them stand for. */

import { type Child, el, fill, uniqueId } from "../lib/dom";
import { keepingFocus } from "../lib/focus";
import { listBody, listLine, listTable } from "../lib/list_table";
import type { Desk } from "./part";
import type { Columns, MappedColumn, MappedValue, Sheet, Target } from "./protocol";

const EXAMPLES = 3;

export class ColumnsTab {
  readonly root = el("div", { class: "pw-import-columns" });
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async renew(): Promise<void> {
    const answer = await this.#desk.intents.send("columns", {}, { saves: false });
    if (!answer.ok) return; // it is being read anew, and will be told
    const known = answer as unknown as Columns;
    const sheets = this.#desk.state().sum?.sheets ?? [];
    keepingFocus(this.root, () =>
      fill(this.root, ...this.#sheets(sheets), ...this.#tables(known, sheets), ...this.#words(known)),
    );
  }

  #send(intent: string, fields: Record<string, unknown>): void {
    const { intents, refuse } = this.#desk;
    void intents.send(intent, fields, { saves: false }).then((answer) => refuse(answer.ok ? "" : answer.text));
  }

  // --- sheets --------------------------------------------------------------------------------

  #sheets(sheets: readonly Sheet[]): Child[] {
    const { say } = this.#desk;
    if (sheets.length < 2 && !sheets.some(({ hidden }) => hidden)) return [];
    return [
      el(
        "fieldset",
        { class: "pw-sheets" },
        el("legend", {}, say("sheets")),
        ...sheets.map((sheet) => this.#sheet(sheet, sheets)),
      ),
    ];
  }

  #sheet(sheet: Sheet, sheets: readonly Sheet[]): HTMLElement {
    const { say } = this.#desk;
    const box = el("input", {
      type: "checkbox",
      class: "pw-checkbox",
      checked: sheet.chosen,
      "data-key": `sheet ${sheet.key}`,
    });
    box.addEventListener("change", () => {
      const keys = sheets.filter(({ key, chosen }) => (key === sheet.key ? box.checked : chosen)).map(({ key }) => key);
      this.#send("sheets", { keys });
    });
    return el(
      "div",
      { class: "pw-sheet" },
      el("label", {}, box, el("span", {}, nameOf(sheet, sheets))),
      sheet.hidden && el("span", { class: "pw-badge" }, say("sheet_hidden")),
      el("span", { class: "pw-muted" }, say("sheet_rows", { count: sheet.rows })),
      ...sheet.problems.map((problem) => el("span", { class: "pw-problem" }, problem)),
    );
  }

  // --- columns -------------------------------------------------------------------------------

  #tables({ columns }: Columns, sheets: readonly Sheet[]): Child[] {
    const { say } = this.#desk;
    return columns.flatMap(({ sheet: key, columns: mapped }) => {
      const sheet = sheets.find((each) => each.key === key);
      if (!sheet) return [];
      const headings = [say("column_heading"), say("column_examples"), say("column_target"), say("column_basis")];
      const body = listBody();
      for (const column of mapped) {
        const { line, put } = listLine(headings);
        put(this.#column(sheet, column));
        body.append(line);
      }
      const name = nameOf(sheet, sheets);
      return [
        el(
          "div",
          { class: "pw-sheet-head" },
          el("h3", {}, name || say("columns")),
          sheet.dialect && el("span", { class: "pw-muted" }, sheet.dialect),
          this.#headingRows(sheet),
        ),
        listTable(say("columns_caption", { sheet: name || say("columns") }), headings, body),
      ];
    });
  }

  #headingRows(sheet: Sheet): HTMLElement {
    const id = uniqueId("headings");
    const field = el("input", {
      class: "pw-field",
      id,
      value: sheet.headings.join(", "),
      placeholder: this.#desk.say("headings_none"),
      inputmode: "numeric",
      autocomplete: "off",
      "data-key": `headings ${sheet.key}`,
    });
    field.addEventListener("change", () => {
      const rows = (field.value.match(/\d+/g) ?? []).map(Number).slice(0, 10);
      this.#send("headings", { sheet: sheet.key, rows });
    });
    return el("span", { class: "pw-heading-rows" }, el("label", { for: id }, this.#desk.say("heading_rows")), field);
  }

  #column(sheet: Sheet, column: MappedColumn): Child[] {
    const { say, state } = this.#desk;
    const { letter, heading, target, examples, phone_like, filled, unsure, basis } = column;
    const name = heading || say("column_letter", { letter });
    const choose = el("select", {
      class: "pw-field",
      "aria-label": say("column_target_of", { column: name }),
      "data-key": `map ${sheet.key} ${column.index}`,
    });
    choose.append(...this.#targets(state().targets, column));
    choose.value = target;
    choose.addEventListener("change", () =>
      this.#send("map_column", { sheet: sheet.key, index: column.index, target: choose.value }),
    );
    const lost = !target && phone_like > 0;
    return [
      el("div", {}, el("strong", {}, name), " ", heading && el("span", { class: "pw-muted" }, letter)),
      el("span", { class: "pw-cells" }, ...examples.slice(0, EXAMPLES).map((text) => el("span", {}, text))),
      choose,
      el(
        "div",
        { class: "pw-why" },
        el("span", { class: "pw-muted" }, basis),
        unsure && el("span", { class: "pw-problem" }, say("column_unsure")),
        lost && el("span", { class: "pw-problem" }, say("column_lost", { count: phone_like })),
        filled === 0 && el("span", { class: "pw-muted" }, say("column_empty")),
      ),
    ];
  }

  #targets(targets: readonly Target[], { alternatives }: MappedColumn): HTMLElement[] {
    const { say } = this.#desk;
    const option = ({ name, label }: Target) => el("option", { value: name }, label);
    const likely = targets.filter(({ name }) => name && alternatives.includes(name));
    if (!likely.length) return targets.map(option);
    const none = targets.filter(({ name }) => !name);
    const others = targets.filter(({ name }) => name && !alternatives.includes(name));
    return [
      ...none.map(option),
      el("optgroup", { label: say("targets_likely") }, ...likely.map(option)),
      el("optgroup", { label: say("targets_others") }, ...others.map(option)),
    ];
  }

  // --- words ---------------------------------------------------------------------------------

  #words({ values, choices }: Columns): Child[] {
    const { say } = this.#desk;
    if (!values.length) return [];
    const headings = [say("word_column"), say("word_text"), say("word_count"), say("word_means")];
    const body = listBody();
    for (const value of values) {
      const { line, put } = listLine(headings);
      const spec = choices[value.column];
      put([
        spec?.label ?? value.column,
        el("span", { class: "pw-cells" }, el("span", {}, value.text)),
        say("count", { count: value.count }),
        el("div", { class: "pw-why" }, this.#meaning(value, spec), !value.known && el("span", { class: "pw-problem" }, say("word_unknown"))),
      ]);
      body.append(line);
    }
    return [
      el("div", { class: "pw-sheet-head" }, el("h3", {}, say("words")), el("span", { class: "pw-muted" }, say("words_hint"))),
      listTable(say("words"), headings, body),
    ];
  }

  #meaning(value: MappedValue, spec: Columns["choices"][string] | undefined): HTMLElement {
    const { say } = this.#desk;
    const shared = {
      class: "pw-field",
      "aria-label": say("word_means_of", { word: value.text }),
      "data-key": `word ${value.column} ${value.text}`,
    };
    const field = spec?.is_date
      ? el("input", { ...shared, type: "date" })
      : el(
          "select",
          shared,
          el("option", { value: "" }, say("word_to_note")),
          ...(spec?.choices ?? []).map(({ code, label }) => el("option", { value: code }, label)),
        );
    field.value = value.code;
    field.addEventListener("change", () =>
      this.#send("map_value", { column: value.column, text: value.text, code: field.value }),
    );
    return field;
  }
}

/** "Sheet1", with its file where there are several. */
function nameOf(sheet: Sheet, sheets: readonly Sheet[]): string {
  const files = new Set(sheets.map(({ file }) => file));
  return [files.size > 1 || !sheet.name ? sheet.file : "", sheet.name].filter(Boolean).join(" · ");
}
