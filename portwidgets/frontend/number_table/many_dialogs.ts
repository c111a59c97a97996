/** Dialogs about many cells: set a column for the selected rows, paste as text, what was refused. */

import { el, uniqueId } from "../lib/dom";
import type { Say } from "../lib/texts";
import { ask } from "../lib/ask";
import type { ColumnSpec, Outcome } from "./protocol";

export interface ManySetting {
  column: ColumnSpec;
  /** The text to enter, null to take what the numbering plan suggests as type. */
  text: string | null;
}

const SUGGESTED = "~suggested";

/** Ask which column of the selected rows gets which text. */
export async function askMany(
  root: HTMLElement,
  say: Say,
  columns: readonly ColumnSpec[],
  count: number,
): Promise<ManySetting | null> {
  const choosable = columns.filter(({ by_hand, kind }) => by_hand && kind !== "phone");
  const [columnId, textId] = [uniqueId("column"), uniqueId("text")];
  const select = el(
    "select",
    { class: "pw-field", id: columnId },
    ...choosable.map(({ name, label }) => el("option", { value: name }, label)),
  );
  const column = () => choosable.find(({ name }) => name === select.value) ?? choosable[0]!;
  select.value = choosable.find(({ name }) => name === "status")?.name ?? select.value;
  let field = fieldOf(column(), say, textId);
  const place = el("div", {}, field);
  select.addEventListener("change", () => {
    field = fieldOf(column(), say, textId);
    place.replaceChildren(field);
  });
  const set = await ask(root, {
    title: say("set_column_title", { count }),
    body: [
      el("label", { for: columnId }, say("set_column")),
      select,
      el("label", { for: textId }, say("set_to")),
      place,
    ],
    buttons: [
      { label: say("cancel"), value: false },
      { label: say("set_apply"), value: true, primary: true },
    ],
    otherwise: false,
    fields: true,
  });
  if (!set) return null;
  return { column: column(), text: field.value === SUGGESTED ? null : field.value };
}

/** Ask for a block as text: where the keyboard's paste is not at hand, as on a phone. */
export async function askPaste(root: HTMLElement, say: Say): Promise<string | null> {
  const id = uniqueId("paste");
  const area = el("textarea", { class: "pw-field", id, rows: 8, spellcheck: "false" });
  const taken = await ask(root, {
    title: say("paste_title"),
    body: [el("label", { for: id }, say("paste_hint")), area],
    buttons: [
      { label: say("cancel"), value: false },
      { label: say("paste_apply"), value: true, primary: true },
    ],
    otherwise: false,
    fields: true,
    wide: true,
  });
  return taken && area.value.trim() ? area.value : null;
}

/** What is said of a group of refused cells, by the code of the reason. */
const REASONS: Record<string, string> = {
  "cell.unknown_choice": "refused_unknown",
  "cell.computed_choice": "refused_computed",
  "cell.not_a_date": "refused_date",
  "cell.not_a_moment": "refused_date",
  "cell.not_yes_no": "refused_yes_no",
};

/** Tell which cells of a block were refused; they are also marked in the table. */
export async function tellRefused(
  root: HTMLElement,
  say: Say,
  columns: readonly ColumnSpec[],
  { refused, refused_count: count, refused_groups: groups }: Outcome,
): Promise<void> {
  const items = groups.map((group) => {
    const label = columns.find(({ name }) => name === group.column)?.label ?? group.column;
    const examples = group.examples.map((text) => `“${text}”`).join(", ");
    const told = say(REASONS[group.code] ?? "refused_other", { count: group.count, examples });
    return el("li", {}, el("strong", {}, `${label}: `), el("span", {}, told));
  });
  const marked = refused.length < count ? say("refused_marked", { count: refused.length }) : say("refused_hint");
  await ask(root, {
    title: say("refused_title", { count }),
    body: [
      el("p", {}, el("strong", {}, say("refused_unsaved"))),
      el("ul", { class: "pw-refused" }, ...items),
      el("p", { class: "pw-muted" }, marked),
    ],
    buttons: [{ label: say("close"), value: undefined, primary: true }],
    otherwise: undefined,
    wide: true,
  });
}

function fieldOf(column: ColumnSpec, say: Say, id: string): HTMLInputElement | HTMLSelectElement {
  if (column.kind !== "choice" && column.kind !== "yes_no") {
    return el("input", { class: "pw-field", id, type: column.kind === "date" ? "date" : "text" });
  }
  const options = column.choices
    .filter(({ by_hand }) => by_hand)
    .map(({ code, label }) => el("option", { value: code }, label));
  if (column.name === "type") options.unshift(el("option", { value: SUGGESTED }, say("as_suggested")));
  return el("select", { class: "pw-field", id }, ...options, el("option", { value: "" }, say("empty_cell")));
}
