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
  nor temporary file speaks for a replay, and what they put there stands.
- A rename fails (on Windows: Excel holds the file): if it was the first, the group is cut off
  the log again and nothing happened; else the change is completed on the next look.

Making an operation twice does no harm: what already stands is left out.

A file that is damaged is never written. Whoever opened the folder as `lenient` sees what can be
read of it, as `doctor` would mend it, and can change nothing until the file is mended.
"""

from __future__ import annotations

import functools
import logging
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from portwidgets.domain.edit import Change, Conflict, Delete, Op, SecretAct, Set
from portwidgets.domain.schema import TABLES
from portwidgets.errors import DamagedFile, Refused
from portwidgets.storage import (
    backups,
    doctor,
    durable,
    fitting,
    history_files,
    history_lines,
    outside,
    project_toml,
    recovery,
)
from portwidgets.storage.backups import Reason
from portwidgets.storage.csv_table import NamesBefore, StoredTable
from portwidgets.storage.csv_text import read_sheet
from portwidgets.storage.durable import Stamp
from portwidgets.storage.fitting import Fitted
from portwidgets.storage.folder_lock import FolderLock
from portwidgets.storage.history import End, History, Place
from portwidgets.storage.history_lines import Group
from portwidgets.storage.project_toml import Meta

_TRIES = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Commit:
    """What became of a change.

    Attributes:
        change: What was written; None where nothing had to be.
        conflicts: What was left out, because someone else changed it in between.
        others: What others wrote since we looked last; it is in memory already.
    """

    change: Change | None
    conflicts: tuple[Conflict, ...]
    others: tuple[Op, ...]


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
        self._copied_on: date | None = None
        self._cut: dict[tuple[str, str, str], Conflict] = {}
        self._untold: tuple[Op, ...] = ()
        self._seen: object = None
        self._meta_stamp: Stamp = None
        self._lock = FolderLock(self.path)
        self._history = History(self.path / history_lines.FILE)
        self._tables = {table.name: StoredTable(table) for table in TABLES}
        self._stamps: dict[str, Stamp] = dict.fromkeys(self._tables)
        self._check_there()
        with self._lock.held_for_reading() as writable:
            try:
                self._open(writable=writable)
            except DamagedFile:
                if not lenient:
                    raise
                self._open_damaged()

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
        path = Path(path)
        if path.exists():
            raise Refused("storage.exists", path=str(path))
        with durable.building_folder(path.parent) as building:
            files = {project_toml.FILE: project_toml.new_meta(meta)}
            files[history_lines.FILE] = history_lines.HEADER
            for table in TABLES:
                files[table.file] = fitting.first_rows(table, (rows or {}).get(table.name, ()))
            for name, data in files.items():
                with durable.new_file(building / name) as file:
                    file.write(data)
            durable.finish_folder(building, path)
        return cls(path)

    @property
    def meta(self) -> Meta:
        """What project.toml says."""
        return self._meta

    def save_meta(self, **values: Any) -> None:
        """Change values of project.toml; all else in it stays as a person wrote it.

        Raises:
            Refused: There is no such value.
        """
        unknown = values.keys() - {*Meta.__dataclass_fields__} | values.keys() & {"schema"}
        if unknown:
            raise Refused("storage.unknown_value", key=min(unknown))
        self._check_whole()
        with self._lock.held():
            self._check_there()
            path = self.path / project_toml.FILE
            data = path.read_bytes()
            project_toml.read_meta(data)  # a damaged file is not written over
            if values.keys() - {"layouts"}:
                backups.make(self.path, Reason.DESCRIBE)
            data = project_toml.write_meta(data, values)
            project_toml.read_meta(data)
            durable.replace(path, data, _new_id())
            self._read_meta()

    @property
    def cut(self) -> tuple[Conflict, ...]:
        """Cells that a spreadsheet shortened, as 4,57E+09 for a number, until a person settles it.

        The stored text is kept (`current`); what the file showed is the operation's `after`.
        Writing the cell settles it. Found since this object was made.
        """
        return tuple(self._cut.values())

    def table(self, name: str) -> StoredTable:
        """Return a table.

        Raises:
            KeyError: There is no such table.
        """
        return self._tables[name]

    def new_ids(self, table: str, count: int) -> list[str]:
        """Return ids for rows that are to be named within the change that adds them."""
        return [self._next_id(self._tables[table]) for _ in range(count)]

    def has_table(self, name: str) -> bool:
        """Tell whether there is a table of that name; an old history may name others."""
        return name in self._tables

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
        ops = tuple(ops)
        by = _storable_name(by)
        at = at or _now()
        self._check_whole()
        with self._lock.held():
            self._check_there()
            others, self._untold = self._untold, ()
            for _ in range(_TRIES):
                others += self._catch_up(writable=True)
                fitting.check_storable(ops, self._tables)
                fitted = fitting.fit(ops, self._tables, at=at, by=by, new_id=self._numbering())
                change = Change(_new_id(), at, by, tuple(fitted.ops)) if fitted.ops else None
                if change is not None and not backed_up:
                    backed_up = self._back_up(fitted)
                if change is None or self._write(change, fitted):
                    conflicts = self._history.attributed(fitted.conflicts)
                    return Commit(change, tuple(conflicts), others)
        raise Refused("storage.busy", path=str(self.path))

    def note(self, act: SecretAct, *, by: str) -> None:
        """Write into the history, durably, what was done with a secret.

        Raises:
            Refused: The folder is gone, or somebody holds the lock.
            OSError: The disk did not take it.
        """
        self._check_whole()
        change = Change(_new_id(), _now(), _storable_name(by), (), (act,))
        with self._lock.held():
            self._check_there()
            for _ in range(_TRIES):
                self._untold += self._catch_up(writable=True)
                end = self._history.append(Group(change, {}, {}))
                if end is not None:
                    self._history.advance(end, change)
                    return
        raise Refused("storage.busy", path=str(self.path))

    def _open(self, *, writable: bool) -> None:
        self._read_meta()
        self._complete(self._history.tail(cut=writable), writable=writable)
        for name in self._tables:
            self._open_table(name)

    def _open_damaged(self) -> None:
        """Take what can be read into memory; nothing is completed and nothing written."""
        found = doctor.examine(self.path)
        self._meta = found.meta
        for name, table in self._tables.items():
            table.adopt(found.tables[name] if name in found.tables else self._load(name)[0])
        self.damage = tuple(each.problem for each in found.findings)
        self._seen = self._versions()

    def _look_again(self) -> tuple[Op, ...]:
        """Open the folder anew where somebody may have mended it; return what is different."""
        if self._versions() == self._seen:
            return ()
        fresh = ProjectFolder(self.path, lenient=True)
        ops: list[Op] = []
        for name, table in fresh._tables.items():
            found = outside.difference(self._tables[name], table, fresh.meta.region)
            self._tables[name].adopt(table)
            self._note_cut(found.cut)
            ops += found.ops
        self._meta, self._meta_stamp = fresh._meta, fresh._meta_stamp
        self._history, self._stamps = fresh._history, fresh._stamps
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

    def _back_up(self, fitted: Fitted) -> bool:
        """Copy the files before a change of structure and before the first one of a day."""
        reason = backups.reason_of(fitted.ops)
        today = datetime.now(UTC).date()
        try:
            if reason is None and today != self._copied_on:
                reason = None if backups.is_made_on(self.path, today) else Reason.DAILY
            if reason is not None:
                backups.make(self.path, reason)
        except OSError as error:
            if reason in {Reason.MANY, Reason.DELETE}:
                fitted.discard()
                raise
            _log.warning("no backup of %s was made today: %s", self.path, error)
        self._copied_on = today
        return True

    def _check_there(self) -> None:
        if not (self.path / project_toml.FILE).is_file():
            raise Refused("storage.no_project", path=str(self.path))

    def _file(self, name: str) -> Path:
        return self.path / self._tables[name].table.file

    def _read_meta(self) -> None:
        found = durable.read(self.path / project_toml.FILE)
        data, self._meta_stamp = found or (b"", None)
        self._meta = project_toml.read_meta(data)

    def _looks_changed(self) -> bool:
        return (
            self._history.grown()
            or any(durable.stamp(self._file(name)) != self._stamps[name] for name in self._tables)
            or durable.stamp(self.path / project_toml.FILE) != self._meta_stamp
        )

    def _catch_up(self, *, writable: bool) -> tuple[Op, ...]:
        """Take over what others wrote: from the log what is in it, from the files the rest."""
        ops: list[Op] = []
        if durable.stamp(self.path / project_toml.FILE) != self._meta_stamp:
            self._read_meta()
        if self._history.grown():
            groups = self._history.news(cut=writable)
            if groups is None:  # somebody put another log there
                groups = self._history.tail(cut=writable)
                self._complete(groups, writable=writable)
                self._stamps = dict.fromkeys(self._stamps, (-1, -1, -1))
            else:
                self._complete(groups, writable=writable)
                for group in groups:
                    ops += self._follow(group)
        outsiders: list[Op] = []
        before = dict(self._stamps)
        for name, known in before.items():
            if durable.stamp(self._file(name)) != known:
                outsiders += self._read_again(name)
        if outsiders and writable:
            self._log_outside(outsiders, before)
        return (*ops, *outsiders)

    def _log_outside(self, ops: list[Op], before: Mapping[str, Stamp]) -> None:
        """Note what something other than portwidgets wrote, so that it can be seen and undone."""
        names = {op.table for op in ops}
        change = Change(_new_id(), _now(), "", tuple(ops))
        group = Group(change, {name: before[name] for name in names}, dict.fromkeys(names))
        try:
            end = self._history.append(group)
        except OSError as error:  # a full disk: what was read stands nevertheless
            _log.warning("%s: a change from outside is not in the history: %s", self.path, error)
            return
        if end is not None:
            self._history.advance(end, change)

    def _complete(self, groups: list[Group], *, writable: bool) -> None:
        if writable:
            recovery.complete(
                self.path,
                groups,
                self._tables,
                lambda name: self._load(name)[0],
                alone=self._lock.alone,
            )

    def _follow(self, group: Group) -> list[Op]:
        """Make in memory what the log says that another did on disk."""
        change = group.change
        known = (op for op in change.ops if op.table in self._tables)
        fitted = fitting.fit(
            known, self._tables, at=change.at, by=change.by, new_id=StoredTable.next_id
        )
        for name, table in fitted.tables.items():
            table.settle()
            self._tables[name].adopt(table)
        for name in group.before.keys() & self._tables.keys():
            followed = self._stamps[name] == group.before[name] and not fitted.conflicts
            # (-1, -1, -1) is no file's version: the table is read anew.
            self._stamps[name] = (group.after[name] if followed else None) or (-1, -1, -1)
        return fitted.ops

    def _open_table(self, name: str) -> None:
        """Read a table of which we know nothing but what the log says."""
        new, self._stamps[name] = self._load(name)
        if not new.plain:
            known = self._history.last_cells(name)
            self._note_cut(outside.as_stored(new, known, self._meta.region))
        self._tables[name].adopt(new)

    def _read_again(self, name: str) -> list[Op]:
        """Read a table that something other than portwidgets wrote."""
        new, version = self._load(name)
        found = outside.difference(self._tables[name], new, self._meta.region)
        new.count_on(self._tables[name])
        self._tables[name].adopt(new)
        self._stamps[name] = version
        self._note_cut(found.cut)
        return found.ops

    def _note_cut(self, found: Iterable[Conflict]) -> None:
        for conflict in found:
            if isinstance(conflict.op, Set):
                self._cut[conflict.op.table, conflict.op.row, conflict.op.column] = conflict

    def _settle_cut(self, ops: Iterable[Op]) -> None:
        written = {(op.table, op.row, op.column) for op in ops if isinstance(op, Set)}
        gone = {(op.table, op.row) for op in ops if isinstance(op, Delete)}
        for key in [*self._cut]:
            if key in written or key[:2] in gone:
                del self._cut[key]

    def _load(self, name: str) -> tuple[StoredTable, Stamp]:
        old = self._tables[name]
        found = durable.read(self._file(name))
        if found is None:
            return StoredTable(old.table), None
        data, version = found
        sheet = read_sheet(data, file=old.table.file, key=old.table.key)
        names = NamesBefore(old, sheet, self._next_id)
        return StoredTable.of_sheet(old.table, sheet, names.give), version

    def _next_id(self, table: StoredTable) -> str:
        return table.next_id(self._history.highest_id(table.table))

    def _numbering(self) -> Callable[[StoredTable], str]:
        """Return what gives ids to many rows: under the lock the log is looked at once."""
        highest = functools.cache(self._history.highest_id)
        return lambda table: table.next_id(highest(table.table))

    def _write(self, change: Change, fitted: Fitted) -> bool:
        """Write a change; False where a file was replaced under our hands and nothing was done."""
        try:
            written = self._write_tables(change, fitted.tables)
        except BaseException:
            fitted.discard()
            raise
        if written:
            self._settle_cut(change.ops)
        else:
            fitted.discard()
        return written

    def _write_tables(self, change: Change, tables: Mapping[str, StoredTable]) -> bool:
        staged: dict[str, Path] = {}
        before = {name: self._stamps[name] for name in tables}
        try:
            for name, table in tables.items():
                durable.check_writable(self._file(name))
                staged[name] = durable.stage(self._file(name), table.encoded(), change.id)
            after = {name: durable.stamp(path) for name, path in staged.items()}
            moved = (durable.stamp(self._file(name)) != before[name] for name in tables)
            if self._history.grown() or any(moved):
                self._discard(staged)
                return False
            # Others cannot follow by the log what they may have read otherwise: row ids that we
            # gave, cells that a spreadsheet had rendered. They read such a file anew.
            told = {n: after[n] if self._tables[n].plain else None for n in tables}
            end = self._history.append(Group(change, before, told))
            if end is None:
                self._discard(staged)
                return False
        except BaseException:
            self._discard(staged)
            raise
        group = Group(change, before, told)
        is_ours = self._publish(staged, end)
        for name, table in tables.items():
            table.plain = True
            self._tables[name].adopt(table)
        self._stamps.update(after)
        self._history.advance(end, change)
        if not is_ours:  # another found us slow and made the change for us, or will not
            self._complete([group], writable=True)
            self._stamps.update(dict.fromkeys(tables, (-1, -1, -1)))
        return True

    def _publish(self, staged: Mapping[str, Path], end: End) -> bool:
        """Rename; a failure after the first rename leaves the rest to be completed later.

        Returns:
            False where another took the files away: without a lock, it thought that we had died.
        """
        done = 0
        try:
            for name, path in staged.items():
                durable.publish(path, self._file(name))
                done += 1
            durable.sync_folder(self.path)
        except FileNotFoundError:
            return False
        except OSError as error:
            if done == 0 and self._taken_back(staged, end):
                raise
            file = self._file(list(staged)[min(done, len(staged) - 1)]).name
            reason = error.strerror or str(error)
            raise Refused("storage.unfinished", file=file, reason=reason) from error
        return True

    def _taken_back(self, staged: Mapping[str, Path], end: End) -> bool:
        try:
            if not self._history.take_back(end):
                return False
        except OSError:
            return False
        self._discard(staged)
        return True

    def _discard(self, staged: Mapping[str, Path]) -> None:
        for path in staged.values():
            durable.discard(path)


def _storable_name(by: str) -> str:
    return by.encode("utf-8", "replace").decode().replace("\0", "")


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _new_id() -> str:
    # A letter first: a spreadsheet would take 12e45678 for a number.
    return f"c{secrets.token_hex(6)}"
