/** Questions over the page: a native modal dialog, which keeps the focus inside. */

import { type Child, el, uniqueId } from "./dom";

export interface Button<T> {
  label: string;
  /** What the dialog results in. */
  value: T;
  primary?: boolean;
  danger?: boolean;
}

export interface Question<T> {
  title: string;
  body: Child[];
  buttons: Button<T>[];
  /** What closing without an answer (Escape) means. */
  otherwise: T;
  wide?: boolean;
  /** The body has fields: the first of them gets the focus. */
  fields?: boolean;
}

/** Ask; resolves when the dialog closes, and the focus is where it was. */
export function ask<T>(root: HTMLElement, question: Question<T>): Promise<T> {
  const id = uniqueId("dialog");
  const form = el("form", { method: "dialog" });
  const dialog = el(
    "dialog",
    { class: "pw-dialog pw-table-dialog", "aria-labelledby": id },
    form,
  );
  dialog.classList.toggle("pw-wide", question.wide ?? false);
  let answer = question.otherwise;
  const buttons = question.buttons.map(({ label, value, primary, danger }) => {
    const button = el("button", { type: primary ? "submit" : "button", class: "pw-button" }, label);
    button.classList.toggle("pw-primary", primary ?? false);
    button.classList.toggle("pw-danger", danger ?? false);
    const decide = () => {
      answer = value;
      dialog.close();
    };
    if (primary) form.addEventListener("submit", decide);
    else button.addEventListener("click", decide);
    return button;
  });
  // Where there is nothing to fill in, Enter says yes, but for what is hard to take back.
  question.buttons.forEach(({ primary, danger }, at) => {
    if (primary && !danger && !question.fields) buttons[at]!.autofocus = true;
  });
  form.append(el("h2", { id }, question.title));
  form.append(...question.body.filter((child) => child !== null && child !== undefined && child !== false));
  form.append(el("div", { class: "pw-buttons" }, ...buttons));
  root.append(dialog);
  const before = focused();
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus({ preventScroll: true });
      resolve(answer);
    });
  });
}

/** The focused element, also where it stands inside shadow roots. */
function focused(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element as HTMLElement | null;
}
