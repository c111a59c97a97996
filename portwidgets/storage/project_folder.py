"""A project's folder: its tables in memory, and changes to them that are whole or absent.

How a change gets to disk, and what can come in between, is told at the top of committing.py. The
tables in memory are in table_files.py, the log in write_ahead_log.py, what others wrote is taken
over by catching_up.py.

A file that is damaged is never written. Whoever opened the folder as `lenient` sees what can be
read of it, as `doctor` would mend it, and can change nothing until the file is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from portwidgets.domain.edit import Change, Conflict, Op, SecretAct
from portwidgets.domain.steps import ToldSteps
from portwidgets.errors import DamagedFile
from portwidgets.storage import (
    backups,
    doctor,
    durable,
    history_files,
    history_lines,
    new_change,
    new_project,
)
from portwidgets.storage.catching_up import CatchingUp
from portwidgets.storage.commit import Commit, Wanted
from portwidgets.storage.committing import Committing
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.folder_lock import FolderLock
from portwidgets.storage.history import History, Place
from portwidgets.storage.meta_file import MetaFile, check_values
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.table_files import TableFiles
from portwidgets.storage.write_ahead_log import Log


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
        self._seen: object = None
        self._connect()
        self._meta.check_there()
        with self._lock.held_for_reading() as writable:
            try:
                self._others.open(writable=writable)
            except DamagedFile:
                if not lenient:
                    raise
                self._open_damaged()

    def _connect(self) -> None:
        self._lock = FolderLock(self.path)
        self._meta = MetaFile(self.path)
        self._history = History(self.path)
        log = Log(self.path / history_lines.FILE)
        self._files = TableFiles(self.path, self._history, log)
        self._others = CatchingUp(
            self.path,
            meta=self._meta,
            files=self._files,
            history=self._history,
            log=log,
            lock=self._lock,
        )
        self._committing = Committing(
            self.path,
            meta=self._meta,
            files=self._files,
            history=self._history,
            log=log,
            lock=self._lock,
            others=self._others,
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
        self._committing.finish()
        self._check_whole()
        with self._lock.held():
            self._meta.check_there()
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
        if self._committing.is_underway:
            return ()  # the log grows by our own hand; who began that is told what others wrote
        if self.damage:
            self._look_again()
        elif self._others.looks_changed():
            self._meta.check_there()
            try:
                with self._lock.held_for_reading() as writable:
                    self._others.catch_up(writable=writable)
            except DamagedFile as damage:
                if not self._lenient:
                    raise
                self.damage, self._seen = (damage,), self._versions()
        return self._others.take_untold()

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
        self._committing.finish()
        self._check_whole()
        wanted = Wanted(tuple(ops), at or new_change.now(), new_change.storable_name(by))
        return self._committing.commit(wanted, backed_up=backed_up)

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
        return (yield from self._committing.commit_in_steps(wanted))

    def note(self, act: SecretAct, *, by: str) -> None:
        """Write into the history, durably, what was done with a secret.

        Raises:
            Refused: The folder is gone, or somebody holds the lock.
            OSError: The disk did not take it.
        """
        self._committing.finish()
        self._check_whole()
        by = new_change.storable_name(by)
        change = Change(new_change.new_id(), new_change.now(), by, (), (act,))
        self._committing.note(change)

    def _open_damaged(self) -> None:
        """Take what can be read into memory; nothing is completed and nothing written."""
        found = doctor.examine(self.path)
        self._meta.meta = found.meta
        for name, table in self._files.tables.items():
            table.adopt(found.tables[name] if name in found.tables else self._files.load(name)[0])
        self.damage = tuple(each.problem for each in found.findings)
        self._seen = self._versions()

    def _look_again(self) -> None:
        """Open the folder anew where somebody may have mended it."""
        if self._versions() == self._seen:
            return
        fresh = ProjectFolder(self.path, lenient=True)
        untold = self._others.take_untold()
        ops = self._files.hand_over(fresh._files, fresh.meta.region)
        self._lock, self._meta, self._history = fresh._lock, fresh._meta, fresh._history
        self._files, self._others = fresh._files, fresh._others
        self._committing = fresh._committing
        self._others.leave_untold((*untold, *ops))
        self.damage, self._seen = fresh.damage, fresh._seen

    def _versions(self) -> object:
        return [durable.stamp(path) for path in history_files.paths(self.path)] + [
            durable.stamp(self.path / name) for name in backups.FILES
        ]

    def _check_whole(self) -> None:
        """Refuse to write while a file is damaged."""
        if self.damage:
            self._look_again()
        if self.damage:
            raise self.damage[0]
