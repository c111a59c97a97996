"""The plan of a project: the picture of its days, due dates for the checklist, and the papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any, Literal

from portwidgets import catalog
from portwidgets.domain.dates.order_plan import OrderPlan
from portwidgets.domain.dates.schedule import due_dates
from portwidgets.domain.schema import ItemState
from portwidgets.errors import Several
from portwidgets.project.values import today
from portwidgets.widgets.handed_out import HandedOut
from portwidgets.widgets.intent_widget import Answer, Count, Intent, Short, static
from portwidgets.widgets.plan_told import PlanTeller
from portwidgets.widgets.redrawn import Go, Redrawn

Spoken = Literal["da", "en"]


class Wanted(Intent, frozen=True, tag="wanted"):
    """Plan what has no date yet for this day; an empty one lets the plan propose."""

    day: Short


class FillDue(Intent, frozen=True, tag="fill_due"):
    """Enter the plan's due dates into the checklist."""

    replace: bool


class Undo(Intent, frozen=True, tag="undo"):
    """Take the filling of the due dates back."""


class Letter(Intent, frozen=True, tag="letter"):
    """Hand out the letter of an order, a piece at a time."""

    order: Short
    language: Spoken
    offset: Count


class Signed(Intent, frozen=True, tag="signed"):
    """The letter of an order was signed today."""

    order: Short


class Report(Intent, frozen=True, tag="report"):
    """Hand out the status report, a piece at a time."""

    language: Spoken
    offset: Count


class CalendarFile(Intent, frozen=True, tag="calendar"):
    """Hand out the plan as a calendar file, a piece at a time."""

    language: Spoken
    offset: Count


class PlanPanel(Redrawn):
    """The plan of a project's orders, and the papers that go with it.

        PlanPanel(project)

    Args:
        project: The project that is planned.
        go: Shows another page of the project, as "numbers".
        language: "da" or "en"; by default the project's.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    _esm = static("plan_panel.js")
    _css = static("plan_panel.css")
    _intents = Wanted | FillDue | Undo | Letter | Signed | Report | CalendarFile | Go
    _text_prefix = "plan"

    _wanted: date | None = None
    """The day that is thought of for what has none yet."""

    @cached_property
    def _handed_out(self) -> HandedOut:
        return HandedOut()

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:
        project = self._project
        match intent:
            case Wanted(day=day):
                self._wanted = _day(day)
                self._draw()
            case FillDue(replace=replace):
                result = project.plan.fill_due_dates(replace=replace, wanted=self._wanted)
                return Answer({"count": len(result.change.ops) if result.change else 0})
            case Undo():
                project.undo()
            case Signed(order=order):
                project.letters.note_signed(order, today())
                until = project.orders[order].loa_expires_on
                return Answer({"until": catalog.day_text(_day(until) or today(), self.language)})
            case Go(page=page):
                self._go_to(page)
            case Letter() | Report() | CalendarFile():
                return self._hand_out(intent)
        return None

    def _hand_out(self, intent: Letter | Report | CalendarFile) -> Answer:
        papers, name = self._project.papers, self._project.name
        make: Callable[[str], bytes]
        match intent:
            case Letter(order=order):
                file, make = f"{name}-{order}.pdf", partial(papers.letter, order)
            case Report():
                file, make = f"{name}-status.pdf", papers.report
            case CalendarFile():
                file, make = f"{name}.ics", papers.calendar
        language = intent.language
        return self._handed_out.piece(file, intent.offset, partial(make, language), language)

    def _whole_state(self) -> dict[str, object]:
        project = self._project
        plans = project.plan.orders(wanted=self._wanted)
        teller = PlanTeller(self.language, today())
        rows = {row.id: row for row in project.orders}
        orders = [
            teller.order(
                plan,
                rows[plan.order.id].status if plan.order.id else "",
                rows[plan.order.id].reference if plan.order.id else "",
            )
            for plan in plans
        ]
        gaps, differing = project.letters.all_gaps(), project.letters.differing()
        return {
            "today": today().isoformat(),
            "wanted": self._wanted.isoformat() if self._wanted else "",
            "orders": orders,
            "days_off": _days_off(plans, self.language),
            "due": self._due(plans),
            "papers": [
                {
                    "order": plan.order.id,
                    "name": teller.name(plan.order.id, rows[plan.order.id].reference),
                    "gaps": Several([gap.told for gap in gaps[plan.order.id]]).text(self.language),
                    "letter": teller.letter(plan, differs=plan.order.id in differing),
                }
                for plan in plans
                if plan.order.id and not plan.order.ported
            ],
            "language": self.language,
        }

    def _due(self, plans: Sequence[OrderPlan]) -> int:
        """Return how many open steps the plan knows a due date for."""
        due = due_dates(plans, catalog.steps())
        states = {step.id: step.state for step in self._project.checklist}
        return sum(states.get(item) is ItemState.OPEN for item in due)


def _days_off(plans: Sequence[OrderPlan], language: str) -> list[dict[str, str]]:
    """Return the holidays and half-closed days of the plan's time, in the first order's country."""
    days = [step.day for plan in plans for step in plan.steps if step.day]
    if not days:
        return []
    found = plans[0].order.days.days_off(min(days), max(days))
    return [{"day": off.day.isoformat(), "name": off.name(language)} for off in found]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
