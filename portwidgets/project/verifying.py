"""A ported number is verified by its tests, and by nothing else: what a change means for that."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from portwidgets.domain.edit import Add, Delete, Op, Set
from portwidgets.domain.orders.number_tests import is_verified, needed_tests
from portwidgets.domain.schema import NUMBERS, TESTS, LineTest, NumberStatus
from portwidgets.project.after import After
from portwidgets.storage.project_folder import ProjectFolder

NEEDS = frozenset({"usage", "type", "sms"})
"""Columns of a number that say which tests it needs."""

_KINDS = {test.value: test for test in LineTest}


class Verifying:
    """Follows the tests of a change.

    Attributes:
        numbers: The rows of numbers whose tests, or the need for them, the change touches.
    """

    def __init__(self, folder: ProjectFolder) -> None:
        self._folder = folder
        self._tests = After(folder, TESTS.name)
        self._new: list[dict[str, str]] = []
        self.numbers: set[str] = set()

    def take(self, op: Op) -> None:
        """Note an operation."""
        match op:
            case Set(table=TESTS.name, row=row, column=column, after=after):
                self._tests.cells[row, column] = after
                self.numbers.add(self._tests.cell(row, "number_id"))
            case Add(table=TESTS.name, cells=cells):
                self._new.append(cells)
                self.numbers.add(cells.get("number_id", ""))
            case Delete(table=TESTS.name, row=row):
                self._tests.gone.add(row)
                self.numbers.add(self._tests.before(row, "number_id"))
            case Set(table=NUMBERS.name, row=row, column=column) if column in NEEDS:
                self.numbers.add(row)

    def follow(self, numbers: After, now: str) -> None:
        """Make numbers verified, or only ported again, as their tests say."""
        for number in sorted(self.numbers):
            status = numbers.cell(number, "status")
            if status not in {NumberStatus.PORTED, NumberStatus.VERIFIED}:
                continue
            needed = needed_tests(
                *(numbers.cell(number, name) for name in ("usage", "type", "sms"))
            )
            proved = is_verified(needed, self._results.get(number, {}))
            after = NumberStatus.VERIFIED if proved else NumberStatus.PORTED
            if status != after:
                numbers.follow(number, "tested_at", now if proved else "")
                numbers.follow(number, "status", after.value)

    @cached_property
    def _results(self) -> dict[str, dict[LineTest, str]]:
        rows = self._folder.table(TESTS.name)
        told = [
            (number, self._tests.cell(row, "test"), self._tests.cell(row, "result"))
            for row, number in zip(rows.ids(), rows.column("number_id"), strict=True)
            if number in self.numbers and row not in self._tests.gone
        ]
        told += [
            (cells.get("number_id", ""), cells.get("test", ""), cells.get("result", ""))
            for cells in self._new
        ]
        found: dict[str, dict[LineTest, str]] = defaultdict(dict)
        for number, test, result in told:
            if test in _KINDS:
                found[number][_KINDS[test]] = result
        return found
