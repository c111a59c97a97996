/** The first step: drop a file, choose one, or paste a text. */

import { el, setText, uniqueId } from "../lib/dom";
import { icon } from "../lib/icons";
import { action, type Desk, type Part } from "./part";
import type { ImportState } from "./protocol";

export class SourcePart implements Part {
  readonly root: HTMLElement;
  readonly #desk: Desk;
  readonly #drop: HTMLButtonElement;
  readonly #error = el("p", { class: "pw-import-error", role: "alert", hidden: true });
  readonly #undone = el("p", { class: "pw-import-done", role: "status", hidden: true });

  constructor(desk: Desk, take: (files: File[], pasted?: boolean) => void) {
    this.#desk = desk;
    const { say } = desk;
    const { kinds, limit } = desk.state();
    const file = el("input", { type: "file", multiple: true, accept: kinds.join(), hidden: true });
    file.addEventListener("change", () => {
      take([...(file.files ?? [])]);
      file.value = ""; // the same file again is a choice again
    });
    const formats = kinds.map((kind) => kind.slice(1).toUpperCase()).join(", ");
    this.#drop = el(
      "button",
      { type: "button", class: "pw-drop", onclick: () => file.click() },
      icon("import"),
      el("strong", {}, say("drop")),
      el("span", { class: "pw-muted" }, say("drop_kinds", { kinds: formats, megabytes: limit })),
    );
    const id = uniqueId("text");
    const area = el("textarea", { class: "pw-field", id, rows: 6, spellcheck: "false", placeholder: say("paste_example") });
    const read = action(say("paste_read"), () => take([new File([area.value], "")], true));
    read.disabled = true;
    area.addEventListener("input", () => (read.disabled = !area.value.trim()));
    this.root = el(
      "div",
      { class: "pw-import-source" },
      this.#error,
      this.#undone,
      el("p", { class: "pw-muted" }, say("promise")),
      this.#drop,
      file,
      el("label", { for: id }, say("paste_label")),
      area,
      el("div", {}, read),
    );
  }

  show({ error, undone }: ImportState): void {
    this.#error.hidden = !error;
    setText(this.#error, error);
    this.#undone.hidden = undone === undefined;
    const key = undone ? "undone_but" : "undone";
    setText(this.#undone, undone === undefined ? "" : this.#desk.say(key, { count: undone }));
  }

  focus(): void {
    this.#drop.focus();
  }
}
