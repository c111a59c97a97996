"""Packs rows for the browser: each column's distinct texts once, ids as runs, all deflated."""

from __future__ import annotations

import re
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

Run = str | tuple[str, int]
"""A row id, or the first id of a run of consecutive ones and its length."""

LEVEL = 1  # of zlib: the higher ones take longer than what they save travels

_ID = re.compile(r"(.*?)([0-9]{1,15})", re.ASCII | re.DOTALL)
_CODES = {1: "B", 2: "H", 4: "I"}


def pack_rows(ids: Sequence[str], columns: Mapping[str, Sequence[str]]) -> bytes:
    """Pack the cells of rows, given by column in the order of `ids`, and compress them."""
    return pack(plain_rows(ids, columns))


def plain_rows(ids: Sequence[str], columns: Mapping[str, Sequence[str]]) -> bytes:
    """Pack the cells of rows without compression, for a page that is compressed as a whole.

    The packet is the length of its header (uint32, little endian), the header as JSON, and for
    each column one code per row: which of the column's texts stands there, in 1, 2 or 4 bytes.
    A column with as many texts as rows has no codes: its texts are those of the rows, one by one.
    """
    parts: list[bytes] = []
    headers: list[dict[str, object]] = []
    for name, cells in columns.items():
        texts, width, codes = _encode(cells)
        headers.append({"name": name, "texts": texts, "width": width})
        parts.append(codes)
    header = msgspec.json.encode({"rows": list(collapse(ids)), "columns": headers})
    return b"".join((struct.pack("<I", len(header)), header, *parts))


def pack(data: bytes) -> bytes:
    """Compress what is too long to travel as it is."""
    return zlib.compress(data, LEVEL)


def collapse(ids: Iterable[str]) -> Iterator[Run]:
    """Yield ids as runs, in their order."""
    first, count = "", 0
    stem, number, width = "", 0, 0
    for row in ids:
        # Written out here: a table of 100,000 rows is packed while somebody waits for it.
        if count and width and row == f"{stem}{number + count:0{width}}":
            count += 1
            continue
        if count:
            yield _run(first, count)
        first, count = row, 1
        parts = _ID.fullmatch(row)
        stem, number, width = (parts[1], int(parts[2]), len(parts[2])) if parts else ("", 0, 0)
    if count:
        yield _run(first, count)


def expand(runs: Iterable[Run], limit: int) -> list[str] | None:
    """Return the ids of runs in their order; None where there are more than `limit`."""
    ids: list[str] = []
    for run in runs:
        first, count = (run, 1) if isinstance(run, str) else run
        if count < 1 or len(ids) + count > limit:
            return None
        parts = _ID.fullmatch(first)
        if count == 1 or parts is None:
            ids.append(first)
            continue
        stem, digits = parts.groups()
        start, width = int(digits), len(digits)
        ids.extend(f"{stem}{number:0{width}}" for number in range(start, start + count))
    return ids


def _encode(cells: Sequence[str]) -> tuple[list[str], int, bytes]:
    texts = list(dict.fromkeys(cells))
    if len(texts) == len(cells):
        return texts, 0, b""
    width = next(width for width in _CODES if len(texts) <= 256**width)
    places = {text: place for place, text in enumerate(texts)}
    codes = array(_CODES[width], map(places.__getitem__, cells))
    return texts, width, _little_endian(codes)


def _little_endian(codes: array[int]) -> bytes:
    if sys.byteorder == "big":
        codes.byteswap()
    return codes.tobytes()


def _run(first: str, count: int) -> Run:
    return first if count == 1 else (first, count)
