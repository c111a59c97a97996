"""The ids of a table's rows: ours are counted on, and none is given a second time."""

from __future__ import annotations

from collections.abc import Iterable

_DIGITS = 4
_LONGEST = 9  # digits; a longer id is somebody's own and not counted on from


class RowIds:
    """Gives ids to the new rows of one table.

    Args:
        prefix: What its ids begin with.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._highest: int | None = None  # counted when it is first asked for
        self._gone = 0

    def added(self, row: str) -> None:
        """Note a row that came."""
        if self._highest is not None:
            self._highest = max(self._highest, self._number(row))

    def deleted(self, row: str) -> None:
        """Note a row that went."""
        self._gone = max(self._gone, self._number(row))

    def highest(self, rows: Iterable[str]) -> int:
        """Return the highest number that an id has or had.

        Args:
            rows: All ids that stand in the table.
        """
        if self._highest is None:
            self._highest = max(map(self._number, rows), default=0)
        return max(self._highest, self._gone)

    def next(self, rows: Iterable[str], seen: int) -> str:
        """Return an id that neither stands or stood in the table nor is counted in `seen`."""
        self._highest = max(self.highest(rows), seen) + 1
        return f"{self._prefix}{self._highest:0{_DIGITS}}"

    def count_on(self, rows: Iterable[str], other: int) -> None:
        """Give no id up to that number."""
        self._highest = max(self.highest(rows), other)

    def _number(self, row: str) -> int:
        if not row.startswith(self._prefix):
            return 0
        digits = row[len(self._prefix) :]
        counted = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST
        return int(digits) if counted else 0
