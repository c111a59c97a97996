"""One order with all that a rule may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portwidgets.domain.cells import YEARS
from portwidgets.domain.dates.lead_time import PortCase, PortKind
from portwidgets.domain.dates.port_times import PortTimes
from portwidgets.domain.numbers.number_kind import kind_of
from portwidgets.domain.orders.account_country import country_of
from portwidgets.domain.orders.carrier_rules import CarrierRules, Carriers
from portwidgets.domain.orders.cohort import Cohort, Said
from portwidgets.domain.orders.cohorts import Cohorts
from portwidgets.domain.orders.preflight.finding import Cell
from portwidgets.domain.orders.remainders import GONE, Remainder
from portwidgets.domain.orders.written_forms import WrittenForms
from portwidgets.domain.schema import ACCOUNTS, NUMBERS, ORDERS

Cells = Mapping[str, str]


@dataclass(frozen=True)
class OrderCase:
    """An order and what belongs to it.

    Attributes:
        order: Its cells, the id among them.
        account: The cells of its account; None where there is no such account.
        numbers: The cohorts of its numbers.
        cohorts: All numbers of the project.
        remainder: What its account keeps; None without an account.
        sites: The cells of the sites, by the folded name.
        statuses: The status of each order, by id.
        rules: The gaining carrier's.
        region: The project's.
        open_steps: Critical steps that must be done first, and are not.
        has_pin: Tells whether a PIN is kept of a row of a table.
    """

    order: Cells
    account: Cells | None
    numbers: tuple[Cohort, ...]
    cohorts: Cohorts
    remainder: Remainder | None
    sites: Mapping[str, Cells]
    statuses: Mapping[str, str]
    rules: CarrierRules
    carriers: Carriers
    times: PortTimes
    forms: WrittenForms
    today: date
    region: str
    open_steps: tuple[str, ...]
    has_pin: Callable[[str, str], bool]

    @property
    def id(self) -> str:
        """The order's id."""
        return self.order["id"]

    @property
    def country(self) -> str:
        """The country of its account, else the project's."""
        return country_of(self.account or {}, self.region)

    @cached_property
    def count(self) -> int:
        """How many numbers it has."""
        return sum(len(cohort.rows) for cohort in self.numbers)

    @cached_property
    def day(self) -> date | None:
        """The day of the port: confirmed, else wished for."""
        return day_of(self.order["foc_on"]) or day_of(self.order["requested_on"])

    @property
    def day_cell(self) -> Cell:
        """The cell that `day` stands in."""
        return self.cell("foc_on" if day_of(self.order["foc_on"]) else "requested_on")

    @property
    def said(self) -> Iterator[tuple[Cohort, Said]]:
        """Yield each country and type that the numbers of each cohort say by themselves."""
        for cohort in self.numbers:
            for said in self.cohorts.look(cohort).said:
                yield cohort, said

    @cached_property
    def kinds(self) -> dict[PortKind | None, Cohort]:
        """The kinds of its numbers, each with a cohort that has it."""
        found: dict[PortKind | None, Cohort] = {}
        for cohort, said in self.said:
            found.setdefault(kind_of(cohort.traits.type, said.type), cohort)
        return found

    @property
    def kind(self) -> PortKind:
        """The kind of its numbers, that of most ports where it is not known."""
        return next((kind for kind in self.kinds if kind), PortKind.GEOGRAPHIC)

    @cached_property
    def port(self) -> PortCase:
        """The port as the lead times see it."""
        remainder = self.remainder
        return PortCase(
            country=self.country,
            kind=self.kind,
            numbers=max(1, self.count),
            simple=self.count == 1 and remainder is not None and remainder.total == 1,
            part_of_range=remainder is not None
            and any(cut.order == self.id for cut in remainder.cuts),
            carrier=self.order["gaining_carrier"],
        )

    def on_its_account(self, number: str) -> Cohort | None:
        """Return the cohort of a number that is on the order's account and has not left it."""
        cohort = self.cohorts.on_account(self.order["account"], number)
        return None if cohort is None or cohort.traits.status in GONE else cohort

    def cell(self, column: str) -> Cell:
        """Return a cell of the order."""
        return Cell(ORDERS.name, self.id, column)

    def account_cell(self, column: str) -> Cell:
        """Return a cell of the account, of the order where it has none."""
        if self.account is None:
            return self.cell("account")
        return Cell(ACCOUNTS.name, self.account["id"], column)

    def on_account(self) -> Iterator[Cells]:
        """Yield the account's cells, nothing where there is none: `for account in case...`."""
        if self.account is not None:
            yield self.account


def number_cell(row: str, column: str) -> Cell:
    """Return a cell of a number."""
    return Cell(NUMBERS.name, row, column)


def day_of(text: str) -> date | None:
    """Return the day that a cell says, None where it says none that can be entered."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def address_of(cells: Cells) -> str:
    """Return the service address in one line, empty where nothing of it is known."""
    place = " ".join(filter(None, (cells["postcode"].strip(), cells["city"].strip())))
    return ", ".join(filter(None, (cells["street"].strip(), place)))
