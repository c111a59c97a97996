"""What there is to export: the selected rows of an inventory and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portwidgets.domain.table import Column

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A project, as far as an export needs it.

    Attributes:
        name: The project's name, safe in file names.
        region: The country whose national numbers are meant.
        language: What headings and labels are written in.
        columns: The inventory's columns, in order.
        rows: The selected rows, each with its id.
        accounts: The accounts by id.
        orders: The port orders by id.
    """

    name: str
    region: str
    language: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    accounts: Mapping[str, Row]
    orders: Mapping[str, Row]
