"""Numbers from a file or a pasted text: taken in, looked at row by row, corrected, then applied."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from portwidgets import catalog
from portwidgets.domain.inventory import SLICE_SECONDS
from portwidgets.errors import PortError, Refused
from portwidgets.exchange.importing.account import Outcome
from portwidgets.exchange.reading.source import LARGEST
from portwidgets.exchange.spool import MEGABYTE
from portwidgets.project import Project
from portwidgets.widgets import import_intents as intents
from portwidgets.widgets import import_told as told
from portwidgets.widgets.import_applied import AppliedImport
from portwidgets.widgets.intent_widget import Answer, IntentWidget, static
from portwidgets.widgets.pieces import Download, Incoming, Pace
from portwidgets.widgets.watch import watch

if TYPE_CHECKING:
    from portwidgets.project.importing import ImportPreview

KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
"""The endings that a file dialog offers; others are read too, by what stands in them."""

log = logging.getLogger(__name__)


class ImportPanel(IntentWidget):
    """Brings a list of numbers in: drop, paste or choose a file, see what becomes of each row.

    Nothing is written before the person says so; then it is one step that can be undone.

    Args:
        project: The project whose numbers they become.
        language: "da" or "en"; the project's own where nothing is said.
        leave: Shows what stood in the panel's place; without it, there is no way back.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    _esm = static("import_panel.js")
    _css = static("import_panel.css")
    _intents = intents.Intents
    _text_prefix = "import_panel"

    def __init__(
        self,
        project: Project,
        language: str | None = None,
        *,
        leave: Callable[[], None] | None = None,
        **traits: object,
    ) -> None:
        self._project = project
        self._leave = leave
        self._stage = "empty"
        self._error: PortError | None = None
        self._incoming: Incoming | None = None
        self._preview: ImportPreview | None = None
        self._working = False
        self._generation = 0
        self._files: list[dict[str, object]] = []
        self._pace = Pace()
        self._download: Download | None = None
        self._applied: AppliedImport | None = None
        self._task: asyncio.Task[None] | None = None  # the loop keeps only weak references
        super().__init__(language=language or project.language, **traits)
        watch(project)

    @property
    def project(self) -> Project:
        """The project whose numbers they become."""
        return self._project

    def close(self) -> None:
        """Take the widget from the page; what was not applied is dropped."""
        self._drop()
        super().close()

    # --- intents -----------------------------------------------------------------------------

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:
        match intent:
            case intents.Receive():
                self._receive(intent)
            case intents.Piece():
                self._take(intent, buffers)
            case intents.Read():
                self._read()
            case intents.Cancel():
                self._show_empty()
            case intents.Undo():
                self._undo()
            case intents.Leave():
                self._go_back()
            case intents.Account():
                return self._account_piece(intent.piece)
            case intents.Apply():
                self._apply()
            case _:
                return self._ask_preview(intent)
        return None

    def _ask_preview(self, intent: Any) -> Answer | None:
        preview = self._known()
        match intent:
            case intents.Columns():
                return Answer(told.columns_told(preview, self.language))
            case intents.Rows() | intents.Changes() | intents.Missing():
                return self._page(preview, intent)
            case intents.Correct() | intents.LeaveOut() | intents.TakeAsTyped():
                return self._settle_row(preview, intent)
            case intents.Decide():
                (preview.accept if intent.accept else preview.keep)(intent.keys)
                self.publish({"sum": told.sum_told(preview, self.language)})
            case _:
                self._map(preview, intent)
        return None

    def _page(self, preview: ImportPreview, intent: Any) -> Answer:
        language, offset = self.language, intent.offset
        match intent:
            case intents.Rows():
                outcome = Outcome(intent.outcome) if intent.outcome else None
                rows = preview.rows(
                    outcome, offset=offset, limit=told.PAGE, search=intent.search.strip()
                )
                items = [told.row_told(row, language) for row in rows.items]
                return Answer({"total": rows.total, "items": items})
            case intents.Changes():
                changes = preview.changes(offset=offset, limit=told.PAGE)
                items = [told.change_told(change, language) for change in changes.items]
                return Answer({"total": changes.total, "items": items})
            case _:
                missing = preview.missing(offset=offset, limit=told.PAGE)
                items = [told.missing_told(number, language) for number in missing.items]
                return Answer({"total": missing.total, "items": items})

    def _settle_row(self, preview: ImportPreview, intent: Any) -> Answer:
        match intent:
            case intents.Correct():
                row = preview.correct(intent.key, intent.text)
            case intents.LeaveOut():
                row = preview.leave_out(intent.key)
            case _:
                row = preview.take_as_typed(intent.key)
        self.publish({"sum": told.sum_told(preview, self.language)})
        return Answer({"row": told.row_told(row, self.language)})

    def _map(self, preview: ImportPreview, intent: Any) -> None:
        match intent:
            case intents.ChooseSheets():
                preview.choose_sheets(intent.keys)
            case intents.SetHeadings():
                preview.set_headings(intent.sheet, intent.rows)
            case intents.MapColumn():
                preview.map_column(intent.sheet, intent.index, intent.target)
            case intents.MapValue():
                preview.map_value(intent.column, intent.text, intent.code)
        self._work(preview)

    # --- files in ----------------------------------------------------------------------------

    def _receive(self, intent: intents.Receive) -> None:
        self._drop()
        try:
            self._incoming = Incoming(intent)
        except PortError as error:
            self._show_empty(error)
            raise
        self._files = (
            []
            if intent.pasted
            else [{"name": file.name, "size": file.size} for file in intent.files]
        )
        self._show("receiving")

    def _take(self, intent: intents.Piece, buffers: Sequence[memoryview]) -> None:
        if self._incoming is None or not buffers:
            raise Refused("import_panel.no_upload")
        try:
            self._incoming.take(intent.file, intent.offset, buffers[0])
        except PortError as error:
            self._show_empty(error)
            raise
        if self._pace.is_due():
            self.publish({"progress": self._progress()})

    def _read(self) -> None:
        if self._incoming is None:
            raise Refused("import_panel.no_upload")
        try:
            preview = self._project.start_import(*self._incoming.sources())
        except PortError as error:
            self._show_empty(error)
            return
        self._preview = preview
        self._show("reading")
        self._work(preview)

    # --- work in slices ----------------------------------------------------------------------

    def _work(self, preview: ImportPreview) -> None:
        """Let the preview work on, beside everything else; at once in a plain script."""
        if self._working:
            return  # what is to be done anew is noted
        self._working = True
        if self._stage == "preview":
            self.publish({"progress": self._progress()})
        slices = self._slices(preview)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            for _ in slices:
                pass
            return

        async def run() -> None:
            for _ in slices:
                await asyncio.sleep(0)

        self._task = loop.create_task(run())

    def _slices(self, preview: ImportPreview) -> Iterator[None]:
        """Work for a moment, again and again, until everything is known or the page lets go."""
        try:
            while self._preview is preview and preview.work(SLICE_SECONDS) < 1:
                if self._pace.is_due():
                    self.publish({"progress": self._progress()})
                yield
        except PortError as error:
            self._show_empty(error)
        except Exception:  # whatever it was, the page must not wait for ever
            log.exception("an import could not be read")
            self._show_empty(PortError("import_panel.failed"))
        else:
            if self._preview is preview:
                self._working = False
                self._generation += 1
                self._show("preview")

    def _known(self) -> ImportPreview:
        """Return the preview when everything is known of it."""
        if self._preview is None or self._working:
            raise Refused("import_panel.not_yet")
        return self._preview

    # --- applying ----------------------------------------------------------------------------

    def _apply(self) -> None:
        preview = self._known()
        self.publish({"stage": "applying"})
        try:
            self._applied = AppliedImport(self._project, preview.apply(), preview.account)
        except PortError:
            self.publish({"stage": "preview"})
            raise
        self._applied.observe(lambda: self.publish({"can_undo": False}))
        self._show("applied")

    def _undo(self) -> None:
        if self._applied is None or not self._applied.is_last:
            raise Refused("import_panel.not_last")
        result = self._applied.undo()
        self._show_empty()
        self.publish({"undone": len(result.conflicts)})

    def _account_piece(self, piece: int) -> Answer:
        if piece == 0:
            preview = self._preview
            if preview is None or self._working:
                raise Refused("import_panel.not_yet")
            self._download = Download(preview.account_csv(self.language))
        if self._download is None:
            raise Refused("import_panel.not_yet")
        content = self._download.piece(piece)
        name = catalog.text("import_panel.account_file", self.language, project=self._project.name)
        more = not self._download.is_over
        return Answer(
            {"more": more, "filename": f"{name}.csv", "type": "text/csv"}, buffers=(content,)
        )

    def _go_back(self) -> None:
        if self._stage == "applied":
            self._show_empty()
        if self._leave:
            self._leave()

    # --- what is shown -----------------------------------------------------------------------

    def _show(self, stage: str) -> None:
        self._stage = stage
        self.publish_whole()

    def _show_empty(self, error: PortError | None = None) -> None:
        self._drop()
        self._error = error
        self._show("empty")

    def _drop(self) -> None:
        """Let go of what was received, read and applied."""
        if self._preview is not None:
            self._preview.close()
        if self._incoming is not None:
            self._incoming.close()
        if self._applied is not None:
            self._applied.forget()
        self._preview = self._incoming = self._applied = self._download = None
        self._error = None
        self._working = False
        self._files = []

    def _whole_state(self) -> dict[str, object]:
        language = self.language
        state: dict[str, object] = {
            "stage": self._stage,
            "error": self._error.text(language) if self._error else "",
            "can_leave": self._leave is not None,
            "kinds": list(KINDS),
            "limit": LARGEST // MEGABYTE,
            "page": told.PAGE,
            "files": self._files,
            "progress": self._progress(),
            "generation": self._generation,
            "targets": told.targets_told(language),
            "outcomes": told.outcomes_told(language),
            "inventory": len(self._project.numbers),
        }
        if self._stage in {"preview", "applying"} and self._preview is not None:
            state["sum"] = told.sum_told(self._preview, language)
        if self._stage == "applied" and self._applied is not None:
            state["applied"] = self._applied.told()
            state["can_undo"] = self._applied.is_last
        return state

    def _progress(self) -> dict[str, object] | None:
        if self._stage == "receiving" and self._incoming is not None:
            return {"fraction": self._incoming.fraction, "step": "", "rows": 0}
        if self._preview is None or not self._working:
            return None
        progress = self._preview.progress
        return {
            "fraction": progress.fraction,
            "step": catalog.text(progress.step, self.language),
            "rows": progress.rows,
        }
