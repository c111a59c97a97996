"""The cutover of a project's orders: their run sheets, and what is noted on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from portwidgets import catalog
from portwidgets.domain.dates.order_plan import OrderPlan
from portwidgets.domain.dates.site_hours import Window, activation_window, working_hours
from portwidgets.domain.edit import Op, Set
from portwidgets.domain.orders.run_sheet import Noted, SheetNumber, run_sheet
from portwidgets.domain.orders.transitions import OUT
from portwidgets.domain.schema import NUMBERS, ORDERS, PROGRESS, TESTS, LineTest, NumberStatus
from portwidgets.errors import Refused
from portwidgets.project.events import Apply, Result
from portwidgets.project.planning import Planning
from portwidgets.storage import new_change
from portwidgets.storage.project_folder import ProjectFolder

_TESTED_IN = {
    LineTest.INBOUND: "test_inbound_calls",
    LineTest.OUTBOUND: "test_outbound_calls",
    LineTest.VOICEMAIL: "test_voicemail",
    LineTest.FAX: "test_fax",
    LineTest.EMERGENCY_ADDRESS: "set_emergency_address",
}
"""The step of the checklist whose assignee makes the test."""

_WAITING = frozenset({NumberStatus.SUBMITTED, NumberStatus.FOC_CONFIRMED, NumberStatus.PLANNED})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The run sheet of one order.

    Attributes:
        window: When the port is to take place: the carrier's hour, else hours in which all sites
            are at work; None where neither is known.
        by_carrier: Whether the window is the carrier's.
        zone: The time zone of its times: the first site's.
        losing: The losing carrier's name, to be called when all fails.
        testers: Who makes a test: whoever the checklist's step is assigned to.
    """

    plan: OrderPlan
    status: str
    window: Window | None
    by_carrier: bool
    zone: str
    gaining: str
    losing: str
    numbers: tuple[SheetNumber, ...]
    testers: Mapping[LineTest, str]

    @property
    def order(self) -> str:
        """The order's row."""
        return self.plan.order.id


class Cutover:
    """The run sheets of a project's orders."""

    def __init__(self, folder: ProjectFolder, apply: Apply, plan: Planning) -> None:
        self._folder = folder
        self._apply = apply
        self._plan = plan

    def plans(self, *, now: datetime | None = None) -> list[OrderPlan]:
        """Return the plan of each order that is not cancelled, the earliest port first."""
        plans = (each for each in self._plan.orders(now=now) if each.order.id)
        return sorted(plans, key=lambda each: (each.port, each.order.id))

    def sheet(self, order: str, *, now: datetime | None = None) -> Sheet:
        """Return the run sheet of one order.

        Raises:
            Refused: There is no such order, or it was cancelled.
        """
        for plan in self.plans(now=now):
            if plan.order.id == order:
                return self.sheet_of(plan)
        known = ", ".join(self._folder.table(ORDERS.name).ids()) or "–"
        raise Refused("letter.unknown_order", order=order, orders=known)

    def left(self) -> dict[str, int]:
        """Return how many numbers of each order are not verified yet."""
        rows = self._folder.table(NUMBERS.name)
        told = zip(rows.column("order"), rows.column("status"), strict=True)
        done = OUT | {NumberStatus.VERIFIED}
        return Counter(order for order, status in told if order and status not in done)

    def choose(self, plans: Sequence[OrderPlan], order: str = "") -> OrderPlan | None:
        """Return the plan of the order that is asked for, else the first with something to test."""
        left = self.left()
        asked = [each for each in plans if each.order.id == order]
        waiting = [each for each in plans if left.get(each.order.id)]
        return next(iter((*asked, *waiting, *plans)), None)

    def note_ported(self, order: str, at: datetime | None = None) -> Result:
        """Note that an order's waiting numbers have moved, as one step.

        Raises:
            Refused: The order cannot be completed from where it is.
        """
        text = new_change.moment(at) if at else new_change.now()
        rows = self._folder.table(NUMBERS.name)
        ops: list[Op] = []
        for number in self._numbers(order):
            if number["status"] not in _WAITING and number["status"]:
                continue
            before = rows.cell(number["id"], "status")
            ops.append(Set(NUMBERS.name, number["id"], "status", before, NumberStatus.PORTED.value))
            if not number["ported_at"]:
                ops.append(Set(NUMBERS.name, number["id"], "ported_at", "", text))
        return self._apply(ops)

    def sheet_of(self, plan: OrderPlan) -> Sheet:
        """Return the run sheet of the order that a plan is of."""
        order = self._folder.table(ORDERS.name).row(plan.order.id)
        case = plan.order.case
        zones = [site.zone for site in plan.order.sites if site.zone]
        zone = next(iter(zones), catalog.times().time_zone(case.country))
        activation = catalog.times().activation(case.country, case.carrier)
        window: Window | None = None
        if activation:
            window = activation_window(plan.port, activation)
        elif zone:
            window = working_hours(plan.port, zones or [zone])
        start = None
        if window and plan.fixed:
            # Tests begin when the carrier is done; hours of work are ours to begin in.
            begins = window.end if activation else window.start
            start = begins.astimezone(ZoneInfo(zone) if zone else UTC)
        return Sheet(
            plan=plan,
            status=order["status"],
            window=window,
            by_carrier=activation is not None,
            zone=zone,
            gaining=case.carrier,
            losing=plan.order.losing_carrier,
            numbers=tuple(run_sheet(self._numbers(plan.order.id), self._noted(), start)),
            testers=self._testers(),
        )

    def _testers(self) -> dict[LineTest, str]:
        rows = self._folder.table(PROGRESS.name)
        return {
            test: rows.cell(item, "assignee") for test, item in _TESTED_IN.items() if item in rows
        }

    def _numbers(self, order: str) -> list[Mapping[str, str]]:
        rows = self._folder.table(NUMBERS.name)
        of_order = zip(rows.ids(), rows.column("order"), rows.column("status"), strict=True)
        return [
            rows.row(row) for row, whose, status in of_order if whose == order and status not in OUT
        ]

    def _noted(self) -> dict[str, dict[str, Noted]]:
        rows = self._folder.table(TESTS.name)
        found: dict[str, dict[str, Noted]] = {}
        for row in rows.ids():
            cells = rows.row(row)
            found.setdefault(cells["number_id"], {})[cells["test"]] = Noted(
                row, cells["result"], cells["note"], cells["changed_by"], cells["changed_at"]
            )
        return found
