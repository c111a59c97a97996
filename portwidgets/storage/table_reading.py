"""Reading a table from the bytes of its file; rows that were typed without an id get one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from portwidgets.domain.table import Table
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.csv_text import Sheet, read_sheet


def read_table(table: Table, data: bytes) -> StoredTable:
    """Return a table as it stands in a file.

    Raises:
        DamagedFile: The file cannot be read.
    """
    sheet = read_sheet(data, file=table.file, key=table.key)
    return StoredTable.of_sheet(table, sheet, lambda made, _: made.next_id())


class NamesBefore:
    """Gives ids to rows that were typed without one: the one that we gave such a row before.

    A person who saves a second time in the spreadsheet saves those rows without an id again.

    Args:
        old: Gives the table as we know it; asked for only where a row has no id.
        sheet: What stands in the file now.
        next_id: Gives a new id.
    """

    def __init__(
        self, old: Callable[[], StoredTable], sheet: Sheet, next_id: Callable[[StoredTable], str]
    ) -> None:
        self._old = old
        self._sheet = sheet
        self._next_id = next_id
        self._gone: dict[frozenset[tuple[str, str]], list[str]] | None = None

    def give(self, table: StoredTable, cells: Sequence[str]) -> str:
        """Return the id of a row with these cells."""
        if self._gone is None:
            self._gone = self._find_gone()
        texts = zip(table.header, cells, strict=True)
        same = self._gone.get(_texts(texts, table.own_columns))
        return same.pop() if same else self._next_id(table)

    def _find_gone(self) -> dict[frozenset[tuple[str, str]], list[str]]:
        old = self._old()
        key = self._sheet.header.index(old.table.key)
        there = {cells[key] for cells in self._sheet.rows}
        gone: dict[frozenset[tuple[str, str]], list[str]] = {}
        for row in reversed(old.ids()):
            if row not in there:
                gone.setdefault(frozenset(old.filled(row).items()), []).append(row)
        return gone


def _texts(texts: Iterable[tuple[str, str]], own: frozenset[str]) -> frozenset[tuple[str, str]]:
    return frozenset((column, text) for column, text in texts if text and column not in own)
