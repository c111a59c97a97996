"""A project's tables in memory, each with the version of its file that it was read from."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from portwidgets.domain.edit import Conflict, Delete, Op, Set
from portwidgets.domain.schema import TABLES
from portwidgets.domain.table import Table
from portwidgets.storage import durable, fitting, outside
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.csv_text import read_sheet
from portwidgets.storage.durable import Stamp
from portwidgets.storage.history import History
from portwidgets.storage.history_lines import Group
from portwidgets.storage.outside import Difference
from portwidgets.storage.table_reading import NamesBefore
from portwidgets.storage.write_ahead_log import Log

UNKNOWN: Stamp = (-1, -1, -1)
"""No file's version: the table is read anew."""


class TableFiles:
    """The tables of one project.

    Args:
        folder: The project's folder.
        history: All that was written.
        log: Its end.

    Attributes:
        tables: By name.
        versions: The version of each one's file.
    """

    def __init__(self, folder: Path, history: History, log: Log) -> None:
        self.tables = {table.name: StoredTable(table) for table in TABLES}
        self.versions: dict[str, Stamp] = dict.fromkeys(self.tables)
        self._folder = folder
        self._history = history
        self._log = log
        self._cut: dict[tuple[str, str, str], Conflict] = {}

    @property
    def cut(self) -> tuple[Conflict, ...]:
        """Cells that a spreadsheet shortened, until a person settles it."""
        return tuple(self._cut.values())

    def path(self, name: str) -> Path:
        """Return where a table's file lies."""
        return self._folder / self.tables[name].table.file

    def moved(self) -> list[str]:
        """Return the tables whose files are not in the version that we know."""
        return [name for name, known in self.versions.items() if self.version(name) != known]

    def version(self, name: str) -> Stamp:
        """Return the version of a table's file as it lies there now."""
        return durable.stamp(self.path(name))

    def load(
        self, name: str, old: Callable[[], StoredTable] | None = None
    ) -> tuple[StoredTable, Stamp]:
        """Read a table's file; what is in memory stays.

        Args:
            name: The table's.
            old: Gives how we knew it: its rows that stand without an id in the file keep the one
                that they had. By default, how it is in memory.

        Raises:
            DamagedFile: It cannot be read.
        """
        table = self.tables[name].table
        found = durable.read(self.path(name))
        if found is None:
            return StoredTable(table), None
        data, version = found
        sheet = read_sheet(data, file=table.file, key=table.key)
        names = NamesBefore(old or (lambda: self.tables[name]), sheet, self.next_id)
        return StoredTable.of_sheet(table, sheet, names.give), version

    def open(self, name: str, region: str) -> None:
        """Read a table of which we know nothing but what the history says."""
        cells = functools.cache(self._history.last_cells)
        old = self.tables[name].table
        new, self.versions[name] = self.load(name, lambda: _remembered(old, cells(name)))
        if not new.plain:
            self.note_cut(outside.as_stored(new, cells(name), region))
        self.tables[name].adopt(new)

    def open_after(self, name: str, known: StoredTable, region: str) -> Difference:
        """Read a table of which we know what it held; return what somebody else made of it."""
        self.tables[name].adopt(known)
        return self.read_again(name, region)

    def read_again(self, name: str, region: str) -> Difference:
        """Read a table that something other than portwidgets wrote; return what it wrote."""
        new, version = self.load(name)
        found = outside.difference(self.tables[name], new, region)
        new.count_on(self.tables[name])
        self.tables[name].adopt(new)
        self.versions[name] = version
        self.note_cut(found.cut)
        return found

    def follow(self, group: Group) -> list[Op]:
        """Make in memory what the log says that another did on disk."""
        change = group.change
        known = (op for op in change.ops if op.table in self.tables)
        fitted = fitting.fit(
            known, self.tables, at=change.at, by=change.by, new_id=StoredTable.next_id
        )
        for name, table in fitted.tables.items():
            table.settle()
            self.tables[name].adopt(table)
        for name in group.before.keys() & self.tables.keys():
            followed = self.versions[name] == group.before[name] and not fitted.conflicts
            self.versions[name] = (group.after[name] if followed else None) or UNKNOWN
        return fitted.ops

    def forget(self, names: Iterable[str]) -> None:
        """Read these tables anew on the next look."""
        self.versions.update(dict.fromkeys(names, UNKNOWN))

    def hand_over(self, fresh: TableFiles, region: str) -> list[Op]:
        """Let a fresh look at the same folder take the place of this; return what is different.

        Whoever holds a table of this one holds it on.
        """
        ops: list[Op] = []
        for name, table in self.tables.items():
            found = outside.difference(table, fresh.tables[name], region)
            table.adopt(fresh.tables[name])
            self.note_cut(found.cut)
            ops += found.ops
        fresh.tables = self.tables
        fresh._cut = {**self._cut, **fresh._cut}
        return ops

    def written(self, tables: Mapping[str, StoredTable], versions: Mapping[str, Stamp]) -> None:
        """Take over tables that were written."""
        for name, table in tables.items():
            table.plain = True
            self.tables[name].adopt(table)
        self.versions.update(versions)

    def note_cut(self, found: Iterable[Conflict]) -> None:
        """Remember cells that a spreadsheet shortened."""
        for conflict in found:
            if isinstance(conflict.op, Set):
                self._cut[conflict.op.table, conflict.op.row, conflict.op.column] = conflict

    def settle_cut(self, ops: Iterable[Op]) -> None:
        """Forget those of them that were written now."""
        if not self._cut:
            return
        ops = tuple(ops)
        written = {(op.table, op.row, op.column) for op in ops if isinstance(op, Set)}
        gone = {(op.table, op.row) for op in ops if isinstance(op, Delete)}
        for key in [*self._cut]:
            if key in written or key[:2] in gone:
                del self._cut[key]

    def next_id(self, table: StoredTable) -> str:
        """Return an id that no row has or had."""
        return table.next_id(self._highest_id(table))

    def numbering(self) -> Callable[[StoredTable], str]:
        """Return what gives ids to many rows: under the lock the log is looked at once."""
        highest: dict[str, int] = {}

        def number(table: StoredTable) -> str:
            name = table.table.name
            if name not in highest:
                highest[name] = self._highest_id(table)
            return table.next_id(highest[name])

        return number

    def _highest_id(self, table: StoredTable) -> int:
        return self._history.highest_id(table.table, self._log.end)


def _remembered(table: Table, rows: Mapping[str, Mapping[str, str]]) -> StoredTable:
    """Return a table of what the history says of its rows."""
    found = StoredTable(table)
    for row, cells in rows.items():
        known = {name: text for name, text in cells.items() if name in found.header}
        found.add(row, known, None)
    return found
