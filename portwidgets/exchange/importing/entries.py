"""What a row says besides its numbers, as cells of the inventory."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from portwidgets import catalog
from portwidgets.domain.cells import fold
from portwidgets.domain.numbers.number_cell import read_cell_numbers
from portwidgets.domain.schema import NUMBERS
from portwidgets.exchange.importing.plan import SheetPlan
from portwidgets.exchange.importing.shapes import is_nothing
from portwidgets.exchange.importing.value_map import ValueMap

_BETWEEN = "; "  # notes from several columns


class Entries:
    """The cells that the rows of one sheet give to their numbers.

    Args:
        plan: The sheet.
        values: What its texts stand for.
        sections: By key of a section's row, its text.
        accounts: The ids of accounts by their folded account numbers.
    """

    def __init__(
        self,
        plan: SheetPlan,
        values: ValueMap,
        sections: Mapping[int, str],
        accounts: Mapping[str, str],
    ) -> None:
        self._plan = plan
        self._values = values
        self._accounts = accounts
        self._sections = sorted(sections.items())
        self._usages = catalog.codes(NUMBERS["usage"])
        has = {column.target for column in plan.columns}
        self._has_usage, self._has_site = "usage" in has, "site" in has
        self._texts = [(at, plan.columns[at].target) for at in plan.texts]
        self._numbers = plan.numbers
        self._implies = any(plan.columns[at].implied for at in self._numbers)
        self._notes = plan.with_target("note")
        self._last: tuple[int, str, dict[str, str]] | None = None

    def of(self, at: int, number: str, words: str) -> dict[str, str]:
        """Return the filled cells for a number of a row, besides the number.

        Args:
            at: The row's place.
            number: One of its numbers.
            words: What stood with its numbers.
        """
        if self._implies:
            return self._of(at, number, words)
        # The numbers of a range ask one after the other.
        if self._last is None or self._last[:2] != (at, words):
            self._last = at, words, self._of(at, number, words)
        return self._last[2].copy()

    def _of(self, at: int, number: str, words: str) -> dict[str, str]:
        line = self._plan.rows.cells(at)
        line += [""] * (len(self._plan.columns) - len(line))
        cells: dict[str, str] = {}
        notes: list[str] = []
        usage = self._usages.get(fold(words)) if words else None
        if usage and not self._has_usage:
            cells["usage"] = usage
        elif words:
            notes.append(words)
        for place, target in self._texts:
            if text := line[place].strip():
                self._enter(place, target, text, cells, notes)
        if not self._has_site and (section := self._section(at)):
            cells["site"] = section
        if self._implies and (implied := self._implied(line, number)):
            cells.setdefault(*implied)
        if notes:
            cells["note"] = _BETWEEN.join(dict.fromkeys(notes))
        return cells

    def _enter(
        self, place: int, target: str, text: str, cells: dict[str, str], notes: list[str]
    ) -> None:
        if is_nothing(text):
            return
        if target == "note":
            heading = self._plan.columns[place].heading
            notes.append(text if len(self._notes) == 1 else _labelled(heading, text))
        elif target == "account":
            cells["account"] = self._accounts.get(fold(text), text)
        elif stored := self._values.code(target, text):
            cells[target] = stored
        else:
            notes.append(_labelled(self._plan.columns[place].heading, text))

    def _section(self, at: int) -> str:
        """Return the text of the section that a row stands in."""
        key = self._plan.offset + at
        place = bisect_right(self._sections, key, key=lambda section: section[0])
        return self._sections[place - 1][1] if place else ""

    def _implied(self, line: Sequence[str], number: str) -> tuple[str, str] | None:
        """Return what the heading above a number says of it."""
        filled = [place for place in self._numbers if not is_nothing(line[place])]
        implied = [self._plan.columns[place].implied for place in filled]
        if not any(implied):
            return None
        if len(filled) == 1:
            return implied[0]
        for place, said in zip(filled, implied, strict=True):
            reading = read_cell_numbers(line[place], self._values.region)
            if any(getattr(found, "e164", "") == number for found in reading.found):
                return said
        return None


def _labelled(heading: str, text: str) -> str:
    return f"{heading}: {text}" if heading else text
