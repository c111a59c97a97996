"""The base of our boxes: they hold widgets that all speak one language, which may be changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import traitlets
from ipywidgets import VBox

from portwidgets import catalog


class SpokenBox(VBox):
    """A box of widgets in one language.

    Args:
        language: "da" or "en".
        children: The widgets that are shown.
        layout: As for any ipywidgets box.

    Attributes:
        language: The language that everything is shown in; may be set.
    """

    language = traitlets.Enum(catalog.LANGUAGES, "en")

    def __init__(self, language: str, children: Iterable[Any] = (), layout: Any = None) -> None:
        super().__init__([*children], **({} if layout is None else {"layout": layout}))
        self.language = language

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def close(self) -> None:
        """Take the box and the widgets in it from the page."""
        for widget in self._speakers():
            widget.close()
        super().close()

    def _speakers(self) -> Iterable[Any]:
        """Return the widgets that speak, shown or not."""
        children: tuple[Any, ...] = self.children
        return children

    @traitlets.observe("language")
    def _show_language(self, change: Any) -> None:
        for widget in self._speakers():
            widget.language = change.new
