"""The table of 100,000 numbers against the same page with 100; what travels for it and an edit.

Usable: a cell of the first row was clicked and its editor has taken a typed character. All there:
the foot of the table tells the full count. Checked: Python's look at every number has ended.
Websocket: the messages as the page gets them, their columns compressed but not the messages
themselves; and, without a target, what that is on the wire, where `serve` compresses them too. An
edit is a new text in a cell; everything that is sent until it is saved and quiet counts.
"""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from acts import EDITOR, SAVED, edit, edited, now
from figures import Figure, How
from playwright.sync_api import Page
from stage import Settings, Stage, in_turn, stage
from traffic import Traffic

FEW, MANY = 100, 100_000
MOST_LATER = 1500  # ms
MOST_RECEIVED = 4  # MB
MOST_FOR_AN_EDIT = 2  # kB, each way
EDITS = 5
QUIET_MS = 700  # after an edit, for what Python still sends
CHECKED = """count => bench.until(
  () => document.querySelector(".pw-table-progress")?.value === count)"""


@dataclass
class Opened:
    """What was measured of one inventory's page."""

    count: int
    usable: list[float] = field(default_factory=list)
    there: list[float] = field(default_factory=list)
    checked: list[float] = field(default_factory=list)
    messages: list[float] = field(default_factory=list)
    wire: list[float] = field(default_factory=list)
    edits: list["Size"] = field(default_factory=list)


@dataclass(frozen=True)
class Size:
    """The kB of an edit, or of several in the middle."""

    sent: float
    received: float
    wire_sent: float
    wire_received: float

    @classmethod
    def of(cls, traffic: Traffic) -> "Size":
        """Return what has travelled so far."""
        ways = (traffic.sent, traffic.received)
        sizes = [*(way.messages for way in ways), *(way.wire for way in ways)]
        return cls(*(size / 1000 for size in sizes))

    def since(self, before: "Size") -> "Size":
        """Return what was added."""
        return Size(*(now - then for now, then in zip(self.all, before.all, strict=True)))

    @property
    def all(self) -> tuple[float, ...]:
        """Return all four."""
        return (self.sent, self.received, self.wire_sent, self.wire_received)


def figures(given: Settings) -> Iterator[Figure]:
    """Yield all figures of the table."""
    with stage(given, numbers=(FEW, MANY)) as both:
        in_turn(1, *(partial(measure, both, Opened(count)) for count in (FEW, MANY)))
        few, many = Opened(FEW), Opened(MANY)  # the first pair warmed the disk's caches up
        in_turn(given.pairs, *(partial(measure, both, opened) for opened in (few, many)))
    named = f"{MANY:,} numbers"
    yield Figure(
        name=f"{named}, table usable",
        ours=many.usable,
        other=few.usable,
        against=f"the same page with {FEW} numbers",
        how=How.ABOVE,
        most=MOST_LATER,
    )
    yield Figure(name=f"{named}, all rows there", ours=many.there)
    yield Figure(name=f"{named}, all numbers checked", ours=many.checked)
    megabytes = partial(Figure, unit="MB", digits=2)
    yield megabytes(
        name=f"{named}, websocket messages until all checked",
        ours=many.messages,
        most=MOST_RECEIVED,
    )
    yield megabytes(name=f"{named}, the same on the wire", ours=many.wire)
    for way, wire in (("sent", "wire_sent"), ("received", "wire_received")):
        sizes = ([getattr(edit, name) for edit in many.edits] for name in (way, wire))
        kilobytes = partial(Figure, unit="kB", digits=2)
        yield kilobytes(name=f"{named}, {way} for an edit", ours=next(sizes), most=MOST_FOR_AN_EDIT)
        yield kilobytes(name=f"{named}, {way} for an edit, on the wire", ours=next(sizes))


def measure(both: Stage, opened: Opened) -> None:
    """Open the page of an inventory, wait for everything, then edit a few cells."""
    both.settle()
    page = both.new_page()
    traffic = Traffic.of(page)
    start = now()
    opened.usable.append(edited(page, both.address(f"{opened.count}", "numbers")))
    page.locator(".pw-table-count", has_text=f"{opened.count:,}").wait_for()
    opened.there.append(now() - start)
    page.evaluate(CHECKED, opened.count)
    opened.checked.append(now() - start)
    page.wait_for_timeout(QUIET_MS)
    opened.messages.append(traffic.received.messages / 1e6)
    opened.wire.append(traffic.received.wire / 1e6)
    sizes = [edit_size(page, traffic, turn) for turn in range(EDITS)]
    middle = map(statistics.median, zip(*(size.all for size in sizes), strict=True))
    opened.edits.append(Size(*middle))
    both.leave(page)


def edit_size(page: Page, traffic: Traffic, turn: int) -> Size:
    """Enter a site in the first row; return what was sent and received for it."""
    before = Size.of(traffic)
    edit(page, "site", f"Site {turn}")
    page.evaluate("bench.said = []")
    page.keyboard.press("Enter")
    page.locator(EDITOR).wait_for(state="detached")
    page.evaluate(SAVED)
    page.wait_for_timeout(QUIET_MS)
    return Size.of(traffic).since(before)
