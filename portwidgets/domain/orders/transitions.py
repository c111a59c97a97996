"""The table of transitions: how the states of an order and of its numbers follow each other.

Numbers of one order may be ported on different days, so each number has its own status and the
order the one that sums them up. What stands here is all there is to it: which step a status may
take, what the numbers become when their order takes one, and what the order becomes when its
numbers do. `verified` is reached through tests only (number_tests.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from portwidgets.domain.schema import NumberStatus as Number
from portwidgets.domain.schema import OrderStatus as Order

OUT = frozenset({Number.NOT_PORTABLE, Number.CANCELLED})
"""Numbers that their order no longer moves."""

MOVED = frozenset({Number.PORTED, Number.VERIFIED})
"""Numbers that are at the gaining carrier."""

CLOSED = frozenset({Order.COMPLETED, Order.CANCELLED})
"""Orders with which the carriers are done."""

BEFORE_SUBMISSION = frozenset({Order.DRAFT, Order.READY})
"""Orders that no carrier has seen; READY is computed from a draft."""

SUBMITTABLE = BEFORE_SUBMISSION | {Order.EXCEPTION, ""}
"""What a cell says of an order that waits to be submitted, for the first time or again."""

_WAITING = frozenset({Number.SUBMITTED, Number.EXCEPTION, Number.FOC_CONFIRMED})

_UNDER_WAY = frozenset(
    {Order.SUBMITTED, Order.EXCEPTION, Order.FOC_CONFIRMED, Order.CANCEL_PENDING}
)

ORDER_STEPS: Mapping[Order, frozenset[Order]] = MappingProxyType(
    {
        # A port that was under way before it was noted here starts at any of these.
        Order.DRAFT: _UNDER_WAY | CLOSED,
        Order.READY: _UNDER_WAY | CLOSED | {Order.DRAFT},
        Order.SUBMITTED: (_UNDER_WAY | CLOSED) - {Order.SUBMITTED},
        Order.EXCEPTION: (_UNDER_WAY | CLOSED) - {Order.EXCEPTION},
        Order.FOC_CONFIRMED: (_UNDER_WAY | CLOSED) - {Order.FOC_CONFIRMED},
        Order.CANCEL_PENDING: (_UNDER_WAY | CLOSED) - {Order.CANCEL_PENDING},
        Order.PARTIAL: frozenset({Order.COMPLETED}),
        # What has moved is taken back number by number, and the order follows.
        Order.COMPLETED: frozenset(),
        # The carriers do not take a cancelled order up again: the numbers go into a new one.
        Order.CANCELLED: frozenset(),
    }
)
"""Which status a person may give an order next; `partial` comes from its numbers alone."""

NUMBER_STEPS: Mapping[Number, frozenset[Number]] = MappingProxyType(
    {
        Number.PLANNED: frozenset(Number) - {Number.PLANNED, Number.VERIFIED},
        Number.SUBMITTED: frozenset(Number) - {Number.SUBMITTED, Number.VERIFIED},
        Number.EXCEPTION: frozenset(Number) - {Number.EXCEPTION, Number.VERIFIED},
        Number.FOC_CONFIRMED: frozenset(Number) - {Number.FOC_CONFIRMED, Number.VERIFIED},
        # A port that was undone (snapback) is an exception; only a test verifies.
        Number.PORTED: frozenset({Number.VERIFIED, Number.EXCEPTION, Number.FOC_CONFIRMED}),
        Number.VERIFIED: frozenset({Number.PORTED, Number.EXCEPTION}),
        Number.NOT_PORTABLE: frozenset({Number.PLANNED, Number.CANCELLED}),
        Number.CANCELLED: frozenset({Number.PLANNED, Number.NOT_PORTABLE}),
    }
)
"""Which status a number may take next; `verified` only through its tests."""

NUMBERS_FOLLOW: Mapping[Order, Mapping[Number, Number]] = MappingProxyType(
    {
        # No order becomes a draft again: these join one, taken out of another order.
        Order.DRAFT: dict.fromkeys(_WAITING, Number.PLANNED),
        Order.READY: dict.fromkeys(_WAITING, Number.PLANNED),
        Order.SUBMITTED: dict.fromkeys(
            (Number.PLANNED, Number.EXCEPTION, Number.FOC_CONFIRMED), Number.SUBMITTED
        ),
        Order.EXCEPTION: dict.fromkeys(
            (Number.PLANNED, Number.SUBMITTED, Number.FOC_CONFIRMED), Number.EXCEPTION
        ),
        Order.FOC_CONFIRMED: dict.fromkeys(
            (Number.PLANNED, Number.SUBMITTED, Number.EXCEPTION), Number.FOC_CONFIRMED
        ),
        Order.PARTIAL: {Number.PLANNED: Number.SUBMITTED},
        Order.COMPLETED: dict.fromkeys(
            (Number.PLANNED, Number.SUBMITTED, Number.FOC_CONFIRMED), Number.PORTED
        ),
        Order.CANCEL_PENDING: {Number.PLANNED: Number.SUBMITTED},
        Order.CANCELLED: dict.fromkeys(_WAITING, Number.PLANNED),
    }
)
"""What an order's numbers become when it takes a status, or a number joins it; others stay."""


def agrees(order: Order, numbers: Collection[Number]) -> bool:
    """Tell whether an order's status can be true of numbers in these states.

    An order whose numbers are not known yet can be at any status.
    """
    going = [status for status in numbers if status not in OUT]
    moved = [status for status in going if status in MOVED]
    if not numbers:
        return True
    match order:
        case Order.DRAFT | Order.READY | Order.CANCELLED:
            return all(status is Number.PLANNED for status in going)
        case Order.SUBMITTED:
            return {Number.SUBMITTED, Number.FOC_CONFIRMED}.issuperset(going)
        case Order.FOC_CONFIRMED:
            return {Number.FOC_CONFIRMED}.issuperset(going)
        case Order.EXCEPTION:
            return _WAITING.issuperset(going) and (not going or Number.EXCEPTION in going)
        case Order.CANCEL_PENDING:
            return _WAITING.issuperset(going)
        case Order.PARTIAL:
            rest = set(going) - MOVED
            return bool(moved) and bool(rest) and _WAITING.issuperset(rest)
        case Order.COMPLETED:
            return bool(moved) and len(moved) == len(going)


def order_after(order: Order, numbers: Collection[Number]) -> Order | None:
    """Return what an order becomes when its numbers have come to these states.

    A status that is still true stays. None where no status of an order is true of them: some
    numbers are planned in an order that was submitted, or the other way round.
    """
    if agrees(order, numbers):
        return order
    going = {status for status in numbers if status not in OUT}
    if order in BEFORE_SUBMISSION | {Order.CANCELLED} or Number.PLANNED in going:
        return None
    if going & MOVED:
        return Order.PARTIAL if going - MOVED else Order.COMPLETED
    if Number.EXCEPTION in going:
        return Order.EXCEPTION
    return Order.FOC_CONFIRMED if going == {Number.FOC_CONFIRMED} else Order.SUBMITTED


def number_status(text: str) -> Number | None:
    """Return the status that a cell holds; an empty one is a number that nobody has touched yet.

    None where somebody wrote a word of their own: it stands outside the table.
    """
    try:
        return Number(text) if text else Number.PLANNED
    except ValueError:
        return None


def order_status(text: str) -> Order:
    """Return the status that a cell holds; one that holds none is a draft."""
    try:
        return Order(text)
    except ValueError:
        return Order.DRAFT
