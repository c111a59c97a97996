"""Numbers from a file or a pasted text: taken in, looked at row by row, corrected, then applied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from portwidgets import catalog
from portwidgets.errors import Refused
from portwidgets.exchange.reading.source import LARGEST
from portwidgets.exchange.spool import MEGABYTE
from portwidgets.project import Project
from portwidgets.widgets import import_intents as intents
from portwidgets.widgets import import_told as told
from portwidgets.widgets.import_answers import Asked, Mapped, Settled, answer, map_anew, settle
from portwidgets.widgets.import_job import ImportJob
from portwidgets.widgets.intent_widget import Answer, Answering, static
from portwidgets.widgets.pieces import Download
from portwidgets.widgets.project_widget import ProjectWidget

KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
"""The endings that a file dialog offers; others are read too, by what stands in them."""


class ImportPanel(ProjectWidget):
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
        self._leave = leave
        self._job = ImportJob(project, self.publish_whole, self._tell_progress)
        self._sum: dict[str, object] = {}
        self._download: Download | None = None
        super().__init__(project, language, **traits)

    def close(self) -> None:
        """Take the widget from the page; what was not applied is dropped."""
        self._job.forget()
        super().close()

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | Answering | None:
        job = self._job
        match intent:
            case intents.Receive():
                job.receive(intent)
            case intents.Piece():
                job.take(intent, buffers)
            case intents.Read():
                job.read()
            case intents.Cancel():
                if not job.stop():
                    job.drop()
            case intents.Apply():
                return job.apply()
            case intents.Undo():
                return self._undo()
            case intents.Account():
                return self._account(intent.piece)
            case intents.Leave():
                self._go_back()
            case _:
                return self._look(intent)
        return None

    def _undo(self) -> Answering:
        result = yield from self._job.undo()
        self.publish({"undone": len(result.conflicts)})
        return None

    def _look(self, intent: Any) -> Answer | None:
        """Look at the preview, or change something about it."""
        job = self._job
        if isinstance(intent, Asked):
            return Answer(answer(job.known(), intent, self.language))
        if isinstance(intent, Mapped):
            if job.preview is None or job.stage != "preview":
                raise Refused("import_panel.not_yet")
            map_anew(job.preview, intent)  # also while it is being read anew: once more then
            job.work(job.preview)
            return None
        if isinstance(intent, Settled):
            fields = settle(job.unsettled(), intent, self.language)
        else:
            preview = job.unsettled()
            (preview.accept if intent.accept else preview.keep)(intent.keys)
            fields = {}
        self._sum = told.sum_told(job.known(), self.language)
        self.publish({"sum": self._sum})
        return Answer(fields)

    def _account(self, piece: int) -> Answer:
        if piece == 0:
            self._download = Download(self._job.known().account_csv(self.language))
        if self._download is None:
            raise Refused("import_panel.not_yet")
        content = self._download.piece(piece)
        name = catalog.text("import_panel.account_file", self.language, project=self._project.name)
        more = not self._download.is_over
        fields = {"more": more, "filename": f"{name}.csv", "type": "text/csv"}
        return Answer(fields, buffers=(content,))

    def _go_back(self) -> None:
        if self._job.stage == "applied":
            self._job.drop()
        if self._leave:
            self._leave()

    # --- what is shown -----------------------------------------------------------------------

    def _whole_state(self) -> dict[str, object]:
        job, language = self._job, self.language
        state: dict[str, object] = {
            "stage": job.stage,
            "error": job.error.text(language) if job.error else "",
            "can_leave": self._leave is not None,
            "kinds": list(KINDS),
            "limit": LARGEST // MEGABYTE,
            "page": told.PAGE,
            "files": job.files,
            "progress": self._progress(),
            "generation": job.generation,
            "targets": told.targets_told(language),
            "outcomes": told.outcomes_told(language),
            "inventory": len(self._project.numbers),
        }
        if job.stage in ("preview", "applying") and job.preview is not None:
            if not job.is_working:  # else it would be worked off at once
                self._sum = told.sum_told(job.preview, language)
            state["sum"] = self._sum
        if job.stage in ("applied", "undoing") and job.applied is not None:
            state["applied"] = job.applied.told(language)
            state["can_undo"] = job.applied.is_last
        return state

    def _tell_progress(self) -> None:
        self.publish({"stage": self._job.stage, "progress": self._progress()})

    def _progress(self) -> dict[str, object] | None:
        job = self._job
        if job.stage == "receiving":
            return {"fraction": job.fraction, "step": "", "rows": 0, "can_stop": True}
        reading = job.preview.progress if job.preview is not None and job.is_working else None
        progress = job.written or reading
        if progress is None:
            return None
        return {
            "fraction": progress.fraction,
            "step": catalog.text(progress.step, self.language),
            "rows": progress.rows,
            "can_stop": job.stage != "undoing" and not job.is_writing,
        }
