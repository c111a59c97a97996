"""A widget that shows what follows from a project's data, and is drawn anew when that changes."""

from __future__ import annotations

from collections.abc import Callable

from portwidgets.project import Event, Project
from portwidgets.widgets.intent_widget import Intent, Short
from portwidgets.widgets.later import Later
from portwidgets.widgets.project_widget import ProjectWidget


class Go(Intent, frozen=True, tag="go"):
    """Show another page of the project."""

    page: Short


class Redrawn(ProjectWidget):
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
        self._go = go
        self._redraw = Later(self._draw)
        self._stale = False
        super().__init__(project, language, **traits)
        self.layout.observe(self._come_back, "display")

    def close(self) -> None:
        """Take the widget from the page and stop following the project."""
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

    def _follow(self, _event: Event) -> None:
        self._soon()

    def _soon(self) -> None:
        """Draw anew, where somebody sees it; else when it is seen again."""
        self._stale = self._hidden
        if not self._stale:
            self._redraw.ask()

    def _draw(self) -> None:
        self._redraw.cancel()
        self._stale = False
        if self.comm is not None:
            self.publish_whole()
