"""The numbers of a letter as one cell: written in blocks, read back whole, compared as numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.orders.stated_numbers import StatedNumbers, is_stated, write_numbers
from portwidgets.domain.schema import Decision, NumberStatus


def read(text):
    return StatedNumbers.read(text, lambda part: part)


def difference(text, *numbers):
    found = read(text).difference(int(number[1:]) for number in numbers)
    return found and (found.missing, found.surplus, found.number)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        (["+4567123400"], "+4567123400"),
        (["+4567123401", "+4567123400", "+4567123402"], "+4567123400-2"),
        (["+4567123408", "+4567123409", "+4567123410"], "+4567123408-10"),
        (["+4567123400", "+4567123402"], "+4567123400, +4567123402"),
        (["+4699", "+46100"], "+4699, +46100"),
    ],
)
def test_consecutive_numbers_are_written_as_a_block(numbers, text):
    assert write_numbers(numbers) == text


@given(st.sets(st.integers(4567123400, 4567123600) | st.integers(10_000, 10_000_000)))
def test_what_was_written_states_just_those_numbers(digits):
    stated = read(write_numbers(f"+{each}" for each in digits))
    assert stated.count == len(digits)
    assert stated.difference(digits) is None


@given(st.sets(st.integers(100, 160)), st.sets(st.integers(100, 160)))
def test_a_difference_counts_both_sides_and_names_a_number_of_one(stated, there):
    found = read(write_numbers(f"+{each}" for each in stated)).difference(there)
    if stated == there:
        assert found is None
        return
    assert (found.missing, found.surplus) == (len(there - stated), len(stated - there))
    assert int(found.number[1:]) in ((there - stated) or (stated - there))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("+4567123400-02", None),
        ("+4567123400-01, +4567123401-02,", None),  # twice, and a comma too many
        ("+4567123400-01", (1, 0, "+4567123402")),
        ("+4567123400-03", (0, 1, "+4567123403")),
        ("+4567123400-02, and the fax", (0, 1, "and the fax")),
        ("+4567123402-00", (3, 1, "+4567123400")),  # reversed: it says nothing
    ],
)
def test_a_cell_may_be_typed_by_hand(text, told):
    assert difference(text, "+4567123400", "+4567123401", "+4567123402") == told


def test_a_block_of_millions_is_compared_without_writing_it_out():
    assert difference("+4500000000-99999999", "+4567123400") == (0, 99_999_999, "+4500000000")


def test_a_letter_states_what_moves_and_what_nobody_has_decided_on():
    assert is_stated(NumberStatus.PLANNED, Decision.PORT)
    assert is_stated("", "")
    assert not is_stated(NumberStatus.NOT_PORTABLE, Decision.PORT)
    assert not is_stated(NumberStatus.PLANNED, Decision.KEEP)
