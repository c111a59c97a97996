"""Operations on their way to disk: made ready in memory, then written under the folder's lock.

How a change gets to disk, all under the folder's lock:

1. What others wrote since is read: tables whose version (size, mtime, inode) is not the one we
   know, and the log, which grows with every change, so that a version that looks the same by
   chance is noticed too.
2. Operations that no longer fit become conflicts; the rest is made in drafts of the tables.
3. The new tables are written beside the old and fsynced. A full disk shows here, before
   anything has happened. The old versions are looked at once more: a spreadsheet knows no lock.
4. The change is appended to history.csv with the versions of the files before and after, and
   fsynced. From here on it happens, whatever comes.
5. The files are renamed into place and the folder is fsynced. Only then is it told as saved.

What may come in between, and why it does no harm:

- A crash before 4 ends: the group has no closing line and is cut off, the temporary files are
  removed. Nothing happened, and nothing was told as saved.
- A crash between 4 and 5, or between two renames: a table that was not renamed still has the
  version that the log calls "before", or its temporary file still lies there. Its operations
  are made on it once more. A table that was renamed has neither, and is left alone.
- Power loss that takes a rename back: the old file with its old version is there again, and
  every later change in the log that touches the table is made on it once more.
- The folder is copied elsewhere after a crash: versions no longer compare, but the temporary
  file came along. Copied after a clean end, nothing compares and nothing is done.
- A spreadsheet saves between the crash and the next open: the version is not "before", the
  temporary file is still there: the operations are merged into what the spreadsheet wrote.
- A spreadsheet, or a person with a backup, replaces a table after a clean end: neither version
  nor temporary file speaks for a replay, and what they put there stands: as a change of nobody's,
  by whoever looks next.
- A rename fails (on Windows: Excel holds the file): if it was the first, the group is cut off
  the log again and nothing happened; else the change is completed on the next look.

Making an operation twice does no harm: what already stands is left out.

Step 1 is catching_up.py, 2 fitting.py, 3 to 5 change_writer.py; what completes a change is
recovery.py.
"""

from __future__ import annotations

from pathlib import Path

from portwidgets.domain.edit import Change
from portwidgets.domain.steps import Progress, Steps, ToldSteps, finish, in_turn, told, within
from portwidgets.domain.underway import Underway
from portwidgets.errors import Refused
from portwidgets.storage import durable, fitting, history_lines, new_change
from portwidgets.storage.catching_up import CatchingUp
from portwidgets.storage.change_writer import ChangeWriter
from portwidgets.storage.commit import Commit, Ready, Wanted
from portwidgets.storage.copy_before import CopyBefore
from portwidgets.storage.fitting import Fitted
from portwidgets.storage.folder_lock import FolderLock
from portwidgets.storage.history import History
from portwidgets.storage.history_lines import Group
from portwidgets.storage.meta_file import MetaFile
from portwidgets.storage.table_files import TableFiles
from portwidgets.storage.write_ahead_log import Log

_TRIES = 5
_READY = 0.5  # how much of a change is done when its writing begins


