"""A paper that is made when a browser asks for its first piece, and handed out piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from portwidgets.widgets.intent_widget import Answer
from portwidgets.widgets.pieces import slice_of

_KINDS = {".pdf": "application/pdf", ".ics": "text/calendar"}


class HandedOut:
    """The one paper that is on its way."""

    def __init__(self) -> None:
        self._key = ("", "")
        self._content = b""

    def piece(self, name: str, offset: int, make: Callable[[], bytes], variant: str = "") -> Answer:
        """Return a piece of a paper.

        Args:
            name: The file's name; its ending says what it is.
            offset: Where the piece begins.
            make: Makes the paper; called for its first piece, or when another came in between.
            variant: What tells papers of one name apart, as their language.
        """
        if offset == 0 or self._key != (name, variant):
            self._content = make()
            self._key = (name, variant)
        content, more = slice_of(self._content, offset)
        if not more:
            self._key, self._content = ("", ""), b""
        kind = _KINDS[PurePath(name).suffix]
        return Answer({"filename": name, "more": more, "type": kind}, buffers=(content,))
