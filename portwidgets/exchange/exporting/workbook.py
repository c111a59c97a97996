"""The inventory as an Excel workbook: numbers as text, dates as dates, filters, a fixed header."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from portwidgets.domain.cells import date_example
from portwidgets.domain.table import Column, Kind
from portwidgets.exchange.exporting.spreadsheet_text import computes

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_NARROWEST, _WIDEST = 8, 48  # characters
_ARROW = 3  # room for the filter's arrow
_LOOKED_AT = 500  # rows that decide how wide a column is
_EARLIEST = date(1900, 3, 1)  # before it Excel counts a day that never was

# Nothing is guessed from a text: no quantity, no formula, no link.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def workbook(
    columns: Sequence[Column], headings: Sequence[str], rows: Sequence[Sequence[str]], region: str
) -> bytes:
    """Return a workbook of one sheet: the headings, and below them the rows."""
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, _OPTIONS) as book:
        sheet = book.add_worksheet()
        day = date_format(region)
        text = book.add_format({"num_format": "@"})
        styles = {
            str: text,
            date: book.add_format({"num_format": day}),
            datetime: book.add_format({"num_format": f"{day} hh:mm"}),
        }
        # Going into such a cell would compute it, did its quote not say that it is text.
        quoted = book.add_format({"num_format": "@", "quote_prefix": True})
        _lay_out(sheet, headings, rows, text)
        sheet.write_row(0, 0, headings, book.add_format({"bold": True, "bottom": 1}))
        for line, cells in enumerate(rows, start=1):
            for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
                value = _value(column, cell)
                if isinstance(value, date):
                    sheet.write_datetime(line, place, value, styles[type(value)])
                elif value:
                    sheet.write_string(line, place, value, quoted if computes(value) else text)
    return written.getvalue()


def date_format(region: str) -> str:
    """Return how dates are shown in a country, in Excel's letters: "dd-mm-yyyy"."""
    return date_example(region).replace("2026", "yyyy").replace("11", "mm").replace("22", "dd")


def _lay_out(
    sheet: Worksheet, headings: Sequence[str], rows: Sequence[Sequence[str]], text: object
) -> None:
    for place, heading in enumerate(headings):
        longest = max((len(cells[place]) for cells in rows[:_LOOKED_AT]), default=0)
        width = max(_NARROWEST, len(heading) + _ARROW, min(longest + 1, _WIDEST))
        sheet.set_column(place, place, width, text)  # a new row takes numbers as text, too
    last = max(len(rows), 1), max(len(headings) - 1, 0)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, *last)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _value(column: Column, text: str) -> str | date | datetime:
    """Return a stored date or moment as one; a moment with a time zone stays text, for Excel."""
    if column.kind not in (Kind.DATE, Kind.MOMENT):
        return text
    try:
        if column.kind is Kind.DATE:
            day = date.fromisoformat(text)
            return day if day >= _EARLIEST else text
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return text if moment.tzinfo or moment.date() < _EARLIEST else moment
