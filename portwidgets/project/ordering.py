"""Splits a project's numbers into port orders: a plan to look at, and the plan as one step."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from portwidgets import catalog
from portwidgets.domain.edit import Add, Op, Set
from portwidgets.domain.orders.cohort import Cohort, Said
from portwidgets.domain.orders.cohorts import Cohorts
from portwidgets.domain.orders.preflight import Preflight
from portwidgets.domain.orders.preflight.case import Cells
from portwidgets.domain.orders.preflight.to_split import Describe, describers
from portwidgets.domain.orders.splitting import PortNumber, SplitPlan, split
from portwidgets.domain.orders.transitions import BEFORE_SUBMISSION, MOVED
from portwidgets.domain.schema import NUMBERS, ORDERS, Decision, NumberStatus, OrderStatus
from portwidgets.storage.project_folder import ProjectFolder

_OPEN = frozenset({*BEFORE_SUBMISSION, ""})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number that is to be ported and cannot be put into an order.

    Attributes:
        row: Its row.
        code: Why, as a text's code.
    """

    row: str
    code: str


@dataclass(frozen=True, slots=True)
class OrderProposal:
    """The orders that the numbers of a project become.

    Attributes:
        plan: The orders.
        carrier: The gaining carrier that they are for.
        left_out: Numbers that could not be put into one.
        untouched: Orders that were submitted already; they stay as they are.
        moves: How many numbers come into another order than they are in.
    """

    plan: SplitPlan
    carrier: str
    left_out: tuple[LeftOut, ...]
    untouched: tuple[str, ...]
    moves: int


def propose(preflight: Preflight, carrier: str) -> OrderProposal:
    """Propose orders for all numbers that are to be ported and were not submitted yet."""
    orders = preflight.orders
    drafts = {row: cells["account"] for row, cells in orders.items() if cells["status"] in _OPEN}
    left_out: list[LeftOut] = []
    numbers = [*_to_port(preflight, drafts.keys(), left_out)]
    plan = split(numbers, catalog.carriers().of(carrier), drafts)
    moves = sum(
        number.order != order.order or not order.order
        for order in plan.orders
        for number in order.numbers
    )
    untouched = tuple(row for row in orders if row not in drafts)
    return OrderProposal(plan, carrier, tuple(left_out), untouched, moves)


def operations(proposal: OrderProposal, folder: ProjectFolder) -> Iterator[Op]:
    """Yield what makes a proposal true: new orders, and each number in its order."""
    orders, numbers = folder.table(ORDERS.name), folder.table(NUMBERS.name)
    new = iter(folder.new_ids(ORDERS.name, sum(not o.order for o in proposal.plan.orders)))
    for planned in proposal.plan.orders:
        order = planned.order or next(new)
        if not planned.order:
            cells = {"account": planned.account, "gaining_carrier": proposal.carrier}
            yield Add(ORDERS.name, order, {**cells, "status": OrderStatus.DRAFT.value})
        else:
            wanted = {"account": planned.account, "gaining_carrier": proposal.carrier}
            for column, text in wanted.items():
                before = orders.cell(order, column)
                if text and before != text:
                    yield Set(ORDERS.name, order, column, before, text)
        for row in planned.rows:
            before = numbers.cell(row, "order")
            if before != order:
                yield Set(NUMBERS.name, row, "order", before, order)


def _to_port(
    preflight: Preflight, drafts: Container[str], left_out: list[LeftOut]
) -> Iterator[PortNumber]:
    cohorts, orders = preflight.cohorts, preflight.orders
    gone = {row for row in orders if row not in drafts and not _is_cancelled(orders[row])}
    describer = describers(preflight.accounts, preflight.sites)
    for cohort in cohorts:
        traits = cohort.traits
        if traits.decision != Decision.PORT or traits.status in MOVED:
            continue
        if traits.order in orders and traits.order not in drafts:
            continue  # submitted: it stays where it is
        code = _why_out(cohort, preflight)
        if code:
            left_out.extend(LeftOut(row, code) for row in cohort.rows)
            continue
        describe: dict[Said, Describe] = {}
        for row, number in cohort.rows.items():
            said = cohorts.said(number)
            if said is None:
                left_out.append(LeftOut(row, "split.out_not_valid"))
            elif _is_second(cohorts, number, row, gone):
                left_out.append(LeftOut(row, "split.out_double"))
            else:
                if said not in describe:
                    describe[said] = describer(cohort, said)
                yield describe[said](row, number)


def _why_out(cohort: Cohort, preflight: Preflight) -> str:
    traits = cohort.traits
    if traits.status == NumberStatus.NOT_PORTABLE:
        return "split.out_not_portable"
    if traits.status in (NumberStatus.SUBMITTED, NumberStatus.FOC_CONFIRMED):
        return "split.out_under_way"
    if not traits.account:
        return "split.out_no_account"
    return "" if traits.account in preflight.accounts else "split.out_no_such_account"


def _is_second(cohorts: Cohorts, number: str, row: str, gone: Container[str]) -> bool:
    """Tell whether an earlier row has the number, or one in an order that the carriers have."""
    return cohorts.is_double(number) and any(
        other < row or cohort.traits.order in gone for other, cohort in cohorts.others(number, row)
    )


def _is_cancelled(order: Cells) -> bool:
    return order["status"] == OrderStatus.CANCELLED
