"""What kind of file it is, told by its bytes: an ending can be wrong."""

from __future__ import annotations

import zipfile
from enum import StrEnum

from portwidgets.errors import Refused
from portwidgets.exchange.reading.source import Source

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"

# Files that somebody takes for a list. They are told by their first bytes.
_NOT_A_LIST = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"BM": "BMP",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"{\\rtf": "RTF",
    b"SQLite format 3": "SQLite",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"PAR1": "Parquet",
}
_PICTURES = frozenset({"PNG", "JPEG", "GIF", "TIFF", "BMP"})
_MAYBE_TEXT = frozenset({b"BM", b"MZ", b"Rar!"})  # such letters begin a text, too

MOST_UNPACKED = 512 * 1024 * 1024
"""Bytes of a workbook's parts; 250,000 rows of eight cells have 90 million."""
_MOST_PARTS = 10_000


class Kind(StrEnum):
    """How a file is read."""

    TEXT = "text"
    WORKBOOK = "workbook"


def kind_of(source: Source) -> Kind:
    """Return how a source is read.

    Raises:
        Refused: It is no list of any kind that we know, cut off, or a trap.
    """
    if source.pasted:
        return Kind.TEXT
    head = source.head()
    if head.startswith(_OLE):
        return Kind.WORKBOOK
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        _check_zip(source)
        return Kind.WORKBOOK
    for start, name in _NOT_A_LIST.items():
        if head.startswith(start) and (start not in _MAYBE_TEXT or b"\0" in head[:512]):
            code = "picture" if name in _PICTURES else "pdf" if name == "PDF" else "not_a_list"
            raise Refused(f"import.{code}", file=source.name, kind=name)
    start = head[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta")):
        raise Refused("import.html", file=source.name)
    return Kind.TEXT


def _check_zip(source: Source) -> None:
    """Look at a zip file's list of parts before anything is unpacked."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise Refused("import.cut_off", file=source.name) from None
    names = {part.filename for part in parts}
    if not names & {"[Content_Types].xml", "content.xml", "xl/workbook.xml", "xl/workbook.bin"}:
        raise Refused("import.not_a_list", file=source.name, kind="ZIP")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Refused("import.not_a_list", file=source.name, kind="Word/PowerPoint")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        limit = MOST_UNPACKED // 1024 // 1024
        raise Refused("import.unpacks_too_large", file=source.name, limit=limit)
