"""Tells the findings of the check in a person's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portwidgets import catalog
from portwidgets.domain.numbers.phone_number import show
from portwidgets.domain.orders.carrier_rules import Shared
from portwidgets.domain.orders.preflight import Finding
from portwidgets.domain.orders.preflight.finding import Word
from portwidgets.domain.orders.splitting import Apart, SplitPlan
from portwidgets.domain.schema import TABLES, OrderStatus
from portwidgets.domain.table import Kind

_STEP = "step."
_OF_ACCOUNT = (Shared.LOSING_CARRIER, Shared.BTN, Shared.ADDRESS)
_STATUSES = frozenset(map(str, OrderStatus))
_TABLES = {table.name: table for table in TABLES}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words.

    Attributes:
        why: Why the order would be rejected.
        how: What to do.
        where: The cell to fix, as "Account Tele (a0001): Street".
    """

    why: str
    how: str
    where: str


class Teller:
    """Tells findings and reasons.

    Args:
        language: "da" or "en".
        region: The project's, for numbers and for the words of the checklist.
    """

    def __init__(self, language: str, region: str) -> None:
        self._language = language
        self._region = region
        self._steps = {item.id: item.label.of(language) for item in catalog.checklist(region).items}

    def finding(self, finding: Finding) -> Told:
        """Return a finding in words."""
        values = {name: self.value(value) for name, value in finding.fault.values.items()}
        table, row, column = finding.fault.cell
        label = self._steps.get(row) or self.text(f"column.{column}")
        known = f"{self.value(finding.name)} ({row})" if finding.name else row
        place = self.text(f"preflight.in_{table}", row=known)
        return Told(
            why=self.text(f"preflight.{finding.code}", **values),
            how=self.text(f"preflight.{finding.code}_fix", **values),
            where=f"{place}: {label}",
        )

    def value(self, value: object) -> object:
        """Return a value as people read it."""
        match value:
            case Word(code=code) if code.startswith(_STEP):
                return self._steps.get(code.removeprefix(_STEP), code)
            case Word(code=code):
                return self.text(code)
            case date():
                return catalog.day_text(value, self._language)
            case (str() as danish, str() as english):  # a holiday's name in both
                return danish if self._language == "da" else english
            case tuple():
                return ", ".join(str(self.value(each)) for each in value)
            case str() if value.startswith("+"):
                return show(value, "national", self._region)
        return value

    def status(self, status: str) -> str:
        """Return what an order's status is called; a text that is none of ours as it is."""
        return self.text(f"order_status.{status}") if status in _STATUSES else status

    def suggestion(self, finding: Finding) -> str:
        """Return what a finding suggests, as people read it; empty where it suggests nothing."""
        suggested = finding.fault.suggestion or ""
        column = _TABLES[finding.fault.cell.table].column(finding.fault.cell.column)
        if column and column.kind is Kind.CHOICE:
            return catalog.labels(column, self._language).get(suggested, suggested)
        if column and column.kind is Kind.DATE and suggested:
            return catalog.day_text(date.fromisoformat(suggested), self._language)
        return suggested

    def apart(self, plan: SplitPlan) -> Iterator[str]:
        """Yield for each planned order why it is not one with the one that is most like it."""
        for order in plan.orders:
            told = order.apart
            if any(each.what is Shared.ACCOUNT for each in told):  # the rest follows from it
                told = tuple(each for each in told if each.what not in _OF_ACCOUNT)
            yield "; ".join(self._apart(plan, each) for each in told)

    def _apart(self, plan: SplitPlan, apart: Apart) -> str:
        carrier = plan.rules.name or self.text("split.plain")
        if apart.what is None:
            return self.text("split.apart_limit", carrier=carrier, limit=plan.rules.limit)
        sides: Mapping[str, str] = {"mine": apart.mine, "other": apart.other}
        told = {name: self._shared(apart.what, text) for name, text in sides.items()}
        return self.text(f"split.apart_{apart.what}", **told)

    def _shared(self, what: Shared, text: str) -> str:
        if what is Shared.KIND:
            return self.text(f"split.kind_{text or 'unknown'}")
        if what is Shared.BTN:
            text = show(text, "national", self._region)
        return text or self.text("split.unknown")

    def text(self, code: str, **values: object) -> str:
        """Return any text of the catalog."""
        return catalog.text(code, self._language, **values)
