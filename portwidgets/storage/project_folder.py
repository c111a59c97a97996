"""A project's folder: its tables in memory, and changes to them that are whole or absent.

How a change gets to disk, all under the folder's lock:

1. What others wrote since is read: tables whose version (size, mtime, inode) is not the one we
   know, and the log, which grows with every change, so that a version that looks the same by
   chance is noticed too.
2. Operations that no longer fit become conflicts; the rest is made on copies of the tables.
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
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from portwidgets.domain.edit import Add, Change, Conflict, Op
from portwidgets.domain.schema import TABLES, Table
from portwidgets.errors import Refused
from portwidgets.storage import durable, history, merge, project_toml
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.csv_text import Sheet, read_sheet
from portwidgets.storage.durable import Stamp
from portwidgets.storage.folder_lock import FolderLock
from portwidgets.storage.history import Group, History
from portwidgets.storage.project_toml import Meta

_TRIES = 5


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

    Attributes:
        path: The folder.
        cut: Cells that a spreadsheet shortened (4,57E+09 for a number): the stored text is kept,
            as `current`, until a person settles it. Found since this object was made.

    Raises:
        Refused: There is no project in that folder.
        DamagedFile: A file cannot be read; nothing was changed.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self.cut: tuple[Conflict, ...] = ()
        self._lock = FolderLock(self.path)
        self._history = History(self.path / history.FILE)
        self._tables = {table.name: StoredTable(table) for table in TABLES}
        self._stamps: dict[str, Stamp] = dict.fromkeys(self._tables)
        self._check_there()
        with self._lock.held_for_reading() as writable:
            self._read_meta()
            self._mend(self._history.tail(cut=writable), writable=writable)
            for name in self._tables:
                self._open_table(name)

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
        with durable.new_folder(path) as building:
            files = {project_toml.FILE: project_toml.new_meta(meta), history.FILE: history.HEADER}
            for table in TABLES:
                files[table.file] = _first_rows(table, (rows or {}).get(table.name, ()))
            for name, data in files.items():
                durable.replace(building / name, data, "new")
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
        with self._lock.held():
            self._check_there()
            path = self.path / project_toml.FILE
            data = project_toml.write_meta(path.read_bytes(), values)
            project_toml.read_meta(data)
            durable.replace(path, data, _new_id())
            self._read_meta()

    def table(self, name: str) -> StoredTable:
        """Return a table.

        Raises:
            KeyError: There is no such table.
        """
        return self._tables[name]

    def history(self) -> Iterator[Change]:
        """Yield every change, oldest first."""
        return self._history.changes()

    def refresh(self) -> tuple[Op, ...]:
        """Read what others wrote since we looked last and return it; it is in memory then.

        Cheap where nothing changed: the files are looked at, not read.

        Raises:
            DamagedFile: A file cannot be read; what is in memory stays.
        """
        if not self._looks_changed():
            return ()
        self._check_there()
        with self._lock.held_for_reading() as writable:
            return self._catch_up(writable=writable)

    def commit(self, ops: Iterable[Op], *, by: str, at: str | None = None) -> Commit:
        """Write operations as one change; it is durable when this returns.

        Args:
            ops: In the order in which they apply. An Add without an id gets the next one.
            by: Who makes the change.
            at: When, in UTC; by default now.

        Raises:
            Refused: A text or a column cannot be stored, the folder is gone, or somebody holds
                the lock; nothing was changed.
            DamagedFile: A file cannot be read; nothing was changed.
            OSError: The disk did not take it; nothing was changed.
        """
        ops = tuple(ops)
        by = by.encode("utf-8", "replace").decode().replace("\0", "")
        at = at or f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        with self._lock.held():
            self._check_there()
            others: tuple[Op, ...] = ()
            for _ in range(_TRIES):
                others += self._catch_up(writable=True)
                merge.check_storable(ops, self._tables)
                fitted = merge.fit(ops, self._tables, at=at, by=by, new_id=self._next_id)
                change = Change(_new_id(), at, by, tuple(fitted.ops)) if fitted.ops else None
                if change is None or self._write(change, fitted.tables):
                    conflicts = self._history.attributed(fitted.conflicts)
                    return Commit(change, tuple(conflicts), others)
        raise Refused("storage.busy", path=str(self.path))

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
                self._mend(groups, writable=writable)
                self._stamps = dict.fromkeys(self._stamps, (-1, -1, -1))
            else:
                self._mend(groups, writable=writable)
                for group in groups:
                    ops += self._follow(group)
        for name, known in self._stamps.items():
            if durable.stamp(self._file(name)) != known:
                ops += self._read_again(name)
        return tuple(ops)

    def _follow(self, group: Group) -> list[Op]:
        """Make in memory what the log says that another did on disk."""
        change = group.change
        known = (op for op in change.ops if op.table in self._tables)
        fitted = merge.fit(known, self._tables, at=change.at, by=change.by, new_id=self._next_id)
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
            merge.as_stored(new, known, self._meta.region)
        self._tables[name].adopt(new)

    def _read_again(self, name: str) -> list[Op]:
        """Read a table that something other than portwidgets wrote."""
        new, version = self._load(name)
        found = merge.difference(self._tables[name], new, self._meta.region)
        self._tables[name].adopt(new)
        self._stamps[name] = version
        self.cut += tuple(found.cut)
        return found.ops

    def _load(self, name: str) -> tuple[StoredTable, Stamp]:
        old = self._tables[name]
        found = durable.read(self._file(name))
        if found is None:
            return StoredTable(old.table), None
        data, version = found
        sheet = read_sheet(data, file=old.table.file, key=old.table.key)
        return StoredTable.of_sheet(old.table, sheet, self._namer(old, sheet)), version

    def _namer(self, old: StoredTable, sheet: Sheet) -> Any:
        """Return what gives ids to rows without one: the id it had, where we gave it one."""
        key = sheet.header.index(old.table.key)
        there = {cells[key] for cells in sheet.rows}
        gone: dict[frozenset[tuple[str, str]], list[str]] | None = None

        def name(table: StoredTable, cells: list[str]) -> str:
            nonlocal gone
            if gone is None:
                gone = {}
                for row in reversed(old.ids()):
                    if row not in there:
                        gone.setdefault(frozenset(old.filled(row).items()), []).append(row)
            own = table.own_columns
            filled = frozenset(
                (column, text)
                for column, text in zip(table.header, cells, strict=True)
                if text and column not in own
            )
            if gone.get(filled):
                return gone[filled].pop()
            return self._next_id(table)

        return name

    def _next_id(self, table: StoredTable) -> str:
        return table.next_id(self._history.highest_id(table.table))

    def _write(self, change: Change, tables: Mapping[str, StoredTable]) -> bool:
        """Write a change; False where a file was replaced under our hands and nothing was done."""
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
        except BaseException:
            self._discard(staged)
            raise
        self._publish(staged)
        for name, table in tables.items():
            table.plain = True
            self._tables[name].adopt(table)
        self._stamps.update(after)
        self._history.end = end
        return True

    def _publish(self, staged: Mapping[str, Path]) -> None:
        """Rename; a failure after the first rename leaves the rest to be completed later."""
        done = 0
        try:
            for name, path in staged.items():
                durable.publish(path, self._file(name))
                done += 1
            durable.sync_folder(self.path)
        except OSError as error:
            if done == 0 and self._taken_back(staged):
                raise
            file = self._file(list(staged)[min(done, len(staged) - 1)]).name
            reason = error.strerror or str(error)
            raise Refused("storage.unfinished", file=file, reason=reason) from error

    def _taken_back(self, staged: Mapping[str, Path]) -> bool:
        try:
            self._history.take_back()
        except OSError:
            return False
        self._discard(staged)
        return True

    def _discard(self, staged: Mapping[str, Path]) -> None:
        for path in staged.values():
            durable.discard(path)

    def _mend(self, groups: list[Group], *, writable: bool) -> None:
        """Complete a change whose tables were not all renamed, and clear temporary files away."""
        if not writable:
            return
        waiting = durable.staged_files(self.path)
        mending: dict[str, Path] = {}
        for name, changes in unfinished(groups, self._tables, self._file, waiting).items():
            table = self._load(name)[0]
            for change in changes:
                ops = (op for op in change.ops if op.table == name)
                fitted = merge.fit(
                    ops, {name: table}, at=change.at, by=change.by, new_id=self._next_id
                )
                table = fitted.tables.get(name, table)
            mending[name] = durable.stage(self._file(name), table.encoded(), _new_id())
        for name, path in mending.items():
            durable.publish(path, self._file(name))
        if mending:
            durable.sync_folder(self.path)
        for path in waiting.values():
            durable.discard(path)


def unfinished(
    groups: list[Group],
    tables: Iterable[str],
    file: Callable[[str], Path],
    waiting: Mapping[tuple[str, str], Path],
) -> dict[str, list[Change]]:
    """Return for each table the changes in the log that its file lacks, oldest first.

    Args:
        groups: The last groups of the log, oldest first.
        tables: The tables' names.
        file: Gives a table's file.
        waiting: The temporary files by (file name, change).
    """
    lacking = {}
    for name in tables:
        path = file(name)
        present = durable.stamp(path)
        for place in reversed(range(len(groups))):
            group = groups[place]
            if name not in group.before:
                continue
            # A missing file says "before" only of the last change: later it was deleted.
            same = group.before[name] == present
            lost = same and (present is not None or place == len(groups) - 1)
            if lost or (path.name, group.change.id) in waiting:
                later = (each for each in groups[place:] if name in each.before)
                lacking[name] = [each.change for each in later]
                break
    return lacking


def _first_rows(table: Table, rows: Iterable[Mapping[str, str]]) -> bytes:
    stored = StoredTable(table)
    for cells in rows:
        row = cells.get(table.key, "") or stored.next_id()
        merge.check_storable((Add(table.name, row, dict(cells)),), {table.name: stored})
        if row in stored:
            raise Refused("storage.id_twice", row=row, file=table.file)
        stored.add(row, {**cells, table.key: row}, None)
    return stored.encoded()


def _new_id() -> str:
    # A letter first: a spreadsheet would take 12e45678 for a number.
    return f"c{secrets.token_hex(6)}"
