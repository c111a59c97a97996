/** Puts a text on the clipboard, also one that Python is still asked for. */

/** Return whether it is there; `place` is the open dialog that the copying is done in. */
export async function copyText(text: Promise<string | null>, place: Element = document.body): Promise<boolean> {
  try {
    // Asked for at once, with a promise in it: Safari allows it only in the click itself.
    const blob = text.then((copied) => {
      if (copied === null) throw new Error("there is nothing to copy");
      return new Blob([copied], { type: "text/plain" });
    });
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    return true;
  } catch {
    const copied = await text.catch(() => null);
    return copied !== null && copyByCommand(copied, place);
  }
}

/** Over plain http there is no clipboard but this; under a modal dialog nothing can be selected. */
function copyByCommand(text: string, place: Element): boolean {
  const area = Object.assign(document.createElement("textarea"), { value: text });
  area.style.cssText = "position: fixed; opacity: 0";
  place.append(area);
  const before = document.activeElement as HTMLElement | null;
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  return done;
}
