"""Which encoding a text file is in: those that Excel and telephone systems write."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from portwidgets.errors import Refused

_CHUNK = 1 << 20
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1e\x7f]")
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Excel's "CSV", "CSV (MS-DOS)" and "CSV (Macintosh)" in Western Europe. Their letters are told
# apart by what would stand there: words have letters in them, not signs.
_LEGACY = ("cp1252", "cp850", "mac_roman")
_LIKELY = frozenset("æøåÆØÅäöüÄÖÜßéèêëÉáàâóòôíìúùçñÇÑ£€§°–—’“”…·\xa0½")
_LAST_ASCII = 0x7F
_SHARE_OF_ZEROS = 0.3  # of the bytes of a western text in UTF-16

NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "cp850": "MS-DOS 850",
    "mac_roman": "Macintosh",
}


def sniff_encoding(file: BinaryIO, head: bytes) -> Iterator[int | str]:
    """Yield the bytes looked at so far, and at last the encoding's name.

    The legacy encodings have a meaning for every byte, so that there is always one.
    """
    for bom, name in _BOMS.items():
        if head.startswith(bom):
            yield name
            return
    if wide := _without_bom(head):
        yield wide
        return
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest: list[bytes] = []
    seen = 0
    while chunk := file.read(_CHUNK):
        seen += len(chunk)
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            rest = [chunk]
            break
        yield seen
    else:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            rest = [head]
        else:
            yield "utf-8"
            return
    yield _legacy(rest)


def check_text(sample: str, file: str) -> None:
    """Refuse what no person wrote.

    Raises:
        Refused: There are characters in it that stand in no text.
    """
    if _BINARY.search(sample):
        raise Refused("import.not_text", file=file)


def _without_bom(head: bytes) -> str | None:
    """Tell UTF-16 that lost its mark: every other byte of a western text is zero."""
    sample = head[:4096]
    even, odd = sample[::2], sample[1::2]
    if odd.count(0) > len(odd) * _SHARE_OF_ZEROS and not even.count(0):
        return "utf-16-le"
    if even.count(0) > len(even) * _SHARE_OF_ZEROS and not odd.count(0):
        return "utf-16-be"
    return None


def _legacy(chunks: Iterable[bytes]) -> str:
    marked = bytes(byte for chunk in chunks for byte in chunk if byte > _LAST_ASCII)
    return max(_LEGACY, key=lambda name: _likelihood(marked.decode(name, "replace")))


def _likelihood(text: str) -> int:
    return sum(1 if char in _LIKELY else -1 for char in text)
