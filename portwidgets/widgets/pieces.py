"""Long things in pieces: files on their way in from a browser, and on their way out to it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from portwidgets.errors import Refused
from portwidgets.exchange.reading import Pasted
from portwidgets.exchange.spool import Spool
from portwidgets.widgets.import_intents import Receive

PIECE = 2**19
"""Bytes of a piece: far below what a websocket takes as one message."""

_TELL_SECONDS = 0.2


class Pace:
    """Says when it is time to tell how far something is: a few times a second."""

    def __init__(self) -> None:
        self._told_at = time.monotonic()

    def is_due(self) -> bool:
        """Whether it is time; asked again at once, it is not."""
        now = time.monotonic()
        if now - self._told_at < _TELL_SECONDS:
            return False
        self._told_at = now
        return True


class Incoming:
    """Files, or a pasted text, while their pieces come.

    Raises:
        Refused: They are empty or too large.
    """

    def __init__(self, intent: Receive) -> None:
        self._pasted = intent.pasted
        self._spool = Spool()
        try:
            for file in intent.files:
                self._spool.begin(file.name, file.size)
        except Refused:
            self.close()
            raise

    @property
    def fraction(self) -> float:
        """How much of them is there, from 0 to 1."""
        return self._spool.there / max(self._spool.size, 1)

    def take(self, file: int, offset: int, piece: memoryview) -> None:
        """Take a piece.

        Raises:
            Refused: It does not fit, or the disk is full.
        """
        self._spool.take(file, offset, piece)

    def sources(self) -> list[Path | Pasted]:
        """Return what is to be read.

        Raises:
            Refused: It is not there as a whole.
        """
        paths = self._spool.paths()
        if not self._pasted:
            return [*paths]
        return [Pasted(path.read_text(encoding="utf-8")) for path in paths]

    def close(self) -> None:
        """Remove the files."""
        self._spool.close()


def slice_of(content: bytes, offset: int) -> tuple[bytes, bool]:
    """Return the piece of a file that begins there, and whether more comes after it."""
    end = offset + PIECE
    return content[offset:end], end < len(content)


class Download:
    """A file that is made while it is fetched, piece by piece."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._number = -1
        self._piece = b""
        self.is_over = False

    def piece(self, number: int) -> bytes:
        """Return the next piece, counted from 0, or the last one again.

        Raises:
            Refused: It is neither.
        """
        if number == self._number:
            return self._piece
        if number != self._number + 1 or self.is_over:
            raise Refused("import_panel.not_yet")
        collected = bytearray()
        while len(collected) < PIECE and not self.is_over:
            line = next(self._lines, None)
            if line is None:
                self.is_over = True
            else:
                collected += line
        self._number, self._piece = number, bytes(collected)
        return self._piece
