"""A widget that shows what follows from a project's data, and is drawn anew when that changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated

import msgspec

from portwidgets.project import Event, Project
from portwidgets.widgets.intent_widget import Intent, IntentWidget
from portwidgets.widgets.watch import watch

REDRAW_SECONDS = 0.2
"""A paste of many rows redraws the picture once, not at every row."""


Short = Annotated[str, msgspec.Meta(max_length=200)]


class Go(Intent, frozen=True, tag="go"):
    """Show another page of the project."""

    page: Short


class Redrawn(IntentWidget):
    """The base of such widgets.

    Args:
        project: What is shown.
        go: Shows another page of the project, as "numbers".
        language: "da" or "en"; by default the project's.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    def __init__(
        self,
        project: Project,
        go: Callable[[str], None] | None = None,
        *,
        language: str | None = None,
        **traits: object,
    ) -> None:
        self._project = project
        self._go = go
        self._redraw: asyncio.TimerHandle | None = None
        self._stale = False
        super().__init__(language=language or project.language, **traits)
        self.layout.observe(self._come_back, "display")
        project.observe(self._on_change)
        watch(project)

    @property
    def project(self) -> Project:
        """The project that is shown."""
        return self._project

    def close(self) -> None:
        """Take the widget from the page and stop following the project."""
        self._project.unobserve(self._on_change)
        if self._redraw is not None:
            self._redraw.cancel()
        super().close()

    def _go_to(self, page: str) -> None:
        if self._go:
            self._go(page)

    def _come_back(self, _change: object) -> None:
        if self._stale and not self._hidden:
            self._draw()

    @property
    def _hidden(self) -> bool:
        """Whether nobody sees it: another page of the dashboard is shown."""
        return bool(self.layout.display == "none")

    def _on_change(self, _event: Event) -> None:
        self._stale = self._hidden
        if self._redraw is not None or self._stale:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # a plain script
            self._draw()
            return
        self._redraw = loop.call_later(REDRAW_SECONDS, self._draw)

    def _draw(self) -> None:
        if self._redraw is not None:
            self._redraw.cancel()
            self._redraw = None
        self._stale = False
        if self.comm is not None:
            self.publish_whole()
