"""Rules about what stands on the account: its number, the name, the signer, the service address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from portwidgets.domain.numbers.number_kind import kind_of
from portwidgets.domain.orders.preflight.case import OrderCase, address_of, number_cell
from portwidgets.domain.orders.preflight.finding import Cell, Fault, Word
from portwidgets.domain.orders.text_difference import kind_of_difference, pieces

_ADDRESS = ("street", "postcode", "city")
_FORM = re.compile(r"[^\W_]+")


def account_is_there(case: OrderCase) -> Iterator[Fault]:
    """An order needs the account that it takes the numbers from."""
    if not case.order["account"]:
        yield Fault("account_missing", case.cell("account"))
    elif case.account is None:
        yield Fault("account_unknown", case.cell("account"), {"account": case.order["account"]})


def account_number(case: OrderCase) -> Iterator[Fault]:
    """The account number is there, of letters and digits alone, and is no phone number."""
    for account in case.on_account():
        cell, text = case.account_cell("account_number"), account["account_number"]
        plain = "".join(_FORM.findall(text))
        if not text.strip():
            yield Fault("account_number_missing", cell)
        elif text != plain:
            yield Fault("account_number_form", cell, {"text": text}, suggestion=plain)
        else:
            number = case.cohorts.e164(plain)
            if number == account["btn"] or case.on_its_account(number):
                yield Fault("account_number_is_phone", cell, {"number": number})


def name(case: OrderCase) -> Iterator[Fault]:
    """The name is the invoice's, letter by letter, and short enough for the gaining carrier."""
    yield from _against_invoice(case, "name", "name")


def address(case: OrderCase) -> Iterator[Fault]:
    """The service address is the invoice's, letter by letter."""
    for column in _ADDRESS:
        yield from _against_invoice(case, column, "postcode" if column == "postcode" else "address")


def _against_invoice(case: OrderCase, column: str, stem: str) -> Iterator[Fault]:
    for account in case.on_account():
        cell, ours, theirs = (
            case.account_cell(column),
            account[column],
            account[f"invoice_{column}"],
        )
        if not ours.strip():
            suggestion = theirs if theirs.strip() else None
            yield Fault(
                f"{stem}_missing", cell, {"column": _heading(column)}, suggestion=suggestion
            )
        elif not theirs.strip():
            code, invoice = f"{stem}_not_compared", case.account_cell(f"invoice_{column}")
            yield Fault(code, invoice, {"text": ours, "column": _heading(column)})
        elif kind := kind_of_difference(ours, theirs):
            told = {"ours": ours, "theirs": theirs, "difference": Word(f"preflight.by_{kind}")}
            yield Fault(
                f"{stem}_differs",
                cell,
                told,
                suggestion=theirs,
                difference=pieces(ours, theirs),
            )


def postcode_form(case: OrderCase) -> Iterator[Fault]:
    """The postcode is written as those of its country are."""
    form = case.forms.postcodes.get(case.country)
    for account in case.on_account() if form else ():
        text = account["postcode"]
        if form and text.strip() and not form.fits(text):
            told = {"text": text, "country": case.country, "example": form.example}
            yield Fault(
                "postcode_form",
                case.account_cell("postcode"),
                told,
                suggestion=form.mended(text),
                source=form.source.title,
            )


def company_id(case: OrderCase) -> Iterator[Fault]:
    """The company's number has the check digit of its country's."""
    form = case.forms.company_ids.get(case.country)
    for account in case.on_account() if form else ():
        text = account["company_id"]
        if form and text.strip() and not form.fits(text):
            told = {"text": text, "name": form.name, "digits": form.digits}
            source = form.source.title
            yield Fault("company_id_form", case.account_cell("company_id"), told, source=source)


def lengths(case: OrderCase) -> Iterator[Fault]:
    """What the gaining carrier cuts off is not what the losing one has."""
    rows: Mapping[str, Callable[[str], tuple[str, Cell]]] = {
        "accounts": lambda column: (
            (case.account or {}).get(column, ""),
            case.account_cell(column),
        ),
        "orders": lambda column: (case.order[column], case.cell(column)),
    }
    for place, limit in case.rules.longest.items():
        table, _, column = place.partition(".")
        text, cell = rows[table](column)
        if len(text.strip()) > limit:
            told = {"text": text, "limit": limit, "cut": text.strip()[:limit]}
            carrier = {"carrier": case.rules.name, "column": _heading(column)}
            yield Fault("text_cut", cell, {**told, **carrier}, source=case.rules.sources[0])


def signer(case: OrderCase) -> Iterator[Fault]:
    """Who signs is the person whom the losing carrier has as authorised."""
    for account in case.on_account():
        signs, authorised = case.order["signer"].strip(), account["authorised_person"].strip()
        if not authorised:
            yield Fault("authorised_missing", case.account_cell("authorised_person"))
        if not signs:
            yield Fault("signer_missing", case.cell("signer"), suggestion=authorised or None)
        elif authorised and (kind := kind_of_difference(signs, authorised)):
            told = {"ours": signs, "theirs": authorised}
            yield Fault(
                "signer_not_authorised",
                case.cell("signer"),
                {**told, "difference": Word(f"preflight.by_{kind}")},
                suggestion=authorised,
                difference=pieces(signs, authorised),
            )


def site_address(case: OrderCase) -> Iterator[Fault]:
    """Numbers at a site of another address than the account's may be registered elsewhere."""
    for account in case.on_account():
        here = address_of(account)
        for cohort in case.numbers:
            site = case.sites.get(cohort.traits.site.strip().casefold())
            there = address_of(site) if site else ""
            if here and there and there.casefold() != here.casefold():
                yield Fault(
                    "site_address_differs",
                    number_cell(cohort.first, "site"),
                    {"site": cohort.traits.site, "there": there, "here": here},
                    tuple(cohort.rows),
                )


def pin(case: OrderCase) -> Iterator[Fault]:
    """Some kinds of number are not given out without their PIN."""
    if case.account is None or case.has_pin("accounts", case.account["id"]):
        return
    for cohort, said in case.said:
        rule = case.carriers.needs_pin(said.region, kind_of(cohort.traits.type, said.type))
        rows = [row for row in cohort.rows if not case.has_pin("numbers", row)] if rule else []
        if rule and rows:
            told = {"count": len(rows)}
            cell = case.account_cell("id")
            yield Fault("pin_missing", cell, told, tuple(rows), source=rule.source)
            return


def settled(case: OrderCase) -> Iterator[Fault]:
    """The losing carrier refuses while a change is open or the account is locked."""
    for account in case.on_account():
        if account["open_changes"] == "yes":
            yield Fault("open_changes", case.account_cell("open_changes"))
        if account["locked"] == "yes":
            yield Fault("locked", case.account_cell("locked"))
        if account["internet"] == "yes":
            yield Fault("internet_on_account", case.account_cell("internet"))


def _heading(column: str) -> Word:
    return Word(f"column.{column}")


RULES = (
    account_is_there,
    account_number,
    name,
    address,
    postcode_form,
    company_id,
    lengths,
    signer,
    site_address,
    pin,
    settled,
)
