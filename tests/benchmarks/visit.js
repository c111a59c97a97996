/**
 * What a visitor sees of a list of checkboxes and does with it, noted on the page's own clock.
 *
 * It counts from the navigation's start. `readable`: the texts of all rows are about to be painted.
 * A box is clicked as soon as all are there to be clicked; while nothing answers, every RETRY_MS the
 * next one is, since a page that is not alive yet loses clicks. `answered`: what Python said to a
 * click is in the page. The same for every framework: `boxes` and `texts` are selectors, looked for
 * in shadow roots too, `said` names what Python changes, or the page's own sign that it answered.
 */
({ boxes, texts, said, count }) => {
  const RETRY_MS = 250;
  const visit = (window.visit = {});
  let clicks = 0;
  let clickedAt = -Infinity;
  let saving = "";
  const find = (selector, root = document) => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll("*")].flatMap((each) =>
      each.shadowRoot ? find(selector, each.shadowRoot) : [],
    ),
  ];
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
  let before;
  const answered = () => (said ? spoken() !== before : saving === "done");
  const act = () => {
    if (clicks && answered()) {
      visit.answered = performance.now();
      return;
    }
    const found = performance.now() - clickedAt > RETRY_MS ? visible(boxes) : [];
    if (found.length >= count && (!said || spoken())) {
      before ??= said && spoken();
      clickedAt = performance.now();
      found[clicks++ % found.length].click();
    }
    setTimeout(act, 2);
  };
  read();
  act();
};
