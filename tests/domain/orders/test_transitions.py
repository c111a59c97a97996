"""An order's status never contradicts its numbers': the table of transitions, cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.orders.transitions import (
    CLOSED,
    MOVED,
    NUMBER_STEPS,
    NUMBERS_FOLLOW,
    ORDER_STEPS,
    OUT,
    agrees,
    order_after,
)
from portwidgets.domain.schema import NumberStatus as Number
from portwidgets.domain.schema import OrderStatus as Order

orders = st.sampled_from(Order)
numbers = st.lists(st.sampled_from(Number), max_size=6)


def test_the_table_speaks_of_every_status():
    assert set(ORDER_STEPS) == set(NUMBERS_FOLLOW) == set(Order)
    assert set(NUMBER_STEPS) == set(Number)


def test_nobody_chooses_ready_partial_or_verified_by_hand():
    assert all({Order.READY, Order.PARTIAL}.isdisjoint(steps) for steps in ORDER_STEPS.values())
    reached = {before for before, steps in NUMBER_STEPS.items() if Number.VERIFIED in steps}
    assert reached == {Number.PORTED}


def test_a_cancelled_order_is_not_taken_up_again():
    assert ORDER_STEPS[Order.CANCELLED] == frozenset()


def test_no_order_becomes_a_draft_again_once_it_was_submitted():
    before = {order for order, steps in ORDER_STEPS.items() if Order.DRAFT in steps}
    assert before == {Order.READY}


@pytest.mark.parametrize(
    ("order", "states"),
    [
        (Order.DRAFT, [Number.PLANNED, Number.NOT_PORTABLE]),
        (Order.SUBMITTED, [Number.SUBMITTED, Number.FOC_CONFIRMED]),  # dates come one by one
        (Order.EXCEPTION, [Number.EXCEPTION, Number.FOC_CONFIRMED]),
        (Order.FOC_CONFIRMED, [Number.FOC_CONFIRMED, Number.CANCELLED]),
        (Order.PARTIAL, [Number.VERIFIED, Number.EXCEPTION]),
        (Order.COMPLETED, [Number.PORTED, Number.VERIFIED, Number.NOT_PORTABLE]),
        (Order.CANCELLED, [Number.PLANNED, Number.CANCELLED]),
        (Order.SUBMITTED, []),
    ],
)
def test_an_order_can_be_at_a_status_with_numbers_in_these_states(order, states):
    assert agrees(order, states)


@pytest.mark.parametrize(
    ("order", "states"),
    [
        (Order.DRAFT, [Number.SUBMITTED]),
        (Order.SUBMITTED, [Number.PLANNED]),
        (Order.SUBMITTED, [Number.EXCEPTION]),
        (Order.EXCEPTION, [Number.FOC_CONFIRMED]),
        (Order.FOC_CONFIRMED, [Number.FOC_CONFIRMED, Number.SUBMITTED]),
        (Order.PARTIAL, [Number.PORTED]),
        (Order.PARTIAL, [Number.SUBMITTED]),
        (Order.COMPLETED, [Number.PORTED, Number.FOC_CONFIRMED]),
        (Order.COMPLETED, [Number.NOT_PORTABLE]),
        (Order.CANCELLED, [Number.PORTED]),
    ],
)
def test_an_order_contradicts_such_numbers(order, states):
    assert not agrees(order, states)


@pytest.mark.parametrize(
    ("order", "states", "after"),
    [
        (Order.SUBMITTED, [Number.FOC_CONFIRMED, Number.EXCEPTION], Order.EXCEPTION),
        (Order.EXCEPTION, [Number.SUBMITTED, Number.FOC_CONFIRMED], Order.SUBMITTED),
        (Order.EXCEPTION, [Number.FOC_CONFIRMED, Number.FOC_CONFIRMED], Order.FOC_CONFIRMED),
        (Order.FOC_CONFIRMED, [Number.PORTED, Number.FOC_CONFIRMED], Order.PARTIAL),
        (Order.FOC_CONFIRMED, [Number.PORTED, Number.NOT_PORTABLE], Order.COMPLETED),
        (Order.COMPLETED, [Number.VERIFIED, Number.EXCEPTION], Order.PARTIAL),
        (Order.COMPLETED, [Number.EXCEPTION], Order.EXCEPTION),
        (Order.SUBMITTED, [Number.SUBMITTED, Number.FOC_CONFIRMED], Order.SUBMITTED),
        (Order.DRAFT, [Number.SUBMITTED], None),
        (Order.SUBMITTED, [Number.PLANNED, Number.SUBMITTED], None),
    ],
)
def test_an_order_follows_its_numbers(order, states, after):
    assert order_after(order, states) is after


@given(orders, numbers)
def test_what_an_order_becomes_agrees_with_its_numbers(order, states):
    after = order_after(order, states)
    assert after is None or agrees(after, states)


@given(orders, orders, numbers)
def test_numbers_that_followed_agree_unless_one_of_them_stands_against_it(before, after, states):
    if after not in ORDER_STEPS[before] or not agrees(before, states):
        return
    followed = [NUMBERS_FOLLOW[after].get(state, state) for state in states]
    against = [state for state in followed if state not in OUT and not agrees(after, [state])]
    if not against and any(state not in OUT for state in states):
        assert agrees(after, followed)


@given(orders, numbers)
def test_numbers_that_followed_once_need_not_follow_again(order, states):
    moves = NUMBERS_FOLLOW[order]
    once = [moves.get(state, state) for state in states]
    assert [moves.get(state, state) for state in once] == once


def test_what_has_moved_moves_back_by_nobodys_order():
    for order in Order:
        assert MOVED.isdisjoint(NUMBERS_FOLLOW[order])
        assert OUT.isdisjoint(NUMBERS_FOLLOW[order])
    assert {Order.COMPLETED, Order.CANCELLED} == CLOSED
