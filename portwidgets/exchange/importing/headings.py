"""Finds the headings of a sheet: below a title, in one row or two, known words or not."""

from __future__ import annotations

from collections.abc import Sequence

from portwidgets import catalog
from portwidgets.exchange.importing.shapes import few_digits, phone_like
from portwidgets.exchange.reading import SheetRows

_LOOKED_AT = 60  # rows from the top
_NUMBERS_ABOVE = 8  # rows with numbers: below so many there come no headings any more
_SURELY = 3  # known words: so many are headings, whatever stands beside them


def find_headings(rows: SheetRows) -> tuple[int, ...]:
    """Return the places of the rows with the headings, none where there are none."""
    numbers = 0
    for at in range(min(len(rows), _LOOKED_AT)):
        cells = rows.cells(at)
        if _is_heading(cells) and (rows.table or catalog.target_of(cells[0]) == "number"):
            return (at, at + 1) if _goes_on(rows, at) else (at,)
        numbers += any(map(phone_like, cells))
        if numbers >= _NUMBERS_ABOVE:
            break
    return _unknown_headings(rows) if rows.table else ()


def heading_names(rows: SheetRows, headings: Sequence[int]) -> list[tuple[str, ...]]:
    """Return the texts above each column, of the group first: ("Nummerserie", "Fra").

    A group's text stands above its first column only.
    """
    names: list[tuple[str, ...]] = [()] * rows.width
    lines = [[*rows.cells(at), *[""] * rows.width][: rows.width] for at in headings]
    for line, below in zip(lines, [*lines[1:], []], strict=False):
        group = ""
        for column, cell in enumerate(line):
            text = " ".join(cell.split())
            group = text or (group if below and below[column].strip() else "")
            if group and group not in names[column]:
                names[column] = (*names[column], group)
    return names


def target_of(names: Sequence[str]) -> str | None:
    """Return what the texts above a column mean, together or the nearest one first."""
    ways = (" ".join(names), *reversed(names))
    return next(filter(None, map(catalog.target_of, ways)), None)


def _is_heading(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    if not filled or any(map(phone_like, filled)):
        return False
    known = sum(1 for cell in filled if catalog.target_of(cell))
    return known * 2 >= len(filled) or known >= _SURELY


def _goes_on(rows: SheetRows, at: int) -> bool:
    """Tell whether the next row belongs to the headings: words only, and one of them known."""
    if at + 1 >= len(rows):
        return False
    upper, lower = rows.cells(at), rows.cells(at + 1)
    filled = [cell for cell in lower if cell.strip()]
    if [cell.strip() for cell in upper] == [cell.strip() for cell in lower]:
        return False  # the same headings again
    if any(phone_like(cell) or not few_digits(cell) for cell in filled):
        return False
    known = [cell for cell in filled if catalog.target_of(cell)]
    return bool(known) and len(known) * 2 >= len(filled)


def _unknown_headings(rows: SheetRows) -> tuple[int, ...]:
    """Take the row above the first number for headings, where it is as wide as what follows."""
    for at in range(min(len(rows), _LOOKED_AT)):
        if any(map(phone_like, rows.cells(at))):
            break
    else:
        return ()
    above = [cell for cell in rows.cells(at - 1) if cell.strip()] if at else []
    width = sum(bool(cell.strip()) for cell in rows.cells(at))
    if above and len(above) * 2 >= width and all(map(few_digits, above)):
        return (at - 1,)
    return ()
