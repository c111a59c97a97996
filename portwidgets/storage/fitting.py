"""Fitting operations to the rows that are there: what no longer fits becomes a conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from portwidgets.domain.edit import Add, Conflict, Delete, Op, Set
from portwidgets.domain.steps import Steps, finish
from portwidgets.domain.table import Table
from portwidgets.errors import Refused
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.row_order import places

_LONGEST = 32_767  # characters: a spreadsheet cuts longer cells off when it saves
_AT_ONCE = 500  # operations between two looks at the clock


@dataclass(slots=True)
class Fitted:
    """What becomes of a change.

    Attributes:
        tables: Drafts of the touched tables with the change made in them: to adopt or discard.
        ops: What was done there, with the ids and places that it got.
        conflicts: What did not fit.
    """

    tables: dict[str, StoredTable] = field(default_factory=dict)
    ops: list[Op] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def discard(self) -> None:
        """Give the change up."""
        for table in self.tables.values():
            table.discard()


def check_storable(ops: Sequence[Op], tables: Mapping[str, StoredTable]) -> Steps[None]:
    """Refuse what no file could give back as it was.

    Raises:
        Refused: A column is unknown or the store's own, or a text cannot be kept.
    """
    for done, op in enumerate(ops):
        if done % _AT_ONCE == 0:
            yield done / len(ops)
        table = tables[op.table]
        if isinstance(op, Set):
            if op.column in table.own_columns:
                raise Refused("storage.own_column", column=op.column)
            _check_cell(op.column, op.after, table)
            continue
        together = "".join(op.cells.values())
        if len(together) > _LONGEST or not storable(together) or not table.has_columns(op.cells):
            for column, text in op.cells.items():  # one of them perhaps
                _check_cell(column, text, table)
        if isinstance(op, Add) and not storable(op.row):
            raise Refused("storage.not_storable", column=table.table.key)


def _check_cell(column: str, text: str, table: StoredTable) -> None:
    if not table.has_column(column):
        raise Refused("storage.unknown_column", column=column, file=table.table.file)
    if len(text) > _LONGEST:
        raise Refused("storage.too_long_text", column=column, limit=_LONGEST)
    if not storable(text):
        raise Refused("storage.not_storable", column=column)


def storable(text: str) -> bool:
    """Tell whether a text can stand in a file: no NUL, no half of a surrogate pair."""
    if not text.isascii():
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
    """Make a change in drafts of its tables, leaving out what no longer fits.

    What already stands as the operation wants it is left out without a word.
    """
    return finish(fit_in_steps(tuple(ops), tables, at=at, by=by, new_id=new_id))


def fit_in_steps(
    ops: Sequence[Op],
    tables: Mapping[str, StoredTable],
    *,
    at: str,
    by: str,
    new_id: Callable[[StoredTable], str],
    apart: bool = False,
) -> Steps[Fitted]:
    """Do the same in steps.

    Args:
        ops: In the order in which they apply.
        tables: The tables as they stand.
        at: When the change is made.
        by: Who makes it.
        new_id: Gives a new row of a table its id.
        apart: Whether the tables are looked at between the steps.
    """
    fitted = Fitted()
    try:
        yield from _make_all(ops, tables, fitted, new_id, apart=apart)
        stamped = {name for name, table in fitted.tables.items() if table.stamped}
        for name, row in {(op.table, op.row): None for op in fitted.ops if op.table in stamped}:
            if row in fitted.tables[name]:
                fitted.tables[name].stamp(row, at, by)
    except BaseException:
        fitted.discard()
        raise
    changed = {op.table for op in fitted.ops}
    fitted.tables = {name: table for name, table in fitted.tables.items() if name in changed}
    return fitted


def _make_all(
    ops: Sequence[Op],
    tables: Mapping[str, StoredTable],
    fitted: Fitted,
    new_id: Callable[[StoredTable], str],
    *,
    apart: bool,
) -> Steps[None]:
    above = _places(ops, tables)
    for at, op in enumerate(ops):
        if at % _AT_ONCE == 0:
            yield at / len(ops)
        table = fitted.tables.get(op.table)
        if table is None:
            table = fitted.tables[op.table] = tables[op.table].draft()
            if apart:
                table.part()
        done = _make(op, table, fitted, new_id)
        if isinstance(done, Delete) and done.after is None:
            done = replace(done, after=above[done.table].get(done.row, ""))
        if done is not None:
            fitted.ops.append(done)


def first_rows(table: Table, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the file of a new table that starts with `rows`; one without an id gets one.

    Raises:
        Refused: A column is unknown, a text cannot be stored, or an id stands twice.
    """
    stored = StoredTable(table)
    for cells in rows:
        row = cells.get(table.key, "") or stored.next_id()
        finish(check_storable((Add(table.name, row, dict(cells)),), {table.name: stored}))
        if row in stored:
            raise Refused("storage.id_twice", row=row, file=table.file)
        stored.add(row, {**cells, table.key: row}, None)
    return b"".join(stored.encoded())


def _places(ops: Sequence[Op], tables: Mapping[str, StoredTable]) -> dict[str, dict[str, str]]:
    """Find where rows stand whose deletion does not say so."""
    going: dict[str, list[str]] = {}
    for op in ops:
        if isinstance(op, Delete) and op.after is None:
            going.setdefault(op.table, []).append(op.row)
    return {name: places(tables[name], rows) for name, rows in going.items()}


def _make(
    op: Op, table: StoredTable, fitted: Fitted, new_id: Callable[[StoredTable], str]
) -> Op | None:
    """Make one operation; None where it is left out."""
    match op:
        case Set():
            return _set(op, table, fitted)
        case Add():
            return _add(op, table, fitted, new_id)
        case Delete():
            return _delete(op, table, fitted)


def _set(op: Set, table: StoredTable, fitted: Fitted) -> Op | None:
    if op.row not in table or not table.has_column(op.column):
        fitted.conflicts.append(Conflict(op, None))
        return None
    current = table.cell(op.row, op.column)
    if current == op.after:
        return None
    if current != op.before:
        fitted.conflicts.append(Conflict(op, current))
        return None
    table.set(op.row, op.column, op.after)
    return op


def _add(
    op: Add, table: StoredTable, fitted: Fitted, new_id: Callable[[StoredTable], str]
) -> Op | None:
    cells = _written(op.cells, table)
    if op.row in table:
        if table.filled(op.row) != cells:
            fitted.conflicts.append(Conflict(op, op.row))
        return None
    done = Add(op.table, op.row or new_id(table), cells, op.after)
    table.add(done.row, cells, done.after)
    return done


def _delete(op: Delete, table: StoredTable, fitted: Fitted) -> Op | None:
    if op.row not in table:
        return None
    there, expected = table.filled(op.row), _written(op.cells, table)
    if there != expected:
        column = next(name for name in table.header if there.get(name) != expected.get(name))
        fitted.conflicts.append(Conflict(op, there.get(column, "")))
        return None
    table.delete(op.row)
    return Delete(op.table, op.row, there, op.after)


def _written(cells: Mapping[str, str], table: StoredTable) -> dict[str, str]:
    own = table.own_columns
    if own.isdisjoint(cells) and all(cells.values()) and table.has_columns(cells):
        return dict(cells)
    return {
        column: text
        for column, text in cells.items()
        if text and column not in own and table.has_column(column)
    }
