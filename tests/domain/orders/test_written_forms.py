"""Postcodes and companies' numbers, held against what was read of their countries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets import catalog

FORMS = catalog.written_forms()


@pytest.mark.parametrize(
    ("country", "right", "wrong"),
    [
        ("DK", ["5000", "0800", " 1448 "], ["500", "50000", "5OOO", "DK-5000", "५०००"]),
        ("SE", ["11455", "114 55"], ["1145", "11 455", "114-55"]),
        ("NO", ["0161"], ["161", "01610"]),
        (
            "GB",
            ["M2 5BQ", "M34 3AB", "DN5 7XY", "DN16 9AA", "W1A 4WW", "EC1A 1HQ", "ec1a1hq"],
            ["M2", "M2 5B", "1M2 5BQ", "ABC1 2DE", "EC1AA 1HQ"],
        ),
        ("DE", ["01067", "99998"], ["1067", "D-01067", "010670"]),
        ("US", ["20500", "20500-0003", "20500 0003"], ["2050", "20500-003", "205000003"]),
        ("CA", ["K1A 0B1", "K1A0B1"], ["K1A-0B1", "D1A 0B1", "K1A 0B", "KA1 0B1"]),
    ],
)
def test_a_postcode_is_written_as_its_countrys_are(country, right, wrong):
    form = FORMS.postcodes[country]
    assert [text for text in right if not form.fits(text)] == []
    assert [text for text in wrong if form.fits(text)] == []


def test_the_authoritys_own_example_is_a_cvr_number():
    assert FORMS.company_ids["DK"].fits("13-74-81-36")


def last_digits(first):
    return [last for last in "0123456789" if FORMS.company_ids["DK"].fits(first + last)]


SEVEN = st.from_regex(r"[0-9]{7}", fullmatch=True)
CVR = SEVEN.filter(last_digits).map(lambda first: first + last_digits(first)[0])


@given(SEVEN)
def test_seven_digits_have_one_check_digit_or_none(first):
    weights = (2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True)) % 11
    assert last_digits(first) == ([] if rest == 1 else [str(-rest % 11)])


@given(CVR, st.integers(0, 6))
def test_a_digit_that_is_mistyped_or_swapped_with_its_neighbour_is_noticed(number, at):
    one, other = number[at], number[at + 1]
    swapped = number[:at] + other + one + number[at + 2 :]
    assert FORMS.company_ids["DK"].fits(swapped) == (one == other)
    mistyped = number[:at] + str((int(one) + 1) % 10) + number[at + 1 :]
    assert not FORMS.company_ids["DK"].fits(mistyped)


@pytest.mark.parametrize("text", ["", "1374813", "137481360", "1374813x", "\uff113748136"])
def test_what_has_not_eight_digits_is_no_cvr_number(text):
    assert not FORMS.company_ids["DK"].fits(text)
