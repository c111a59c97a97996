"""Reading a damaged table line by line, so that one wound costs one line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portwidgets.domain.table import Table
from portwidgets.errors import DamagedFile
from portwidgets.storage.csv_text import decode, separator_of

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST_CELL = 200  # lines that one quoted cell may have; more is an open quote


@dataclass(slots=True)
class Record:
    """A row as it was read; `wrong` is the code of what is wrong with it."""

    cells: list[str]
    line: int
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file; `code` says why it is no text, and `ends` whether it is whole."""

    text: str
    ends: bool
    code: str = ""


def lines_of(data: bytes) -> list[Line]:
    """Return the lines of a file, those that are no text marked and cleaned."""
    try:
        whole = decode(data, "")[0]
    except DamagedFile:
        if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return [_decoded(line) for line in data.splitlines(keepends=True)]
        whole = data.decode("utf-16", "replace")
    if "\n" not in whole:
        whole = whole.replace("\r", "\n")
    return [_cleaned(line) for line in io.StringIO(whole, newline="\n")]


def _decoded(line: bytes) -> Line:
    try:
        return _cleaned(line.decode().removeprefix("\ufeff"))
    except UnicodeDecodeError:
        found = _cleaned(line.decode("cp1252", "replace"))
        return Line(found.text, found.ends, found.code or "bad_encoding")


def _cleaned(line: str) -> Line:
    text = line.rstrip("\r\n")
    clean = _CONTROL.sub("", text)
    return Line(clean, line != text, "" if clean == text else "not_text")


def separator_in(lines: Sequence[Line], table: Table, names: Sequence[str]) -> str:
    """Return what separates the cells, as the header says or its length suggests."""
    head = lines[0].text if lines else ""
    try:
        return separator_of(head, table.file, table.key)
    except DamagedFile:
        return max(",;\t", key=lambda each: -abs(head.count(each) + 1 - len(names)))


def read_rows(lines: Sequence[Line], separator: str) -> Iterator[Record]:
    """Yield the rows; a quote that never closes, or swallows other rows, costs its line only."""
    at = 0
    while at < len(lines):
        taken, cells = _record(lines, at, separator)
        joined = lines[at : at + taken]
        code = next((line.code for line in joined if line.code), "")
        code = code or ("" if cells is not None else "open_quote")
        if any(line.text.strip(separator + " ") for line in joined):
            parts = cells if cells is not None else _loosely(lines[at].text, separator)
            yield Record(parts, at + 1, code)
        at += taken


def _record(lines: Sequence[Line], at: int, separator: str) -> tuple[int, list[str] | None]:
    """Return how many lines a row takes and its cells; None where it cannot be read."""
    text = ""
    for taken, line in enumerate(lines[at : at + _LONGEST_CELL], start=1):
        text += line.text + ("\n" if line.ends else "")
        if text.count('"') % 2 == 0:
            cells = _strictly(text, separator)
            return (taken, cells) if cells is not None else (1, None)
    return 1, None


def _strictly(text: str, separator: str) -> list[str] | None:
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, strict=True)
    try:
        rows = [*reader]
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else ([] if not rows else None)


def _loosely(text: str, separator: str) -> list[str]:
    return [cell.strip('"') for cell in text.split(separator)]
