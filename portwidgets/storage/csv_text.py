"""CSV as text: reads the dialects that spreadsheets leave behind, writes one plain dialect.

Plain is UTF-8 without a byte order mark, commas, LF, a header row, quotes only where needed.
The lines of a plain file are kept as they came, so that a save changes only the edited ones.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portwidgets.errors import DamagedFile

# The module's limit is one for the whole process; an operation in history.csv holds a whole row.
csv.field_size_limit(16 * 1024 * 1024)

_SEPARATORS = ",;\t"
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(slots=True)
class Sheet:
    """What stands in a CSV file.

    Attributes:
        header: The names of the columns.
        rows: The cells, each row as long as the header.
        lines: For each row its bytes in the file without the line's end; None where the row
            must be written anew.
        places: For each row the line of the file that it ends on, counted from 1.
        plain: Whether the file is in the dialect that we write.
    """

    header: list[str]
    rows: list[list[str]]
    lines: list[bytes | None]
    places: list[int]
    plain: bool


def encode_row(cells: Sequence[str]) -> bytes:
    """Return a row in the plain dialect, without the line's end."""
    line = ",".join(cells)
    if line.count(",") == len(cells) - 1 and not _needs_quotes(line):
        return line.encode()
    return ",".join(map(encode_cell, cells)).encode()


def encode_cell(cell: str) -> str:
    """Return a cell in the plain dialect."""
    if "," in cell or _needs_quotes(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _needs_quotes(text: str) -> bool:
    return '"' in text or "\n" in text or "\r" in text


def read_records(text: str) -> Iterator[list[str]]:
    """Yield the rows of a text in the plain dialect."""
    return csv.reader(io.StringIO(text, newline="\n"), strict=True)


def read_sheet(data: bytes, *, file: str, key: str) -> Sheet:
    """Read a table in any dialect that a spreadsheet leaves.

    Args:
        data: The whole file.
        file: What errors call it.
        key: The column that must be there.

    Raises:
        DamagedFile: It cannot be read without losing something; the error names the line.
    """
    text, plain = decode(data, file)
    if "\n" not in text and "\r" in text:
        text, plain = text.replace("\r", "\n"), False
    separator = separator_of(text, file, key)
    records = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, strict=True)
    header = _header(_first(records, file), file)
    end_of_header = records.line_num
    raw_lines = data.split(b"\n") if plain and separator == "," else None
    if raw_lines is not None and raw_lines[end_of_header - 1].endswith(b"\r"):
        raw_lines = None
    sheet = Sheet(header, [], [], [], plain=raw_lines is not None)
    start = end_of_header
    try:
        for row in records:
            end = records.line_num
            if any(row):
                whole = len(row) == len(header)
                sheet.rows.append(row if whole else _fitted(row, len(header), file, start + 1))
                sheet.places.append(end)
                sheet.lines.append(_raw(raw_lines, start, end) if raw_lines and whole else None)
            start = end
    except csv.Error as error:
        code = "open_quote" if "unexpected end of data" in str(error) else "malformed"
        raise DamagedFile(f"storage.{code}", file=file, line=start + 1) from None
    if not text.endswith("\n") and (not sheet.rows or not whole):
        # A spreadsheet drops trailing separators but ends its last line: this file was cut.
        raise DamagedFile("storage.cut_off", file=file, line=start)
    return sheet


def decode(data: bytes, file: str) -> tuple[str, bool]:
    """Return the text of a file, and whether it is UTF-8 without a byte order mark.

    Raises:
        DamagedFile: It is no text, or in no encoding that a spreadsheet leaves.
    """
    plain = False
    try:
        if data.startswith(codecs.BOM_UTF8):
            text = data.decode("utf-8-sig")
        elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode("utf-16")
        else:
            text, plain = data.decode("utf-8"), True
    except UnicodeDecodeError as error:
        text = _decode_legacy(data, error, file)
    if "\0" in text:
        raise _not_text(text, text.index("\0"), file)
    return text, plain


def _decode_legacy(data: bytes, error: UnicodeDecodeError, file: str) -> str:
    """Read what Excel's oldest CSV format writes; a UTF-8 file with a wound is not that."""
    line = data.count(b"\n", 0, error.start) + 1
    if error.encoding != "utf-8" or error.reason == "unexpected end of data":
        raise DamagedFile("storage.bad_encoding", file=file, line=line)
    if not data.decode("utf-8", "ignore").isascii():
        raise DamagedFile("storage.bad_encoding", file=file, line=line)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise DamagedFile("storage.bad_encoding", file=file, line=line) from None
    if found := _BINARY.search(text):
        raise _not_text(text, found.start(), file)
    return text


def _not_text(text: str, place: int, file: str) -> DamagedFile:
    line = text.count("\n", 0, place) + 1
    return DamagedFile("storage.not_text", file=file, line=line)


def separator_of(text: str, file: str, key: str) -> str:
    """Return the separator under which the header names the most columns, the key among them.

    Raises:
        DamagedFile: There is none.
    """
    found = {}
    for separator in _SEPARATORS:
        try:
            names = next(csv.reader(io.StringIO(text, newline="\n"), delimiter=separator), [])
        except csv.Error:
            continue
        if key in (name.strip() for name in names):
            found[separator] = len(names)
    if not found:
        raise DamagedFile("storage.no_key_column", file=file, column=key)
    return max(found, key=lambda separator: found[separator])


def _first(records: Iterator[list[str]], file: str) -> list[str]:
    try:
        return next(records)
    except csv.Error:
        raise DamagedFile("storage.open_quote", file=file, line=1) from None


def _header(names: list[str], file: str) -> list[str]:
    header = [name.strip() for name in names]
    while header and not header[-1]:
        header.pop()
    twice = {name for name in header if header.count(name) > 1}
    if twice:
        raise DamagedFile("storage.column_twice", file=file, column=min(twice))
    return header


def _fitted(row: list[str], width: int, file: str, line: int) -> list[str]:
    """Pad a row that lost its trailing separators; refuse one with cells under no column."""
    if any(row[width:]):
        raise DamagedFile("storage.too_long_row", file=file, line=line, cells=len(row), width=width)
    return (row + [""] * width)[:width]


def _raw(raw_lines: list[bytes], start: int, end: int) -> bytes | None:
    line = raw_lines[start] if end == start + 1 else b"\n".join(raw_lines[start:end])
    return None if line.endswith(b"\r") else line
