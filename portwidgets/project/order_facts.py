"""What a plan needs to know of each order, read from a project's tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from portwidgets import catalog
from portwidgets.domain.dates.lead_time import PortCase, PortKind
from portwidgets.domain.dates.order_plan import Anchor, OrderFacts
from portwidgets.domain.dates.site_hours import Site, is_zone
from portwidgets.domain.numbers.number_kind import kind_of
from portwidgets.domain.orders.account_country import country_of
from portwidgets.domain.orders.transitions import BEFORE_SUBMISSION, MOVED, OUT, order_status
from portwidgets.domain.schema import (
    ACCOUNTS,
    ORDERS,
    PROGRESS,
    SITES,
    Decision,
    ItemState,
    OrderStatus,
)
from portwidgets.project.number_index import Brief, NumberIndex
from portwidgets.project.values import as_day
from portwidgets.storage.project_folder import ProjectFolder

_NO_ORDER = ""

Cells = Mapping[str, str]


class OrderReader:
    """Reads the orders of a project, with their numbers, accounts and sites."""

    def __init__(self, folder: ProjectFolder) -> None:
        self._folder = folder
        self._index = NumberIndex(folder)

    def facts(self, wanted: date | None) -> Iterator[OrderFacts]:
        """Yield each order that is not cancelled, then the numbers that are in none as one.

        Args:
            wanted: The day for orders that have none yet.
        """
        orders = self._folder.table(ORDERS.name)
        living = set()
        for order in orders.ids():
            cells = orders.row(order)
            if cells["status"] != OrderStatus.CANCELLED:
                living.add(order)
                numbers = [each for each in self._index.by_order.get(order, ()) if _moves(each)]
                yield self._of_order(order, cells, numbers, wanted)
        loose = [
            each
            for order, numbers in self._index.by_order.items()
            if order not in living
            for each in numbers
            if _moves(each) and each.status not in MOVED
        ]
        if loose:
            yield self._of_order(_NO_ORDER, {}, loose, wanted)

    def _of_order(
        self, order: str, cells: Cells, numbers: list[Brief], wanted: date | None
    ) -> OrderFacts:
        its_account = cells.get("account") or _only(each.account for each in numbers)
        account = self._account(its_account)
        country = country_of(account, self._folder.meta.region)
        carrier = cells.get("gaining_carrier") or self._folder.meta.gaining_carrier
        status = order_status(cells.get("status", ""))
        return OrderFacts(
            id=order,
            case=self._case(country, carrier, its_account, numbers),
            days=catalog.times().business_days(country),
            wanted=as_day(cells.get("requested_on", "")) or wanted,
            foc=as_day(cells.get("foc_on", "")),
            submitted=status not in BEFORE_SUBMISSION,
            ported=status is OrderStatus.COMPLETED,
            losing_carrier=account.get("carrier", ""),
            loa_signed=as_day(cells.get("loa_signed_on", "")),
            loa_expires=as_day(cells.get("loa_expires_on", "")),
            invoice=as_day(account.get("invoice_on", "")),
            sites=tuple(self._sites(country, numbers)),
            done=self._done(cells, account, status),
        )

    def _account(self, account: str) -> Cells:
        rows = self._folder.table(ACCOUNTS.name)
        return rows.row(account) if account in rows else {}

    def _case(self, country: str, carrier: str, account: str, numbers: list[Brief]) -> PortCase:
        kinds = [kind_of(each.type, None) or PortKind.GEOGRAPHIC for each in numbers]
        on_account = len(self._index.by_account.get(account, ())) if account else 0
        return PortCase(
            country=country,
            kind=max(set(kinds), key=kinds.count, default=PortKind.GEOGRAPHIC),
            numbers=max(len(numbers), 1),
            simple=len(numbers) == 1 and on_account == 1,
            part_of_range=self._index.cuts_a_range(account, numbers),
            carrier=carrier,
        )

    def _sites(self, country: str, numbers: list[Brief]) -> Iterator[Site]:
        rows = self._folder.table(SITES.name)
        zones = dict(zip(rows.column("site"), rows.column("time_zone"), strict=True))
        usual = catalog.times().time_zone(country)
        for name in dict.fromkeys(each.site for each in numbers if each.site):
            zone = zones.get(name, "").strip()
            yield Site(name, zone if is_zone(zone) else usual)

    def _done(self, order: Cells, account: Cells, status: OrderStatus) -> frozenset[str]:
        """Return the steps that the order's data, or the checklist, says are done."""
        progress = self._folder.table(PROGRESS.name)
        items = catalog.steps().items
        open_steps = {
            step
            for item, step in items.items()
            if item not in progress or progress.cell(item, "state") in {"", ItemState.OPEN}
        }
        done = {*items.values()} - open_steps
        past = {
            Anchor.SUBMIT: status not in BEFORE_SUBMISSION,
            Anchor.PORT: status is OrderStatus.COMPLETED,
            Anchor.SETTLED: False,
        }
        done |= {rule.id for rule in catalog.steps().rules if past[rule.anchor]} - {"tests"}
        told = {"invoice": account.get("invoice_on"), "loa": order.get("loa_signed_on")}
        return frozenset(done | {step for step, text in told.items() if text})


def _only(texts: Iterable[str]) -> str:
    """Return the one text that all have in common, else none."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""


def _moves(number: Brief) -> bool:
    """Tell whether a number shall move or has moved."""
    return number.decision == Decision.PORT and number.status not in OUT
