"""The letter of authorization (fuldmagt) of one order as PDF, behind a sheet of what to attach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from portwidgets import catalog
from portwidgets.domain.numbers.phone_number import show

if TYPE_CHECKING:
    from portwidgets.exchange.papers.paper import Paper

_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in a letter. Every text is filled; what an order need not have may be empty.

    Attributes:
        company_id: The customer's number in the register of companies; may be empty.
        address: In one line, with the country as the account has it.
        country: The country whose rules hold, as ISO 3166.
        numbers: All numbers that the customer gives away, in E.164.
        stays: What happens to the account's other numbers: "keep", "disconnect", or empty where
            the order takes them all.
        new_btn: The main number of what stays; empty where nothing does.
        wanted: The day that is asked for; None where no day is.
        expires: The last day of the letter.
        invoice_from: The oldest date that the invoice beside it may bear; None where no port day
            is known.
        csr: Whether the carrier's own record of the account is at hand.
    """

    order: str
    reference: str
    customer: str
    company_id: str
    address: str
    country: str
    losing_carrier: str
    account_number: str
    btn: str
    gaining_carrier: str
    signer: str
    numbers: tuple[str, ...]
    stays: str
    new_btn: str
    wanted: date | None
    expires: date
    invoice_from: date | None
    csr: bool


def letter_pdf(letter: Letter, language: str, made: datetime) -> bytes:
    """Return the cover sheet and the letter.

    Raises:
        Refused: A text has a letter that the font cannot write.
    """
    from portwidgets.exchange.papers.paper import Paper

    title = catalog.text("letter.title", language)
    called = letter.reference or letter.order
    paper = Paper(f"{title} · {letter.customer} · {called}", "letter", language, made)
    paper.write_title(paper.say("cover_title"), paper.say("under", order=called))
    _write_cover(paper, letter, made.date())
    paper.add_page()
    paper.write_title(title, paper.say("under", order=called))
    _write_letter(paper, letter)
    return paper.finished()


def _write_cover(paper: Paper, letter: Letter, today: date) -> None:
    say = paper.say
    paper.write_facts(
        [
            (say("gaining_carrier"), letter.gaining_carrier),
            (say("losing_carrier"), letter.losing_carrier),
            (say("customer"), letter.customer),
            (say("numbers"), say("number_count", count=len(letter.numbers))),
            (say("made_on"), paper.day(today)),
        ]
    )
    paper.write_heading(say("attach_title"))
    invoice = say("attach_invoice")
    if letter.invoice_from:
        invoice = say("attach_invoice_from", date=paper.day(letter.invoice_from))
    needed = {
        say("attach_letter", signer=letter.signer): True,
        invoice: True,
        say("attach_csr"): letter.csr,
        say("attach_stamp"): letter.country == "DE",
        say("attach_copy"): True,
    }
    paper.write_ticks([text for text, holds in needed.items() if holds])
    paper.write_note(say("attach_identification"))
    paper.write_heading(say("check_title"))
    paper.write_ticks([say("check_text"), say("check_numbers"), say("check_old_service")])


def _write_letter(paper: Paper, letter: Letter) -> None:
    say = paper.say
    paper.write_heading(say("customer_title"))
    _write_filled(
        paper,
        {
            "customer": letter.customer,
            "company_id": letter.company_id,
            "address": letter.address,
            "signer": letter.signer,
        },
    )
    paper.write_heading(say("account_title"))
    _write_filled(
        paper,
        {
            "losing_carrier": letter.losing_carrier,
            "account_number": letter.account_number,
            "btn": _shown(letter.btn),
            "gaining_carrier": letter.gaining_carrier,
            "wanted": paper.day(letter.wanted) if letter.wanted else "",
        },
    )
    paper.write_heading(say("numbers_title", count=len(letter.numbers)))
    paper.write_columns([_shown(number) for number in letter.numbers], _COLUMNS)
    paper.write_heading(say("authorization_title"))
    paper.write_text(say("authorization", customer=letter.customer, carrier=letter.gaining_carrier))
    paper.write_text(say(f"stays_{letter.stays or 'nothing'}"))
    if letter.new_btn:
        paper.write_text(say("new_btn", number=_shown(letter.new_btn)))
    paper.write_text(say("expires", date=paper.day(letter.expires)), bold=True)
    paper.write_signature([say("sign_place"), say("sign_name", signer=letter.signer)])


def _write_filled(paper: Paper, facts: Mapping[str, str]) -> None:
    """Write the facts that there are: a line without its text would be a blank."""
    paper.write_facts((paper.say(key), told) for key, told in facts.items() if told)


def _shown(number: str) -> str:
    return show(number, "international", "")
