"""The rows of one sheet as they were read: packed, for there can be a million of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from portwidgets.errors import Refused

MOST_ROWS = 1_048_576
"""What Excel has on a sheet; more than that in all is no list of a company's numbers."""
MOST_COLUMNS = 512

BETWEEN = "\x1f"
"""Stands between the cells of a packed row, and so in no cell."""


def pack(cells: Sequence[str]) -> str:
    """Return a row as one text."""
    packed = BETWEEN.join(cells)
    if packed.count(BETWEEN) < max(len(cells), 1):
        return packed
    return BETWEEN.join(cell.replace(BETWEEN, "\ufffd") for cell in cells)


@dataclass(slots=True)
class SheetRows:
    """The rows of a sheet, or the lines of a text, that hold something.

    Attributes:
        file: The file's name, "" for pasted text.
        name: The sheet's name, "" where the file has none.
        hidden: Whether Excel hides it.
        dialect: How it was read, for a person.
        table: False where each row is one line of a text.
        quotes_open: Whether a quotation mark had no second one, so that they were read as text.
    """

    file: str
    name: str = ""
    hidden: bool = False
    dialect: str = ""
    table: bool = True
    quotes_open: bool = False
    width: int = 0
    _packed: list[str] = field(default_factory=list)
    _numbers: array[int] = field(default_factory=lambda: array("L"))

    def add(self, number: int, rows: Iterable[Sequence[str]]) -> None:
        """Keep those of some consecutive rows that hold something.

        Args:
            number: How Excel counts the first of them.
            rows: Their cells.

        Raises:
            Refused: There are too many rows or columns.
        """
        self.add_packed(number, map(pack, rows))

    def add_packed(self, number: int, rows: Iterable[str]) -> None:
        """Keep rows whose cells stand with `BETWEEN` between them; see `add`."""
        start = len(self._packed)
        for at, packed in enumerate(rows, number):
            kept = packed.rstrip(BETWEEN)
            if kept and not kept.isspace():
                self._packed.append(kept)
                self._numbers.append(at)
        added = self._packed[start:]
        widest = max((packed.count(BETWEEN) for packed in added), default=-1) + 1
        self.width = max(self.width, widest)
        if len(self._packed) > MOST_ROWS:
            raise Refused("import.too_many_rows", file=self.file, limit=MOST_ROWS)
        if self.width > MOST_COLUMNS:
            raise Refused("import.too_many_columns", file=self.file, limit=MOST_COLUMNS)

    def __len__(self) -> int:
        return len(self._packed)

    def cells(self, at: int) -> list[str]:
        """Return the cells of a row, by its place among the rows that hold something."""
        return self._packed[at].split(BETWEEN)

    def number(self, at: int) -> int:
        """Return how Excel counts that row."""
        return self._numbers[at]

    def batch(self, start: int, stop: int) -> list[list[str]]:
        """Return the cells of some rows, each as many as the sheet is wide."""
        width = self.width
        found = [packed.split(BETWEEN) for packed in self._packed[start:stop]]
        for cells in found:
            if len(cells) != width:
                cells.extend([""] * (width - len(cells)))
        return found

    def packed_at(self, at: int) -> str:
        """Return a row as one text, `BETWEEN` between its cells."""
        return self._packed[at]

    def packed(self) -> Iterator[str]:
        """Yield each row as one text, to compare or to search."""
        return iter(self._packed)
