"""The demo project: its rows as CSV files, with dates and languages still to be chosen."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date

import msgspec

from portwidgets.catalog.strict import DATA, Both, NotBlank, shaped, toml
from portwidgets.domain.checklist import Text
from portwidgets.domain.demo import fill_dates, in_language
from portwidgets.domain.schema import TABLES

_FOLDER = DATA / "demo"


class _About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Both
    customer: NotBlank
    region: NotBlank
    gaining_carrier: NotBlank


@dataclass(frozen=True, slots=True)
class Demo:
    """A project of a company that does not exist.

    Attributes:
        rows: The rows of each table by its name.
    """

    title: Text
    customer: str
    region: str
    gaining_carrier: str
    rows: dict[str, list[dict[str, str]]]


def demo(today: date, language: str = "da") -> Demo:
    """Return the demo project as if it had been under way for some weeks `today`."""
    about = shaped(toml((_FOLDER / "demo.toml").read_bytes(), "demo.toml"), _About, "demo.toml")
    return Demo(
        title=Text(about.title.da, about.title.en),
        customer=about.customer,
        region=about.region,
        gaining_carrier=about.gaining_carrier,
        rows={table.name: _rows(table.file, today, language) for table in TABLES},
    )


def _rows(file: str, today: date, language: str) -> list[dict[str, str]]:
    with (_FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return [
            {name: in_language(fill_dates(cell, today), language) for name, cell in row.items()}
            for row in csv.DictReader(lines, strict=True)
        ]