class Committing:
    """Writes changes of one project.

    Args:
        folder: The project's folder.
        meta: Its project.toml.
        files: Its tables.
        history: All that was written.
        log: Its end.
        lock: The folder's lock.
        others: Takes over what others wrote, and keeps what is to be told of it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        meta: MetaFile,
        files: TableFiles,
        history: History,
        log: Log,
        lock: FolderLock,
        others: CatchingUp,
    ) -> None:
        self._folder = folder
        self._meta = meta
        self._files = files
        self._history = history
        self._log = log
        self._lock = lock
        self._others = others
        self._copy_before = CopyBefore(folder)
        self._writer = ChangeWriter(
            folder, files, log, lambda group: others.complete([group], writable=True)
        )
        self._underway: Underway[float, Commit] | None = None

    @property
    def is_underway(self) -> bool:
        """Whether a change is being written in steps."""
        return self._underway is not None

    def finish(self) -> None:
        """Finish what is being written in steps."""
        if self._underway is not None:
            self._underway.finish()
            self._underway = None

    def commit(self, wanted: Wanted, *, backed_up: bool) -> Commit:
        """Write a change; it raises as `ProjectFolder.commit` does."""
        return finish(self._writing(wanted, None, backed_up=backed_up))

    def commit_in_steps(self, wanted: Wanted) -> ToldSteps[Commit]:
        """Do the same in steps, as `ProjectFolder.commit_in_steps` says."""
        ready = yield from told(within(self._make_ready(wanted), 0, _READY), "storage.preparing")
        self.finish()
        writing = within(self._writing(wanted, ready), _READY, 1)
        self._underway = underway = Underway(writing, _READY)
        try:
            while not underway.is_over:
                yield Progress(underway.told, "storage.writing")
                underway.step()
        finally:
            underway.finish()
            if self._underway is underway:
                self._underway = None
        return underway.result()

    def note(self, change: Change) -> None:
        """Write a change into the log that touches no table; it raises as `commit` does."""
        with self._lock.held():
            self._meta.check_there()
            for _ in range(_TRIES):
                self._others.catch_up(writable=True)
                group = Group(change, {}, {}, self._files.versions)
                end = self._log.append(group)
                if end is not None:
                    self._log.advance(end, group)
                    return
        raise Refused("storage.busy", path=str(self._folder))

    def _make_ready(self, wanted: Wanted) -> Steps[Ready]:
        """Make a change in memory and write its lines, as the tables are now."""
        version, tables = self._known(), self._files.tables
        yield from within(fitting.check_storable(wanted.ops, tables), 0, 0.1)
        fitted = yield from within(self._fitted(wanted), 0.1, 0.4)
        try:
            change = Change(new_change.new_id(), wanted.at, wanted.by, tuple(fitted.ops))
            writing = (table.write_lines() for table in fitted.tables.values())
            yield from within(in_turn(writing, len(fitted.tables)), 0.4, 0.6)
            lines = yield from within(history_lines.op_lines(change), 0.6, 1)
        except BaseException:
            fitted.discard()
            raise
        return Ready(version, fitted, change, lines)

    def _writing(
        self, wanted: Wanted, ready: Ready | None, *, backed_up: bool = False
    ) -> Steps[Commit]:
        """Write a change under the lock; what is not ready, or not any more, is made so."""
        portion = durable.PORTION if wanted.in_steps else None
        with self._lock.held():
            self._meta.check_there()
            for _ in range(_TRIES):
                self._others.catch_up(writable=True)
                if ready is None or ready.version != self._known():
                    ready = yield from within(self._make_ready(wanted), 0, 0.2)
                change, fitted = ready.change, ready.fitted
                if change.ops and not backed_up:
                    yield from within(self._copied_before(fitted), 0.2, 0.4)
                    backed_up = True
                writing = within(self._writer.write(ready, portion), 0.4, 1)
                if not change.ops or (yield from writing):
                    conflicts = tuple(self._history.attributed(fitted.conflicts))
                    made = change if change.ops else None
                    return Commit(made, conflicts, self._others.take_untold())
                ready = None
        raise Refused("storage.busy", path=str(self._folder))

    def _known(self) -> object:
        """Return what is another value when the tables in memory have become others."""
        return self._log.end, dict(self._files.versions)

    def _fitted(self, wanted: Wanted) -> Steps[Fitted]:
        return fitting.fit_in_steps(
            wanted.ops,
            self._files.tables,
            at=wanted.at,
            by=wanted.by,
            new_id=self._files.numbering(),
            apart=wanted.in_steps,
        )

    def _copied_before(self, fitted: Fitted) -> Steps[None]:
        try:
            yield from self._copy_before.make(fitted.ops)
        except BaseException:
            fitted.discard()
            raise
