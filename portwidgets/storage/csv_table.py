"""A table in memory: rows by id in the order of the file, each with its line ready to write."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter

from portwidgets.domain.steps import Steps, finish
from portwidgets.domain.table import Kind, Table
from portwidgets.errors import DamagedFile
from portwidgets.storage.csv_text import Sheet, encode_row
from portwidgets.storage.row_ids import RowIds
from portwidgets.storage.row_order import in_place

_WRITTEN = 500  # lines written between two looks at the clock
_AT_ONCE = 4096  # lines joined at a time: a buffer of this size is had again, not asked for


class StoredTable:
    """The rows of one table.

    Above storage/ it is read only; a change is made in a `draft()` that is adopted once it is on
    disk, so that a failed save leaves no trace here.

    Attributes:
        table: What we know of it.
        plain: Whether its file is in the dialect that we write.
        stamped: Whether it says who changed a row and when.
        own_columns: The columns that only the store writes: the row's id and the stamps.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.plain = True
        self.stamped = any(column.stamp for column in table.columns)
        stamps = (column.name for column in table.columns if column.stamp)
        self.own_columns = frozenset((table.key, *stamps))
        self._set_header(tuple(column.name for column in table.columns))
        self._cells: dict[str, list[str]] = {}
        self._lines: dict[str, bytes] = {}
        self._unwritten: set[str] = set()
        self._behind: dict[str, list[str]] = {}
        self._replaced: list[tuple[str, list[str], bytes]] | None = None
        self._ids = RowIds(table.prefix)

    @classmethod
    def of_sheet(
        cls, table: Table, sheet: Sheet, new_id: Callable[[StoredTable, list[str]], str]
    ) -> StoredTable:
        """Take over what stands in a file; columns of ours that it lacks come last.

        Args:
            table: What we know of the table.
            sheet: The file's content.
            new_id: Gives an id to a row without one: called with the table and the row's cells.

        Raises:
            DamagedFile: Two rows have the same id.
        """
        stored = cls(table)
        stored.plain = sheet.plain
        known = [column.name for column in table.columns if column.name not in sheet.header]
        stored._set_header((*sheet.header, *known))
        padding = [""] * len(known)
        key = stored._index[table.key]
        nameless = []
        for cells, line, place in zip(sheet.rows, sheet.lines, sheet.places, strict=True):
            row = cells[key]
            if not row:  # typed in a spreadsheet: it gets an id when all others are known
                row = f"\0{place}"
                nameless.append(row)
            elif row in stored._cells:
                raise _twice(table, sheet, key, row, place)
            stored._cells[row] = cells + padding if padding else cells
            stored._lines[row] = line or b""
            if line is None or padding or not cells[key]:
                stored._unwritten.add(row)
        if nameless:
            stored._name({row: new_id(stored, stored._cells[row]) for row in nameless})
        return stored

    @property
    def header(self) -> tuple[str, ...]:
        """The columns in the order of the file."""
        return self._header

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __contains__(self, row: object) -> bool:
        return row in self._cells

    def ids(self) -> list[str]:
        """Return the row ids in the order of the file."""
        return list(self._cells)

    def row(self, row: str) -> dict[str, str]:
        """Return the cells of a row by column.

        Raises:
            KeyError: There is no such row.
        """
        return dict(zip(self._header, self._cells[row], strict=True))

    def cells_of(self, row: str) -> Sequence[str]:
        """Return the cells of a row in the order of the header."""
        return self._cells[row]

    def cell(self, row: str, column: str) -> str:
        """Return one cell.

        Raises:
            KeyError: There is no such row or column.
        """
        return self._cells[row][self._index[column]]

    def column(self, name: str) -> list[str]:
        """Return the cells of a column in the order of the file."""
        index = self._index[name]
        return [cells[index] for cells in self._cells.values()]

    def picked(self, one: str, others: Sequence[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield of each row its id, one of its cells, and several others, in the file's order."""
        pick_one = itemgetter(self._index[one])
        pick = itemgetter(*(self._index[name] for name in others))
        rows = self._cells.values()
        return zip(self._cells, map(pick_one, rows), map(pick, rows), strict=True)

    def filled(self, row: str) -> dict[str, str]:
        """Return what a person wrote in a row: cells that are not empty, no id, no stamps."""
        return {
            column: text
            for column, text in zip(self._header, self._cells[row], strict=True)
            if text and column not in self.own_columns
        }

    def has_column(self, name: str) -> bool:
        """Tell whether there is a column of that name."""
        return name in self._index

    def has_columns(self, names: Iterable[str]) -> bool:
        """Tell whether there are columns of all these names."""
        return all(map(self._index.__contains__, names))

    def draft(self) -> StoredTable:
        """Return a table to make a change in, which is then either adopted or discarded.

        It shares its rows with this one, since copying 100,000 of them would cost more than the
        rest of an edit: between the two calls nobody may look at this table, unless they `part`.
        """
        other = StoredTable(self.table)
        other.__dict__.update(
            self.__dict__,
            _unwritten=self._unwritten.copy(),
            _behind={},
            _replaced=[],
            _ids=copy.copy(self._ids),
        )
        return other

    def adopt(self, other: StoredTable) -> None:
        """Become `other`, a draft of this table or another version of it."""
        other._replaced = None
        self.__dict__.update(other.__dict__)

    def discard(self) -> None:
        """Take back what was written in this draft, for the table that it shares rows with."""
        for row, cells, line in reversed(self._replaced or ()):
            self._cells[row], self._lines[row] = cells, line
        self._replaced = None

    def part(self) -> None:
        """Stop sharing rows: added and deleted ones are not taken back one by one."""
        if self._replaced is not None:
            shared, lines = self._cells, self._lines
            self._cells, self._lines = shared.copy(), lines.copy()
            for row, cells, line in reversed(self._replaced):
                shared[row], lines[row] = cells, line
            self._replaced = None

    def set(self, row: str, column: str, text: str) -> None:
        """Write one cell."""
        cells = self._cells[row]
        if self._replaced is not None:
            self._replaced.append((row, cells, self._lines[row]))
        cells = cells.copy()
        cells[self._index[column]] = text
        self._cells[row] = cells
        self._unwritten.add(row)

    def add(self, row: str, cells: Mapping[str, str], after: str | None) -> None:
        """Insert a row behind another; `settle` puts it there, until then it stands last."""
        self.part()
        new = [""] * len(self._header)
        new[self._index[self.table.key]] = row
        for column, text in cells.items():
            new[self._index[column]] = text
        self._cells[row] = new
        self._lines[row] = b""
        self._unwritten.add(row)
        if after is not None:
            self._behind.setdefault(after, []).append(row)
        self._ids.added(row)

    def delete(self, row: str) -> None:
        """Remove a row."""
        self.part()
        self.settle()
        self._ids.deleted(row)
        del self._cells[row], self._lines[row]
        self._unwritten.discard(row)

    def stamp(self, row: str, at: str, by: str) -> None:
        """Note who changed a row and when, where the table has columns for that."""
        for column in self.table.columns:
            if column.stamp:
                self.set(row, column.name, at if column.kind is Kind.MOMENT else by)

    def settle(self) -> None:
        """Move inserted rows to their places."""
        if not self._behind:
            return
        order = in_place(self._cells, self._behind)
        self._cells = {row: self._cells[row] for row in order}
        self._lines = {row: self._lines[row] for row in order}
        self._behind.clear()

    def write_lines(self) -> Steps[None]:
        """Write the lines of rows that are new or changed, for `encoded` to have them."""
        self.settle()
        count = len(self._unwritten)
        for done, row in enumerate(self._unwritten):
            self._lines[row] = encode_row(self._cells[row])
            if done % _WRITTEN == 0:
                yield done / count
        self._unwritten.clear()

    def encoded(self) -> Iterator[bytes]:
        """Yield the file in the plain dialect, lines of untouched plain rows as they came."""
        finish(self.write_lines())
        yield encode_row(self._header) + b"\n"
        lines = iter(self._lines.values())
        while part := [*islice(lines, _AT_ONCE)]:
            yield b"\n".join((*part, b""))

    def next_id(self, seen: int = 0) -> str:
        """Return an id that neither stands here nor is counted in `seen`."""
        return self._ids.next(self._cells, seen)

    def count_on(self, old: StoredTable) -> None:
        """Give no id again that stood in `old`, an earlier version of this table."""
        self._ids.count_on(self._cells, old._ids.highest(old._cells))

    def _set_header(self, header: tuple[str, ...]) -> None:
        self._header = header
        self._index = {name: place for place, name in enumerate(header)}

    def _name(self, names: Mapping[str, str]) -> None:
        key = self._index[self.table.key]
        for row, name in names.items():
            self._cells[row][key] = name
        self._unwritten = {names.get(row, row) for row in self._unwritten}
        self._cells = {names.get(row, row): cells for row, cells in self._cells.items()}
        self._lines = {names.get(row, row): line for row, line in self._lines.items()}
        self.plain = False


def _twice(table: Table, sheet: Sheet, key: int, row: str, place: int) -> DamagedFile:
    first = next(
        line for cells, line in zip(sheet.rows, sheet.places, strict=True) if cells[key] == row
    )
    return DamagedFile("storage.row_twice", file=table.file, row=row, line=place, first=first)
