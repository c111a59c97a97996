"""The rows of one table of a project as Python sees them: to read, and to edit with checks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from portwidgets.domain.edit import Add, Delete, Op, Set
from portwidgets.domain.steps import Steps, ToldSteps, finish, further, told, within
from portwidgets.domain.table import Column, Table
from portwidgets.errors import Refused
from portwidgets.project.changes import Changes
from portwidgets.project.entering import EntryReader
from portwidgets.project.events import Entered, RefusedCell, Result, raise_conflict
from portwidgets.project.row import Row
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.project_folder import ProjectFolder

_READ = 0.3  # how much of a change is done when its entries are read
_TOGETHER = 4_000  # cells or new rows whose numbers are looked up together
_AT_ONCE = 500  # new rows between two looks at the clock


RowT = TypeVar("RowT", bound=Row)


class Records(Generic[RowT]):
    """The rows of one table: iterate, look up by row id, add, change and delete.

    Choice, date and yes/no columns refuse entries that they do not take; a phone number is kept
    as E.164, or as typed where it is not a valid one.
    """

    table: Table
    row_type: type[RowT]

    def __init__(self, folder: ProjectFolder, changes: Changes) -> None:
        self._folder = folder
        self._changes = changes

    @property
    def _rows(self) -> StoredTable:
        return self._folder.table(self.table.name)

    @property
    def _region(self) -> str:
        return self._folder.meta.region

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[RowT]:
        rows = self._rows
        return (self.row_type(row_id, rows.row(row_id)) for row_id in rows.ids())

    def __contains__(self, row_id: object) -> bool:
        return row_id in self._rows

    def __getitem__(self, row_id: str) -> RowT:
        if row_id not in self._rows:
            raise KeyError(row_id)
        return self.row_type(row_id, self._rows.row(row_id))

    def __repr__(self) -> str:
        return f"<{len(self)} {self.table.name} of {self._folder.path.name!r}>"

    def ids(self) -> list[str]:
        """Return the row ids in the order of the file."""
        return self._rows.ids()

    def columns(self) -> tuple[Column, ...]:
        """Return the columns: those we know, then those that someone else put into the file."""
        known = {column.name for column in self.table.columns}
        foreign = (Column(name) for name in self._rows.header if name not in known)
        return (*self.table.columns, *foreign)

    def column(self, name: str) -> list[str]:
        """Return the cells of a column in the order of the file."""
        return self._rows.column(name)

    def cell(self, row_id: str, column: str) -> str:
        """Return one cell as it stands in the file."""
        return self._rows.cell(row_id, column)

    def add(self, **cells: object) -> RowT:
        """Add one row and return it, e.g. `accounts.add(carrier="Tele", account_number="4512")`.

        Raises:
            Refused: A choice, date or yes/no column does not take its entry.
        """
        return self[added(self.add_rows([cells]))[0]]

    def add_rows(self, rows: Iterable[Mapping[str, object]]) -> Result:
        """Add rows, given by column, as one change.

        Raises:
            Refused: An entry is not taken; nothing was added.
        """
        entered = self.enter((), add=list(rows), whole=True)
        return entered.result

    def set(self, row_id: str, **cells: object) -> Result:
        """Change cells of one row, e.g. `set("n0001", status="submitted")`.

        Raises:
            KeyError: There is no such row.
            Refused: An entry is not taken; nothing was changed.
        """
        entries = [(row_id, column, text) for column, text in cells.items()]
        return self.enter(entries, whole=True).result

    def set_many(self, row_ids: Iterable[str], column: str, value: object) -> Result:
        """Give one column of many rows the same text, as one change."""
        return self.enter([(row_id, column, value) for row_id in row_ids], whole=True).result

    def delete(self, row_ids: Iterable[str]) -> Result:
        """Delete rows as one change; ids that are gone already are passed over."""
        return self.enter((), delete=row_ids).result

    def enter(
        self,
        cells: Iterable[tuple[str, str, object]],
        *,
        add: Iterable[Mapping[str, object]] = (),
        delete: Iterable[str] = (),
        seen: Mapping[tuple[str, str], str] | None = None,
        whole: bool = False,
    ) -> Entered:
        """Write a block of entries as one change: a typed cell, a pasted block, a data frame.

        Args:
            cells: (row id, column, text) for rows that exist.
            add: Cells by column for new rows, which come last, in order.
            delete: Ids of rows to delete.
            seen: By row id and column, what the editor saw in a cell; where something else stands
                there by now, it is left and comes back as a conflict.
            whole: Refuse all when one is refused, instead of leaving that entry out.

        Raises:
            KeyError: A row does not exist.
            Refused: `whole` was asked for and an entry is not taken; nothing was changed. Or
                someone else changed a cell in between; that one was left as they wrote it.
        """
        ops, refused = finish(self._operations([*cells], [*add], {*delete}, seen or {}))
        if whole and refused:
            cell = refused[0]
            raise Refused(
                "project.refused_entry", row=cell.row, column=cell.column, reason=cell.reason
            )
        result = self._changes.apply(ops)
        if whole:
            raise_conflict(result)
        return Entered(result, refused)

    def enter_in_steps(
        self,
        cells: Sequence[tuple[str, str, object]],
        *,
        add: Sequence[Mapping[str, object]] = (),
        delete: Iterable[str] = (),
        seen: Mapping[tuple[str, str], str] | None = None,
    ) -> ToldSteps[Entered]:
        """Do what `enter` does in steps, as `Project.apply_in_steps` does its part."""
        reading = self._operations(cells, add, {*delete}, seen or {})
        ops, refused = yield from told(within(reading, 0, _READ), "storage.preparing")
        result = yield from further(self._changes.apply_in_steps(ops), _READ)
        return Entered(result, refused)

    def _operations(
        self,
        cells: Sequence[tuple[str, str, object]],
        add: Sequence[Mapping[str, object]],
        delete: Collection[str],
        seen: Mapping[tuple[str, str], str],
    ) -> Steps[tuple[list[Op], tuple[RefusedCell, ...]]]:
        """Read the entries; return the operations, and what their columns do not take."""
        reader = EntryReader(self.table, self._region)
        sets = yield from within(self._sets(cells, reader, seen), 0, 0.4)
        deletes = list(self._deletes(delete))
        adds = yield from within(self._adds(add, reader), 0.4, 1)
        return [*sets, *deletes, *adds], tuple(reader.refused)

    def _sets(
        self,
        cells: Sequence[tuple[str, str, object]],
        reader: EntryReader,
        seen: Mapping[tuple[str, str], str],
    ) -> Steps[list[Op]]:
        ops: list[Op] = []
        rows = self._rows
        for place, (row_id, column, text) in enumerate(cells):
            if place % _TOGETHER == 0:
                yield place / len(cells)
                reader.expect((name, entry) for _, name, entry in cells[place : place + _TOGETHER])
            if row_id not in rows:
                raise KeyError(row_id)
            stored = reader.read(row_id, column, text)
            before = seen.get((row_id, column))
            if before is None:
                before = rows.cell(row_id, column)
            if stored is not None and stored != before:
                ops.append(Set(self.table.name, row_id, column, before, stored))
        return ops

    def _deletes(self, going: Collection[str]) -> Iterator[Op]:
        rows = self._rows
        return (Delete(self.table.name, row, rows.filled(row)) for row in rows if row in going)

    def _adds(self, new: Sequence[Mapping[str, object]], reader: EntryReader) -> Steps[list[Op]]:
        ops: list[Op] = []
        for start in range(0, len(new), _TOGETHER):
            rows = [self._completed(cells) for cells in new[start : start + _TOGETHER]]
            reader.expect(entry for cells in rows for entry in cells.items())
            for place, entries in enumerate(rows, start):
                if place % _AT_ONCE == 0:
                    yield place / len(new)
                ops.append(Add(self.table.name, "", reader.row(f"+{place + 1}", entries)))
        return ops

    def _completed(self, cells: Mapping[str, object]) -> Mapping[str, object]:
        """Return a new row's entries with those that every new row has."""
        return cells


AnyRecords = Records[Any]
"""The rows of whichever table."""


def added(result: Result) -> list[str]:
    """Return the ids of the rows that a change added."""
    ops = result.change.ops if result.change else ()
    return [op.row for op in ops if isinstance(op, Add)]
