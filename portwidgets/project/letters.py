"""The letter of authorization of an order, filled from the data; nothing in it may be blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portwidgets import catalog
from portwidgets.domain.dates.lead_time import Paper
from portwidgets.domain.edit import Set
from portwidgets.domain.numbers.phone_number import parse
from portwidgets.domain.orders.transitions import OUT
from portwidgets.domain.schema import ACCOUNTS, NUMBERS, ORDERS, Decision, NumberType
from portwidgets.errors import PortError, Refused, Several
from portwidgets.exchange.papers.letter import Letter, letter_pdf
from portwidgets.project.events import Apply, Result
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


class Letters:
    """Makes the letters of a project's orders."""

    def __init__(self, folder: ProjectFolder, apply: Apply) -> None:
        self._folder = folder
        self._apply = apply

    def gaps(self, order: str) -> list[Gap]:
        """Return the cells that must be filled before the letter of an order can be made.

        Raises:
            Refused: There is no such order.
        """
        return list(self._gaps(order, self._cells(order), NumberIndex(self._folder)))

    def all_gaps(self) -> dict[str, list[Gap]]:
        """Return the same for each order."""
        index = NumberIndex(self._folder)
        orders = self._folder.table(ORDERS.name)
        return {order: list(self._gaps(order, orders.row(order), index)) for order in orders.ids()}

    def pdf(self, order: str, language: str, *, made: datetime) -> bytes:
        """Return the cover sheet and the letter of an order.

        Raises:
            Refused: There is no such order, a field is not filled, or a number is none.
        """
        return letter_pdf(self.letter(order, made.date()), language, made)

    def letter(self, order: str, today: date) -> Letter:
        """Return what stands in the letter of an order; it raises as `pdf` does."""
        cells = self._cells(order)
        index = NumberIndex(self._folder)
        numbers = _going(order, index)
        if not numbers:
            raise Refused("letter.no_numbers", order=order)
        if gaps := list(self._gaps(order, cells, index)):
            raise Refused("letter.missing", order=order, gaps=Several([gap.told for gap in gaps]))
        account = self._account(cells)
        country = account["country"].strip().upper() or self._folder.meta.region
        carrier = self._carrier(cells)
        port = as_day(cells["foc_on"]) or as_day(cells["requested_on"])
        times = catalog.times()
        expires = as_day(cells["loa_expires_on"])
        stays = _stays(cells, _others(cells, numbers, index))
        return Letter(
            order=order,
            reference=cells["reference"],
            customer=account["name"],
            company_id=account["company_id"],
            street=account["street"],
            postcode=account["postcode"],
            city=account["city"],
            country=country,
            losing_carrier=account["carrier"],
            account_number=account["account_number"],
            btn=account["btn"],
            gaining_carrier=carrier,
            signer=_signer(cells, account),
            numbers=tuple(self._e164(row) for row in numbers),
            stays=stays,
            new_btn=cells["new_btn"] if stays == Decision.KEEP else "",
            wanted=port,
            expires=expires or times.oldest(Paper.LOA, country, carrier).last_day(today),
            invoice_from=port and times.oldest(Paper.INVOICE, country, carrier).first_date(port),
            csr=bool(account["csr_on"]),
        )

    def note_signed(self, order: str, day: date) -> Result:
        """Note that the letter of an order was signed: the day, its last day, and its numbers.

        Raises:
            Refused: As `pdf` does: what has blanks cannot have been signed.
        """
        letter = self.letter(order, day)
        told = {
            "loa_signed_on": day.isoformat(),
            "loa_expires_on": letter.expires.isoformat(),
            "loa_numbers": ", ".join(letter.numbers),
        }
        cells = self._cells(order)
        return self._apply(
            [
                Set(ORDERS.name, order, column, cells[column], text)
                for column, text in told.items()
                if cells[column] != text
            ]
        )

    def _cells(self, order: str) -> Cells:
        rows = self._folder.table(ORDERS.name)
        if order not in rows:
            known = ", ".join(rows.ids()) or "–"
            raise Refused("letter.unknown_order", order=order, orders=known)
        return rows.row(order)

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

    def _e164(self, row: Brief) -> str:
        number = parse(row.number, self._folder.meta.region)
        if number is None:
            raise Refused("letter.not_a_number", number=row.number, row=row.id)
        return number.e164


def _going(order: str, index: NumberIndex) -> list[Brief]:
    """Return the numbers that an order takes, or would if somebody decided on them."""
    stay = {Decision.KEEP, Decision.DISCONNECT}
    numbers = index.by_order.get(order, ())
    return [each for each in numbers if each.status not in OUT and each.decision not in stay]


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
