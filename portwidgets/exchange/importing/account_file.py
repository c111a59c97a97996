"""The account as a file to keep, and as a value for other programs."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from portwidgets import catalog
from portwidgets.exchange.exporting.delimited import separator_of
from portwidgets.exchange.exporting.spreadsheet_text import as_text, number_as_text
from portwidgets.exchange.importing import summing
from portwidgets.exchange.importing.account import AccountRow, Remark, RowSource
from portwidgets.exchange.importing.engine import Engine
from portwidgets.exchange.importing.row_account import account_row
from portwidgets.exchange.importing.said import No, Said
from portwidgets.exchange.reading import Source

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_COLUMNS = ("file", "sheet", "row", "outcome", "text", "numbers", "count", "why", "corrected")
_ROWS = 500  # in one part of the file


def account_csv(engine: Engine, language: str, region: str) -> Iterator[bytes]:
    """Yield a CSV file that a spreadsheet of that region opens, one line for each row in."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator_of(region))
    yield b"\xef\xbb\xbf"
    writer.writerow([catalog.text(f"import.account_{name}", language) for name in _COLUMNS])
    for at, key in enumerate(engine.keys(None)):
        numbers = _numbers(engine.said(key), region)
        line = _line(account_row(engine, key), numbers, language)
        writer.writerow([as_text(text) for text in line])
        if at % _ROWS == 0:
            yield _taken(file)
    yield _taken(file)


def as_dict(engine: Engine, sources: Sequence[Source], language: str) -> Mapping[str, object]:
    """Return everything that is known, in texts and numbers."""
    sheets = [
        _told(sheet.info(), language) | {"columns": [_told(each) for each in sheet.columns()]}
        for sheet in engine.sheets
    ]
    account = summing.account(engine)
    remarks = summing.remarks(engine, sources)
    missing = summing.missing(engine, 0, len(engine.known))
    return {
        "account": _told(account) | {"outcomes": {**account.outcomes}},
        "remarks": [remark.text(language) for remark in remarks],
        "sheets": sheets,
        "values": [_told(value) for value in summing.values(engine)],
        "rows": [_row(account_row(engine, key), language) for key in engine.keys(None)],
        "changes": [_told(change) for change in engine.merge.changes.values()],
        "missing": [_told(each) for each in missing.items],
    }


def _row(row: AccountRow, language: str) -> dict[str, object]:
    return _told(row, language) | {"becomes": dict(row.becomes)}


def _line(row: AccountRow, numbers: str, language: str) -> Iterator[str]:
    why = [row.reason, *row.remarks]
    yield row.source.file
    yield row.source.sheet
    yield str(row.source.row)
    yield catalog.text(f"import.outcome_{row.outcome.value}", language)
    yield " | ".join(row.cells)
    yield numbers
    yield str(row.count)
    yield " ".join(remark.text(language) for remark in why if remark)
    yield row.corrected or ""


def _numbers(said: Said, region: str) -> str:
    """Return the numbers of a row as they are dialled, ranges by their ends."""
    parts = () if isinstance(said, No) else (said,) if isinstance(said, str) else said
    return ", ".join(
        number_as_text(part, region)
        if isinstance(part, str)
        else f"{number_as_text(part.first, region)} – {number_as_text(part.last, region)}"
        for part in parts
    )


def _told(value: DataclassInstance, language: str = "en") -> dict[str, object]:
    """Return a value's fields, remarks in words."""
    told: dict[str, object] = {}
    for field in dataclasses.fields(value):
        each = getattr(value, field.name)
        if isinstance(each, Remark):
            each = each.text(language)
        elif isinstance(each, tuple):
            each = [one.text(language) if isinstance(one, Remark) else one for one in each]
        elif isinstance(each, RowSource):
            each = _told(each)
        told[field.name] = each
    return told


def _taken(file: io.StringIO) -> bytes:
    text = file.getvalue()
    file.seek(0)
    file.truncate()
    return text.encode("utf-8", "replace")
