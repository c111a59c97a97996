"""The inventory that an import is merged into, as an import needs to see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from portwidgets.domain.steps import Steps

_AT_ONCE = 8_000  # numbers between two looks at the clock


@dataclass(frozen=True, slots=True)
class Inventory:
    """Rows that exist.

    Attributes:
        ids: Their ids.
        numbers: Their numbers as they stand, one for each id.
        cell: Returns a cell by row id and column.
        accounts: The ids of accounts by their folded account numbers.
    """

    ids: Sequence[str] = ()
    numbers: Sequence[str] = ()
    cell: Callable[[str, str], str] = lambda _row, _column: ""
    accounts: Mapping[str, str] = field(default_factory=dict)

    def by_number(self, region: str) -> Steps[dict[str, str]]:
        """Return the first row id of each number as E.164; what is none stands as it is typed."""
        from portwidgets.domain.numbers.number_reader import read_plain  # it loads numpy

        found: dict[str, str] = {}
        for start in range(0, len(self.ids), _AT_ONCE):
            yield start / len(self.ids)
            ids = self.ids[start : start + _AT_ONCE]
            typed = self.numbers[start : start + _AT_ONCE]
            for row, number, said in zip(ids, typed, read_plain(typed, region), strict=True):
                if number:
                    found.setdefault(said if isinstance(said, str) else number, row)
        return found
