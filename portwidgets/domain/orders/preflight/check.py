"""The check of a whole project, kept up with every edit: only what an edit concerns is redone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from portwidgets.domain.dates.port_times import PortTimes
from portwidgets.domain.edit import Op
from portwidgets.domain.orders.carrier_rules import Carriers
from portwidgets.domain.orders.cohort import Traits
from portwidgets.domain.orders.cohorts import Cohorts
from portwidgets.domain.orders.preflight import (
    account_rules,
    date_rules,
    number_rules,
    remainder_rules,
)
from portwidgets.domain.orders.preflight.case import Cells, OrderCase
from portwidgets.domain.orders.preflight.finding import (
    Fault,
    Finding,
    Readiness,
    Report,
    RuleBook,
)
from portwidgets.domain.orders.remainders import Remainder, remainder_of
from portwidgets.domain.orders.transitions import BEFORE_SUBMISSION, CLOSED, SUBMITTABLE
from portwidgets.domain.orders.written_forms import WrittenForms
from portwidgets.domain.schema import (
    ACCOUNTS,
    NUMBERS,
    ORDERS,
    PROGRESS,
    SITES,
    WAIVERS,
    OrderStatus,
)

Rule = Callable[[OrderCase], Iterator[Fault]]

OWN_RULES: tuple[Rule, ...] = (
    *account_rules.RULES,
    *number_rules.RULES,
    *date_rules.RULES,
)
"""What depends on the order, its account and its own numbers alone."""

REMAINDER_RULES: tuple[Rule, ...] = remainder_rules.RULES
"""What depends on all numbers of the account."""


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


@dataclass(slots=True)
class _Found:
    """What was found in one order, by what it depends on."""

    own: list[Fault] = field(default_factory=list)
    remainder: list[Fault] = field(default_factory=list)


class Preflight:
    """Checks the orders of a project.

    Args:
        tables: The rows.
        setting: What else it goes by.
    """

    def __init__(self, tables: Tables, setting: Setting) -> None:
        self._tables = tables
        self._cohorts = Cohorts(setting.region)
        self.setting = setting
        self._codes = _codes_by_reason(setting.carriers)
        self._own: set[str] = set()  # orders to check again
        self._changed: set[str] = set()  # accounts whose numbers changed
        self._found: dict[str, _Found] = {}
        self._remainders: dict[str, Remainder] = {}
        self._orders: dict[str, Cells] = {}
        self._accounts: dict[str, Cells] = {}
        self._sites: dict[str, Cells] = {}
        self._waivers: dict[tuple[str, ...], Cells] = {}
        self._statuses: dict[str, str] = {}

    def load(self) -> None:
        """Check everything anew."""
        self._found.clear()
        self._remainders.clear()
        self._cohorts.clear()
        self._cohorts.load(self._tables.numbers())
        self._orders = self._all(ORDERS.name)
        self._own = set(self._orders)
        self._accounts = self._all(ACCOUNTS.name)
        self._read_sites()
        self._read_waivers()
        self._recheck()

    def apply(self, ops: Iterable[Op]) -> None:
        """Follow a change: check again what it concerns."""
        for op in ops:
            match op.table:
                case NUMBERS.name:
                    self._take_number(op.row)
                case ACCOUNTS.name:
                    self._take(self._accounts, op.table, op.row)
                    self._own |= self._orders_of(op.row)
                    self._changed.add(op.row)
                case ORDERS.name:
                    self._take_order(op.row)
                case SITES.name:
                    self._read_sites()
                    self._own |= self._orders.keys()
                case WAIVERS.name:
                    self._read_waivers()
                case PROGRESS.name:
                    self._own |= self._orders.keys()
        self._recheck()

    def renew(self, setting: Setting) -> None:
        """Go by another setting: another day, another carrier."""
        if setting.region != self.setting.region:
            self._cohorts = Cohorts(setting.region)
        self.setting = setting
        self.load()

    @property
    def cohorts(self) -> Cohorts:
        """All numbers, by what they have in common."""
        return self._cohorts

    @property
    def accounts(self) -> Mapping[str, Cells]:
        """The accounts' cells by id."""
        return self._accounts

    @property
    def orders(self) -> Mapping[str, Cells]:
        """The orders' cells by id."""
        return self._orders

    @property
    def sites(self) -> Mapping[str, Cells]:
        """The sites' cells by their folded names."""
        return self._sites

    def remainder(self, account: str) -> Remainder:
        """Return what is known of all numbers of an account together."""
        if account not in self._remainders:
            self._remainders[account] = remainder_of(account, self._cohorts)
        return self._remainders[account]

    def report(self, order: str) -> Report:
        """Return the answer for one order.

        Raises:
            KeyError: There is no such order.
        """
        cells, found = self._orders[order], self._found[order]
        book, waived = self.setting.book, self._waivers
        findings = [self._finding(order, fault, waived) for fault in (*found.own, *found.remainder)]
        places = {code: place for place, code in enumerate(book.rules)}
        findings.sort(key=lambda f: (f.waived is not None, not f.holds_up, places[f.code]))
        answer = _readiness(cells["status"], findings)
        ready = answer is Readiness.READY and cells["status"] in BEFORE_SUBMISSION
        return Report(
            order=order,
            readiness=answer,
            status=OrderStatus.READY.value if ready else cells["status"] or OrderStatus.DRAFT.value,
            numbers=sum(len(cohort.rows) for cohort in self._cohorts.of_order(order)),
            findings=tuple(findings),
        )

    def reports(self) -> dict[str, Report]:
        """Return the answers for all orders, in the order of the file."""
        return {order: self.report(order) for order in self._tables.ids(ORDERS.name)}

    # --- what changed ------------------------------------------------------------------------

    def _take_number(self, row: str) -> None:
        self._mark_number(row)
        cells = self._tables.row(NUMBERS.name, row)
        if cells is None:
            self._cohorts.remove(row)
        else:
            traits = tuple(cells[name] for name in Traits._fields)
            self._cohorts.set(row, cells["number"], traits)
        self._mark_number(row)

    def _mark_number(self, row: str) -> None:
        """Note what must be checked again because of a number, before and after its edit."""
        cohort = self._cohorts.of_row(row)
        if cohort is None:
            return
        self._own.add(cohort.traits.order)
        self._changed.add(cohort.traits.account)
        number = cohort.rows[row]
        if number and self._cohorts.is_double(number):
            for _, other in self._cohorts.others(number, row):
                self._own.add(other.traits.order)

    def _take_order(self, row: str) -> None:
        before = self._orders.get(row)
        self._take(self._orders, ORDERS.name, row)
        self._own.add(row)
        after = self._orders.get(row)
        if (before or {}).get("status") != (after or {}).get("status"):
            self._own |= self._orders.keys()  # a number may stand in two orders
        if after is None:
            self._found.pop(row, None)

    def _take(self, rows: dict[str, Cells], table: str, row: str) -> None:
        cells = self._tables.row(table, row)
        if cells is None:
            rows.pop(row, None)
        else:
            rows[row] = cells

    def _orders_of(self, account: str) -> set[str]:
        return {row for row, cells in self._orders.items() if cells["account"] == account}

    def _all(self, table: str) -> dict[str, Cells]:
        return {row: self._cells(table, row) for row in self._tables.ids(table)}

    def _cells(self, table: str, row: str) -> Cells:
        return self._tables.row(table, row) or {}

    def _read_sites(self) -> None:
        sites = self._all(SITES.name).values()
        self._sites = {cells["site"].strip().casefold(): cells for cells in sites}

    def _read_waivers(self) -> None:
        rows = self._all(WAIVERS.name).values()
        names = ("rule", "order", "table", "row", "column")
        self._waivers = {tuple(cells[name] for name in names): cells for cells in rows}

    # --- checking ----------------------------------------------------------------------------

    def _recheck(self) -> None:
        for account in self._changed:
            self._remainders.pop(account, None)
        touched = {order for account in self._changed for order in self._orders_of(account)}
        open_steps = tuple(
            step
            for step in self.setting.critical_open()
            if step in self.setting.book.before_submission
        )
        self._statuses = {row: cells["status"] for row, cells in self._orders.items()}
        for order in self._own | touched:
            cells = self._orders.get(order)
            if cells is not None:
                self._check(order, cells, open_steps)
        self._own.clear()
        self._changed.clear()

    def _check(self, order: str, cells: Cells, open_steps: tuple[str, ...]) -> None:
        case = self._case(cells, open_steps)
        known = self._found.get(order)
        if cells["status"] not in SUBMITTABLE:
            self._found[order] = _Found([*_run(number_rules.STATES, case)])
            return
        own = order in self._own or known is None
        self._found[order] = _Found(
            [*_run((*OWN_RULES, *number_rules.STATES), case)]
            if own or known is None
            else known.own,
            [*_run(REMAINDER_RULES, case)],
        )

    def _case(self, cells: Cells, open_steps: tuple[str, ...]) -> OrderCase:
        setting, account = self.setting, self._accounts.get(cells["account"])
        named = cells["gaining_carrier"] or setting.gaining_carrier
        return OrderCase(
            order=cells,
            account=account,
            numbers=tuple(self._cohorts.of_order(cells["id"])),
            cohorts=self._cohorts,
            remainder=self.remainder(cells["account"]) if account else None,
            sites=self._sites,
            statuses=self._statuses,
            rules=setting.carriers.of(named),
            carriers=setting.carriers,
            times=setting.times,
            forms=setting.forms,
            today=setting.today,
            region=setting.region,
            open_steps=open_steps,
            has_pin=setting.has_pin,
        )

    def _finding(
        self, order: str, fault: Fault, waivers: Mapping[tuple[str, ...], Cells]
    ) -> Finding:
        entry = self.setting.book.rules[fault.code]
        where = self._where(*fault.cell[:2])
        seen = where.get(fault.cell.column, "")
        finding = Finding(
            order=order,
            fault=fault,
            severity=entry.severity,
            seen=seen,
            name=where.get("number") or where.get("carrier") or "",
            carrier_codes=self._codes[entry.reason],
        )
        waiver = waivers.get((fault.code, order, *fault.cell))
        # Set aside was what the cell said then; another text is looked at anew.
        if waiver is None or waiver["seen"] != seen:
            return finding
        return replace(
            finding,
            waived=waiver["reason"],
            waived_by=waiver["changed_by"],
            waiver=waiver["id"],
        )

    def _where(self, table: str, row: str) -> Cells:
        """Return the cells of the row that is to be fixed."""
        known = {ACCOUNTS.name: self._accounts, ORDERS.name: self._orders}.get(table)
        return (known.get(row) if known else self._tables.row(table, row)) or {}


def _codes_by_reason(carriers: Carriers) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what carriers call each reason: (the carrier's name, its code)."""
    return {
        reason: tuple(
            (carriers.rules[carrier].name, code) for carrier, each in codes.items() for code in each
        )
        for reason, codes in carriers.codes.items()
    }


def _run(rules: Iterable[Rule], case: OrderCase) -> Iterator[Fault]:
    for rule in rules:
        yield from rule(case)


def _readiness(status: str, findings: Iterable[Finding]) -> Readiness:
    if status not in SUBMITTABLE:
        return Readiness.CLOSED if status in CLOSED else Readiness.UNDER_WAY
    if any(finding.holds_up for finding in findings):
        return Readiness.NOT_READY
    return Readiness.READY
