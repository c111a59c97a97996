"""What stands in the letter of an order, read from a project's tables, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portwidgets import catalog
from portwidgets.domain.dates.lead_time import Paper
from portwidgets.domain.numbers.phone_number import parse
from portwidgets.domain.orders.account_country import country_of
from portwidgets.domain.orders.preflight.case import address_of
from portwidgets.domain.orders.stated_numbers import StatedNumbers, is_stated
from portwidgets.domain.schema import ACCOUNTS, NUMBERS, ORDERS, Decision, NumberType
from portwidgets.errors import PortError, Refused, Several
from portwidgets.exchange.papers.letter import Letter
from portwidgets.project.number_index import Brief, NumberIndex
from portwidgets.project.values import as_day
from portwidgets.storage.project_folder import ProjectFolder

_NEEDED = ("name", "street", "postcode", "city", "carrier", "account_number")
"""Columns of the account without which a letter would have a blank."""

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell that must be filled before the letter can be made."""

    table: str
    row: str
    column: str

    @property
    def told(self) -> PortError:
        """What is missing, and where."""
        column = PortError(f"column.{self.column}")
        return PortError("letter.gap", column=column, table=self.table, row=self.row)


class LetterReader:
    """Reads the orders of a project as their letters have them."""

    def __init__(self, folder: ProjectFolder) -> None:
        self._folder = folder

    def gaps(self, order: str) -> list[Gap]:
        """Return the cells that must be filled before the letter of an order can be made.

        Raises:
            Refused: There is no such order.
        """
        return list(self._gaps(order, self.cells(order), NumberIndex(self._folder)))

    def all_gaps(self) -> dict[str, list[Gap]]:
        """Return the same for each order."""
        index = NumberIndex(self._folder)
        orders = self._folder.table(ORDERS.name)
        return {order: list(self._gaps(order, orders.row(order), index)) for order in orders.ids()}

    def letter(self, order: str, today: date) -> Letter:
        """Return what stands in the letter of an order; it raises as `make` does."""
        cells = self.cells(order)
        index = NumberIndex(self._folder)
        numbers = _going(order, index)
        if not numbers:
            raise Refused("letter.no_numbers", order=order)
        if gaps := list(self._gaps(order, cells, index)):
            raise Refused("letter.missing", order=order, gaps=Several([gap.told for gap in gaps]))
        account = self._account(cells)
        country = country_of(account, self._folder.meta.region)
        carrier = self._carrier(cells)
        port = as_day(cells["foc_on"]) or as_day(cells["requested_on"])
        times = catalog.times()
        stated = tuple(self._e164(row) for row in numbers)
        stays = _stays(cells, _others(cells, numbers, index))
        return Letter(
            order=order,
            reference=cells["reference"],
            customer=account["name"],
            company_id=account["company_id"],
            address=f"{address_of(account)}, {account['country'].strip().upper() or country}",
            country=country,
            losing_carrier=account["carrier"],
            account_number=account["account_number"],
            btn=account["btn"],
            gaining_carrier=carrier,
            signer=_signer(cells, account),
            numbers=stated,
            stays=stays,
            new_btn=cells["new_btn"] if stays == Decision.KEEP else "",
            wanted=port,
            expires=self._noted_end(cells, stated, today)
            or times.oldest(Paper.LOA, country, carrier).last_day(today),
            invoice_from=port and times.oldest(Paper.INVOICE, country, carrier).first_date(port),
            csr=bool(account["csr_on"]),
        )

    def differing(self) -> set[str]:
        """Return the orders whose letter states other numbers than they move now."""
        index = NumberIndex(self._folder)
        orders = self._folder.table(ORDERS.name)
        return {
            order
            for order, text in zip(orders.ids(), orders.column("loa_numbers"), strict=True)
            if text and self.differs(text, (each.number for each in _going(order, index)))
        }

    def differs(self, text: str, numbers: Iterable[str]) -> bool:
        """Tell whether what a letter states is anything else than these numbers, as E.164."""
        digits = (int(each[1:]) for each in numbers if each[1:].isdecimal())
        return StatedNumbers.read(text, self._as_e164).difference(digits) is not None

    def cells(self, order: str) -> Cells:
        """Return the cells of an order.

        Raises:
            Refused: There is no such order.
        """
        rows = self._folder.table(ORDERS.name)
        if order not in rows:
            known = ", ".join(rows.ids()) or "–"
            raise Refused("letter.unknown_order", order=order, orders=known)
        return rows.row(order)

    def _noted_end(self, order: Cells, numbers: Iterable[str], today: date) -> date | None:
        """Return the letter's last day as it was noted; None where it is another letter now."""
        end, text = as_day(order["loa_expires_on"]), order["loa_numbers"]
        is_over = end is not None and end < today
        return None if is_over or (text and self.differs(text, numbers)) else end

    def _account(self, order: Cells) -> Cells:
        rows = self._folder.table(ACCOUNTS.name)
        known = order["account"] in rows
        return rows.row(order["account"]) if known else dict.fromkeys(rows.header, "")

    def _carrier(self, order: Cells) -> str:
        return order["gaining_carrier"] or self._folder.meta.gaining_carrier

    def _gaps(self, order: str, cells: Cells, index: NumberIndex) -> Iterator[Gap]:
        if cells["account"] not in self._folder.table(ACCOUNTS.name):
            yield Gap(ORDERS.name, order, "account")
            return
        account = self._account(cells)
        for column in _NEEDED:
            if not account[column].strip():
                yield Gap(ACCOUNTS.name, account["id"], column)
        numbers = _going(order, index)
        if not account["btn"] and any(each.type != NumberType.MOBILE for each in numbers):
            yield Gap(ACCOUNTS.name, account["id"], "btn")
        if not self._carrier(cells):
            yield Gap(ORDERS.name, order, "gaining_carrier")
        if not _signer(cells, account):
            yield Gap(ORDERS.name, order, "signer")
        for each in numbers:
            if each.decision != Decision.PORT:
                yield Gap(NUMBERS.name, each.id, "decision")
        going = {each.number for each in numbers}
        others = _others(cells, numbers, index)
        kept = cells["remaining"] == Decision.KEEP or Decision.KEEP in others
        if kept and account["btn"] in going and not cells["new_btn"]:
            yield Gap(ORDERS.name, order, "new_btn")

    def _as_e164(self, text: str) -> str:
        number = parse(text, self._folder.meta.region)
        return number.e164 if number else text

    def _e164(self, row: Brief) -> str:
        number = parse(row.number, self._folder.meta.region)
        if number is None:
            raise Refused("letter.not_a_number", number=row.number, row=row.id)
        return number.e164


def _going(order: str, index: NumberIndex) -> list[Brief]:
    """Return the numbers that an order takes, or would if somebody decided on them."""
    return [each for each in index.by_order.get(order, ()) if is_stated(each.status, each.decision)]


def _others(order: Cells, numbers: list[Brief], index: NumberIndex) -> set[str]:
    """Return what was decided for the account's other numbers."""
    going = {each.id for each in numbers}
    on_account = index.by_account.get(order["account"], ()) if order["account"] else ()
    return {each.decision for each in on_account if each.id not in going}


def _stays(order: Cells, others: set[str]) -> str:
    """Return what happens to the account's other numbers; empty where there are none."""
    if order["remaining"]:
        return order["remaining"]
    if others - {Decision.DISCONNECT}:
        return Decision.KEEP.value  # what moves with another order stays as far as this one goes
    return Decision.DISCONNECT.value if others else ""


def _signer(order: Cells, account: Cells) -> str:
    return (order["signer"] or account["authorised_person"]).strip()
