"""Checks a project's orders when somebody asks, and keeps the answers up with every edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from portwidgets import catalog
from portwidgets.domain.edit import Add, Delete, Op
from portwidgets.domain.orders.cohort import Traits
from portwidgets.domain.orders.preflight import Finding, Preflight, Report, Setting
from portwidgets.domain.orders.preflight.case import Cells
from portwidgets.domain.schema import ACCOUNTS, NUMBERS, ORDERS, WAIVERS, Decision, ItemState
from portwidgets.errors import Refused
from portwidgets.project.checklist import Checklist
from portwidgets.project.events import Apply, Event, Result
from portwidgets.project.numbers import Numbers
from portwidgets.project.secrets import ProjectSecrets
from portwidgets.project.values import today
from portwidgets.storage.project_folder import ProjectFolder

_MANY = 2_000
"""Operations at once from which on everything is checked anew: that is faster then."""


@dataclass(frozen=True, slots=True)
class ProvenStep:
    """A step of the checklist that is open, though the data shows that it is done.

    Attributes:
        item: Its id.
        orders: The orders that were looked at.
    """

    item: str
    orders: tuple[str, ...]


class Checking:
    """The pre-flight check of one project.

    It hears of the project's changes by `follow`.

    Args:
        folder: The project's folder.
        apply: Writes operations as one change.
        checklist: Its checklist.
        numbers: Its numbers.
        secrets: Its PINs, of which only whether there is one is asked.
    """

    def __init__(
        self,
        folder: ProjectFolder,
        apply: Apply,
        *,
        checklist: Checklist,
        numbers: Numbers,
        secrets: ProjectSecrets,
    ) -> None:
        self._folder = folder
        self._apply = apply
        self._checklist = checklist
        self._numbers = numbers
        self._secrets = secrets
        self._preflight: Preflight | None = None
        self._pending: list[Op] = []
        self._secrets_changed = False
        self.today: Callable[[], date] = today

    def follow(self, event: Event) -> None:
        """Note a change; it is looked at when somebody asks."""
        if self._preflight is not None:
            self._pending += event.ops
            self._secrets_changed |= bool(event.acts) or not event.ops

    def reports(self) -> dict[str, Report]:
        """Return the answer for every order, in the order of the file."""
        return self.fresh().reports()

    def report(self, order: str) -> Report:
        """Return the answer for one order.

        Raises:
            Refused: There is no such order.
        """
        if order not in self._folder.table(ORDERS.name):
            raise Refused("project.unknown_order", order=order)
        return self.fresh().report(order)

    def fresh(self) -> Preflight:
        """Return the check, up with every change."""
        setting = self._setting()
        if self._preflight is None:
            self._preflight = Preflight(_Tables(self._folder), setting)
            self._preflight.load()
        elif self._is_other(self._preflight.setting, setting) or self._secrets_changed:
            self._preflight.renew(setting)
        elif len(self._pending) > _MANY:
            self._preflight.load()
        elif self._pending:
            self._preflight.apply(self._pending)
        self._pending = []
        self._secrets_changed = False
        return self._preflight

    def proven_steps(self) -> list[ProvenStep]:
        """Return the open steps that the data proves; a person ticks them."""
        reports = self.reports()
        waiting = [report for report in reports.values() if report.waits]
        if not waiting or any(self.without_order()):
            return []
        found = {finding.code for report in waiting for finding in report.findings}
        orders = tuple(report.order for report in waiting)
        open_steps = {each.id for each in self._checklist if each.state is ItemState.OPEN}
        return [
            ProvenStep(item, orders)
            for item, proof in catalog.rule_book().proofs.items()
            if item in open_steps and found.isdisjoint(proof.absent)
        ]

    def set_aside(self, finding: Finding, reason: str) -> Result:
        """Set a finding aside: it no longer holds its order up while its cell says the same.

        Raises:
            Refused: No reason is given.
        """
        if not reason.strip():
            raise Refused("project.no_reason")
        table, row, column = finding.fault.cell
        cells = {
            "rule": finding.code,
            "order": finding.order,
            "table": table,
            "row": row,
            "column": column,
            "seen": finding.seen,
            "reason": reason.strip(),
        }
        old = self._waivers_of(finding)
        return self._apply((*old, Add(WAIVERS.name, "", cells)))

    def take_up(self, finding: Finding) -> Result:
        """Take a finding up again that was set aside."""
        return self._apply(self._waivers_of(finding))

    def _waivers_of(self, finding: Finding) -> tuple[Op, ...]:
        rows = self._folder.table(WAIVERS.name)
        key = (finding.code, finding.order, *finding.fault.cell)
        names = ("rule", "order", "table", "row", "column")
        return tuple(
            Delete(WAIVERS.name, row, rows.filled(row))
            for row in rows.ids()
            if tuple(rows.cell(row, name) for name in names) == key
        )

    def without_account(self, account: str = "") -> list[str]:
        """Return the numbers that are on no account.

        Args:
            account: Of those that name no account of the project, also leave out the ones that
                cannot be meant for this one: they say something else than its number.
        """
        preflight = self.fresh()
        cells = preflight.accounts.get(account, {})
        meant = {"", *filter(None, (_digits(cells.get("account_number", "")),))}
        loose = [
            cohort
            for cohort in preflight.cohorts
            if cohort.traits.account not in preflight.accounts
            and (not account or _digits(cohort.traits.account) in meant)
        ]
        # Numbers that all stay elsewhere or end need no account; beside others they are part of it.
        stays = (Decision.KEEP, Decision.DISCONNECT)
        if all(cohort.traits.decision in stays for cohort in loose):
            return []
        return [row for cohort in loose for row in cohort.rows]

    def put_on(self, account: str) -> Result:
        """Put the numbers on an account that are on none, and could be meant for it.

        Raises:
            Refused: There is no such account.
        """
        if account not in self._folder.table(ACCOUNTS.name):
            raise Refused("project.unknown_account", account=account)
        return self._numbers.set_many(self.without_account(account), "account", account)

    def without_order(self) -> Iterator[str]:
        """Yield the numbers that are to be ported and are in no order."""
        for cohort in self.fresh().cohorts:
            if cohort.traits.decision == Decision.PORT and not cohort.traits.order:
                yield from cohort.rows

    def _setting(self) -> Setting:
        kept = self._secrets.keys()
        secrets = {(table, row) for table, row, _ in kept}
        meta = self._folder.meta
        return Setting(
            region=meta.region,
            gaining_carrier=meta.gaining_carrier,
            today=self.today(),
            carriers=catalog.carriers(),
            times=catalog.times(),
            forms=catalog.written_forms(),
            book=catalog.rule_book(),
            critical_open=self._critical_open,
            has_pin=lambda table, row: (table, row) in secrets,
        )

    def _critical_open(self) -> Iterable[str]:
        return [
            step.id
            for step in self._checklist
            if step.item.critical and step.state is ItemState.OPEN
        ]

    def _is_other(self, old: Setting, new: Setting) -> bool:
        told = ("region", "gaining_carrier", "today")
        return any(getattr(old, name) != getattr(new, name) for name in told)


def _digits(text: str) -> str:
    """Return what an account number is compared by: "0045 12309" is "004512309"."""
    return "".join(filter(str.isalnum, text)).casefold()


class _Tables:
    """The rows of a project's folder, as the check asks for them."""

    def __init__(self, folder: ProjectFolder) -> None:
        self._folder = folder

    def ids(self, table: str) -> list[str]:
        return self._folder.table(table).ids()

    def row(self, table: str, row: str) -> Cells | None:
        rows = self._folder.table(table)
        return rows.row(row) if row in rows else None

    def numbers(self) -> Iterable[tuple[str, str, tuple[str, ...]]]:
        return self._folder.table(NUMBERS.name).picked("number", Traits._fields)
