"""What the status report tells a project's customer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from portwidgets import catalog
from portwidgets.domain.checklist import Notice
from portwidgets.domain.dates.order_plan import OrderPlan
from portwidgets.domain.schema import NUMBERS, ORDERS, ItemState
from portwidgets.exchange.papers.report import Report
from portwidgets.project.checklist import Checklist
from portwidgets.project.guarding import Guarding
from portwidgets.project.planning import Planning
from portwidgets.storage.project_folder import ProjectFolder

_DAYS_SHOWN = 25
"""Lines of the days to come: about a page; the calendar file has them all."""

_ORDERS_SHOWN = 4
"""Orders that are named where several have a step on the same day."""


class Reporting:
    """Reads the status of a project.

    Args:
        folder: The project's folder.
        checklist: Its checklist.
        plan: Its plan.
        guard: Its answers about old accounts.
    """

    def __init__(
        self, folder: ProjectFolder, checklist: Checklist, plan: Planning, guard: Guarding
    ) -> None:
        self._folder = folder
        self._checklist = checklist
        self._plan = plan
        self._guard = guard

    def report(self, language: str, made: datetime) -> Report:
        """Return the report as of a moment."""
        meta = self._folder.meta
        done = self._checklist.progress()
        warning: Notice = self._guard.warning(made.date()) or self._checklist.guide.warning
        plans = self._plan.orders(now=made)
        days = [*_days(plans, language, made.date())]
        return Report(
            title=catalog.text("report.title", language, title=meta.title),
            customer=meta.customer,
            progress=catalog.text("report.progress", language, done=done.done, total=done.total),
            warning=(warning.title.of(language), warning.text.of(language)),
            orders=[self._order(each, language) for each in plans if each.order.id],
            statuses=[*self._statuses(language)],
            days=[
                (catalog.weekday_text(day, language), *told) for day, *told in days[:_DAYS_SHOWN]
            ],
            days_more=_more(days[_DAYS_SHOWN:], language),
            steps=[
                (step.item.label.of(language), _day(step.noted.due, language), step.assignee)
                for step in self._checklist
                if step.item.critical and step.state is ItemState.OPEN
            ],
        )

    def _statuses(self, language: str) -> Iterator[tuple[str, str]]:
        labels = catalog.labels(NUMBERS["status"], language)
        counts = Counter(self._folder.table(NUMBERS.name).column("status"))
        for code, count in counts.items():
            yield labels.get(code, code or "–"), str(count)

    def _order(self, plan: OrderPlan, language: str) -> tuple[str, ...]:
        order = plan.order
        cells = self._folder.table(ORDERS.name).row(order.id)
        labels = catalog.labels(ORDERS["status"], language)
        basis = "foc" if order.foc else "wanted" if order.wanted else "planned"
        day = catalog.text(
            f"report.day_{basis}", language, date=catalog.day_text(plan.port, language)
        )
        return (
            cells["reference"] or order.id,
            f"{order.losing_carrier or '–'} → {order.case.carrier or '–'}",
            str(order.case.numbers),
            labels.get(cells["status"], cells["status"]),
            day,
        )


def _days(
    plans: Sequence[OrderPlan], language: str, today: date
) -> Iterator[tuple[date, str, str]]:
    """Yield the steps to come, the first day first, with the orders that have them on that day."""
    going = [plan for plan in plans if not plan.order.ported]
    none = catalog.text("plan.no_order", language)
    found = defaultdict[tuple[date, str], list[str]](list)
    for plan in going:
        for step in plan.steps:
            if step.day and step.day >= today and not step.done:
                found[step.day, step.id].append(plan.order.id or none)
    named = [(day, catalog.text(f"plan.step_{step}", language), step) for day, step in found]
    for day, text, key in sorted(named):
        yield day, text, _orders(found[day, key], len(going), language)


def _orders(orders: Sequence[str], all_orders: int, language: str) -> str:
    if len(orders) <= _ORDERS_SHOWN:
        return ", ".join(orders)
    if len(orders) == all_orders:
        return catalog.text("report.orders_all", language, count=len(orders))
    shown = ", ".join(orders[:_ORDERS_SHOWN])
    more = len(orders) - _ORDERS_SHOWN
    return catalog.text("report.orders_more", language, orders=shown, count=more)


def _more(days: Sequence[tuple[date, str, str]], language: str) -> str:
    """Return in words what of the days is not shown; empty where all are."""
    if not days:
        return ""
    last = catalog.day_text(days[-1][0], language)
    return catalog.text("report.days_more", language, count=len(days), date=last)


def _day(text: str, language: str) -> str:
    try:
        return catalog.day_text(date.fromisoformat(text), language)
    except ValueError:  # no date, or a cell that somebody wrote by hand
        return text
