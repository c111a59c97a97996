"""The check of a whole project, kept up with every edit: only what an edit concerns is redone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from portwidgets.domain.edit import Op
from portwidgets.domain.orders.cohort import Traits
from portwidgets.domain.orders.cohorts import Cohorts
from portwidgets.domain.orders.preflight import (
    account_rules,
    date_rules,
    number_rules,
    remainder_rules,
)
from portwidgets.domain.orders.preflight.answers import Answers
from portwidgets.domain.orders.preflight.case import Cells, OrderCase
from portwidgets.domain.orders.preflight.finding import Fault, Report
from portwidgets.domain.orders.preflight.known_rows import KnownRows
from portwidgets.domain.orders.preflight.setting import Setting, Tables
from portwidgets.domain.orders.remainders import Remainder, remainder_of
from portwidgets.domain.orders.transitions import SUBMITTABLE
from portwidgets.domain.schema import (
    ACCOUNTS,
    NUMBERS,
    ORDERS,
    PROGRESS,
    SITES,
    WAIVERS,
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
        self._rows = KnownRows(tables)
        self._answers = Answers(setting, self._rows.where)
        self._own: set[str] = set()  # orders to check again
        self._changed: set[str] = set()  # accounts whose numbers changed
        self._found: dict[str, _Found] = {}
        self._remainders: dict[str, Remainder] = {}
        self._statuses: dict[str, str] = {}

    def load(self) -> None:
        """Check everything anew."""
        self._found.clear()
        self._remainders.clear()
        self._cohorts.clear()
        self._cohorts.load(self._tables.numbers())
        self._rows.load()
        self._own = set(self._rows.orders)
        self._recheck()

    def apply(self, ops: Iterable[Op]) -> None:
        """Follow a change: check again what it concerns."""
        for op in ops:
            match op.table:
                case NUMBERS.name:
                    self._take_number(op.row)
                case ACCOUNTS.name:
                    self._rows.take_account(op.row)
                    self._own |= self._rows.orders_of(op.row)
                    self._changed.add(op.row)
                case ORDERS.name:
                    self._take_order(op.row)
                case SITES.name:
                    self._rows.read_sites()
                    self._own |= self._rows.orders.keys()
                case WAIVERS.name:
                    self._rows.read_waivers()
                case PROGRESS.name:
                    self._own |= self._rows.orders.keys()
        self._recheck()

    def renew(self, setting: Setting) -> None:
        """Go by another setting: another day, another carrier."""
        if setting.region != self.setting.region:
            self._cohorts = Cohorts(setting.region)
        self.setting = setting
        self._answers = Answers(setting, self._rows.where)
        self.load()

    @property
    def cohorts(self) -> Cohorts:
        """All numbers, by what they have in common."""
        return self._cohorts

    @property
    def accounts(self) -> Mapping[str, Cells]:
        """The accounts' cells by id."""
        return self._rows.accounts

    @property
    def orders(self) -> Mapping[str, Cells]:
        """The orders' cells by id."""
        return self._rows.orders

    @property
    def sites(self) -> Mapping[str, Cells]:
        """The sites' cells by their folded names."""
        return self._rows.sites

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
        cells, found = self._rows.orders[order], self._found[order]
        return self._answers.report(
            cells,
            (*found.own, *found.remainder),
            numbers=sum(len(cohort.rows) for cohort in self._cohorts.of_order(order)),
            waivers=self._rows.waivers,
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
        before, after = self._rows.take_order(row)
        self._own.add(row)
        if (before or {}).get("status") != (after or {}).get("status"):
            self._own |= self._rows.orders.keys()  # a number may stand in two orders
        if after is None:
            self._found.pop(row, None)

    # --- checking ----------------------------------------------------------------------------

    def _recheck(self) -> None:
        for account in self._changed:
            self._remainders.pop(account, None)
        touched = {order for account in self._changed for order in self._rows.orders_of(account)}
        open_steps = tuple(
            step
            for step in self.setting.critical_open()
            if step in self.setting.book.before_submission
        )
        self._statuses = {row: cells["status"] for row, cells in self._rows.orders.items()}
        for order in self._own | touched:
            cells = self._rows.orders.get(order)
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
        setting, account = self.setting, self._rows.accounts.get(cells["account"])
        named = cells["gaining_carrier"] or setting.gaining_carrier
        return OrderCase(
            order=cells,
            account=account,
            numbers=tuple(self._cohorts.of_order(cells["id"])),
            cohorts=self._cohorts,
            remainder=self.remainder(cells["account"]) if account else None,
            sites=self._rows.sites,
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


def _run(rules: Iterable[Rule], case: OrderCase) -> Iterator[Fault]:
    for rule in rules:
        yield from rule(case)
