"""The answer for an order, from the faults that the rules found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from portwidgets.domain.orders.carrier_rules import Carriers
from portwidgets.domain.orders.preflight.case import Cells
from portwidgets.domain.orders.preflight.finding import Fault, Finding, Readiness, Report
from portwidgets.domain.orders.preflight.setting import Setting
from portwidgets.domain.orders.transitions import BEFORE_SUBMISSION, CLOSED, SUBMITTABLE
from portwidgets.domain.schema import OrderStatus

Waivers = Mapping[tuple[str, ...], Cells]
"""The rows of waivers.csv by rule, order and cell."""


class Answers:
    """Makes the answers of a check.

    Args:
        setting: What the check goes by.
        where: Returns the cells of the row that is to be fixed: called with its table and its id.
    """

    def __init__(self, setting: Setting, where: Callable[[str, str], Cells]) -> None:
        self._rules = setting.book.rules
        self._codes = _codes_by_reason(setting.carriers)
        self._places = {code: place for place, code in enumerate(self._rules)}
        self._where = where

    def report(
        self, order: Cells, faults: Iterable[Fault], *, numbers: int, waivers: Waivers
    ) -> Report:
        """Return the answer for an order, given its cells."""
        status = order["status"]
        findings = [self._finding(order["id"], fault, waivers) for fault in faults]
        findings.sort(key=lambda f: (f.waived is not None, not f.holds_up, self._places[f.code]))
        answer = _readiness(status, findings)
        ready = answer is Readiness.READY and status in BEFORE_SUBMISSION
        return Report(
            order=order["id"],
            readiness=answer,
            status=OrderStatus.READY.value if ready else status or OrderStatus.DRAFT.value,
            numbers=numbers,
            findings=tuple(findings),
        )

    def _finding(self, order: str, fault: Fault, waivers: Waivers) -> Finding:
        entry = self._rules[fault.code]
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


def _codes_by_reason(carriers: Carriers) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what carriers call each reason: (the carrier's name, its code)."""
    return {
        reason: tuple(
            (carriers.rules[carrier].name, code) for carrier, each in codes.items() for code in each
        )
        for reason, codes in carriers.codes.items()
    }


def _readiness(status: str, findings: Iterable[Finding]) -> Readiness:
    if status not in SUBMITTABLE:
        return Readiness.CLOSED if status in CLOSED else Readiness.UNDER_WAY
    if any(finding.holds_up for finding in findings):
        return Readiness.NOT_READY
    return Readiness.READY
