"""A click on a checkbox until it is saved, against stock Voilà's Checkbox that changes a Label.

Ours: the click on a step of the demo project's checklist, until `progress.csv` has its new content
under its name (fsynced before that), and until the page says "Saved" (the folder is fsynced too).
Stock: the click on an ipywidgets Checkbox, until the Label that Python sets has its text. Both
count from the browser's own click event. Five clicks for each pair asked for.

Then a list of thirty checkboxes on our page, as a notebook author would write it (frameworks.py),
and a Label that Python sets: a click until the Label has its text, with a pause before it, and
back to back, where the next click follows at once and Nagle's algorithm would hold it up.
"""

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from acts import now, tick
from figures import Figure, How
from frameworks import CORE_CELL, OWN_CELL
from playwright.sync_api import Page
from serving import Served
from stage import Settings, in_turn, stage

CELL = """
from ipywidgets import Checkbox, Label, VBox
box, said = Checkbox(description="Tick me"), Label("no")
said.add_class("said")
box.observe(lambda change: setattr(said, "value", f"{change.new}"), "value")
VBox([box, said])
"""
# Notes when the Label says something else; a flag in place of a question that may come too late.
WATCH = """() => {
  bench.changed = 0;
  const label = document.querySelector(".said");
  new MutationObserver((_, watching) => {
    bench.changed = bench.now();
    watching.disconnect();
  }).observe(label, { childList: true, characterData: true, subtree: true });
}"""
# Clicks one box after the other, each as soon as the one before was answered.
IN_A_ROW = """async (count) => {
  const took = [];
  for (const box of [...document.querySelectorAll("input[type=checkbox]")].slice(0, count)) {
    const start = performance.now();
    const changed = new Promise((resolve) => {
      const watching = new MutationObserver(() => { watching.disconnect(); resolve(); });
      const label = document.querySelector(".said");
      watching.observe(label, { childList: true, characterData: true, subtree: true });
    });
    box.click();
    await changed;
    took.push(performance.now() - start);
  }
  return took;
}"""
MOST_ABOVE = 100
MOST_FOR_A_LABEL = 15
ROW = 10  # clicks back to back
CLICKS = 5
PAUSE = 0.3  # seconds between two clicks


def figures(given: Settings) -> Iterator[Figure]:
    """Yield the figures of our checklist, then of a list on our page."""
    yield from checklist(given)
    yield from label(given)


def checklist(given: Settings) -> Iterator[Figure]:
    """Yield until a click is on the disk and until the page says so."""
    with stage(given, CELL) as both:
        ours, stock = both.new_page(), both.new_page()
        ours.goto(both.address("demo", "checklist"))
        stock.goto(both.reach(both.stock.address))
        file = both.workspace / "demo" / "progress.csv"
        durable, saved, changed = [], [], []

        def click_ours() -> None:
            watched = Watched(file)
            said = tick(ours)
            clicked = ours.evaluate("bench.clicked")
            durable.append(watched.moment() - clicked)
            saved.append(said - clicked)
            time.sleep(PAUSE)

        def click_stock() -> None:
            changed.append(change_label(stock))
            time.sleep(PAUSE)

        in_turn(2, click_ours, click_stock)
        both.settle()
        for values in (durable, saved, changed):
            values.clear()
        in_turn(given.pairs * CLICKS, click_ours, click_stock)
    for name, values in (("progress.csv is on disk", durable), ("the page says saved", saved)):
        yield Figure(
            name=f"click until {name}",
            ours=values,
            other=changed,
            against="stock Voilà, click on a Checkbox until a Label changed",
            how=How.ABOVE,
            most=MOST_ABOVE,
            digits=1,
        )


def label(given: Settings) -> Iterator[Figure]:
    """Yield until a Label changed on our page, beside stock Voilà's."""
    with stage(given, CORE_CELL) as both:
        folder = both.workspace.parent / "list"
        folder.mkdir()
        server = both.stack.enter_context(Served(folder, OWN_CELL, waiting=1))
        both.own.append(server)
        ours, stock = both.new_page(), both.new_page()
        ours.goto(both.reach(server.address))
        stock.goto(both.reach(both.stock.address))
        single: list[list[float]] = [[], []]
        in_a_row: list[list[float]] = [[], []]

        def click(page: Page, side: int) -> None:
            page.locator("input[type=checkbox]").first.wait_for()
            time.sleep(PAUSE)
            single[side] += page.evaluate(IN_A_ROW, 1)
            in_a_row[side] += page.evaluate(IN_A_ROW, ROW)

        sides = (partial(click, ours, 0), partial(click, stock, 1))
        in_turn(2, *sides)
        both.settle()
        for values in (*single, *in_a_row):
            values.clear()
        in_turn(given.pairs, *sides)
    for name, (mine, theirs) in (("after a pause", single), ("back to back", in_a_row)):
        yield Figure(
            name=f"click until a label changed, {name}",
            ours=mine,
            other=theirs,
            against="stock Voilà, thirty of its Checkboxes and a Label",
            most=MOST_FOR_A_LABEL,
            digits=1,
        )


def change_label(page: Page) -> float:
    """Click on stock Voilà's checkbox; return the milliseconds until the label changed."""
    page.locator("input[type=checkbox]").first.wait_for()
    page.evaluate(WATCH)
    page.locator("input[type=checkbox]").first.click()
    page.evaluate("bench.until(() => bench.changed)")
    return page.evaluate("bench.changed - bench.clicked")


class Watched:
    """Notes when a file is replaced or written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = self._look()
        self._moment = 0.0
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def moment(self) -> float:
        """Return when that was, after it was."""
        self._thread.join(30)
        assert self._moment, f"{self._path} did not change"
        return self._moment

    def _look(self) -> tuple[int, int]:
        status = self._path.stat()
        return status.st_ino, status.st_mtime_ns

    def _watch(self) -> None:
        while self._look() == self._before:
            time.sleep(0.0005)
        self._moment = now()
