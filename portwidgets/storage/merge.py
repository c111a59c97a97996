"""Fitting operations to the rows that are there, and finding what others changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from portwidgets.domain.edit import Add, Conflict, Delete, Op, Set
from portwidgets.domain.schema import Table
from portwidgets.errors import Refused
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.excel_rendering import Rendering, rendering, understood

_LONGEST = 32_767  # characters: a spreadsheet cuts longer cells off when it saves


@dataclass(slots=True)
class Fitted:
    """What becomes of a change.

    Attributes:
        tables: Copies of the touched tables with the change made in them.
        ops: What was done there, with the ids and places that it got.
        conflicts: What did not fit.
    """

    tables: dict[str, StoredTable] = field(default_factory=dict)
    ops: list[Op] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass(slots=True)
class Difference:
    """What someone else wrote into a table: `cut` are cells that a spreadsheet shortened."""

    ops: list[Op] = field(default_factory=list)
    cut: list[Conflict] = field(default_factory=list)


def check_storable(ops: Iterable[Op], tables: Mapping[str, StoredTable]) -> None:
    """Refuse what no file could give back as it was.

    Raises:
        Refused: A column is unknown or the store's own, or a text cannot be kept.
    """
    for op in ops:
        table = tables[op.table]
        cells = {op.column: op.after} if isinstance(op, Set) else op.cells
        if isinstance(op, Set) and op.column in table.own_columns:
            raise Refused("storage.own_column", column=op.column)
        for column, text in cells.items():
            if column not in table.header:
                raise Refused("storage.unknown_column", column=column, file=table.table.file)
            if len(text) > _LONGEST:
                raise Refused("storage.too_long_text", column=column, limit=_LONGEST)
            if not storable(text):
                raise Refused("storage.not_storable", column=column)
        if isinstance(op, Add) and not storable(op.row):
            raise Refused("storage.not_storable", column=table.table.key)


def storable(text: str) -> bool:
    """Tell whether a text can stand in a file: no NUL, no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def fit(
    ops: Iterable[Op],
    tables: Mapping[str, StoredTable],
    *,
    at: str,
    by: str,
    new_id: Callable[[StoredTable], str],
) -> Fitted:
    """Make a change on copies of its tables, leaving out what no longer fits.

    What already stands as the operation wants it is left out without a word.
    """
    ops = tuple(ops)
    fitted = Fitted()
    places = _places(ops, tables)
    touched: dict[tuple[str, str], None] = {}
    for op in ops:
        table = fitted.tables.get(op.table) or tables[op.table].copy()
        fitted.tables[op.table] = table
        if isinstance(op, Delete) and op.after is None:
            op = replace(op, after=places[op.table].get(op.row, ""))
        done = _make(op, table, fitted, new_id)
        if done is not None:
            fitted.ops.append(done)
            touched[done.table, done.row] = None
    for name, row in touched:
        if row in fitted.tables[name]:
            fitted.tables[name].stamp(row, at, by)
    changed = {op.table for op in fitted.ops}
    fitted.tables = {name: table for name, table in fitted.tables.items() if name in changed}
    return fitted


def _places(ops: tuple[Op, ...], tables: Mapping[str, StoredTable]) -> dict[str, dict[str, str]]:
    """Find where rows stand whose deletion does not say so.

    All rows of a gap name the last row above it: undone backwards, each finds its place again.
    """
    going: dict[str, list[str]] = {}
    for op in ops:
        if isinstance(op, Delete) and op.after is None:
            going.setdefault(op.table, []).append(op.row)
    return {name: tables[name].before_each(rows) for name, rows in going.items()}


def _make(
    op: Op, table: StoredTable, fitted: Fitted, new_id: Callable[[StoredTable], str]
) -> Op | None:
    match op:
        case Set(row=row, column=column, before=before, after=after):
            if row not in table or column not in table.header:
                fitted.conflicts.append(Conflict(op, None))
                return None
            current = table.cell(row, column)
            if current == after:
                return None
            if current != before:
                fitted.conflicts.append(Conflict(op, current))
                return None
            table.set(row, column, after)
            return op
        case Add(row=row, after=after):
            cells = _written(op.cells, table)
            if row in table:
                if table.filled(row) != cells:
                    fitted.conflicts.append(Conflict(op, row))
                return None
            op = replace(op, row=row or new_id(table), cells=cells)
            table.add(op.row, cells, after)
            return op
        case Delete(row=row):
            if row not in table:
                return None
            there, expected = table.filled(row), _written(op.cells, table)
            if there != expected:
                column = next(c for c in table.header if there.get(c) != expected.get(c))
                fitted.conflicts.append(Conflict(op, there.get(column, "")))
                return None
            table.delete(row)
            return replace(op, cells=there)


def _written(cells: Mapping[str, str], table: StoredTable) -> dict[str, str]:
    own = table.own_columns
    return {
        column: text
        for column, text in cells.items()
        if text and column not in own and column in table.header
    }


def as_stored(new: StoredTable, known: Mapping[str, Mapping[str, str]], region: str) -> None:
    """Give a table that a spreadsheet saved the texts back that it only renders differently.

    Args:
        new: The table as it was read; it is changed in place.
        known: The cells that we know to have been stored, by row and column.
        region: The project's region: it decides what a typed date means.
    """
    columns = [(name, new.table.column(name)) for name in new.header]
    for row in new.ids():
        stored = known.get(row, {})
        for (name, column), shown in zip(columns, new.cells_of(row), strict=True):
            before = stored.get(name)
            if before == shown:
                continue
            if before is not None and rendering(before, shown, region) is not Rendering.CHANGED:
                new.set(row, name, before)
            elif (meant := understood(column, shown, region)) != shown:
                new.set(row, name, meant)


def difference(old: StoredTable, new: StoredTable, region: str) -> Difference:
    """Find what someone who is not portwidgets changed; stamps are not told.

    `new` is changed in place: a cell that a spreadsheet only renders differently, or cut, keeps
    the stored text.
    """
    found = Difference()
    name, own = old.table.name, old.own_columns
    for row, above in old.before_each(row for row in old if row not in new).items():
        found.ops.append(Delete(name, row, old.filled(row), above))
    above = ""
    columns = [column for column in new.header if column not in own]
    for row in new.ids():
        if row not in old:
            if not new.plain:
                _understand(new, row, region)
            found.ops.append(Add(name, row, new.filled(row), above))
        elif old.header != new.header or old.cells_of(row) != new.cells_of(row):
            _compare(old, new, row, columns, region, found)
        above = row
    return found


def _understand(new: StoredTable, row: str, region: str) -> None:
    for column, shown in new.filled(row).items():
        if (meant := understood(new.table.column(column), shown, region)) != shown:
            new.set(row, column, meant)


def _compare(
    old: StoredTable,
    new: StoredTable,
    row: str,
    columns: list[str],
    region: str,
    found: Difference,
) -> None:
    name, there = old.table.name, old.row(row)
    for column in columns:
        before, shown = there.get(column, ""), new.cell(row, column)
        if before == shown:
            continue
        kind = rendering(before, shown, region)
        if kind is not Rendering.CHANGED:
            new.set(row, column, before)
            if kind is Rendering.CUT:
                found.cut.append(Conflict(Set(name, row, column, before, shown), before))
            continue
        if (
            not new.plain
            and (meant := understood(new.table.column(column), shown, region)) != shown
        ):
            new.set(row, column, meant)
            shown = meant
        if shown != before:
            found.ops.append(Set(name, row, column, before, shown))
