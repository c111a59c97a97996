"""The same list of thirty checkboxes in other frameworks, and our real dashboard beside them.

Readable: the texts of all thirty rows are in the page. First click answered: the first box was
clicked as soon as all were there, and what Python said to it is in the page (visit.js does both,
alike for all; in our dashboard it means "Saved": three files are on the disk). 5,000 numbers: a
cell was clicked and typed at as soon as it was there, and its editor has the character; in our
table that is then entered, and saved when the page says so. Cold: a browser that was never there.
Warm: the same one again, with what it kept. Each framework runs in an environment of its own, made
by this command when it is first run; each has answered one page before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from json import dumps
from pathlib import Path
from typing import Any

from acts import EDITOR, ROW
from figures import Figure, How
from frameworks import CORE_CELL, LABELS, NICEGUI, OTHERS, OWN_CELL, Framework, Running
from inventory import number
from playwright.sync_api import Error, Page
from serving import Served
from stage import WAITING, Settings, Stage, in_turn, stage
from stock_voila import StockVoila
from traffic import Traffic

NUMBERS = 5_000
READABLE_ROW = "#pw-readable tr[data-row]"
SCREENFUL = 15  # rows of a table
PREHEATED = ("--preheat_kernel=True", f"--pool_size={WAITING}")
VISIT = Path(__file__).with_name("visit.js").read_text("utf-8")
REST_MS = 500  # after the answer, for what the page still fetches
KINDS = ("cold", "warm")
MOST_READABLE = 0.4
MOST_ANSWERED = {"checklist": 0.5, "numbers": 1.0}
MOST_KILOBYTES, MOST_REQUESTS = 60, 6


@dataclass(frozen=True)
class Opened:
    """What was measured of one way of opening, once for each pair."""

    readable: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)

    def forget(self) -> None:
        """Forget what was measured so far."""
        for values in (
            self.readable,
            self.answered,
            self.saved,
            self.kilobytes,
            self.requests,
        ):
            values.clear()


@dataclass(frozen=True)
class Side:
    """A page with a list.

    Attributes:
        name: What it is.
        address: Where it lies.
        boxes: The selector of what is clicked.
        texts: The selector of what is read.
        said: The selector of what Python changes; empty for the page's own "Saved".
        editor: The selector of what opens in a cell of a table.
        saves: What was typed there is also entered, and saved.
        count: How many rows are there when it can be read.
        cold: Measured with an empty cache.
        warm: Measured with what the browser kept.
    """

    name: str
    address: str
    boxes: str = "input[type=checkbox]"
    texts: str = ""
    said: str = ".said"
    editor: str = ""
    saves: bool = False
    count: int = len(LABELS)
    cold: Opened = field(default_factory=Opened)
    warm: Opened = field(default_factory=Opened)

    def measure(self, both: Stage) -> None:
        """Open the page in a browser that was never there, and once more in the same one."""
        page = both.new_page()
        context = page.context
        looked_for = {"boxes": self.boxes, "texts": self.texts or self.boxes, "said": self.said}
        looked_for |= {"editor": self.editor, "saves": self.saves, "count": self.count}
        context.add_init_script(f"({VISIT.strip().rstrip(';')})({dumps(looked_for)})")
        for kind in KINDS:
            both.settle()
            try:
                self._open(page, getattr(self, kind))
            except Error as error:
                error.add_note(f"{self.name}, {kind}")
                raise
            page.close()
            page = context.new_page()
        both.leave(page)

    def _open(self, page: Page, opened: Opened) -> None:
        traffic = Traffic.of(page)
        page.goto(self.address, wait_until="commit")
        page.evaluate("bench.until(() => visit.answered)")
        opened.answered.append(page.evaluate("visit.answered"))
        page.evaluate("bench.until(() => visit.readable)")
        opened.readable.append(page.evaluate("visit.readable"))
        if self.saves:
            page.evaluate("bench.until(() => visit.saved)")
            opened.saved.append(page.evaluate("visit.saved"))
        page.wait_for_timeout(REST_MS)
        opened.kilobytes.append(traffic.kilobytes)
        opened.requests.append(traffic.requests)


def figures(given: Settings) -> Iterator[Figure]:
    """Yield the targets' figures, then what the others need."""
    with stage(given, CORE_CELL, numbers=(NUMBERS,)) as both:
        ours, nicegui, table, others = _sides(both)
        sides = [nicegui, *ours.values(), table, *others]
        in_turn(1, *(partial(side.measure, both) for side in sides))
        for side in sides:
            side.cold.forget()
            side.warm.forget()
        in_turn(given.pairs, *(partial(side.measure, both) for side in sides))
    for kind in KINDS:
        yield from _compared(ours, nicegui, kind)
    for kind in KINDS:
        yield from _compared({"table": ours["numbers"]}, table, kind)
    yield from _weighed(ours["checklist"].cold)
    for side in (nicegui, table, *others):
        yield from _alone(side)


