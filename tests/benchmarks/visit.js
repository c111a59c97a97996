/**
 * What a visitor sees of a list and does with it, noted on the page's own clock.
 *
 * It counts from the navigation's start. `readable`: the texts of all rows are about to be painted.
 * A box is clicked as soon as all are there to be clicked; while nothing answers, every RETRY_MS the
 * next one is, since a page that is not alive yet loses clicks. `answered`: what Python said to a
 * click is in the page. The same for every framework: `boxes` and `texts` are selectors, looked for
 * in shadow roots too, `said` names what Python changes; empty, it is our page's own "Saved". In a
 * table `editor` names what opens in a cell that is clicked and typed at; it answers when it has
 * the character. Where it `saves`, that is entered then; `saved`: our page said "Saved" after it.
 */
({ boxes, texts, said, editor, saves, count }) => {
  const RETRY_MS = 250;
  const visit = (window.visit = {});
  let clicks = 0;
  let clickedAt = -Infinity;
  let saving = "";
  let letter = "";
  // Roots as they are made: to walk through a page for them, all the time, would slow it down.
  const roots = [document];
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (...given) {
    const root = attachShadow.apply(this, given);
    roots.push(root);
    return root;
  };
  const find = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const visible = (selector) =>
    find(selector).filter(
      (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("[inert]"),
    );
  const spoken = () => {
    const [where] = find(said);
    return where ? (where.shadowRoot ?? where).textContent : "";
  };
  // The page's own sign, where it is what answers: it leaves "Saved" and comes back to it.
  addEventListener("portwidgets:saving", () =>
    queueMicrotask(() => {
      if (document.querySelector(".pw-saved")?.textContent !== "Saved") saving = "underway";
      else if (saving) saving = "done";
    }),
  );

  const read = () => {
    if (visible(texts).length >= count) visit.readable = performance.now();
    else requestAnimationFrame(read);
  };
  const actOn = (found) => {
    if (!editor) return found.click();
    for (const type of ["mousedown", "mouseup", "click"]) {
      found.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }));
    }
    letter = found.textContent.trim() === "x" ? "y" : "x"; // another than an earlier visit's
    press(found, letter);
  };
  const press = (where, key) => {
    const told = { key, bubbles: true, composed: true, cancelable: true };
    where.dispatchEvent(new KeyboardEvent("keydown", told));
  };
  let before;
  const answered = () => {
    if (editor) return find(editor)[0]?.value === letter;
    return said ? spoken() !== before : saving === "done";
  };
  const act = () => {
    if (clicks && answered()) {
      visit.answered = performance.now();
      if (saves) save();
      return;
    }
    const found = performance.now() - clickedAt > RETRY_MS ? visible(boxes) : [];
    if (found.length >= count && (!said || spoken())) {
      before ??= said && spoken();
      clickedAt = performance.now();
      actOn(found[clicks++ % found.length]);
    }
    setTimeout(act, 2);
  };
  const save = () => {
    press(find(editor)[0], "Enter");
    const look = () => {
      if (saving === "done") visit.saved = performance.now();
      else setTimeout(look, 2);
    };
    look();
  };
  read();
  act();
};
