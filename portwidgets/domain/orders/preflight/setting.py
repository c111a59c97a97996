"""What a check is given: the rows of a project, and what else it goes by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from portwidgets.domain.dates.port_times import PortTimes
from portwidgets.domain.orders.carrier_rules import Carriers
from portwidgets.domain.orders.preflight.case import Cells
from portwidgets.domain.orders.preflight.finding import RuleBook
from portwidgets.domain.orders.written_forms import WrittenForms


class Tables(Protocol):
    """The rows of a project, as whoever keeps them tells of them."""

    def ids(self, table: str) -> list[str]:
        """Return the row ids of a table."""

    def row(self, table: str, row: str) -> Cells | None:
        """Return the cells of a row, the id among them; None where it is gone."""

    def numbers(self) -> Iterable[tuple[str, str, tuple[str, ...]]]:
        """Yield each number's row id, its number, and its cells in the order of `Traits`."""


@dataclass(frozen=True)
class Setting:
    """What a check goes by beside the rows.

    Attributes:
        region: The project's country.
        gaining_carrier: The project's, for orders that name none.
        critical_open: The ids of the critical steps of the checklist that are open.
        has_pin: Tells whether a PIN is kept of a row of a table.
    """

    region: str
    gaining_carrier: str
    today: date
    carriers: Carriers
    times: PortTimes
    forms: WrittenForms
    book: RuleBook
    critical_open: Callable[[], Iterable[str]]
    has_pin: Callable[[str, str], bool]
