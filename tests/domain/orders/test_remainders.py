"""What an account keeps: holes in its blocks, blocks cut in two, numbers nobody answered for."""

from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.orders.cohorts import Cohorts
from portwidgets.domain.orders.remainders import LONGEST_HOLE, remainder_of

FIRST = 4567123400


def account(*numbers):
    """Cohorts of one account: each number as (offset, decision, order)."""
    cohorts = Cohorts("DK")
    cohorts.load(
        (f"n{at}", f"+{FIRST + offset}", ("", "", decision, "", "a1", order, "", "", ""))
        for at, (offset, decision, order) in enumerate(numbers)
    )
    return remainder_of("a1", cohorts)


def ported(*offsets):
    return [(offset, "port", "o1") for offset in offsets]


def test_a_number_that_is_missing_inside_a_block_is_a_hole():
    [hole] = account(*ported(0, 1, 2, 4, 5)).holes
    assert (hole.first, hole.last, hole.order) == ("+4567123403", "+4567123403", "o1")


def test_a_gap_wider_than_a_block_beside_it_parts_two_blocks():
    assert len(account(*ported(0, 1, 4, 5, 6, 7, 8)).holes) == 1
    assert account(*ported(0, 1, 5, 6, 7, 8)).holes == ()


def test_a_gap_of_more_than_the_longest_hole_is_none_however_long_the_blocks():
    far = LONGEST_HOLE + 1
    block = range(20)
    near = [*block, *(20 + LONGEST_HOLE + at for at in block)]
    assert len(account(*ported(*near)).holes) == 1
    assert account(*ported(*block, *(20 + far + at for at in block))).holes == ()


def test_neighbours_of_which_one_stays_are_a_cut_and_so_are_two_orders():
    [cut] = account(*ported(0, 1), (2, "keep", "")).cuts
    assert (cut.number, cut.stays, cut.order) == ("+4567123402", True, "o1")
    cuts = account((0, "port", "o1"), (1, "port", "o2")).cuts
    assert [(cut.order, cut.stays) for cut in cuts] == [("o1", False)]


def test_numbers_that_have_left_are_no_longer_the_accounts():
    cohorts = Cohorts("DK")
    told = ("", "", "port", "ported", "a1", "o1", "", "", "")
    cohorts.load([("n1", f"+{FIRST}", told)])
    assert remainder_of("a1", cohorts).total == 0


def test_each_number_is_counted_by_its_answer():
    found = account(*ported(0, 1), (10, "keep", ""), (20, "disconnect", ""), (30, "", ""))
    assert (found.total, found.staying, found.ending) == (5, 1, 1)
    assert found.undecided == ("n4",)
    assert found.besides("o1") == 3


@given(st.sets(st.integers(0, 60), min_size=1))
def test_no_number_of_the_account_lies_in_a_hole_and_what_lies_in_one_has_neighbours(offsets):
    there = {FIRST + offset for offset in offsets}
    for hole in account(*ported(*offsets)).holes:
        missing = range(int(hole.first), int(hole.last) + 1)
        assert there.isdisjoint(missing)
        assert {missing[0] - 1, missing[-1] + 1} <= there
        assert len(missing) <= LONGEST_HOLE
