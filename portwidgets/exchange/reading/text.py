"""Reads a text in any dialect that spreadsheets and telephone systems write, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO, TextIO

from portwidgets.exchange.reading.dialect import Dialect, sniff_dialect
from portwidgets.exchange.reading.encoding import NAMES, check_text, sniff_encoding
from portwidgets.exchange.reading.rows import BETWEEN, SheetRows, pack
from portwidgets.exchange.reading.source import Source

_SAMPLE = 256 * 1024  # bytes
_ROWS = 2000  # between two looks at the clock
_FEW_QUOTES = 5  # one line of so many; where there are more, the csv module takes all of them
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
        number = 1 + dialect.hint
        while lines := list(islice(text, _ROWS)):
            rows = _packed(lines, text, dialect, strict=strict)
            sheet.add_packed(number, rows)
            number += len(rows)
            yield _SNIFFING + (1 - _SNIFFING) * min(file.tell() / source.size, 1)


def _packed(lines: list[str], text: TextIO, dialect: Dialect, *, strict: bool) -> list[str]:
    """Return the rows of some lines, and of those that a row in quotes goes on to.

    Lines without a quotation mark or our own separator are taken apart without the csv module.
    """
    whole = "".join(lines)
    if not dialect.separator:
        return [pack([line.rstrip("\r\n")]) for line in lines]
    if BETWEEN in whole or (dialect.quoted and whole.count('"') > len(lines) / _FEW_QUOTES):
        return _by_csv(lines, text, dialect, strict=strict)[0]
    rows: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if dialect.quoted and '"' in line:
            found, taken = _by_csv(lines[at:], text, dialect, strict=strict, most=1)
            rows += found
            at += taken
        else:
            rows.append(line.rstrip("\r\n").replace(dialect.separator, BETWEEN))
            at += 1
    return rows


def _by_csv(
    lines: list[str], text: TextIO, dialect: Dialect, *, strict: bool, most: int | None = None
) -> tuple[list[str], int]:
    """Return the rows of the lines, or so many of them, and how many lines they took."""
    every = chain(lines, text)
    records = (
        csv.reader(every, delimiter=dialect.separator, strict=strict)
        if dialect.quoted
        else csv.reader(every, delimiter=dialect.separator, quoting=csv.QUOTE_NONE)
    )
    rows: list[str] = []
    while records.line_num < len(lines) and len(rows) != most:
        cells = next(records, None)
        if cells is None:
            break
        rows.append(pack(cells))
    return rows, records.line_num


def _sample(source: Source, encoding: str) -> str:
    with source.open() as file:
        # Its last character may be cut.
        return file.read(_SAMPLE).decode(encoding, "replace")


def _wrapped(file: BinaryIO, encoding: str) -> TextIO:
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
