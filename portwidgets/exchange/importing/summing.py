"""What is told of an import as a whole: its sum, the words in it, the numbers that it lacks."""

from __future__ import annotations

from portwidgets.domain.schema import NUMBERS
from portwidgets.exchange.importing.account import (
    Account,
    Basis,
    MappedValue,
    MissingNumber,
    Page,
)
from portwidgets.exchange.importing.engine import Engine
from portwidgets.exchange.importing.tally import OUTCOMES


def account(engine: Engine) -> Account:
    """Return the sum: rows in and what became of them."""
    tally = engine.tally
    columns = [
        column
        for sheet in engine.sheets
        if sheet.plan.chosen
        for column in sheet.plan.columns
        if not column.target
    ]
    return Account(
        rows=sum(tally.counts),
        outcomes=dict(zip(OUTCOMES, tally.counts, strict=True)),
        numbers=len(tally.first),
        new=len(tally.first) - tally.in_inventory,
        in_inventory=tally.in_inventory,
        changed=len(engine.merge.rows),
        cells=len(engine.merge.changes),
        accepted=sum(change.accepted for change in engine.merge.changes.values()),
        repeated=tally.repeated,
        missing=len(engine.missing()),
        left_out=sum(column.phone_like for column in columns),
    )


def values(engine: Engine) -> tuple[MappedValue, ...]:
    """Return the texts of columns with choices, those that mean nothing to us first."""
    counts: dict[tuple[str, str], int] = {}
    for sheet in engine.sheets:
        for cell, count in sheet.values.items() if sheet.plan.chosen else ():
            counts[cell] = counts.get(cell, 0) + count
    found = [
        MappedValue(
            column,
            text,
            count,
            engine.values.code(column, text) or "",
            engine.values.basis(column, text),
        )
        for (column, text), count in counts.items()
    ]
    return tuple(sorted(found, key=lambda value: value.basis is not Basis.NOTHING))


def missing(engine: Engine, offset: int, limit: int) -> Page[MissingNumber]:
    """Return a part of the numbers that the inventory has and the file does not."""
    rows = engine.missing()
    names = [column.name for column in NUMBERS.columns if column.name not in ("id", "number")]
    cell = engine.inventory.cell
    found = tuple(
        MissingNumber(
            row,
            cell(row, "number"),
            tuple((name, text) for name in names if (text := cell(row, name))),
        )
        for row in rows[offset : offset + limit]
    )
    return Page(len(rows), offset, found)
