"""Rules about what an order leaves behind: the main billed number, blocks, unanswered numbers."""

from __future__ import annotations

from collections.abc import Iterator

from portwidgets.domain.dates.lead_time import PortKind
from portwidgets.domain.numbers.number_kind import kind_of
from portwidgets.domain.orders.cohort import Said
from portwidgets.domain.orders.preflight.case import OrderCase, number_cell
from portwidgets.domain.orders.preflight.finding import Fault
from portwidgets.domain.orders.remainders import Remainder
from portwidgets.domain.schema import Decision, Remaining


def main_number(case: OrderCase) -> Iterator[Fault]:
    """The main billed number is known, valid, and on this account."""
    for account in case.on_account():
        cell, btn = case.account_cell("btn"), account["btn"]
        said = case.cohorts.said(btn)
        told = {"btn": btn}
        if not btn.strip():
            yield Fault("btn_missing", cell)
        elif said is None:
            yield Fault("btn_invalid", cell, told)
        elif _is_toll_free(said) and case.kind is not PortKind.TOLL_FREE:
            yield Fault("btn_toll_free", cell, told)
        elif case.on_its_account(btn) is None:
            rows = map(case.cohorts.of_row, case.cohorts.rows_of(case.cohorts.e164(btn)))
            owner = next((cohort for cohort in rows if cohort and cohort.traits.account), None)
            if owner is None:
                yield Fault("btn_not_listed", cell, told)
            elif owner.traits.account != account["id"]:
                yield Fault("btn_elsewhere", cell, {**told, "account": owner.traits.account})


def _is_toll_free(said: Said) -> bool:
    return kind_of("", said.type) is PortKind.TOLL_FREE


def partial_port(case: OrderCase) -> Iterator[Fault]:
    """What stays is answered for, and what becomes of it is said; the BTN goes with the last."""
    remainder, account = case.remainder, case.account
    if remainder is None or account is None or not case.count:
        return
    if remainder.undecided:
        row = remainder.undecided[0]
        told = {"count": len(remainder.undecided)}
        yield Fault("undecided", number_cell(row, "decision"), told, remainder.undecided)
    besides = remainder.besides(case.id)
    btn = account["btn"]
    main = case.on_its_account(btn)
    takes_btn = main is not None and main.traits.order == case.id
    if besides:
        yield from _what_remains(case, remainder, besides)
        if takes_btn:
            yield from _new_main_number(case, remainder, besides)
    if besides == 1 and main and not takes_btn and main.traits.decision != Decision.KEEP:
        row = _row(case, btn)
        yield Fault("btn_left_behind", number_cell(row, "order"), {"btn": btn}, (row,))


def _what_remains(case: OrderCase, remainder: Remainder, besides: int) -> Iterator[Fault]:
    cell, said = case.cell("remaining"), case.order["remaining"]
    keep, end = Remaining.KEEP.value, Remaining.DISCONNECT.value
    told = {"count": besides}
    if not said:
        suggestion = end if remainder.ending and not remainder.staying else keep
        yield Fault("remaining_missing", cell, told, suggestion=suggestion)
    elif said == end and remainder.staying:
        yield Fault("remaining_contradicts", cell, {"count": remainder.staying}, suggestion=keep)


def _new_main_number(case: OrderCase, remainder: Remainder, besides: int) -> Iterator[Fault]:
    btn = (case.account or {}).get("btn", "")
    cell, new = case.cell("new_btn"), case.order["new_btn"]
    told = {"btn": btn, "count": besides}
    if not case.rules.btn_in_partial:
        row = _row(case, btn)
        carrier = {**told, "carrier": case.rules.name}
        source = case.rules.sources[0]
        yield Fault("btn_in_partial", number_cell(row, "order"), carrier, (row,), source=source)
    elif case.order["remaining"] == Remaining.DISCONNECT and not remainder.staying:
        return  # nothing stays that would need a main number
    elif not new.strip():
        yield Fault("btn_stranded", cell, told)
    elif (staying := case.on_its_account(new)) is None or staying.traits.order == case.id:
        yield Fault("new_btn_not_staying", cell, {"new_btn": new})


def blocks(case: OrderCase) -> Iterator[Fault]:
    """A block has no hole that nobody knows of, and is not cut in two without need."""
    if case.remainder is None:
        return
    for hole in case.remainder.holes:
        if hole.order == case.id:
            told = {"first": hole.first, "last": hole.last}
            code = "block_hole" if hole.first == hole.last else "block_holes"
            yield Fault(code, number_cell(hole.row, "number"), told, (hole.row,))
    for cut in case.remainder.cuts:
        if cut.order == case.id:
            code = "block_cut" if cut.stays else "block_in_two_orders"
            yield Fault(code, number_cell(cut.row, "order"), {"number": cut.number}, (cut.row,))


def _row(case: OrderCase, number: str) -> str:
    """Return the row of a number that is on the order's account."""
    cohort = case.on_its_account(number)
    rows = case.cohorts.rows_of(number)
    return next(row for row in rows if cohort and row in cohort.rows)


RULES = (main_number, partial_port, blocks)
