"""Tells the headings of a pasted block from its first row, and the columns that they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portwidgets import catalog
from portwidgets.domain.cells import fold
from portwidgets.domain.schema import NUMBERS
from portwidgets.project import AnyRecords

DIGITS_OF_A_NUMBER = 4  # a cell with so many is no heading


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a block.

    Attributes:
        columns: The column of each cell, "" where there is none for it.
        left_out: Headings of cells that have no column to go to.
    """

    columns: tuple[str, ...]
    left_out: tuple[str, ...]


def headings_of(block: Sequence[Sequence[str]], rows: AnyRecords) -> Headings | None:
    """Return the headings that a block begins with, None where it begins with a row.

    At least half of the first line must be headings that we know; a single line is an entry.
    """
    if len(block) < 2:  # noqa: PLR2004  a heading and what stands below it
        return None
    cells = block[0]
    written = [cell for cell in cells if cell.strip()]
    known = [cell for cell in written if _column_of(cell, rows)]
    if not known or len(known) * 2 < len(written) or any(map(_is_number, written)):
        return None
    columns: list[str] = []
    left_out: list[str] = []
    for place, cell in enumerate(cells):
        name = _column_of(cell, rows)
        if name in columns or not _by_hand(name, rows):
            name = ""
        columns.append(name)
        below = (line[place] for line in block[1:] if place < len(line))
        if not name and any(text.strip() for text in below):
            left_out.append(cell.strip())
    return Headings(tuple(columns), tuple(left_out))


def _column_of(heading: str, rows: AnyRecords) -> str:
    name = heading.strip()
    if any(column.name == name for column in rows.columns()):
        return name
    if rows.table is NUMBERS:
        return catalog.column_of(heading) or ""
    for column in rows.table.columns:
        labels = (catalog.text(f"column.{column.name}", each) for each in catalog.LANGUAGES)
        if fold(name) in map(fold, labels):
            return column.name
    return ""


def _by_hand(name: str, rows: AnyRecords) -> bool:
    column = rows.table.column(name)
    return column.by_hand if column else bool(name)


def _is_number(cell: str) -> bool:
    return sum(map(str.isdecimal, cell)) >= DIGITS_OF_A_NUMBER
