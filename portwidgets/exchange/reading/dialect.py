"""How the cells of a text are separated, and whether it is a table at all."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

csv.field_size_limit(16 * 1024 * 1024)  # one limit for the whole process; storage sets the same

SEPARATORS = (";", "\t", ",", "|")
_HINT = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n", re.IGNORECASE)  # Excel's own first line
_LINES = 200
_SHARE_OF_TABLE = 0.5  # of the lines must have the same number of cells
_PER_CELL = 0.02  # of two separators that both fit, the one that finds more cells
_MANY = 12
_TABLE_WIDTH = 3  # cells that sentences do not have in each line


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text is taken apart.

    Attributes:
        separator: What stands between cells; "" where each line is one text.
        quoted: Whether quotation marks hold cells together.
        hint: Whether the first line is "sep=;", which is no row.
    """

    separator: str
    quoted: bool = True
    hint: bool = False


def sniff_dialect(sample: str) -> Dialect:
    """Return the dialect of a text by its beginning."""
    hint = _HINT.match(sample)
    if hint:
        return Dialect(hint[1], hint=True)
    text = "\n".join(sample.splitlines()[:_LINES])
    scores = {separator: _score(text, separator) for separator in SEPARATORS}
    best = max(scores, key=lambda separator: scores[separator])
    return Dialect(best if scores[best] >= _SHARE_OF_TABLE else "")


def _score(text: str, separator: str) -> float:
    """Return the share of the lines that have the usual number of cells, at least two."""
    if separator not in text:
        return 0.0
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        widths = Counter(len(row) for row in rows if any(map(str.strip, row)))
    except csv.Error:
        return 0.0
    tables = {width: count for width, count in widths.items() if width > 1}
    if not tables:
        return 0.0
    usual = max(tables, key=lambda width: (tables[width], width))
    if tables[usual] == 1 and separator != "\t":
        return 0.0  # one line with a comma in it is a sentence or a list of numbers
    if _is_prose(text, separator) and (usual < _TABLE_WIDTH or len(widths) > 1):
        return 0.0
    # Rows may end early, where Excel or a person leaves empty cells out.
    like = sum(count for width, count in tables.items() if width <= usual)
    return (tables[usual] + like) / (2 * widths.total()) + _PER_CELL * min(usual, _MANY)


def _is_prose(text: str, separator: str) -> bool:
    """Tell the comma of a sentence: a space or the end of the line follows it."""
    spaced = len(re.findall(rf"{re.escape(separator)}[ \n]", text))
    return separator in ",;" and spaced * 2 > text.count(separator)
