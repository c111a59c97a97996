"""The rows of one sheet as they were read: packed, for there can be a million of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portwidgets.errors import Refused

MOST_ROWS = 1_048_576
"""What Excel has on a sheet; more than that in all is no list of a company's numbers."""
MOST_COLUMNS = 512

_BETWEEN = "\x1f"  # stands in no text of ours: `add` replaces it


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

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Keep a row, counted as Excel does, if it holds something.

        Raises:
            Refused: There are too many rows or columns.
        """
        packed = _BETWEEN.join(cells)
        if packed.count(_BETWEEN) >= len(cells) and cells:
            packed = _BETWEEN.join(cell.replace(_BETWEEN, "\ufffd") for cell in cells)
        packed = packed.rstrip(_BETWEEN)
        if not packed or packed.isspace():
            return
        self.width = max(self.width, packed.count(_BETWEEN) + 1)
        if len(self._packed) >= MOST_ROWS:
            raise Refused("import.too_many_rows", file=self.file, limit=MOST_ROWS)
        if self.width > MOST_COLUMNS:
            raise Refused("import.too_many_columns", file=self.file, row=number, limit=MOST_COLUMNS)
        self._packed.append(packed)
        self._numbers.append(number)

    def __len__(self) -> int:
        return len(self._packed)

    def cells(self, at: int) -> list[str]:
        """Return the cells of a row, by its place among the rows that hold something."""
        return self._packed[at].split(_BETWEEN)

    def number(self, at: int) -> int:
        """Return how Excel counts that row."""
        return self._numbers[at]

    def batch(self, start: int, stop: int) -> list[list[str]]:
        """Return the cells of some rows, each as many as the sheet is wide."""
        width = self.width
        found = []
        for packed in self._packed[start:stop]:
            cells = packed.split(_BETWEEN)
            if len(cells) < width:
                cells += [""] * (width - len(cells))
            found.append(cells)
        return found

    def packed(self) -> Iterator[str]:
        """Yield each row as one text, to compare or to search."""
        return iter(self._packed)

    def shown(self, at: int) -> str:
        """Return a row as one text for a person."""
        return " | ".join(filter(None, map(str.strip, self.cells(at))))
