"""The whole inventory for people: as CSV for a spreadsheet, as a workbook, for the clipboard."""

from __future__ import annotations

from collections.abc import Iterator

from portwidgets import catalog
from portwidgets.domain.export_target import FileFormat, Target
from portwidgets.domain.table import Column, Kind
from portwidgets.exchange.exporting.delimited import delimited, separator_of
from portwidgets.exchange.exporting.source import Row, Source
from portwidgets.exchange.exporting.spreadsheet_text import as_text, number_as_text
from portwidgets.exchange.exporting.workbook import workbook


def inventory(source: Source, target: Target) -> bytes:
    """Return the file's content: every selected row, every column, nothing left out."""
    if target.format is FileFormat.XLSX:
        return workbook(source.columns, headings(source), list(_labelled(source)), source.region)
    rows = [list(map(as_text, headings(source)))]
    rows += [
        [
            _cell(column, text, source.region)
            for column, text in zip(source.columns, cells, strict=True)
        ]
        for cells in _labelled(source)
    ]
    if target.format is FileFormat.TEXT:  # what a spreadsheet takes from the clipboard
        return delimited(rows, separator="\t").encode()
    # The mark tells Excel that this is UTF-8.
    return delimited(rows, separator=separator_of(source.region)).encode("utf-8-sig")


def headings(source: Source) -> list[str]:
    """Return the headings: ours in the person's language, foreign columns as they came."""
    known = catalog.texts(source.language, "column")
    return [known.get(column.name, column.name) for column in source.columns]


def _labelled(source: Source) -> Iterator[list[str]]:
    labels = [catalog.labels(column, source.language) for column in source.columns]
    for row in source.rows:
        texts = _texts(row, source)
        yield [label.get(text, text) for label, text in zip(labels, texts, strict=True)]


def _texts(row: Row, source: Source) -> Iterator[str]:
    return (row.get(column.name, "") for column in source.columns)


def _cell(column: Column, text: str, region: str) -> str:
    return number_as_text(text, region) if column.kind is Kind.PHONE else as_text(text)
