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
  const visit = (window.visit = { clicked: [], boxes: [] });
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
  const spoken = () => (said ? (find(said)[0]?.textContent ?? "") : String(bench.isSaved()));

  const read = () => {
    if (visible(texts).length >= count) visit.readable = performance.now();
    else requestAnimationFrame(read);
  };
  let before;
  const act = () => {
    const last = visit.clicked.at(-1) ?? -Infinity;
    if (visit.clicked.length && spoken() !== before) {
      visit.answered = performance.now();
      return;
    }
    if (performance.now() - last > RETRY_MS) {
      const found = visible(boxes);
      if (found.length >= count) {
        before ??= said ? spoken() : "false";
        visit.clicked.push(performance.now());
        visit.boxes.push(found[visit.clicked.length - 1]);
        visit.boxes.at(-1).click();
      }
    }
    setTimeout(act, 2);
  };
  read();
  act();
};
