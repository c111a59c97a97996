"""The first page, against an empty notebook under stock Voilà, each with a cold browser cache.

Ours, demo project: from navigation until a click on the first checkbox was answered by Python (the
page says saved; then it is unticked). Ours, 5,000 numbers: until a cell of the first row was
clicked and its editor has taken a character. Both end with a person's input, whose way through
the harness counts against us. Stock: until the body that it renders is visible, noted by the page
itself. No earlier moment can be named: its widget manager starts after it, so that the comparison
is in stock's favour. It keeps its defaults (lab template, no kernel pre-heated); its requests to
other hosts are refused at once, faster than a network would answer.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

from acts import CHECKBOX, edited, seen, ticked
from figures import Figure, How
from playwright.sync_api import Page
from stage import Settings, Stage, in_turn, stage
from stock_voila import StockVoila
from traffic import Traffic

NUMBERS = 5_000
BODY = "#rendered_cells"
MOST_DEMO, MOST_NUMBERS = 0.7, 0.8
PREHEATED = ("--preheat_kernel=True", "--pool_size=2")
REST_MS = 500  # after the page is usable, for what it still fetches


@dataclass(frozen=True)
class Side:
    """A way to open a page, and what was measured each time."""

    name: str
    address: str
    open: Callable[[Page, str], float]
    most: float | None = None
    took: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)
    fetched: list[float] = field(default_factory=list)

    def measure(self, both: Stage) -> None:
        """Open the page once, in a browser that was never there."""
        both.settle()
        page = both.new_page()
        traffic = Traffic.of(page)
        self.took.append(self.open(page, self.address))
        page.wait_for_timeout(REST_MS)
        self.requests.append(traffic.requests)
        self.fetched.append(traffic.fetched / 1000)
        both.leave(page)

    def forget(self) -> None:
        """Forget what was measured so far."""
        for values in (self.took, self.requests, self.fetched):
            values.clear()


def figures(given: Settings) -> Iterator[Figure]:
    """Yield the targets' figures, then what else tells how the page opens."""
    with stage(given, numbers=(NUMBERS,)) as both, ExitStack() as stack:
        (both.workspace.parent / "heated").mkdir()
        heated = StockVoila(both.workspace.parent / "heated", options=PREHEATED)
        both.beside.append(stack.enter_context(heated).process)
        stock, *sides = _sides(both, heated)
        # Once without counting: disk caches and bytecode are warm for all.
        in_turn(1, *(partial(side.measure, both) for side in (stock, *sides)))
        for side in (stock, *sides):
            side.forget()
        in_turn(given.pairs, *(partial(side.measure, both) for side in (stock, *sides)))
    for side in sides:
        yield Figure(
            name=side.name,
            ours=side.took,
            other=stock.took,
            against=stock.name,
            how=How.TIMES,
            most=side.most,
        )
    for side in (stock, *sides):
        yield Figure(name=f"requests: {side.name}", ours=side.requests, unit="")
        yield Figure(name=f"fetched: {side.name}", ours=side.fetched, unit="kB")


def _sides(both: Stage, heated: StockVoila) -> list[Side]:
    body = partial(seen, selector=BODY)
    demo = both.address("demo", "checklist")
    numbers = both.address(f"{NUMBERS}", "numbers")
    listed = partial(seen, selector=".pw-project-list button")
    return [
        Side("stock Voilà, empty notebook, body visible", both.reach(both.stock.address), body),
        Side("demo project, first checkbox answered", demo, ticked, MOST_DEMO),
        Side(f"{NUMBERS:,} numbers, a cell edited", numbers, edited, MOST_NUMBERS),
        Side("demo project, first checkbox visible", demo, partial(seen, selector=CHECKBOX)),
        Side("list of projects visible", both.reach(both.ours.address), listed),
        Side("stock Voilà pre-heated, body visible", both.reach(heated.address), body),
    ]
