/** What takes the keyboard over when the dashboard takes the place of what is there to read. */

/** The dashboard's box of the step, or its link to the place, that has the focus in what is read. */
export function heirOfFocus(): HTMLElement | null {
  const held = document.activeElement;
  if (!held?.closest("#pw-readable")) return null;
  const step = held.closest<HTMLElement>("[data-step]")?.dataset["step"];
  const like = step
    ? `.pw-step[data-item="${CSS.escape(step)}"] input`
    : `a[href="${CSS.escape(held.getAttribute("href") ?? "")}"]`;
  return document.querySelector(`#pw-content ${like}`);
}
