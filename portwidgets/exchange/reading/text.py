"""Reads a text in any dialect that spreadsheets and telephone systems write, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from portwidgets.exchange.reading.dialect import Dialect, sniff_dialect
from portwidgets.exchange.reading.encoding import NAMES, check_text, sniff_encoding
from portwidgets.exchange.reading.rows import SheetRows
from portwidgets.exchange.reading.source import Source

_SAMPLE = 256 * 1024  # bytes
_ROWS = 500  # between two looks at the clock
_SEPARATOR_NAMES = {"\t": "Tab", "": "–"}
_SNIFFING = 0.1  # so much of the work is finding the encoding


def read_text(source: Source, into: list[SheetRows]) -> Iterator[float]:
    """Read a text into one sheet, yielding how far it is.

    Raises:
        Refused: It is no text, or has too many rows.
    """
    encoding = "utf-8"
    with source.open() as file:
        for found in sniff_encoding(file, source.head()):
            if isinstance(found, str):
                encoding = found
            else:
                yield _SNIFFING * found / source.size
    sample = _sample(source, encoding)
    check_text(sample, source.name)
    dialect = sniff_dialect(sample)
    try:
        yield from _read(source, encoding, dialect, into)
    except csv.Error as error:
        # A quotation mark that has no second one would swallow the rows that follow it.
        into.clear()
        strict = "unexpected end" not in str(error)
        again = Dialect(dialect.separator, quoted=strict, hint=dialect.hint)
        yield from _read(source, encoding, again, into, strict=False)


def _read(
    source: Source, encoding: str, dialect: Dialect, into: list[SheetRows], *, strict: bool = True
) -> Iterator[float]:
    separator = dialect.separator
    named = f"{NAMES[encoding]}, {_SEPARATOR_NAMES.get(separator, separator)}"
    sheet = SheetRows(source.name, dialect=named, table=bool(separator))
    sheet.quotes_open = not dialect.quoted
    into.append(sheet)
    with source.open() as file, _wrapped(file, encoding) as text:
        if dialect.hint:
            text.readline()
        for number, cells in enumerate(_records(text, dialect, strict=strict), 1 + dialect.hint):
            sheet.add(number, cells)
            if number % _ROWS == 0:
                yield _SNIFFING + (1 - _SNIFFING) * min(file.tell() / source.size, 1)


def _records(text: TextIO, dialect: Dialect, *, strict: bool) -> Iterator[list[str]]:
    if not dialect.separator:
        return ([line.rstrip("\r\n")] for line in text)
    if not dialect.quoted:
        return csv.reader(text, delimiter=dialect.separator, quoting=csv.QUOTE_NONE)
    return csv.reader(text, delimiter=dialect.separator, strict=strict)


def _sample(source: Source, encoding: str) -> str:
    with source.open() as file:
        # Its last character may be cut.
        return file.read(_SAMPLE).decode(encoding, "replace")


def _wrapped(file: BinaryIO, encoding: str) -> TextIO:
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
