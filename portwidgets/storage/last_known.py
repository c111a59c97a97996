"""What a table held when it was last written by portwidgets: from the backups and the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from portwidgets.domain.edit import Change, Op
from portwidgets.domain.table import Table
from portwidgets.errors import DamagedFile
from portwidgets.storage import backups, fitting, history_lines
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.history import History
from portwidgets.storage.table_reading import read_table


class LastKnown:
    """The tables of a project as the last backup and the history since know them.

    Only what is certain is told: a table that cannot be followed through the whole history since
    the backup, or since the project was made, is not known.

    Args:
        folder: The project's folder.
        history: Its history.
    """

    def __init__(self, folder: Path, history: History) -> None:
        self._folder = folder
        self._history = history
        self._copies: list[dict[str, bytes]] | None = None

    def table(self, table: Table) -> StoredTable | None:
        """Return a table; None where it is not known."""
        for copy in self._backups():
            base = _plain(table, copy)
            if base is not None:
                return self._made_on(base, last_change(copy.get(history_lines.FILE, b"")))
        empty = len(b"".join(StoredTable(table).encoded()))
        began = self._history.beginning().get(table.name)
        if began is None or began[0] != empty:
            return None
        return self._made_on(StoredTable(table), "")

    def _made_on(self, base: StoredTable, since: str) -> StoredTable | None:
        changes = self._since(since)
        if changes is None:
            return None
        ops = [op for change in changes for op in change.ops if op.table == base.table.name]
        return made(base, ops)

    def _since(self, change: str) -> list[Change] | None:
        """Return the changes behind one, "" for all; None where the history does not know it."""
        found: list[Change] = []
        for _, group in self._history.groups_newest_first():
            if group.change.id == change:
                return found[::-1]
            found.append(group.change)
        return None if change else found[::-1]

    def _backups(self) -> list[dict[str, bytes]]:
        if self._copies is None:
            self._copies = readable(self._folder)
        return self._copies


def made(table: StoredTable, ops: Iterable[Op]) -> StoredTable | None:
    """Return a table with all operations made on it at once; None where one does not fit."""
    name = table.table.name
    fitted = fitting.fit(ops, {name: table}, at="", by="", new_id=StoredTable.next_id)
    if fitted.conflicts:
        fitted.discard()
        return None
    found = fitted.tables.get(name, table)
    found.settle()
    return found


def readable(folder: Path) -> list[dict[str, bytes]]:
    """Return the files of every backup that can be read, newest first."""
    found = []
    for backup in backups.made(folder):
        try:
            found.append(backups.read(folder, backup.name))
        except DamagedFile:
            continue
    return found


def last_change(log: bytes) -> str:
    """Return the id of the last change in a file of the history, "" where there is none."""
    spans: Sequence[history_lines.Span] = history_lines.spans(log)
    return spans[-1].change if spans else ""


def _plain(table: Table, copy: dict[str, bytes]) -> StoredTable | None:
    """Return a table as a backup has it, if portwidgets wrote it last."""
    try:
        stored = read_table(table, copy[table.file])
    except (KeyError, DamagedFile):
        return None
    return stored if stored.plain else None
