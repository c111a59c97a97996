"""A project's folder: its tables in memory, and changes to them that are whole or absent.

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
recovery.py. The tables in memory are in table_files.py, the log in write_ahead_log.py.

A file that is damaged is never written. Whoever opened the folder as `lenient` sees what can be
read of it, as `doctor` would mend it, and can change nothing until the file is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from portwidgets.domain.edit import Change, Conflict, Op, SecretAct
from portwidgets.domain.steps import Progress, Steps, ToldSteps, finish, in_turn, told, within
from portwidgets.domain.underway import Underway
from portwidgets.errors import DamagedFile, Refused
from portwidgets.storage import (
    backups,
    doctor,
    durable,
    fitting,
    history_files,
    history_lines,
    new_change,
    new_project,
)
from portwidgets.storage.catching_up import CatchingUp
from portwidgets.storage.change_writer import ChangeWriter
from portwidgets.storage.commit import Commit, Ready, Wanted
from portwidgets.storage.copy_before import CopyBefore
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.fitting import Fitted
from portwidgets.storage.folder_lock import FolderLock
from portwidgets.storage.history import History, Place
from portwidgets.storage.history_lines import Group
from portwidgets.storage.meta_file import MetaFile, check_values
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.table_files import TableFiles
from portwidgets.storage.write_ahead_log import Log

_TRIES = 5
_READY = 0.5  # how much of a change is done when its writing begins


class ProjectFolder:
    """The files of one project.

    Opening it completes a change that a crash interrupted.

    Args:
        path: The folder.
        lenient: Open it, to be read only, where a file is damaged too.

    Attributes:
        path: The folder.
        damage: The files that cannot be read; while there are any, nothing can be changed.

    Raises:
        Refused: There is no project in that folder.
        DamagedFile: A file cannot be read; nothing was changed.
    """

    def __init__(self, path: Path, *, lenient: bool = False) -> None:
        self.path = Path(path)
        self.damage: tuple[DamagedFile, ...] = ()
        self._lenient = lenient
        self._untold: tuple[Op, ...] = ()
        self._underway: Underway[float, Commit] | None = None
        self._seen: object = None
        self._connect()
        self._check_there()
        with self._lock.held_for_reading() as writable:
            try:
                self._meta.read()
                self._others.open(self.meta.region, writable=writable)
            except DamagedFile:
                if not lenient:
                    raise
                self._open_damaged()

    def _connect(self) -> None:
        self._lock = FolderLock(self.path)
        self._meta = MetaFile(self.path)
        self._copy_before = CopyBefore(self.path)
        self._history = History(self.path)
        self._log = Log(self.path / history_lines.FILE)
        self._files = TableFiles(self.path, self._history, self._log)
        self._others = CatchingUp(self.path, self._files, self._history, self._log, self._lock)
        self._writer = ChangeWriter(
            self.path,
            self._files,
            self._log,
            lambda group: self._others.complete([group], writable=True),
        )

    @classmethod
    def create(
        cls, path: Path, meta: Meta, rows: Mapping[str, Iterable[Mapping[str, str]]] | None = None
    ) -> ProjectFolder:
        """Make a project's folder, which must not exist, and open it.

        Args:
            path: The new folder; it appears whole or not at all.
            meta: What project.toml says.
            rows: The rows that each table starts with, by column; one without an id gets one.

        Raises:
            Refused: A column is unknown, or there is such a folder.
            DamagedFile: An id stands twice.
        """
        new_project.create(Path(path), meta, rows or {})
        return cls(path)

    @property
    def meta(self) -> Meta:
        """What project.toml says."""
        return self._meta.meta

    def save_meta(self, **values: Any) -> None:
        """Change values of project.toml; all else in it stays as a person wrote it.

        Raises:
            Refused: There is no such value.
        """
        check_values(values)
        self._finish_writing()
        self._check_whole()
        with self._lock.held():
            self._check_there()
            self._meta.save(values)

    @property
    def cut(self) -> tuple[Conflict, ...]:
        """Cells that a spreadsheet shortened, as 4,57E+09 for a number, until a person settles it.

        The stored text is kept (`current`); what the file showed is the operation's `after`.
        Writing the cell settles it. Found since this object was made.
        """
        return self._files.cut

    def table(self, name: str) -> StoredTable:
        """Return a table.

        Raises:
            KeyError: There is no such table.
        """
        return self._files.tables[name]

    def new_ids(self, table: str, count: int) -> list[str]:
        """Return ids for rows that are to be named within the change that adds them."""
        return [self._files.next_id(self._files.tables[table]) for _ in range(count)]

    def has_table(self, name: str) -> bool:
        """Tell whether there is a table of that name; an old history may name others."""
        return name in self._files.tables

    def history(self) -> Iterator[Change]:
        """Yield every change, oldest first."""
        return self._history.changes()

    def newest_first(self, before: Place | None = None) -> Iterator[tuple[Place, Change]]:
        """Yield every change with its place, newest first, or those before a place."""
        return self._history.newest_first(before)

    def writers(self) -> set[str]:
        """Return everybody who is named in the history."""
        return self._history.writers()

    def refresh(self) -> tuple[Op, ...]:
        """Read what others wrote since we looked last and return it; it is in memory then.

        Cheap where nothing changed: the files are looked at, not read.

        Raises:
            DamagedFile: A file cannot be read; what is in memory stays. Not where the folder was
                opened as lenient: then it stands in `damage`.
        """
        if self._underway is not None:
            return ()  # the log grows by our own hand; who began that is told what others wrote
        told, self._untold = self._untold, ()
        if self.damage:
            return told + self._look_again()
        if not self._looks_changed():
            return told
        self._check_there()
        try:
            with self._lock.held_for_reading() as writable:
                return told + self._catch_up(writable=writable)
        except DamagedFile as damage:
            if not self._lenient:
                raise
            self.damage, self._seen = (damage,), self._versions()
            return told

    def commit(
        self, ops: Iterable[Op], *, by: str, at: str | None = None, backed_up: bool = False
    ) -> Commit:
        """Write operations as one change; it is durable when this returns.

        Args:
            ops: In the order in which they apply. An Add without an id gets the next one.
            by: Who makes the change.
            at: When, in UTC; by default now.
            backed_up: The files were copied just now.

        Raises:
            Refused: A text or a column cannot be stored, the folder is gone, or somebody holds
                the lock; nothing was changed.
            DamagedFile: A file cannot be read; nothing was changed.
            OSError: The disk did not take it; nothing was changed.
        """
        self._finish_writing()
        self._check_whole()
        wanted = Wanted(tuple(ops), at or new_change.now(), new_change.storable_name(by))
        return finish(self._writing(wanted, None, backed_up=backed_up))

    def commit_in_steps(
        self, ops: Iterable[Op], *, by: str, at: str | None = None
    ) -> ToldSteps[Commit]:
        """Do what `commit` does in steps, between which the tables can be looked at.

        Until "storage.writing" is told nothing has happened, and closing the steps gives them up;
        what others write meanwhile is no hindrance. From there on the change is finished, if need
        be at once: when the steps are closed, or when somebody here wants to write.
        """
        self._check_whole()
        by = new_change.storable_name(by)
        wanted = Wanted(tuple(ops), at or new_change.now(), by, in_steps=True)
        ready = yield from told(within(self._make_ready(wanted), 0, _READY), "storage.preparing")
        self._finish_writing()
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

    def _finish_writing(self) -> None:
        """Finish what is being written in steps."""
        if self._underway is not None:
            self._underway.finish()
            self._underway = None

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
            self._check_there()
            others, self._untold = self._untold, ()
            for _ in range(_TRIES):
                others += self._catch_up(writable=True)
                if ready is None or ready.version != self._known():
                    ready = yield from within(self._make_ready(wanted), 0, 0.2)
                change, fitted = ready.change, ready.fitted
                if change.ops and not backed_up:
                    yield from within(self._copied_before(fitted), 0.2, 0.4)
                    backed_up = True
                writing = within(self._writer.write(ready, portion), 0.4, 1)
                if not change.ops or (yield from writing):
                    conflicts = self._history.attributed(fitted.conflicts)
                    return Commit(change if change.ops else None, tuple(conflicts), others)
                ready = None
        raise Refused("storage.busy", path=str(self.path))

    def _known(self) -> object:
        """Return what is another value when the tables in memory have become others."""
        return self._log.end, dict(self._files.versions)

    def note(self, act: SecretAct, *, by: str) -> None:
        """Write into the history, durably, what was done with a secret.

        Raises:
            Refused: The folder is gone, or somebody holds the lock.
            OSError: The disk did not take it.
        """
        self._finish_writing()
        self._check_whole()
        change = Change(
            new_change.new_id(), new_change.now(), new_change.storable_name(by), (), (act,)
        )
        with self._lock.held():
            self._check_there()
            for _ in range(_TRIES):
                self._untold += self._catch_up(writable=True)
                group = Group(change, {}, {}, self._files.versions)
                end = self._log.append(group)
                if end is not None:
                    self._log.advance(end, group)
                    return
        raise Refused("storage.busy", path=str(self.path))

    def _open_damaged(self) -> None:
        """Take what can be read into memory; nothing is completed and nothing written."""
        found = doctor.examine(self.path)
        self._meta.meta = found.meta
        for name, table in self._files.tables.items():
            table.adopt(found.tables[name] if name in found.tables else self._files.load(name)[0])
        self.damage = tuple(each.problem for each in found.findings)
        self._seen = self._versions()

    def _look_again(self) -> tuple[Op, ...]:
        """Open the folder anew where somebody may have mended it; return what is different."""
        if self._versions() == self._seen:
            return ()
        fresh = ProjectFolder(self.path, lenient=True)
        ops = self._files.hand_over(fresh._files, fresh.meta.region)
        self._meta, self._lock, self._files = fresh._meta, fresh._lock, fresh._files
        self._log, self._history = fresh._log, fresh._history
        self._others, self._writer = fresh._others, fresh._writer
        self.damage, self._seen = fresh.damage, fresh._seen
        return tuple(ops)

    def _versions(self) -> object:
        return [durable.stamp(path) for path in history_files.paths(self.path)] + [
            durable.stamp(self.path / name) for name in backups.FILES
        ]

    def _check_whole(self) -> None:
        """Refuse to write while a file is damaged."""
        if self.damage:
            self._untold += self._look_again()
        if self.damage:
            raise self.damage[0]

    def _check_there(self) -> None:
        if not self._meta.is_there():
            raise Refused("storage.no_project", path=str(self.path))

    def _looks_changed(self) -> bool:
        return self._log.grown() or bool(self._files.moved()) or self._meta.moved()

    def _catch_up(self, *, writable: bool) -> tuple[Op, ...]:
        if self._meta.moved():
            self._meta.read()
        return self._others.catch_up(self.meta.region, writable=writable)

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
