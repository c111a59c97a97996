/** A form in a dialog; it stays open, with the reason, while Python refuses what it says. */

import { el, fill, setAttributes, setText, uniqueId } from "../lib/dom";
import type { Answer } from "../lib/intents";

export interface FormAsked {
  heading: string;
  action: string;
  cancel: string;
  fields: [label: string, field: HTMLElement][];
  act(): Promise<Answer>;
}

/** Show the form, with the focus on its first field. */
export function askForm(dialog: HTMLDialogElement, { heading, action, cancel, fields, act }: FormAsked): void {
  const refusal = el("p", { class: "pw-refusal", role: "alert" });
  const form = el(
    "form",
    {},
    el("h2", {}, heading),
    ...fields.flatMap(([label, field]) => {
      field.id = uniqueId("field");
      return [el("label", { for: field.id }, label), field];
    }),
    refusal,
    el(
      "div",
      { class: "pw-buttons" },
      el("button", { type: "button", class: "pw-button", onclick: () => dialog.close() }, cancel),
      el("button", { class: "pw-button pw-primary" }, action),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void act().then((answer) => {
      if (answer.ok) dialog.close();
      else setText(refusal, answer.text);
    });
  });
  setAttributes(dialog, { "aria-label": heading });
  fill(dialog, form);
  dialog.showModal();
  fields[0]?.[1].focus();
}
