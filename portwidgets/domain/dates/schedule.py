"""The plan of an order: forward from today, backward from the wanted day, and its faults.

Forward: when the request can be in at the earliest, and so when the numbers can move. Backward:
the last day for each step, if the numbers shall move on the wanted day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from portwidgets.domain.dates.business_days import BusinessDays
from portwidgets.domain.dates.lead_time import LeadTime, Paper
from portwidgets.domain.dates.order_plan import (
    Anchor,
    Fault,
    OrderFacts,
    OrderPlan,
    PaperPlan,
    PlannedStep,
    StepRule,
    Steps,
)
from portwidgets.domain.dates.port_times import PortTimes
from portwidgets.domain.dates.quiet_days import advice, quiet_day

_ONE_DAY = timedelta(days=1)


def plan(order: OrderFacts, times: PortTimes, steps: Steps, now: datetime) -> OrderPlan:
    """Return the plan of an order.

    Args:
        order: What is known of it.
        times: The laws', the industry's and the carriers' figures.
        steps: What is to be done, and how long before or after.
        now: The moment, as the clocks of the order's country show it.
    """
    law = times.legal(order.case)
    lead = times.practical(order.case) or law
    earliest, by_law = _earliest(lead, order, now), _earliest(law, order, now)
    named = order.foc or order.wanted
    port = named or quiet_day(_reachable(lead, order, steps, now.date()), order.days)
    papers = tuple(_paper(order, paper, dated, port, times) for paper, dated in _papers(order))
    return OrderPlan(
        order=order,
        port=port,
        fixed=named is not None,
        earliest=earliest,
        by_law=by_law,
        lead=lead,
        law=law,
        quiet=quiet_day(port, order.days),
        steps=_steps(order, port, lead, steps, times),
        papers=papers,
        faults=_faults(
            order,
            port,
            soonest={Fault.TOO_SOON_BY_LAW: by_law, Fault.TOO_SOON_IN_PRACTICE: earliest},
            latest=_latest(order, times, now.date()),
            old={paper.paper for paper in papers if paper.last_day and paper.last_day < port},
        ),
        advice=() if order.ported else advice(port, order.days),
    )


def due_dates(plans: Iterable[OrderPlan], steps: Steps) -> dict[str, date]:
    """Return the day by which each item of the checklist is due, over all orders.

    What comes before a port is due for the first order, what comes after for the last one.
    """
    open_plans = [each for each in plans if not each.order.ported]
    due: dict[str, date] = {}
    for item, step in steps.items.items():
        rule = next(each for each in steps.rules if each.id == step)
        days = [
            planned.day
            for each in open_plans
            for planned in each.steps
            if planned.id == step and planned.day is not None and not planned.done
        ]
        if days:
            after = rule.anchor is not Anchor.SUBMIT and rule.days >= 0
            due[item] = max(days) if after else min(days)
    return due


def _earliest(lead: LeadTime | None, order: OrderFacts, now: datetime) -> date | None:
    if lead is None:
        return None
    return lead.until(order.days.received_on(now, lead.cut_off), order.days)


def _reachable(lead: LeadTime | None, order: OrderFacts, steps: Steps, today: date) -> date:
    """Return the first day that leaves time for what must be done before the request is in."""
    ahead = [
        -rule.days
        for rule in steps.rules
        if rule.anchor is Anchor.SUBMIT and rule.id not in order.done
    ]
    requested = order.days.add(today, max(ahead, default=0))
    return lead.until(requested, order.days) if lead else requested


def _steps(
    order: OrderFacts, port: date, lead: LeadTime | None, steps: Steps, times: PortTimes
) -> tuple[PlannedStep, ...]:
    settled = port + _ONE_DAY + timedelta(hours=times.settling.hours)
    anchors = {
        Anchor.SUBMIT: lead.before(port, order.days) if lead else None,
        Anchor.PORT: port,
        Anchor.SETTLED: order.days.on_or_after(settled),
    }
    return tuple(
        PlannedStep(
            rule.id, _counted(anchors[rule.anchor], rule, order.days), rule.id in order.done
        )
        for rule in steps.rules
    )


def _counted(anchor: date | None, rule: StepRule, days: BusinessDays) -> date | None:
    if anchor is None or rule.days == 0:
        return anchor
    return days.add(anchor, rule.days)


def _papers(order: OrderFacts) -> tuple[tuple[Paper, date | None], ...]:
    return (Paper.LOA, order.loa_signed), (Paper.INVOICE, order.invoice)


def _paper(
    order: OrderFacts, paper: Paper, dated: date | None, port: date, times: PortTimes
) -> PaperPlan:
    limit = times.oldest(paper, order.case.country, order.case.carrier)
    last = limit.last_day(dated) if dated else None
    if paper is Paper.LOA and order.loa_expires:
        last = min(order.loa_expires, last) if last else order.loa_expires
    return PaperPlan(paper, dated, last, limit.first_date(port), limit)


def _latest(order: OrderFacts, times: PortTimes, today: date) -> date | None:
    horizon = times.horizon(order.case.country, order.losing_carrier)
    return today + timedelta(days=horizon.days) if horizon else None


def _faults(
    order: OrderFacts,
    port: date,
    *,
    soonest: Mapping[Fault, date | None],
    latest: date | None,
    old: Collection[Paper],
) -> tuple[Fault, ...]:
    if order.ported:
        return ()
    found = []
    if not order.submitted:
        # The law's fault says the same as that of practice, with more weight: one is enough.
        found = [fault for fault, first in soonest.items() if first and port < first][:1]
    if latest and port > latest:
        found.append(Fault.TOO_FAR)
    if Paper.LOA in old:
        found.append(Fault.LOA_TOO_OLD)
    if Paper.INVOICE in old:
        found.append(Fault.INVOICE_TOO_OLD)
    return tuple(found)
