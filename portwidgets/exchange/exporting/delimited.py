"""Rows as CSV, tab-separated or one a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# Where the comma is the decimal sign, spreadsheets part the cells of a CSV file by semicolons.
_DECIMAL_POINT = frozenset(
    {"US", "GB", "CA", "IE", "AU", "NZ", "IN", "SG", "HK", "MY", "PH", "JP", "KR", "CN", "TW"}
    | {"TH", "IL", "MX", "MT", "CY", "KE", "NG", "PK", "BD", "LK"}
)


def separator_of(region: str) -> str:
    """Return what a spreadsheet of that country expects between the cells of a CSV file."""
    return "," if region in _DECIMAL_POINT else ";"


def delimited(
    rows: Iterable[Sequence[str]], *, separator: str = ",", line_end: str = "\r\n"
) -> str:
    """Return rows as text, cells quoted where they must be.

    Where a cell may hold line breaks the line's end must be CRLF: csv leaves a bare CR unquoted
    when lines end with LF.
    """
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, lineterminator=line_end).writerows(rows)
    return written.getvalue()
