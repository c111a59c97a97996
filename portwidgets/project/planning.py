"""The plan of a project: its orders with their dates, and the checklist's due dates from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from portwidgets import catalog
from portwidgets.domain.dates import schedule
from portwidgets.domain.dates.order_plan import OrderFacts, OrderPlan
from portwidgets.domain.edit import Op, Set
from portwidgets.domain.schema import PROGRESS, ItemState
from portwidgets.project.events import Apply, Result
from portwidgets.project.order_facts import OrderReader
from portwidgets.storage.project_folder import ProjectFolder


class Planning:
    """The dates of a project's orders.

        for plan in project.plan.orders():
            print(plan.order.id, plan.port, plan.faults)

    They are computed when asked for and stand in no file.
    """

    def __init__(self, folder: ProjectFolder, apply: Apply) -> None:
        self._folder = folder
        self._apply = apply

    def __repr__(self) -> str:
        return f"<Plan of {self._folder.path.name!r}: {len(self.orders())} orders>"

    def orders(self, *, now: datetime | None = None, wanted: date | None = None) -> list[OrderPlan]:
        """Return the plan of each order that is not cancelled.

        Numbers that shall be ported and are in no order yet come last, as one order without an id.

        Args:
            now: The moment to plan from; by default the present one.
            wanted: The day for orders that have none yet: what a person thinks of.
        """
        facts = OrderReader(self._folder).facts(wanted)
        return [
            schedule.plan(each, catalog.times(), catalog.steps(), _there(each, now))
            for each in facts
        ]

    def due_dates(
        self, *, now: datetime | None = None, wanted: date | None = None
    ) -> dict[str, date]:
        """Return the day by which each step of the checklist is due."""
        return schedule.due_dates(self.orders(now=now, wanted=wanted), catalog.steps())

    def fill_due_dates(
        self,
        *,
        replace: bool = False,
        now: datetime | None = None,
        wanted: date | None = None,
    ) -> Result:
        """Enter the due dates into the checklist, as one step that can be undone.

        Args:
            replace: Also change dates that a person has entered; else only the empty ones.
            now: The moment to plan from.
            wanted: The day for orders that have none yet.
        """
        due = self.due_dates(now=now, wanted=wanted)
        return self._apply(list(self._fills(due, replace=replace)))

    def _fills(self, due: Mapping[str, date], *, replace: bool) -> Iterator[Op]:
        rows = self._folder.table(PROGRESS.name)
        for item, day in due.items():
            if item not in rows or rows.cell(item, "state") not in {"", ItemState.OPEN}:
                continue
            before = rows.cell(item, "due")
            if day.isoformat() != before and (replace or not before):
                yield Set(PROGRESS.name, item, "due", before, day.isoformat())


def _there(facts: OrderFacts, now: datetime | None) -> datetime:
    """Return the moment as the clocks of the order's country show it."""
    zone = catalog.times().time_zone(facts.case.country)
    here = (now or datetime.now(UTC)).astimezone()  # one without a zone is the person's
    return here.astimezone(ZoneInfo(zone) if zone else None).replace(tzinfo=None)
