"""Tells the findings of the check in a person's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portwidgets import catalog
from portwidgets.domain.carrier_rules import Shared
from portwidgets.domain.phone_number import show
from portwidgets.domain.preflight import Finding
from portwidgets.domain.preflight.finding import Word
from portwidgets.domain.splitting import Apart, SplitPlan

_STEP = "step."


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words.

    Attributes:
        why: Why the order would be rejected.
        how: What to do.
        where: The cell to fix, as "accounts a0001: Street".
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
        label = self._steps.get(row) or self._text(f"column.{column}")
        return Told(
            why=self._text(f"preflight.{finding.code}", **values),
            how=self._text(f"preflight.{finding.code}_fix", **values),
            where=f"{table} {row}: {label}",
        )

    def value(self, value: object) -> object:
        """Return a value as people read it."""
        match value:
            case Word(code=code) if code.startswith(_STEP):
                return self._steps.get(code.removeprefix(_STEP), code)
            case Word(code=code):
                return self._text(code)
            case date():
                return day(value, self._language)
            case (str() as danish, str() as english):  # a holiday's name in both
                return danish if self._language == "da" else english
            case tuple():
                return ", ".join(str(self.value(each)) for each in value)
            case str() if value.startswith("+"):
                return show(value, "national", self._region)
        return value

    def apart(self, plan: SplitPlan) -> Iterator[str]:
        """Yield for each planned order why it is not one with the one that is most like it."""
        for order in plan.orders:
            yield "; ".join(self._apart(plan, each) for each in order.apart)

    def _apart(self, plan: SplitPlan, apart: Apart) -> str:
        carrier = plan.rules.name or self._text("split.plain")
        if apart.what is None:
            return self._text("split.apart_limit", carrier=carrier, limit=plan.rules.limit)
        sides: Mapping[str, str] = {"mine": apart.mine, "other": apart.other}
        told = {name: self._shared(apart.what, text) for name, text in sides.items()}
        return self._text(f"split.apart_{apart.what}", **told)

    def _shared(self, what: Shared, text: str) -> str:
        if what is Shared.KIND:
            return self._text(f"split.kind_{text or 'unknown'}")
        if what is Shared.BTN:
            text = show(text, "national", self._region)
        return text or self._text("split.unknown")

    def _text(self, code: str, **values: object) -> str:
        return catalog.text(code, self._language, **values)


def day(value: date, language: str) -> str:
    """Return a day as people of a language write it."""
    if language == "da":
        return f"{value.day}.{value.month}.{value.year}"
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    return f"{value.day} {months.split()[value.month - 1]} {value.year}"
