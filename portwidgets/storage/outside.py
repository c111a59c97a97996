"""What something other than portwidgets wrote into a table: a spreadsheet, a person's editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portwidgets.domain.edit import Add, Conflict, Delete, Op, Set
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.excel_rendering import Rendering, rendering, understood
from portwidgets.storage.row_order import places


@dataclass(slots=True)
class Difference:
    """What someone else wrote into a table.

    Attributes:
        ops: What they changed.
        cut: Cells that a spreadsheet shortened; the stored text stays.
    """

    ops: list[Op] = field(default_factory=list)
    cut: list[Conflict] = field(default_factory=list)


def as_stored(
    new: StoredTable, known: Mapping[str, Mapping[str, str]], region: str
) -> list[Conflict]:
    """Give a table that a spreadsheet saved the texts back that it only renders differently.

    Args:
        new: The table as it was read; it is changed in place.
        known: The cells that we know to have been stored, by row and column.
        region: The project's region: it decides what a typed date means.

    Returns:
        The cells that the spreadsheet shortened.
    """
    cut: list[Conflict] = []
    columns = [(name, new.table.column(name)) for name in new.header]
    for row in new.ids():
        stored = known.get(row, {})
        for (name, column), shown in zip(columns, new.cells_of(row), strict=True):
            before = stored.get(name)
            if before == shown:
                continue
            kind = Rendering.CHANGED if before is None else rendering(before, shown, region)
            if before is not None and kind is not Rendering.CHANGED:
                new.set(row, name, before)
                if kind is Rendering.CUT:
                    cut.append(Conflict(Set(new.table.name, row, name, before, shown), before))
            elif (meant := understood(column, shown, region)) != shown:
                new.set(row, name, meant)
    return cut


def difference(old: StoredTable, new: StoredTable, region: str) -> Difference:
    """Find what someone who is not portwidgets changed; stamps are not told.

    `new` is changed in place: a cell that a spreadsheet only renders differently, or cut, keeps
    the stored text.
    """
    found = Difference()
    name = old.table.name
    for row, above in places(old, [row for row in old if row not in new]).items():
        found.ops.append(Delete(name, row, old.filled(row), above))
    above = ""
    for row in new.ids():
        if row not in old:
            if not new.plain:
                _understand(new, row, region)
            found.ops.append(Add(name, row, new.filled(row), above))
        elif old.header != new.header or old.cells_of(row) != new.cells_of(row):
            _compare(old, new, row, region, found)
        above = row
    return found


def _understand(new: StoredTable, row: str, region: str) -> None:
    for column, shown in new.filled(row).items():
        if (meant := understood(new.table.column(column), shown, region)) != shown:
            new.set(row, column, meant)


def _compare(old: StoredTable, new: StoredTable, row: str, region: str, found: Difference) -> None:
    there = old.row(row)
    for column in new.header:
        before, shown = there.get(column, ""), new.cell(row, column)
        if before == shown or column in old.own_columns:
            continue
        kind = rendering(before, shown, region)
        if kind is not Rendering.CHANGED:
            new.set(row, column, before)
            if kind is Rendering.CUT:
                cut = Set(old.table.name, row, column, before, shown)
                found.cut.append(Conflict(cut, before))
            continue
        meant = shown if new.plain else understood(new.table.column(column), shown, region)
        if meant != shown:
            new.set(row, column, meant)
        if meant != before:
            found.ops.append(Set(old.table.name, row, column, before, meant))