def _sides(both: Stage) -> tuple[dict[str, Side], Side, Side, Sequence[Side]]:
    inner = both.workspace.parent
    start = both.stack.enter_context

    def folder(name: str) -> Path:
        (inner / name).mkdir()
        return inner / name

    def begin(framework: Framework, name: str, **given: Any) -> Running:
        running = start(Running(framework, folder(name), **given))
        both.beside.append(running.process)
        return running

    def run(framework: Framework) -> Side:
        running = begin(framework, framework.package)
        address = both.reach(running.address)
        return Side(running.name, address, framework.boxes, said=framework.said)

    rows = [number(place) for place in range(NUMBERS)]
    inventory = begin(NICEGUI, "inventory", rows=rows)
    table = Side(
        f"{inventory.name}, its table of {NUMBERS:,} numbers",
        both.reach(inventory.address),
        boxes='.ag-row [col-id="number"]',
        texts=".ag-row",
        said="",
        editor=".ag-cell-inline-editing input",
        count=SCREENFUL,
    )

    plain = start(Served(folder("plain"), OWN_CELL, waiting=WAITING))
    heated = start(StockVoila(folder("heated"), CORE_CELL, options=PREHEATED))
    both.own.append(plain)
    both.beside.extend((plain.process, heated.process))
    ours = {
        "checklist": Side(
            "our checklist, demo project",
            both.address("demo", "checklist"),
            boxes="input[type=checkbox]:enabled",
            texts="#pw-readable li, .pw-step",
            said="",
        ),
        "numbers": Side(
            f"our table, {NUMBERS:,} numbers",
            both.address(f"{NUMBERS}", "numbers"),
            boxes=f'{READABLE_ROW} td.pw-phone[tabindex], {ROW} [col-id="number"]',
            texts=f"{READABLE_ROW}, {ROW}",
            said="",
            editor=f"{READABLE_ROW} input, {EDITOR}",
            saves=True,
            count=SCREENFUL,
        ),
        "plain": Side("the same list on our page", both.reach(plain.address)),
    }
    voilas = [
        Side("stock Voilà", both.reach(both.stock.address)),
        Side("stock Voilà pre-heated", both.reach(heated.address)),
    ]
    return ours, run(NICEGUI), table, [*map(run, OTHERS), *voilas]


def _compared(ours: dict[str, Side], other: Side, kind: str) -> Iterator[Figure]:
    theirs: Opened = getattr(other, kind)
    for key, side in ours.items():
        opened: Opened = getattr(side, kind)
        given = {"against": f"{other.name}, {kind}", "how": How.TIMES}
        yield Figure(
            name=f"{kind}, {side.name}, readable",
            ours=opened.readable,
            other=theirs.readable,
            most=MOST_READABLE if key in MOST_ANSWERED else None,
            **given,
        )
        yield Figure(
            name=f"{kind}, {side.name}, first click",
            ours=opened.answered,
            other=theirs.answered,
            most=MOST_ANSWERED.get(key),
            **given,
        )
        if opened.saved:
            name = f"{kind}, {side.name}, what was typed saved"
            yield Figure(name=name, ours=opened.saved, other=theirs.answered, **given)


def _weighed(opened: Opened) -> Iterator[Figure]:
    name = "cold, our checklist, "
    kilobytes, requests = opened.kilobytes, opened.requests
    yield Figure(name=f"{name}transferred", ours=kilobytes, most=MOST_KILOBYTES, unit="kB")
    yield Figure(name=f"{name}requests", ours=requests, most=MOST_REQUESTS, unit="")


def _alone(side: Side) -> Iterator[Figure]:
    for kind in KINDS:
        opened: Opened = getattr(side, kind)
        yield Figure(name=f"{kind}, {side.name}, readable", ours=opened.readable)
        yield Figure(name=f"{kind}, {side.name}, first click", ours=opened.answered)
    yield Figure(name=f"cold, {side.name}, transferred", ours=side.cold.kilobytes, unit="kB")
    yield Figure(name=f"cold, {side.name}, requests", ours=side.cold.requests, unit="")
