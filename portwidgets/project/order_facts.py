"""What a plan needs to know of each order, read from a project's tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from portwidgets import catalog
from portwidgets.domain.lead_time import PortCase, PortKind
from portwidgets.domain.schedule import Anchor, OrderFacts
from portwidgets.domain.schema import (
    ACCOUNTS,
    NUMBERS,
    ORDERS,
    PROGRESS,
    SITES,
    Decision,
    ItemState,
    NumberStatus,
    NumberType,
    OrderStatus,
)
from portwidgets.domain.site_hours import Site, is_zone
from portwidgets.domain.transitions import BEFORE_SUBMISSION, OUT
from portwidgets.project.values import as_day
from portwidgets.storage.project_folder import ProjectFolder

_KINDS: Mapping[str, PortKind] = {
    NumberType.MOBILE: PortKind.MOBILE,
    NumberType.TOLL_FREE: PortKind.TOLL_FREE,
    NumberType.UAN: PortKind.NATIONAL,
    NumberType.SHARED_COST: PortKind.NATIONAL,
    NumberType.PREMIUM_RATE: PortKind.NATIONAL,
}
_NO_ORDER = ""

Cells = Mapping[str, str]


class OrderReader:
    """Reads the orders of a project, with their numbers, accounts and sites."""

    def __init__(self, folder: ProjectFolder) -> None:
        self._folder = folder

    def facts(self, wanted: date | None) -> Iterator[OrderFacts]:
        """Yield each order that is not cancelled, then the numbers that are in none as one.

        Args:
            wanted: The day for orders that have none yet.
        """
        numbers = self._by_order()
        orders = self._folder.table(ORDERS.name)
        for order in orders.ids():
            cells = orders.row(order)
            if cells["status"] != OrderStatus.CANCELLED:
                yield self._of_order(order, cells, numbers.get(order, []), wanted)
        if loose := numbers.get(_NO_ORDER):
            yield self._of_order(_NO_ORDER, {}, loose, wanted)

    def _by_order(self) -> dict[str, list[Cells]]:
        """Return the numbers that shall move or have moved, by the order that they are in."""
        rows = self._folder.table(NUMBERS.name)
        orders = self._folder.table(ORDERS.name)
        living = {
            order for order in orders.ids() if orders.cell(order, "status") != OrderStatus.CANCELLED
        }
        found: dict[str, list[Cells]] = {}
        for row in rows.ids():
            cells = rows.row(row)
            order = cells["order"] if cells["order"] in living else _NO_ORDER
            if cells["decision"] == Decision.PORT and cells["status"] not in OUT:
                found.setdefault(order, []).append(cells)
        moved = {NumberStatus.PORTED, NumberStatus.VERIFIED}
        loose = [each for each in found.pop(_NO_ORDER, []) if each["status"] not in moved]
        return found | ({_NO_ORDER: loose} if loose else {})

    def _of_order(
        self, order: str, cells: Cells, numbers: list[Cells], wanted: date | None
    ) -> OrderFacts:
        account = self._account(cells.get("account") or _only(each["account"] for each in numbers))
        country = self._country(account)
        carrier = cells.get("gaining_carrier") or self._folder.meta.gaining_carrier
        status = _status(cells)
        return OrderFacts(
            id=order,
            case=self._case(country, carrier, cells.get("account", ""), numbers),
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

    def _country(self, account: Cells) -> str:
        """Return the account's country where its cell holds a code, else the project's."""
        code = account.get("country", "").strip().upper()
        known = len(code) == len("DK") and code.isascii() and code.isalpha()
        return code if known else self._folder.meta.region

    def _case(self, country: str, carrier: str, account: str, numbers: list[Cells]) -> PortCase:
        kinds = [_KINDS.get(each["type"], PortKind.GEOGRAPHIC) for each in numbers]
        on_account = self._folder.table(NUMBERS.name).column("account").count(account)
        return PortCase(
            country=country,
            kind=max(set(kinds), key=kinds.count, default=PortKind.GEOGRAPHIC),
            numbers=max(len(numbers), 1),
            simple=len(numbers) == 1 and on_account == 1,
            part_of_range=self._cuts_a_range(account, numbers),
            carrier=carrier,
        )

    def _cuts_a_range(self, account: str, numbers: list[Cells]) -> bool:
        """Tell whether a number that stays on the account stands beside one that goes."""
        rows = self._folder.table(NUMBERS.name)
        going = {each["id"] for each in numbers}
        staying = [
            rows.cell(row, "number")
            for row, whose in zip(rows.ids(), rows.column("account"), strict=True)
            if account and whose == account and row not in going
            if rows.cell(row, "decision") != Decision.PORT
        ]
        beside = {value + step for value in _values(staying) for step in (-1, 1)}
        return not beside.isdisjoint(_values(each["number"] for each in numbers))

    def _sites(self, country: str, numbers: list[Cells]) -> Iterator[Site]:
        rows = self._folder.table(SITES.name)
        zones = dict(zip(rows.column("site"), rows.column("time_zone"), strict=True))
        usual = catalog.times().time_zone(country)
        for name in dict.fromkeys(each["site"] for each in numbers if each["site"]):
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


def _status(cells: Cells) -> OrderStatus:
    try:
        return OrderStatus(cells.get("status", ""))
    except ValueError:
        return OrderStatus.DRAFT


def _only(texts: Iterable[str]) -> str:
    """Return the one text that all have in common, else none."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""


def _values(texts: Iterable[str]) -> set[int]:
    """Return the numbers that are kept as E.164; other texts are neighbours of none."""
    return {int(text[1:]) for text in texts if text[:1] == "+" and text[1:].isdecimal()}
