"""The inventory that an import is merged into, as an import needs to see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


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

    def by_number(self, region: str) -> dict[str, str]:
        """Return the first row id of each number as E.164; what is none stands as it is typed."""
        from portwidgets.domain.numbers.number_reader import read_plain  # it loads numpy

        typed = [number for number in self.numbers if number]
        plain = dict(zip(typed, read_plain(typed, region), strict=True))
        found: dict[str, str] = {}
        for row, number in zip(self.ids, self.numbers, strict=True):
            if number:
                said = plain[number]
                found.setdefault(said if isinstance(said, str) else number, row)
        return found
