"""The rows of one table of a project as Python sees them: to read, and to edit with checks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from portwidgets import catalog
from portwidgets.domain.cells import read_cell
from portwidgets.domain.edit import Add, Delete, Op, Set
from portwidgets.domain.numbers.phone_number import canonical
from portwidgets.domain.schema import Column, Kind, Table
from portwidgets.errors import Refused
from portwidgets.project.events import Apply, Entered, RefusedCell, Result, raise_conflict
from portwidgets.project.values import as_text
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.project_folder import ProjectFolder

_MANY = 200  # rows; below that, numpy is not worth its loading


class Row(Mapping[str, str]):
    """One row as it was when asked for; columns are attributes and keys."""

    __slots__ = ("_cells", "id")

    def __init__(self, row_id: str, cells: Mapping[str, str]) -> None:
        self.id = row_id
        self._cells = dict(cells)

    def __getitem__(self, column: str) -> str:
        return self._cells[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __getattr__(self, column: str) -> str:
        try:
            return self._cells[column]
        except KeyError:
            raise AttributeError(column) from None

    def __repr__(self) -> str:
        told = (f"{name}={text!r}" for name, text in self._cells.items() if text and name != "id")
        return f"<{self.id}: {', '.join(told)}>"


RowT = TypeVar("RowT", bound=Row)


class Records(Generic[RowT]):
    """The rows of one table: iterate, look up by row id, add, change and delete.

    Choice, date and yes/no columns refuse entries that they do not take; a phone number is kept
    as E.164, or as typed where it is not a valid one.
    """

    table: Table
    row_type: type[RowT]

    def __init__(self, folder: ProjectFolder, apply: Apply) -> None:
        self._folder = folder
        self._apply = apply

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
        return list(self._rows.ids())

    def columns(self) -> tuple[Column, ...]:
        """Return the columns: those we know, then those that someone else put into the file."""
        known = {column.name for column in self.table.columns}
        foreign = (Column(name) for name in self._rows.header if name not in known)
        return (*self.table.columns, *foreign)

    def column(self, name: str) -> list[str]:
        """Return the cells of a column in the order of the file."""
        return list(self._rows.column(name))

    def cell(self, row_id: str, column: str) -> str:
        """Return one cell as it stands in the file."""
        return str(self._rows.cell(row_id, column))

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
        refused: list[RefusedCell] = []
        ops = [
            *self._sets(cells, refused, seen or {}),
            *self._deletes({*delete}),
            *self._adds(add, refused),
        ]
        if whole and refused:
            cell = refused[0]
            raise Refused(
                "project.refused_entry", row=cell.row, column=cell.column, reason=cell.reason
            )
        result = self._apply(ops)
        if whole:
            raise_conflict(result)
        return Entered(result, tuple(refused))

    def _sets(
        self,
        cells: Iterable[tuple[str, str, object]],
        refused: list[RefusedCell],
        seen: Mapping[tuple[str, str], str],
    ) -> Iterator[Op]:
        rows = self._rows
        for row_id, column, text in cells:
            if row_id not in rows:
                raise KeyError(row_id)
            stored = self._read(row_id, column, text, refused)
            before = seen.get((row_id, column), rows.cell(row_id, column))
            if stored is not None and stored != before:
                yield Set(self.table.name, row_id, column, before, stored)

    def _deletes(self, going: Collection[str]) -> Iterator[Op]:
        if not going:
            return
        rows = self._rows
        stays = ""
        for row_id in rows.ids():
            if row_id in going:
                # All rows of a gap name the last row before it: undo runs backwards, so that
                # each finds its place again.
                yield Delete(self.table.name, row_id, rows.filled(row_id), stays)
            else:
                stays = row_id

    def _adds(
        self, new_rows: Iterable[Mapping[str, object]], refused: list[RefusedCell]
    ) -> Iterator[Op]:
        rows = [self._completed(cells) for cells in new_rows]
        known = self._canonical(rows)
        for place, entries in enumerate(rows):
            read = {
                column: self._read(f"+{place + 1}", column, text, refused, known)
                for column, text in entries.items()
            }
            yield Add(self.table.name, "", {column: text for column, text in read.items() if text})

    def _canonical(self, rows: Sequence[Mapping[str, object]]) -> Mapping[str, str]:
        """Return the phone numbers of many new rows as they are kept, looked up together."""
        if len(rows) < _MANY:
            return {}
        from portwidgets.domain.numbers.number_reader import read_plain  # it loads numpy

        phones = [column for column in self.table.columns if column.kind is Kind.PHONE]
        typed = {
            as_text(each, row[each.name]) for row in rows for each in phones if each.name in row
        }
        texts = list(typed)
        found = zip(texts, read_plain(texts, self._region), strict=True)
        return {text: number if isinstance(number, str) else text for text, number in found}

    def _completed(self, cells: Mapping[str, object]) -> Mapping[str, object]:
        """Return a new row's entries with those that every new row has."""
        return cells

    def _read(
        self,
        row_id: str,
        column_name: str,
        value: object,
        refused: list[RefusedCell],
        known: Mapping[str, str] | None = None,
    ) -> str | None:
        column = self.table.column(column_name) or Column(column_name)
        text = as_text(column, value)
        if column.kind is Kind.PHONE:
            return known[text] if known else canonical(text, self._region)
        try:
            return read_cell(column, text, self._region, catalog.codes(column))
        except Refused as reason:
            refused.append(RefusedCell(row_id, column_name, text, reason))
            return None


AnyRecords = Records[Any]
"""The rows of whichever table."""


def added(result: Result) -> list[str]:
    """Return the ids of the rows that a change added."""
    ops = result.change.ops if result.change else ()
    return [op.row for op in ops if isinstance(op, Add)]
