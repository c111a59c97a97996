"""The run sheet of a cutover: which number is tested when, in the order of importance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from portwidgets.domain.orders.number_tests import importance, needed_tests
from portwidgets.domain.schema import LineTest

MINUTES_A_TEST = 3
"""Our own allowance: a call, a look at the phone, a tick."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted about a test; `row` is empty where nobody has made it."""

    row: str = ""
    result: str = ""
    note: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """One test on the sheet, when it is due and what came of it."""

    test: LineTest
    at: datetime | None
    noted: Noted


@dataclass(frozen=True, slots=True)
class SheetNumber:
    """A number on the sheet with the cells that a tester needs, and its tests."""

    row: str
    cells: Mapping[str, str]
    trials: tuple[Trial, ...]


def run_sheet(
    numbers: Iterable[Mapping[str, str]],
    noted: Mapping[str, Mapping[str, Noted]],
    start: datetime | None,
) -> list[SheetNumber]:
    """Return the numbers in the order in which they are tested.

    Args:
        numbers: Rows of the inventory.
        noted: What is noted, by number and test.
        start: When the first test can be made; None where no day is fixed.
    """
    ordered = sorted(numbers, key=lambda each: (importance(each["usage"]), each["number"]))
    clock = _clock(start)
    return [
        SheetNumber(
            row=each["id"],
            cells=each,
            trials=tuple(
                Trial(test, next(clock), noted.get(each["id"], {}).get(test, Noted()))
                for test in needed_tests(each["usage"], each["type"], each["sms"])
            ),
        )
        for each in ordered
    ]


def _clock(start: datetime | None) -> Iterator[datetime | None]:
    moment = start
    while True:
        yield moment
        if moment is not None:
            moment += timedelta(minutes=MINUTES_A_TEST)
