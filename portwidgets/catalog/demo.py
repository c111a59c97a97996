"""The demo project: its rows as CSV files, and the changes that led to them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

import msgspec

from portwidgets.catalog.strict import DATA, Both, NotBlank, shaped, toml
from portwidgets.domain.checklist import Text
from portwidgets.domain.demo import fill_dates, in_language
from portwidgets.domain.edit import Add, Change, Op, Set
from portwidgets.domain.schema import TABLES
from portwidgets.errors import CatalogError

_FOLDER = DATA / "demo"
_HISTORY = "history.csv"

Rows = dict[str, list[dict[str, str]]]
"""The rows of each table by its name."""


class _About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Both
    customer: NotBlank
    region: NotBlank
    gaining_carrier: NotBlank


@dataclass(frozen=True, slots=True)
class Demo:
    """A project of a company that does not exist.

    Attributes:
        rows: The rows of each table by its name, as they are today.
        changes: What people did last, oldest first.
    """

    title: Text
    customer: str
    region: str
    gaining_carrier: str
    rows: Rows
    changes: tuple[Change, ...] = field(default=())

    def rows_before(self) -> Rows:
        """Return the rows as they were before the changes.

        Raises:
            CatalogError: A change does not lead to what stands in the rows.
        """
        rows = {
            table.name: {row[table.key]: dict(row) for row in self.rows[table.name]}
            for table in TABLES
        }
        for change in reversed(self.changes):
            for op in reversed(change.ops):
                _take_back(op, rows[op.table])
        return {name: [*of_table.values()] for name, of_table in rows.items()}


def demo(today: date, language: str = "da") -> Demo:
    """Return the demo project as if it had been under way for some weeks `today`."""
    about = shaped(toml((_FOLDER / "demo.toml").read_bytes(), "demo.toml"), _About, "demo.toml")
    rows = {table.name: _rows(table.file, today, language) for table in TABLES}
    return Demo(
        title=Text(about.title.da, about.title.en),
        customer=about.customer,
        region=about.region,
        gaining_carrier=about.gaining_carrier,
        rows=rows,
        changes=tuple(_changes(_rows(_HISTORY, today, language), rows)),
    )


def _rows(file: str, today: date, language: str) -> list[dict[str, str]]:
    with (_FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return [
            {name: in_language(fill_dates(cell, today), language) for name, cell in row.items()}
            for row in csv.DictReader(lines, strict=True)
        ]


def _changes(lines: list[dict[str, str]], rows: Rows) -> Iterator[Change]:
    for change, group in groupby(lines, key=lambda line: line["change"]):
        told = [*group]
        ops = tuple(_op(line, rows) for line in told)
        yield Change(change, told[0]["at"], told[0]["by"], ops)


def _op(line: dict[str, str], rows: Rows) -> Op:
    table, row = line["table"], line["row"]
    match line["op"]:
        case "set":
            return Set(table, row, line["column"], line["before"], line["after"])
        case "add":
            return Add(table, row, _written(table, row, rows))
    raise CatalogError(f"{_HISTORY}: '{line['change']}': unknown operation '{line['op']}'")


def _written(table: str, row: str, rows: Rows) -> dict[str, str]:
    """Return what a person wrote in a row: no id, no stamps."""
    known = next(each for each in TABLES if each.name == table)
    own = {known.key, *(column.name for column in known.columns if column.stamp)}
    cells = next(each for each in rows[table] if each[known.key] == row)
    return {name: text for name, text in cells.items() if text and name not in own}


def _take_back(op: Op, rows: dict[str, dict[str, str]]) -> None:
    match op:
        case Set(row=row, column=column, before=before, after=after):
            if rows[row][column] != after:
                raise CatalogError(f"{_HISTORY}: {row}, {column} is not '{after}'")
            rows[row][column] = before
            _unstamp(op.table, rows[row])
        case Add(row=row):
            del rows[row]


def _unstamp(table: str, cells: dict[str, str]) -> None:
    known = next(each for each in TABLES if each.name == table)
    cells |= {column.name: "" for column in known.columns if column.stamp}
