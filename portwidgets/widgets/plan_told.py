"""The plan in words: what the browser is told of an order's days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from portwidgets import catalog
from portwidgets.domain.dates.lead_time import LeadTime, Paper
from portwidgets.domain.dates.order_plan import Fault, OrderPlan, PlannedStep
from portwidgets.domain.dates.quiet_days import Advice
from portwidgets.domain.schema import ORDERS, OrderStatus

_PAPER_OF = {Fault.LOA_TOO_OLD: Paper.LOA, Fault.INVOICE_TOO_OLD: Paper.INVOICE}


class PlanTeller:
    """Tells plans in one language.

    Args:
        language: "da" or "en".
        today: The day they are told on.
    """

    def __init__(self, language: str, today: date) -> None:
        self._language = language
        self._today = today

    def order(self, plan: OrderPlan, status: str, reference: str) -> dict[str, object]:
        """Return all that is shown of an order."""
        order = plan.order
        return {
            "id": order.id,
            "name": self.name(order.id, reference),
            "carriers": f"{order.losing_carrier or '–'} → {order.case.carrier or '–'}",
            "status": self._status(status),
            "port": plan.port.isoformat(),
            "confirmed": order.foc is not None,
            "ported": order.ported,
            "facts": [list(fact) for fact in self._facts(plan)],
            "faults": [*self._faults(plan), *self._late(plan)],
            "advice": list(self._advice(plan)),
            "steps": [self._step(step) for step in plan.steps],
        }

    def name(self, order: str, reference: str) -> str:
        """Return what an order is called."""
        if not order:
            return self._say("no_order")
        return f"{order} · {reference}" if reference else order

    def letter(self, plan: OrderPlan, *, differs: bool) -> dict[str, str]:
        """Return how far an order's letter is, and what is wrong with it."""
        paper = next(each for each in plan.papers if each.paper is Paper.LOA)
        state = ""
        if paper.last_day:
            key = "letter_is_signed" if paper.dated else "letter_is_made"
            date = {"date": self._day(paper.dated)} if paper.dated else {}
            state = self._say(key, until=self._day(paper.last_day), **date)
        return {"state": state, "fault": self._say("letter_differs") if differs else ""}

    def _facts(self, plan: OrderPlan) -> Iterator[tuple[str, str]]:
        day = catalog.weekday_text(plan.port, self._language)
        yield self._say("fact_port"), self._say(f"port_{_basis(plan)}", date=day)
        yield self._say("fact_numbers"), str(plan.order.case.numbers)
        if plan.order.ported or plan.order.submitted:
            return
        yield self._say("fact_earliest"), self._earliest(plan.earliest, plan.lead)
        if plan.law is not None and plan.law is not plan.lead:
            yield self._say("fact_by_law"), self._earliest(plan.by_law, plan.law)

    def _earliest(self, day: date | None, lead: LeadTime | None) -> str:
        if day is None or lead is None:
            return self._say("earliest_none")
        unit = "days_calendar" if lead.calendar_days else "days_business"
        return self._say(
            "earliest_lead",
            date=self._day(day),
            days=self._say(unit, count=lead.most),
            source=lead.source.title,
        )

    def _faults(self, plan: OrderPlan) -> Iterator[str]:
        for fault in plan.faults:
            match fault:
                case Fault.TOO_SOON_BY_LAW:
                    yield self._fault(fault, date=plan.by_law)
                case Fault.TOO_SOON_IN_PRACTICE:
                    yield self._fault(fault, date=plan.earliest)
                case Fault.TOO_FAR:
                    horizon = catalog.times().horizon(
                        plan.order.case.country, plan.order.losing_carrier
                    )
                    if horizon:
                        source = horizon.source.title
                        yield self._say(f"fault_{fault}", count=horizon.days, source=source)
                case _:
                    paper = next(p for p in plan.papers if p.paper is _PAPER_OF[fault])
                    first = self._day(paper.not_before)
                    yield self._fault(fault, date=paper.last_day, **{"from": first})

    def _fault(self, fault: Fault, date: date | None, **more: object) -> str:
        day = self._day(date) if date else ""
        return self._say(f"fault_{fault}", date=day, **more)

    def _late(self, plan: OrderPlan) -> Iterator[str]:
        late = [self._step_name(step.id) for step in plan.steps if step.late(self._today)]
        if late and not plan.order.ported:
            yield self._say("late", count=len(late), steps=", ".join(late))

    def _advice(self, plan: OrderPlan) -> Iterator[str]:
        days = plan.order.days
        if not days.known:
            yield self._say("holidays_unknown")
        if plan.order.ported:
            return
        off = days.why_closed(plan.port) or days.warning(plan.port)
        name = off.name(self._language) if off else ""
        for advice in plan.advice:
            yield self._say(f"advice_{advice}", **({"name": name} if _names(advice) else {}))
        if plan.advice:
            yield self._say("advice_better", date=catalog.weekday_text(plan.quiet, self._language))
        else:
            yield self._say("advice_none")

    def _step(self, step: PlannedStep) -> dict[str, str]:
        state = "open"
        if step.done:
            state = "done"
        elif step.day is None:
            state = "unknown"
        elif step.late(self._today):
            state = "late"
        day = step.day.isoformat() if step.day else ""
        return {"id": step.id, "name": self._step_name(step.id), "day": day, "state": state}

    def _step_name(self, step: str) -> str:
        return self._say(f"step_{step}")

    def _status(self, status: str) -> str:
        return catalog.labels(ORDERS["status"], self._language).get(
            status or OrderStatus.DRAFT.value, status
        )

    def _day(self, day: date) -> str:
        return catalog.day_text(day, self._language)

    def _say(self, key: str, **values: object) -> str:
        return catalog.text(f"plan.{key}", self._language, **values)


def _basis(plan: OrderPlan) -> str:
    order = plan.order
    if order.ported:
        return "done"
    if order.foc:
        return "foc"
    return "wanted" if order.wanted else "proposed"


def _names(advice: Advice) -> bool:
    return advice in {Advice.HOLIDAY, Advice.HALF_CLOSED}
