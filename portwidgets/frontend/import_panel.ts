/** Numbers from a file or a text: taken in, looked at row by row, corrected, then applied. */

import { AppliedPart } from "./import_panel/applied_part";
import { PreviewPart } from "./import_panel/preview_part";
import { ProgressPart } from "./import_panel/progress_part";
import type { ImportState } from "./import_panel/protocol";
import { SourcePart } from "./import_panel/source_part";
import type { Desk, Part } from "./import_panel/part";
import { el, fill, setText } from "./lib/dom";
import { takeDrops, takeHanded } from "./lib/drops";
import { widgetOf } from "./lib/panel";
import { StandIn } from "./lib/stand_in";
import { Upload } from "./lib/upload";

type Kind = "source" | "progress" | "preview" | "applied";

const KINDS: Record<ImportState["stage"], Kind> = {
  empty: "source",
  receiving: "progress",
  reading: "progress",
  preview: "preview",
  applying: "preview",
  applied: "applied",
  undoing: "applied",
};

class ImportPanel extends StandIn<ImportState> {
  readonly #place = el("div");
  #part: Part | undefined;
  #kind: Kind | undefined;
  #spoken = "";
  #upload: Upload | undefined;

  protected override place(host: HTMLElement, gone: AbortSignal): void {
    this.root.classList.add("pw-import");
    this.root.append(this.#place);
    const stop = takeDrops(this.root, (files) => void this.#take(files));
    this.root.addEventListener("paste", (event) => this.#paste(event));
    gone.addEventListener("abort", () => {
      stop();
      this.#upload?.cancel();
    });
    super.place(host, gone);
    const handed = takeHanded();
    queueMicrotask(() => {
      if (handed.length && !gone.aborted) void this.#take(handed);
    });
  }

  protected draw(): void {
    const kind = KINDS[this.state.stage];
    if (this.language !== this.#spoken || kind !== this.#kind) this.#turnTo(kind);
    this.#part?.show(this.state);
  }

  #turnTo(kind: Kind): void {
    const isStep = this.#kind !== undefined && this.#kind !== kind;
    const { activeElement } = document;
    // A button that rests while it works has lost the keys already.
    const hadFocus = activeElement === document.body || this.root.contains(activeElement);
    this.#kind = kind;
    this.#spoken = this.language;
    this.drawHead();
    if (isStep) setText(this.refusal, "");
    this.#part = this.#make(kind);
    fill(this.#place, this.#part.root);
    // What had the keys is gone: the next step takes them.
    if (isStep && hadFocus) this.#part.focus();
  }

  #make(kind: Kind): Part {
    const desk: Desk = {
      say: (key, values) => this.say(key, values),
      language: this.language,
      intents: this.intents,
      state: () => this.state,
      refuse: (text) => setText(this.refusal, text),
    };
    switch (kind) {
      case "source":
        return new SourcePart(desk, (files, pasted) => void this.#take(files, pasted));
      case "progress":
        return new ProgressPart(desk, () => void this.#cancel());
      case "preview":
        return new PreviewPart(desk, () => void this.#cancel());
      case "applied":
        return new AppliedPart(desk, () => void this.#cancel());
    }
  }

  /** Read these files, or a text that was pasted; what was shown before is dropped. */
  async #take(files: File[], pasted = false): Promise<void> {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const { limit, stage } = this.state;
    if (!files.length || stage === "applying" || stage === "undoing") return;
    setText(this.refusal, "");
    if (size > limit * 2 ** 20) {
      setText(this.refusal, this.say("too_large", { megabytes: limit }));
      return;
    }
    this.#upload?.cancel();
    const upload = new Upload(this.intents);
    this.#upload = upload;
    const coming = files.map((file) => ({ name: file.name, size: file.size }));
    const begun = await this.intents.send("receive", { files: coming, pasted }, { saves: false });
    if (!begun.ok) return;
    const sent = await upload.send(files);
    if (sent.ok) {
      const read = await this.intents.send("read", {}, { saves: false });
      if (!read.ok) setText(this.refusal, read.text);
    } else if (sent.reason === "unreadable") {
      await this.#cancel();
      setText(this.refusal, this.say("unreadable", { file: sent.file }));
    } // else it was cancelled, or Python has said why
  }

  async #cancel(): Promise<void> {
    this.#upload?.cancel();
    const answer = await this.intents.send("cancel", {}, { saves: false });
    if (!answer.ok) setText(this.refusal, answer.text);
  }

  /** Files are read at once; a text too, unless it goes into a field. */
  #paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const isField = (event.target as Element).matches("input, textarea");
    if (this.#kind !== "source") return;
    // Excel lays a picture of the cells beside their text: the text is meant.
    if (text.trim() ? isField : !files.length) return;
    event.preventDefault();
    void (text.trim() ? this.#take([new File([text], "")], true) : this.#take(files));
  }
}

export default widgetOf(ImportPanel);
