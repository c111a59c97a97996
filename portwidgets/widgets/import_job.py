"""One import from its first byte to its last word: what is received, read, previewed, applied."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from portwidgets.domain.inventory import SLICE_SECONDS
from portwidgets.domain.steps import Progress, ToldSteps
from portwidgets.errors import PortError, Refused
from portwidgets.project import Project, Result
from portwidgets.widgets.import_applied import AppliedImport
from portwidgets.widgets.import_intents import Piece, Receive
from portwidgets.widgets.pieces import Incoming, Pace

if TYPE_CHECKING:
    from portwidgets.project.importing import ImportPreview

Stage = Literal["empty", "receiving", "reading", "preview", "applying", "applied", "undoing"]
WRITING = "storage.writing"

log = logging.getLogger(__name__)


class ImportJob:
    """What is being imported into a project, and how far that is.

    Args:
        project: Whose numbers they become.
        changed: Called when the stage or what it shows is another.
        moved: Called a few times a second while it works, to tell how far it is.

    Attributes:
        stage: What is being done.
        error: Why the last file could not be read.
        files: What is read, by name and size; none for a pasted text.
        preview: What the files say; None before they are read.
        applied: What was written.
        generation: Counts the readings: what was told of an earlier one no longer holds.
        is_working: Whether the preview is not finished.
        written: How far the writing is of what is being applied or taken back.
    """

    def __init__(
        self, project: Project, changed: Callable[[], None], moved: Callable[[], None]
    ) -> None:
        self._project = project
        self._changed = changed
        self._moved = moved
        self._incoming: Incoming | None = None
        self._pace = Pace()
        self._task: asyncio.Task[None] | None = None  # the loop keeps only weak references
        self.stage: Stage = "empty"
        self.error: PortError | None = None
        self.files: list[dict[str, object]] = []
        self.preview: ImportPreview | None = None
        self.applied: AppliedImport | None = None
        self.generation = 0
        self.is_working = False
        self.written: Progress | None = None
        self._is_stopped = False

    @property
    def fraction(self) -> float:
        """How much of the files is there, from 0 to 1."""
        return self._incoming.fraction if self._incoming else 0.0

    def known(self) -> ImportPreview:
        """Return the preview when everything is known of it.

        Raises:
            Refused: It is not.
        """
        if self.preview is None or self.is_working:
            raise Refused("import_panel.not_yet")
        return self.preview

    def unsettled(self) -> ImportPreview:
        """Return the preview where it can still be changed.

        Raises:
            Refused: It is not known yet, or being written, or was written.
        """
        if self.stage != "preview":
            raise Refused("import_panel.not_yet")
        return self.known()

    def drop(self, error: PortError | None = None) -> None:
        """Let go of everything, and start anew."""
        self.forget()
        self.error = error
        self._turn_to("empty")

    def forget(self) -> None:
        """Let go of everything without telling anybody."""
        if self.preview is not None:
            self.preview.close()
        if self.applied is not None:
            self.applied.forget()
        self._close_files()
        self._is_stopped = not self.is_writing
        self.preview = self.applied = self.error = None
        self.files = []
        self.is_working = False

    # --- files in ----------------------------------------------------------------------------

    def receive(self, intent: Receive) -> None:
        """Make ready for files.

        Raises:
            Refused: They are empty or too large.
        """
        if self.written is not None:
            raise Refused("import_panel.is_writing")
        self.forget()
        with _Told(self):
            self._incoming = Incoming(intent)
        if not intent.pasted:
            self.files = [{"name": file.name, "size": file.size} for file in intent.files]
        self._turn_to("receiving")

    def take(self, intent: Piece, buffers: Sequence[memoryview]) -> None:
        """Take a piece of a file.

        Raises:
            Refused: It does not fit, or the disk is full.
        """
        if self._incoming is None or not buffers:
            raise Refused("import_panel.no_upload")
        with _Told(self):
            self._incoming.take(intent.file, intent.offset, buffers[0])
        if self._pace.is_due():
            self._moved()

    def read(self) -> None:
        """Begin to read what has come.

        Raises:
            Refused: It has not come as a whole, or cannot be a list.
        """
        if self._incoming is None:
            raise Refused("import_panel.no_upload")
        with _Told(self):
            self.preview = self._project.start_import(*self._incoming.sources())
        self._turn_to("reading")
        self.work(self.preview)

    # --- work in slices ----------------------------------------------------------------------

    def work(self, preview: ImportPreview) -> None:
        """Let the preview work on, beside everything else; at once in a plain script."""
        if self.is_working:
            return  # what is to be read anew is noted there
        self.is_working = True
        self._moved()
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
        """Work for a moment, again and again, until everything is known or it was dropped."""
        try:
            while self.preview is preview and preview.work(SLICE_SECONDS) < 1:
                if self._pace.is_due():
                    self._moved()
                yield
        except PortError as error:
            self.drop(error)
        except Exception:  # whatever it was, the page must not wait for ever
            log.exception("an import could not be read")
            self.drop(PortError("import_panel.failed"))
        else:
            if self.preview is preview:
                self._close_files()  # its rows are in memory
                self.is_working = False
                self.generation += 1
                self._turn_to("preview")

    # --- the end -----------------------------------------------------------------------------

    @property
    def is_writing(self) -> bool:
        """Whether the project's files are being written, which nobody can stop any more."""
        return self.written is not None and self.written.step == WRITING

    def apply(self) -> ToldSteps[None]:
        """Write the numbers and the accepted cells, in steps.

        Raises:
            Refused: There is nothing to write, or the disk did not take it.
        """
        preview = self.unsettled()
        applying = self._write("applying", preview.apply_in_steps(), back_to="preview")
        result = yield from applying
        if result is None or self.preview is not preview:
            return  # it was stopped, or the panel is closed
        self.applied = AppliedImport(self._project, result, preview)
        self.applied.observe(self._changed)
        self._turn_to("applied")

    def undo(self) -> ToldSteps[Result]:
        """Take the import back, in steps.

        Raises:
            Refused: Something else was done since.
        """
        if self.applied is None or not self.applied.is_last or self.stage != "applied":
            raise Refused("import_panel.not_last")
        result = yield from self._write("undoing", self.applied.undo(), back_to="applied")
        self.drop()
        return result or Result(None)

    def stop(self) -> bool:
        """Stop what is being written, as long as it can be; False where nothing is.

        Raises:
            Refused: The writing has begun.
        """
        if self.written is None:
            return False
        if self.is_writing or self.stage == "undoing":
            raise Refused("import_panel.is_writing")
        self._is_stopped = True
        return True

    def _write(
        self, stage: Stage, steps: ToldSteps[Result], *, back_to: Stage
    ) -> ToldSteps[Result | None]:
        """Do a stage and tell how far it is; None where it was stopped before the writing."""
        preparing = Progress(0, "storage.preparing")
        self.stage, self.written, self._is_stopped = stage, preparing, False
        self._moved()
        result: Result | None = None
        try:
            while not self._is_stopped:
                before, self.written = self.written, next(steps)
                if before.step != self.written.step or self._pace.is_due():
                    self._moved()
                yield self.written
        except StopIteration as ended:
            result = ended.value
        finally:
            steps.close()
            self.written = None
            if result is None and self.stage == stage:
                self._turn_to(back_to)
        return result

    def _turn_to(self, stage: Stage) -> None:
        self.stage = stage
        self._changed()

    def _close_files(self) -> None:
        if self._incoming is not None:
            self._incoming.close()
        self._incoming = None


class _Told:
    """Shows a refusal in the place of what it ended, besides answering with it."""

    def __init__(self, job: ImportJob) -> None:
        self._job = job

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, PortError):
            self._job.drop(error)
