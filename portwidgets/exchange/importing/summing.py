"""What is told of an import as a whole: its sum, what to know of it, its words, what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portwidgets.domain.schema import NUMBERS
from portwidgets.exchange.importing.account import (
    Account,
    Basis,
    MappedValue,
    MissingNumber,
    Page,
    Remark,
)
from portwidgets.exchange.importing.engine import Engine
from portwidgets.exchange.importing.tally import OUTCOMES
from portwidgets.exchange.reading import Source


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


def remarks(engine: Engine, sources: Sequence[Source]) -> Iterator[Remark]:
    """Yield what a person should know of the whole import."""
    for source in sources:
        if source.open_in_excel:
            yield Remark("import.open_in_excel", (("file", source.name),))
    for sheet in engine.sheets:
        for column in sheet.plan.columns if sheet.plan.chosen else ():
            if not column.target and column.phone_like:
                values = (("heading", column.heading or "?"), ("count", column.phone_like))
                yield Remark("import.column_left_out", values)
        if not sheet.plan.chosen and sheet.has_numbers:
            yield Remark("import.sheet_left_out", (("sheet", sheet.plan.rows.name),))
    if not engine.tally.first and not engine.tally.counts[-1]:
        yield Remark("import.no_numbers_at_all")


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
