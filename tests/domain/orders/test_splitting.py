"""The order splitter: no order breaks a rule, and there are as few as the rules allow."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets import catalog
from portwidgets.domain.dates.lead_time import PortKind
from portwidgets.domain.orders.carrier_rules import CarrierRules, Shared
from portwidgets.domain.orders.splitting import PortNumber, split, why_apart

RULES = catalog.carriers().rules
PLAIN, TEAMS, TELNYX = RULES["plain"], RULES["teams"], RULES["telnyx"]

A_NUMBER = PortNumber(
    row="n0001",
    number="+4567123400",
    losing_carrier="Tele",
    account="a0001",
    btn="+4567123400",
    kind=PortKind.GEOGRAPHIC,
    country="DK",
    address="Eksempelvej 1, 5000 Odense C",
)


def block(count, start=4567123400, **traits):
    return [
        replace(A_NUMBER, row=f"n{start + at}", number=f"+{start + at}", **traits)
        for at in range(count)
    ]


def limited(limit, rules=PLAIN):
    return replace(rules, limit=limit)


def sizes(plan):
    return [len(order.numbers) for order in plan.orders]


def test_numbers_that_agree_in_everything_become_one_order():
    plan = split(block(20), PLAIN, {})
    assert sizes(plan) == [20]
    assert plan.orders[0].apart == ()


@pytest.mark.parametrize(
    ("trait", "value", "what"),
    [
        ("losing_carrier", "Net", Shared.LOSING_CARRIER),
        ("account", "a0002", Shared.ACCOUNT),
        ("btn", "+4567123499", Shared.BTN),
        ("kind", PortKind.TOLL_FREE, Shared.KIND),
        ("kind", None, Shared.KIND),
        ("country", "SE", Shared.COUNTRY),
        ("address", "Prøvegade 12, 8000 Aarhus C", Shared.ADDRESS),
    ],
)
def test_numbers_that_differ_in_one_thing_become_two_orders_which_say_so(trait, value, what):
    plan = split(block(2) + block(2, 4567123500, **{trait: value}), PLAIN, {})
    assert sizes(plan) == [2, 2]
    assert [apart.what for order in plan.orders for apart in order.apart] == [what, what]


def test_what_a_carrier_does_not_ask_for_does_not_split():
    numbers = block(2) + block(2, 4567123500, address="Prøvegade 12, 8000 Aarhus C")
    assert sizes(split(numbers, TELNYX, {})) == [4]


def test_the_same_text_in_other_capitals_is_the_same():
    numbers = block(2) + block(2, 4567123500, losing_carrier=" TELE ")
    assert sizes(split(numbers, PLAIN, {})) == [4]


def test_a_number_of_no_known_rate_centre_goes_with_any():
    numbers = block(2, rate_centre="NWYRCYZN01") + block(1, 4567123500)
    assert sizes(split(numbers, PLAIN, {})) == [3]
    numbers += block(1, 4567123600, rate_centre="CHCGILCH")
    assert sizes(split(numbers, PLAIN, {})) == [2, 2]


def test_toll_free_numbers_are_split_by_who_controls_them_and_not_by_rate_centre():
    free = {"kind": PortKind.TOLL_FREE, "country": "US"}
    one = block(1, 18005550100, resp_org="QIT02", rate_centre="X", **free)
    same = block(1, 18005550101, resp_org="QIT02", rate_centre="Y", **free)
    other = block(1, 18005550102, resp_org="ABC01", **free)
    assert sizes(split(one + same, PLAIN, {})) == [2]
    assert why_apart(one[0], other[0], PLAIN)[0].what is Shared.AREA


def test_more_numbers_than_the_limit_become_several_orders_which_name_it():
    plan = split(block(1_000), TEAMS, {})
    assert sizes(plan) == [999, 1]
    assert [apart.what for order in plan.orders for apart in order.apart] == [None, None]


def test_a_block_is_cut_only_where_the_limit_leaves_no_other_way():
    numbers = block(6) + block(4, 4567123500)
    assert sizes(split(numbers, limited(8), {})) == [6, 4]
    assert sizes(split(numbers, limited(5), {})) == [5, 5]


def test_a_draft_that_already_fits_stays_as_it_is():
    numbers = block(3, order="o0001") + block(3, 4567123500, account="a0002", order="o0002")
    plan = split(numbers, PLAIN, {"o0001": "a0001", "o0002": "a0002"})
    assert [order.order for order in plan.orders] == ["o0001", "o0002"]


def test_a_draft_keeps_the_numbers_that_most_of_it_agree_with_and_the_rest_moves():
    numbers = block(3, order="o0001") + block(2, 4567123500, country="SE", order="o0001")
    plan = split(numbers, PLAIN, {"o0001": "a0001"})
    assert {order.order: len(order.numbers) for order in plan.orders} == {"o0001": 3, "": 2}


def test_two_drafts_that_could_be_one_become_one_and_the_other_is_named_as_empty():
    numbers = block(3, order="o0001") + block(2, 4567123500, order="o0002")
    plan = split(numbers, PLAIN, {"o0001": "a0001", "o0002": "a0001"})
    assert [order.order for order in plan.orders] == ["o0001"]
    assert plan.emptied == ("o0002",)


def test_an_empty_draft_of_the_account_is_used_and_one_of_another_account_is_not():
    drafts = {"o0001": "a0002", "o0002": "a0001"}
    assert [order.order for order in split(block(2), PLAIN, drafts).orders] == ["o0002"]
    assert [order.order for order in split(block(2), PLAIN, {"o0001": "a0002"}).orders] == [""]


numbers_of_all_kinds = st.lists(
    st.builds(
        PortNumber,
        row=st.integers(0, 10**6).map(str),
        number=st.integers(4567000000, 4567000060).map("+{}".format),
        losing_carrier=st.sampled_from(["Tele", "tele", "Net"]),
        account=st.sampled_from(["a0001", "a0002"]),
        btn=st.just("+4567123400"),
        kind=st.sampled_from([PortKind.GEOGRAPHIC, PortKind.TOLL_FREE, None]),
        country=st.sampled_from(["DK", "SE"]),
        address=st.sampled_from(["", "Vej 1"]),
        rate_centre=st.sampled_from(["", "", "X", "Y"]),
        resp_org=st.sampled_from(["", "QIT02"]),
        order=st.sampled_from(["", "o0001", "o0002"]),
    ),
    unique_by=(lambda number: number.row, lambda number: number.number),
    max_size=50,
)


def fewest(numbers, rules: CarrierRules):
    """Count the orders that are needed at least, by another way than the splitter's."""
    classes = defaultdict(lambda: defaultdict(int))
    for number in numbers:
        told = tuple(
            number.shares(what).casefold() for what in rules.together if what is not Shared.AREA
        )
        classes[told][number.area if Shared.AREA in rules.together else ""] += 1
    total = 0
    for areas in classes.values():
        limit = rules.limit or 10**9
        anywhere = areas.pop("", 0)
        known = sum(-(-count // limit) for count in areas.values())
        room = sum(-count % limit for count in areas.values())
        total += known + -(-max(0, anywhere - room) // limit)
    return total


@given(
    numbers_of_all_kinds,
    st.sampled_from([*RULES.values()]),
    st.sampled_from([None, 1, 2, 3, 7]),
    st.dictionaries(st.sampled_from(["o0001", "o0002"]), st.sampled_from(["", "a0001"])),
)
def test_orders_break_no_rule_are_as_few_as_possible_and_hold_each_number_once(
    numbers, rules, limit, drafts
):
    rules = replace(rules, limit=limit)
    plan = split(numbers, rules, drafts)
    assert sorted(row for order in plan.orders for row in order.rows) == sorted(
        number.row for number in numbers
    )
    for order in plan.orders:
        assert limit is None or len(order.numbers) <= limit
        assert all(
            not why_apart(one, other, rules) for one in order.numbers for other in order.numbers
        )
        assert not order.order or drafts[order.order] in ("", order.account)
    assert len(plan.orders) == fewest(numbers, rules)
    used = [order.order for order in plan.orders if order.order]
    assert len(used) == len(set(used))
    assert {*used, *plan.emptied} == set(drafts)
    assert all(order.apart for order in plan.orders) or len(plan.orders) == 1
