"""The inventory of a project as Python sees it: rows to read, and edits with their checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from portwidgets.domain.edit import Op
from portwidgets.domain.numbers.number_range import parse_range
from portwidgets.domain.schema import NUMBERS, NumberStatus
from portwidgets.errors import Refused
from portwidgets.project.events import Result
from portwidgets.project.following import refusals
from portwidgets.project.records import Records, added
from portwidgets.project.row import Row
from portwidgets.project.values import as_text

if TYPE_CHECKING:
    import pandas as pd


class NumberRow(Row):
    """One row of the inventory as it was when asked for; columns are attributes and keys."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown = (self._cells.get(name, "") for name in ("number", "decision", "status"))
        return f"<{self.id}: {' · '.join(text or '–' for text in shown)}>"


class Numbers(Records[NumberRow]):
    """The numbers of a project: iterate, look up by row id, add, change and delete.

    A number may be written as people write it in the project's region; it is kept as E.164, or
    as typed where it is not a valid number. Choice, date and yes/no columns refuse other entries.
    """

    table = NUMBERS
    row_type = NumberRow

    def add(self, number: object = "", **cells: object) -> NumberRow:
        """Add one number and return its row, e.g. `add("70 12 34 00", site="Aarhus")`.

        Raises:
            Refused: A choice, date or yes/no column does not take its entry.
        """
        result = self.add_rows([{"number": number, **cells}])
        return self[added(result)[0]]

    def add_range(self, text: str, **cells: object) -> Result:
        """Add every number of a range as people write it, e.g. `add_range("70 12 34 00-99")`.

        Raises:
            Refused: The text is not a range, or the range is too large.
        """
        numbers = parse_range(text, self._region)
        if numbers is None:
            raise Refused("project.not_a_range", text=text)
        return self.add_rows([{"number": number, **cells} for number in numbers.numbers()])

    def refusals(self, ops: Iterable[Op]) -> dict[str, Refused]:
        """Return the rows that a change must leave alone for the rest to be possible, and why.

        Args:
            ops: The change; a new number has the id there that the answer names it by.
        """
        return refusals(ops, self._folder)

    def to_pandas(self) -> pd.DataFrame:
        """Return a data frame, one row per number, indexed by row id.

        Dates and moments are datetime64, choices are categories, yes/no is boolean, the rest is
        string; a cell that does not fit its column's type is missing in the frame, and stays in
        the file as it is.
        """
        from portwidgets.project.frames import to_frame

        return to_frame(self)

    def update_from(self, frame: pd.DataFrame, *, delete_missing: bool = False) -> Result:
        """Write what differs in a data frame back, as one change that can be undone.

        Rows are matched by the index; a row without a known id is added. Rows that the frame
        lacks stay, unless `delete_missing`.

        Raises:
            Refused: An entry is not taken; nothing was changed.
        """
        from portwidgets.project.frames import update_from_frame

        return update_from_frame(self, frame, delete_missing=delete_missing)

    def _completed(self, cells: Mapping[str, object]) -> Mapping[str, object]:
        if "status" not in cells:
            return {**cells, "status": NumberStatus.PLANNED.value}
        status = as_text(NUMBERS["status"], cells["status"]).strip()
        return {**cells, "status": status or NumberStatus.PLANNED.value}
