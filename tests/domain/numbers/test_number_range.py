"""Ranges as people write them, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.numbers import phone_number
from portwidgets.domain.numbers.number_range import LIMIT, NumberRange, parse_range
from portwidgets.errors import Refused

HUNDRED = NumberRange("+4570123400", "+4570123499")


@pytest.mark.parametrize(
    "text",
    [
        "70 12 34 00-99",
        "70123400-99",
        "70 12 34 00 - 34 99",
        "+45 70123400 - 70123499",
        "+4570123400-+4570123499",
        "+45 70 12 34 00-99",
        "0045 70123400 - 0045 70123499",
        "70123400 til 70123499",
        "70123400til70123499",
        "fra 70123400 til og med 70123499",
        "70123400 to 70123499",
        "70 12 34 00 \u2013 70 12 34 99",
        "70-12-34-00 - 70-12-34-99",
        "70 12 34 00...99",
    ],
)
def test_a_range_is_understood_however_it_is_written(text):
    assert parse_range(text, "DK") == HUNDRED
    assert phone_number.why_invalid(text, "DK") == "number.range"


@pytest.mark.parametrize(
    ("text", "region", "count"),
    [("020 7946 0000-0099", "GB", 100), ("212-555-0100-0199", "US", 100), ("70123400-05", "DK", 6)],
)
def test_the_last_digits_replace_those_of_the_first_number(text, region, count):
    assert parse_range(text, region).count == count


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("70123400", "DK"),
        ("70-12-34-00", "DK"),
        ("70123400/01", "DK"),
        ("70123400/99", "DK"),
        ("030 123456-99", "DE"),
        ("22-11-2026", "DK"),
        ("+45 70123400 - +46 8 465 004 00", "DK"),
        ("70123400 - 701234999", "DK"),
        ("7012340-99", "DK"),
        ("70123400 -", "DK"),
        ("70123400-99 lok. 3", "DK"),
        ("4,57E+09", "DK"),
        ("", "DK"),
        ("70123400-" * 100, "DK"),
    ],
)
def test_what_is_no_range_is_left_alone(text, region):
    assert parse_range(text, region) is None


@pytest.mark.parametrize("text", ["70 12 34 99-00", "70123499 - 70123400"])
def test_a_reversed_range_is_refused_with_both_ends(text):
    with pytest.raises(Refused) as refused:
        parse_range(text, "DK")
    assert refused.value.code == "number.range_reversed"
    assert "+4570123499" in refused.value.text("da")


def test_a_range_may_have_ten_thousand_numbers_and_no_more():
    assert parse_range("70120000-9999", "DK").count == LIMIT
    with pytest.raises(Refused) as refused:
        parse_range("70120000 - 70130000", "DK")
    assert refused.value.code == "number.range_too_large"
    assert "10001" in refused.value.text("en")


@given(st.integers(70_100_000, 70_199_999), st.integers(0, 300), st.booleans())
def test_a_range_has_as_many_numbers_as_it_counts_each_one_more_than_the_last(start, more, short):
    end = start + more
    last = str(end)[-3:] if short and start // 1000 == end // 1000 else str(end)
    found = parse_range(f"{start} - {last}", "DK")
    numbers = list(found.numbers())
    assert len(numbers) == found.count == more + 1
    assert (numbers[0], numbers[-1]) == (found.first, found.last)
    assert [int(number) for number in numbers] == list(
        range(int(f"45{start}"), int(f"45{end}") + 1)
    )
