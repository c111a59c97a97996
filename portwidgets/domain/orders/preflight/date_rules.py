"""Rules about the day of the port and the papers that must still be fresh on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from portwidgets.domain.dates.business_days import Closed
from portwidgets.domain.dates.lead_time import LeadTime, Paper
from portwidgets.domain.orders.preflight.case import OrderCase, day_of
from portwidgets.domain.orders.preflight.finding import Cell, Fault, Word
from portwidgets.domain.orders.stated_numbers import StatedNumbers, is_stated
from portwidgets.domain.schema import PROGRESS


def day(case: OrderCase) -> Iterator[Fault]:
    """The day is a business day, neither gone by nor too soon nor too far away."""
    if case.day is None:
        yield Fault("day_missing", case.cell("requested_on"))
        return
    if case.day <= case.today:
        told = {"day": case.day, "earliest": _earliest(case)}
        yield Fault("day_past", case.day_cell, told, suggestion=_earliest(case).isoformat())
        return
    yield from _closed(case, case.day)
    yield from _too_soon(case, case.day)
    losing = (case.account or {}).get("carrier", "")
    horizon = case.times.horizon(case.country, losing)
    if horizon and case.day > case.today + timedelta(days=horizon.days):
        far = {"day": case.day, "carrier": losing, "days": horizon.days}
        yield Fault("day_too_far", case.day_cell, far, source=horizon.source.title)


def _closed(case: OrderCase, port: date) -> Iterator[Fault]:
    days = case.times.business_days(case.country)
    off, half = days.why_closed(port), days.warning(port)
    if off is None and half is None:
        return
    next_day = days.on_or_after(port + timedelta(days=1)).isoformat()
    if off and off.why is Closed.WEEKEND:
        yield Fault("day_weekend", case.day_cell, {"day": port}, suggestion=next_day)
    elif off or half:
        found = off or half
        names = (found.name_da, found.name_en) if found else ()
        code = "day_holiday" if off else "day_half_closed"
        yield Fault(code, case.day_cell, {"day": port, "holiday": names}, suggestion=next_day)


def _too_soon(case: OrderCase, port: date) -> Iterator[Fault]:
    days = case.times.business_days(case.country)
    legal, practical = case.times.legal(case.port), case.times.practical(case.port)
    for code, lead in (("day_too_soon", legal), ("day_tight", practical)):
        if lead and port < (earliest := lead.until(case.today, days)):
            told = {"day": port, "earliest": earliest}
            source = lead.source.title
            suggestion = _earliest(case).isoformat()
            yield Fault(code, case.day_cell, told, suggestion=suggestion, source=source)
            return


def _earliest(case: OrderCase) -> date:
    days = case.times.business_days(case.country)
    leads: list[LeadTime | None] = [case.times.practical(case.port), case.times.legal(case.port)]
    return max(
        (lead.until(case.today, days) for lead in leads if lead), default=days.add(case.today, 1)
    )


def papers(case: OrderCase) -> Iterator[Fault]:
    """What must be attached is there, and not too old on the day of the port."""
    for account in case.on_account():
        invoice = day_of(account["invoice_on"])
        cell = case.account_cell("invoice_on")
        if invoice is None and Paper.INVOICE in case.rules.papers:
            yield Fault("invoice_missing", cell)
        elif invoice is not None:
            yield from _age(case, Paper.INVOICE, invoice)
    signed = day_of(case.order["loa_signed_on"])
    if signed is None:
        yield Fault("loa_not_signed", case.cell("loa_signed_on"))
        return
    yield from _age(case, Paper.LOA, signed)
    expires = day_of(case.order["loa_expires_on"])
    if expires and expires < (case.day or case.today):
        told = {"last": expires, "day": case.day or case.today}
        yield Fault("loa_expired", case.cell("loa_expires_on"), told)


def _age(case: OrderCase, paper: Paper, dated: date) -> Iterator[Fault]:
    on = case.day or case.today
    limit = case.times.oldest(paper, case.country, case.order["gaining_carrier"])
    last = limit.last_day(dated)
    cell = case.account_cell("invoice_on") if paper is Paper.INVOICE else case.cell("loa_signed_on")
    told = {"dated": dated, "last": last, "day": on}
    if dated > case.today:
        yield Fault(f"{paper}_in_future", cell, {"dated": dated})
    elif last < on:
        yield Fault(f"{paper}_too_old", cell, told, source=limit.source.title)


def loa_numbers(case: OrderCase) -> Iterator[Fault]:
    """The numbers that the letter states are those that the order moves."""
    text = case.order["loa_numbers"].strip()
    if not text:
        return
    moving = (c for c in case.numbers if is_stated(c.traits.status, c.traits.decision))
    digits = chain.from_iterable(case.cohorts.look(cohort).digits for cohort in moving)
    differs = StatedNumbers.read(text, case.cohorts.e164).difference(digits)
    if differs:
        told = {"missing": differs.missing, "surplus": differs.surplus, "number": differs.number}
        yield Fault("loa_numbers_differ", case.cell("loa_numbers"), told)


def steps(case: OrderCase) -> Iterator[Fault]:
    """Critical steps of the checklist come before the order goes out."""
    for step in case.open_steps:
        cell = Cell(PROGRESS.name, step, "state")
        yield Fault("step_open", cell, {"step": Word(f"step.{step}")})


RULES = (day, papers, loa_numbers, steps)
