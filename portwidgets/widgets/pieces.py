"""Long files in pieces, on their way out to a browser."""

from __future__ import annotations

PIECE = 2**19
"""Bytes of a piece: far below what a websocket takes as one message."""


def slice_of(content: bytes, offset: int) -> tuple[bytes, bool]:
    """Return the piece of a file that begins there, and whether more comes after it."""
    end = offset + PIECE
    return content[offset:end], end < len(content)
