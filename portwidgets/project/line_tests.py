"""The tests of a project's numbers after their port: one row for each test of a number."""

from __future__ import annotations

from portwidgets.domain.edit import Add
from portwidgets.domain.schema import NUMBERS, TESTS, LineTest, Outcome
from portwidgets.errors import Refused
from portwidgets.project.events import Result
from portwidgets.project.records import Records
from portwidgets.project.row import Row


class Tests(Records[Row]):
    """The tests of numbers after their port; they alone make a ported number verified."""

    table = TESTS
    row_type = Row

    def note(self, number_id: str, test: LineTest | str, result: Outcome | str) -> Result:
        """Note what came of a test, e.g. `tests.note("n0001", "inbound", "passed")`.

        An empty result takes it back. Each test of a number has one row: the last word counts,
        the history keeps the others.

        Raises:
            Refused: There is no such number, or no such result.
        """
        return self._put(number_id, LineTest(test), "result", str(result))

    def comment(self, number_id: str, test: LineTest | str, text: str) -> Result:
        """Write a remark to a test; it raises as `note` does."""
        return self._put(number_id, LineTest(test), "note", text)

    def _put(self, number_id: str, test: LineTest, column: str, text: str) -> Result:
        if number_id not in self._folder.table(NUMBERS.name):
            raise Refused("project.unknown_number", row=number_id)
        row = self.row_of(number_id, test.value)
        if row:
            return self.set(row, **{column: text})
        cells = {"number_id": number_id, "test": test.value, column: text}
        return self._changes.apply((Add(TESTS.name, "", cells),))

    def row_of(self, number_id: str, test: str) -> str:
        """Return the row of a test, empty where nobody has made it."""
        rows = self._rows
        told = zip(rows.ids(), rows.column("number_id"), rows.column("test"), strict=True)
        return next((row for row, *key in told if key == [number_id, test]), "")

    def results(self) -> dict[str, dict[str, Row]]:
        """Return the rows by number and test."""
        found: dict[str, dict[str, Row]] = {}
        for row in self:
            found.setdefault(row.number_id, {})[row.test] = row
        return found
