/** The dialog that filters one column: by its choices with their counts, or by a part of the text. */

import { el, uniqueId } from "../lib/dom";
import type { Say } from "../lib/texts";
import { ask } from "../lib/ask";
import type { Filter } from "./filters";
import type { ColumnSpec } from "./protocol";

export interface FilterAsked {
  column: ColumnSpec;
  filter: Filter | undefined;
  /** How many rows have each stored text, for columns of choices. */
  counts(column: ColumnSpec): Map<string, number>;
}

/** Ask what to show of a column; undefined for all of it. */
export async function askFilter(
  root: HTMLElement,
  say: Say,
  columns: readonly ColumnSpec[],
  asked: (name: string) => FilterAsked,
  name: string,
): Promise<{ column: string; filter: Filter | undefined } | null> {
  let column = name;
  let fields = fieldsOf(say, asked(column));
  const body = el("div", { class: "pw-filter-fields" }, fields.root);
  const id = uniqueId("filter");
  const select = el(
    "select",
    { class: "pw-field", id },
    ...columns.map(({ name: each, label }) => el("option", { value: each }, label)),
  );
  select.value = column;
  select.addEventListener("change", () => {
    column = select.value;
    fields = fieldsOf(say, asked(column));
    body.replaceChildren(fields.root);
  });
  const answer = await ask(root, {
    title: say("filter"),
    body: [el("label", { for: id }, say("filter_by")), select, body],
    buttons: [
      { label: say("cancel"), value: "cancel" },
      { label: say("filter_none"), value: "none" },
      { label: say("filter_apply"), value: "apply", primary: true },
    ],
    otherwise: "cancel",
    fields: true,
  });
  if (answer === "cancel") return null;
  return { column, filter: answer === "apply" ? fields.read() : undefined };
}

interface Fields {
  root: HTMLElement;
  read(): Filter | undefined;
}

function fieldsOf(say: Say, asked: FilterAsked): Fields {
  const { kind } = asked.column;
  return kind === "choice" || kind === "yes_no" ? choiceFields(say, asked) : textFields(say, asked);
}

function choiceFields(say: Say, { column, filter, counts }: FilterAsked): Fields {
  const known = [{ code: "", label: say("empty_cell") }, ...column.choices];
  const counted = counts(column);
  const texts = known.filter(({ code }) => counted.has(code) || code !== "");
  const others = [...counted.keys()].filter((code) => !known.some((choice) => choice.code === code));
  const boxes = [...texts, ...others.map((code) => ({ code, label: code }))].map(({ code, label }) => {
    const box = el("input", { type: "checkbox", class: "pw-checkbox", value: code });
    box.checked = filter !== undefined && "one_of" in filter && filter.one_of.has(code);
    const count = el("span", { class: "pw-muted" }, String(counted.get(code) ?? 0));
    return { box, line: el("label", { class: "pw-line" }, box, el("span", {}, label), count) };
  });
  const root = el(
    "fieldset",
    { class: "pw-lines" },
    el("legend", { class: "pw-unseen" }, column.label),
    ...boxes.map(({ line }) => line),
  );
  const read = (): Filter | undefined => {
    const chosen = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    return chosen.length ? { one_of: new Set(chosen) } : undefined;
  };
  return { root, read };
}

function textFields(say: Say, { filter }: FilterAsked): Fields {
  const id = uniqueId("contains");
  const part = el("input", { class: "pw-field", type: "text", id, autocomplete: "off" });
  if (filter && "contains" in filter) part.value = filter.contains;
  const modes = ["any", "filled", "empty"].map((mode) => {
    const radio = el("input", { type: "radio", name: `${id}-filled`, value: mode });
    radio.checked = mode === modeOf(filter);
    return { radio, line: el("label", { class: "pw-line" }, radio, say(`filter_${mode}`)) };
  });
  part.addEventListener("input", () => modes.forEach(({ radio }) => (radio.checked = radio.value === "any")));
  const root = el(
    "div",
    { class: "pw-lines" },
    el("label", { for: id }, say("filter_contains")),
    part,
    ...modes.map(({ line }) => line),
  );
  const read = (): Filter | undefined => {
    const mode = modes.find(({ radio }) => radio.checked)?.radio.value;
    if (mode === "filled" || mode === "empty") return { filled: mode === "filled" };
    return part.value.trim() ? { contains: part.value.trim() } : undefined;
  };
  return { root, read };
}

function modeOf(filter: Filter | undefined): string {
  if (!filter || !("filled" in filter)) return "any";
  return filter.filled ? "filled" : "empty";
}
