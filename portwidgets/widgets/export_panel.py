"""Numbers out: choose what for and which, see what is left out and why, then take the files."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

from portwidgets.errors import PortError, Refused
from portwidgets.exchange.exporting import Export
from portwidgets.project import Event, Project
from portwidgets.widgets import export_told as told
from portwidgets.widgets.export_scopes import Scopes
from portwidgets.widgets.intent_widget import Answer, Count, Intent, Short, static
from portwidgets.widgets.later import Later
from portwidgets.widgets.pieces import slice_of
from portwidgets.widgets.project_widget import ProjectWidget

AT_ONCE_UP_TO = 5_000
"""Numbers of an export that is made as soon as it is chosen; of more, when it is asked for."""

_RENEW_SECONDS = 0.5

log = logging.getLogger(__name__)


class Choose(Intent, frozen=True, tag="choose"):
    """Export to this target, and these numbers."""

    target: Short
    scope: Short


class Prepare(Intent, frozen=True, tag="prepare"):
    """Make the files, however many numbers there are."""


class Left(Intent, frozen=True, tag="refused"):
    """Send a page of the numbers that could not be taken."""

    offset: Count


class Download(Intent, frozen=True, tag="download"):
    """Send a piece of a file; without its number, of all files together."""

    offset: Count
    file: Count | None = None


class Copy(Intent, frozen=True, tag="copy"):
    """Send the only file as text, for the clipboard."""


class Leave(Intent, frozen=True, tag="leave"):
    """Show what stood here before."""


class ExportPanel(ProjectWidget):
    """Writes the numbers for a spreadsheet or a carrier, and names what could not be taken.

    Args:
        project: The project whose numbers they are.
        language: "da" or "en"; the project's own where nothing is said.
        leave: Shows what stood in the panel's place; without it, there is no way back.
        selected: Returns the ids of rows that are selected elsewhere, as in a table beside.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    _esm = static("export_panel.js")
    _css = static("export_panel.css")
    _intents = Choose | Prepare | Left | Download | Copy | Leave
    _text_prefix = "export_panel"

    def __init__(
        self,
        project: Project,
        language: str | None = None,
        *,
        leave: Callable[[], None] | None = None,
        selected: Callable[[], Sequence[str]] = tuple,
        **traits: object,
    ) -> None:
        self._leave = leave
        self._scopes = Scopes(project, selected)
        self._target = project.export_targets()[0].id
        self._scope = ""
        self._export: Export | None = None
        self._error: PortError | None = None
        self._preparing: asyncio.Task[None] | None = None
        self._renewal = Later(self.renew, _RENEW_SECONDS)
        super().__init__(project, language, **traits)
        self._renew()

    def renew(self) -> None:
        """Look anew at what is selected elsewhere."""
        self._scopes.look()
        if self._scope not in self._scopes:
            self._scope = ""
        self._renew()

    def close(self) -> None:
        """Take the widget from the page and stop following the project."""
        self._stop()
        super().close()

    # --- intents -----------------------------------------------------------------------------

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:
        match intent:
            case Choose():
                self._choose(intent)
            case Prepare():
                self._prepare()
            case Leave():
                if self._leave:
                    self._leave()
            case Left():
                return Answer(told.refused_told(self._made(), intent.offset, self.language))
            case Download():
                return self._download(intent)
            case Copy():
                return Answer(buffers=(told.text_of(self._made()).encode(),))
        return None

    def _choose(self, intent: Choose) -> None:
        if intent.target not in {target.id for target in self._project.export_targets()}:
            raise Refused("export_panel.gone")
        if intent.scope not in self._scopes:
            raise Refused("export_panel.gone")
        self._target, self._scope = intent.target, intent.scope
        self._renew()

    def _download(self, intent: Download) -> Answer:
        export = self._made()
        file = export.bundle if intent.file is None else told.file_of(export, intent.file)
        if file is None:
            raise Refused("export_panel.gone")
        piece, more = slice_of(file.content, intent.offset)
        fields = {"more": more, "filename": file.name, "type": file.media_type}
        return Answer(fields, buffers=(piece,))

    def _made(self) -> Export:
        if self._export is None:
            raise Refused("export_panel.gone")
        return self._export

    # --- making the files --------------------------------------------------------------------

    def _renew(self) -> None:
        """Forget what was made; make it anew where that takes no time."""
        self._stop()
        self._export = self._error = None
        if self._scopes.count(self._scope) <= AT_ONCE_UP_TO:
            self._prepare()
        else:
            self._draw()

    def _prepare(self) -> None:
        """Make the files beside everything else; at once in a plain script."""
        self._stop()
        language, target = self.language, self._target
        rows = self._scopes.rows(self._scope)

        def make() -> Export:
            return self._project.export(target, rows=rows, language=language)

        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._take(_tried(make))
            return

        async def run() -> None:
            # A thread of its own: a large workbook takes many seconds, and the page stays alive.
            task = asyncio.current_task()
            made = await asyncio.to_thread(_tried, make)
            if self._preparing is task:
                self._preparing = None
                self._take(made)

        self._preparing = loop.create_task(run())
        self._draw()

    def _take(self, made: Export | PortError) -> None:
        if isinstance(made, PortError):
            self._error = made
        else:
            self._export = made
        self._draw()

    def _stop(self) -> None:
        """Take nothing that is being made: it is no longer what was asked for."""
        self._preparing = None
        self._renewal.cancel()

    def _follow(self, _event: Event) -> None:
        """The numbers changed: what was made of them no longer holds."""
        if not self._renewal.waits:
            self._stop()
            self._export = None
            self._renewal.ask()

    # --- what is shown -----------------------------------------------------------------------

    def _draw(self) -> None:
        if self.comm is not None:
            self.publish_whole()

    def _whole_state(self) -> dict[str, object]:
        language = self.language
        return {
            "can_leave": self._leave is not None,
            "targets": told.targets_told(self._project.export_targets(), language),
            "scopes": self._scopes.told(language),
            "target": self._target,
            "scope": self._scope,
            "page": told.PAGE,
            "preparing": self._preparing is not None,
            "error": self._error.text(language) if self._error else "",
            "result": told.export_told(self._export, language) if self._export else None,
        }


def _tried(make: Callable[[], Export]) -> Export | PortError:
    """Make the files, or return why there are none."""
    try:
        return make()
    except PortError as error:
        return error
    except Exception:  # whatever it was, the page must not wait for ever
        log.exception("an export could not be made")
        return PortError("widget.failed")
