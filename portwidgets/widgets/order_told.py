"""What the browser is told of findings and of a proposal for orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from portwidgets import catalog
from portwidgets.domain.numbers.phone_number import show
from portwidgets.domain.orders.preflight import Finding
from portwidgets.domain.orders.splitting import PlannedOrder, PortNumber
from portwidgets.project import Project, Row
from portwidgets.project.ordering import OrderProposal
from portwidgets.project.telling import Teller

_BLOCKS_TOLD = 6


def finding_told(finding: Finding, teller: Teller) -> dict[str, object]:
    """Return a finding as the browser is told."""
    told, fault = teller.finding(finding), finding.fault
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "why": told.why,
        "how": told.how,
        "where": told.where,
        "seen": finding.seen,
        "suggestion": fault.suggestion,
        "suggested": teller.suggestion(finding),
        "difference": [[piece.side.value, piece.text] for piece in fault.difference],
        "codes": ", ".join(f"{carrier} {code}" for carrier, code in finding.carrier_codes),
        "source": fault.source,
        "waived": finding.waived,
        "waived_by": finding.waived_by,
    }


def proposal_told(proposal: OrderProposal, project: Project, teller: Teller) -> dict[str, object]:
    """Return a proposal as the browser is told."""
    reasons = [*teller.apart(proposal.plan)]
    out = Counter(each.code for each in proposal.left_out)
    rows: dict[str, str] = {}
    for each in proposal.left_out:
        rows.setdefault(each.code, project.numbers.cell(each.row, "number"))
    return {
        "carrier": proposal.carrier,
        **rules_told(proposal.carrier),
        "orders": [
            _order(order, reasons[at], project) for at, order in enumerate(proposal.plan.orders)
        ],
        "left_out": [
            {"why": teller.text(code), "count": count, "example": rows[code]}
            for code, count in out.items()
        ],
        "untouched": len(proposal.untouched),
        "emptied": list(proposal.plan.emptied),
        "moves": proposal.moves,
    }


def account_told(account: Row) -> str:
    """Return what people know an account by: its carrier and its number, else its id."""
    told = filter(None, (account["carrier"], account["account_number"]))
    return " · ".join(told) or account.id


def rules_told(carrier: str) -> dict[str, object]:
    """Return whose rules hold for a carrier, and where they were read."""
    rules = catalog.carriers().of(carrier)
    return {"rules": rules.name, "limit": rules.limit, "sources": list(rules.sources)}


def _order(order: PlannedOrder, why: str, project: Project) -> dict[str, object]:
    return {
        "order": order.order,
        "account": account_told(project.accounts[order.account]),
        "count": len(order.numbers),
        "numbers": _blocks(order.numbers, project.region),
        "why": why,
        "like": order.like,
    }


def _blocks(numbers: Sequence[PortNumber], region: str) -> str:
    """Return the numbers as blocks: "67 12 34 00–09, 67 12 34 20"."""
    blocks = [*_runs([number.number for number in numbers])]
    told = [
        show(first, "national", region)
        if first == last
        else f"{show(first, 'national', region)}–{last[-2:]}"
        for first, last in blocks[:_BLOCKS_TOLD]
    ]
    return ", ".join(told) + (" …" if len(blocks) > _BLOCKS_TOLD else "")


def _runs(numbers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield runs of consecutive numbers that differ in their last two digits only."""
    first = last = ""
    for number in numbers:
        if last and int(number) == int(last) + 1 and number[:-2] == last[:-2]:
            last = number
            continue
        if first:
            yield first, last
        first = last = number
    if first:
        yield first, last
