"""Numbers as people write them, and what must never happen to them."""

import itertools

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portwidgets import catalog
from portwidgets.domain.numbers import number_text, phone_number
from portwidgets.domain.numbers.number_reader import read_many
from portwidgets.domain.schema import NumberType

NBSP, FIGURE_DASH, TO_RIGHT, END = "\u00a0", "\u2012", "\u202a", "\u202c"


@pytest.mark.parametrize(
    "text",
    [
        "70 12 34 00",
        "70123400",
        "70.12.34.00",
        "70-12-34-00",
        "7012 3400",
        "+45 70123400",
        "+4570123400",
        "(+45) 70 12 34 00",
        "0045 70 12 34 00",
        "4570123400",
        "45 70 12 34 00",
        "+45 (0) 70 12 34 00",
        "+45 (0)70123400",
        "tel:+4570123400",
        "tel:+45-70-12-34-00",
        "Tlf. 70 12 34 00",
        f"70{NBSP}12{NBSP}34{NBSP}00",
        f"70{FIGURE_DASH}12{FIGURE_DASH}34{FIGURE_DASH}00",
        f"{TO_RIGHT}+4570123400{END}",
        "'+4570123400",
        '="70123400"',
        "=+4570123400",
        "4570123400.0",
        "70123400,0",
        "7O 12 34 0O",
        "70 12 34 00,",
        " 70 12 34 00\n",
        "\uff0b\uff14\uff15\uff17\uff10\uff11\uff12\uff13\uff14\uff10\uff10",
    ],
)
def test_a_danish_number_is_understood_however_it_is_written(text):
    assert phone_number.canonical(text, "DK") == "+4570123400"
    assert phone_number.why_invalid(text, "DK") is None


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("45701234", "DK", "+4545701234"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("2079460958", "GB", "+442079460958"),
        ("+44 (0)20 7946 0958", "DK", "+442079460958"),
        ("0044 20 7946 0958", "DK", "+442079460958"),
        ("+39 (0)331 1234567", "DK", "+3903311234567"),
        ("030/12345678", "DE", "+493012345678"),
        ("030 123456-99", "DE", "+493012345699"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("+1 (0) 212 555 0123", "US", "+12125550123"),
        ("0045 70123400", "US", "+4570123400"),
        ("011 45 70123400", "US", "+4570123400"),
        ("08-465 004 00", "SE", "+46846500400"),
    ],
)
def test_a_number_is_read_by_its_countrys_rules(text, region, e164):
    assert phone_number.canonical(text, region) == e164


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "number.empty"),
        (f" {NBSP}\t", "number.empty"),
        ("-", "number.letters"),
        ("FLOWERS", "number.letters"),
        ("7OFFICE1", "number.letters"),
        ("7012 3400 (hovednummer)", "number.letters"),
        ("70 12 34 OO", "number.letters"),
        ("70123400\u00b2", "number.letters"),
        ("+45 70123400 70+", "number.letters"),
        ("4,57E+09", "number.digits_lost"),
        ("4.57E+09", "number.digits_lost"),
        ("1.4e10", "number.digits_lost"),
        ("########", "number.digits_lost"),
        ("22-11-2026", "number.date"),
        ("2026-11-22", "number.date"),
        ("7012340", "number.too_short"),
        ("7", "number.too_short"),
        ("7012340.0", "number.too_short"),
        ("701234000", "number.too_long"),
        ("70123400 70123401", "number.too_long"),
        ("7" * 1000, "number.too_long"),
        ("+99970123400", "number.unknown_country"),
        ("12345678", "number.not_in_use_in_plan"),
        ("112", "number.emergency"),
        ("+45 112", "number.emergency"),
        ("911", "number.emergency"),
        ("70123400, 70123401", "number.several"),
        ("70123400 og 70123401", "number.several"),
        ("70123400\n70123401", "number.several"),
        ("70123400\t70123401", "number.several"),
        ("70123400/01", "number.several"),
        ("70 12 34 00-99", "number.range"),
        ("+45 70123400 - 70123499", "number.range"),
        ("fra 70123400 til 70123499", "number.range"),
        ("70 12 34 00 lok. 12", "number.extension"),
        ("70123400 ext 12", "number.extension"),
        ("70123400x12", "number.extension"),
        ("tel:+4570123400;ext=12", "number.extension"),
    ],
)
def test_a_text_that_is_not_one_number_stays_as_typed_and_says_why(text, code):
    assert phone_number.why_invalid(text, "DK") == code
    assert phone_number.canonical(text, "DK") == text


def test_a_number_with_an_extension_is_understood_with_both_parts():
    number = phone_number.parse("70 12 34 00 lok. 12", "DK")
    assert number is not None
    assert (number.e164, number.extension) == ("+4570123400", "12")


def test_emergency_numbers_are_no_inventory_in_any_country():
    codes = {
        phone_number.why_invalid(text, region)
        for region, text in [("GB", "999"), ("US", "911"), ("SE", "112"), ("DE", "110")]
    }
    assert codes == {"number.emergency"}


def test_danish_numbers_suggest_fixed_or_mobile_except_where_the_plan_says_more():
    types = [phone_number.parse(text, "DK").type for text in ("70123400", "80123400", "90123400")]
    assert types == [
        NumberType.FIXED_LINE_OR_MOBILE,
        NumberType.TOLL_FREE,
        NumberType.PREMIUM_RATE,
    ]


def test_a_number_belongs_to_a_country():
    assert phone_number.parse("+442079460958", "DK").region == "GB"
    assert phone_number.parse("+80012345678", "DK").region == "001"


@pytest.mark.parametrize(
    ("text", "style", "region", "shown"),
    [
        ("+4570123400", "national", "DK", "70 12 34 00"),
        ("+4570123400", "international", "DK", "+45 70 12 34 00"),
        ("+4570123400", "national", "SE", "+45 70 12 34 00"),
        ("+442079460958", "national", "GB", "020 7946 0958"),
        ("+442079460958", "national", "DK", "+44 20 7946 0958"),
        ("70 12 34 00 lok. 12", "national", "DK", "70 12 34 00 lok. 12"),
        ("4,57E+09", "international", "DK", "4,57E+09"),
        ("+4512345678", "international", "DK", "+4512345678"),
        ("+457012340", "international", "DK", "+457012340"),
        ("", "national", "DK", ""),
    ],
)
def test_a_number_is_shown_as_its_reader_expects_and_anything_else_as_it_stands(
    text, style, region, shown
):
    assert phone_number.show(text, style, region) == shown


def test_numbers_alike_share_a_pattern():
    numbers = [f"+457012{last:04d}" for last in range(0, 10_000, 37)]
    patterns = {
        phone_number.pattern(phone_number.show(number, style, "DK"), number)
        for number in numbers
        for style in ("national", "international")
    }
    assert patterns == {"## ## ## ##", "+## ## ## ## ##"}


def test_a_trunk_zero_stands_in_the_pattern_itself():
    assert phone_number.pattern("020 7946 0958", "+442079460958") == "0## #### ####"
    assert phone_number.pattern("4,57E+09", "4,57E+09") == ""


_REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
_DIGITS = st.text("0123456789", min_size=1, max_size=13)


@given(st.sampled_from(_REGIONS), st.data())
def test_a_pattern_filled_with_the_digits_is_what_was_shown(region, data):
    sample = phonenumbers.example_number(region)
    number = phonenumbers.format_number(sample, phonenumbers.PhoneNumberFormat.E164)
    tail = data.draw(st.text("0123456789", min_size=3, max_size=3))
    number = number[:-3] + tail
    for home in (region, "DK"):
        for style in ("national", "international"):
            shown = phone_number.show(number, style, home)
            pattern = phone_number.pattern(shown, number)
            assert phone_number.fill(pattern, number) == shown


_SIGNS = [*"+ -/.,'=\"#AoOxE\n\u0664", "00", "45", "(0)", ".0", "lok.", "ext", ";ext=", "tel:"]
_SIGNS += ["og", "til", "E+09", NBSP, FIGURE_DASH, TO_RIGHT]
_PIECE = st.one_of(st.sampled_from(_SIGNS), st.text("0123456789", max_size=2), st.text(max_size=2))


@st.composite
def cells(draw):
    """Draw a number of some country with anything put into it at some places."""
    text = draw(
        st.sampled_from(["70123400", "4570123400", "2079460958", "03012345678", "2125550123"])
    )
    for piece in draw(st.lists(_PIECE, max_size=4)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + piece + text[at:]
    return text


_CELLS = st.one_of(cells(), st.text(max_size=30))
_HOMES = st.sampled_from(["DK", "GB", "DE", "US", "IT"])


def _digits(text):
    """Return the digits of a text as people mean them, the letter O for a zero among them."""
    signs = ("0" if sign in "oO" else sign for sign in text)
    return "".join(str(int(sign)) for sign in signs if sign.isdecimal())


def _national(number):
    return number.e164.removeprefix(f"+{phonenumbers.country_code_for_region(number.region)}")


@given(_CELLS, _HOMES)
@example("70123400\u00b2", "DK")
@example("7O1234OO", "DK")
@example("7(0)0123400", "DK")
@example("2(0)079460958", "GB")
def test_no_digit_appears_that_is_not_in_the_text(text, region):
    number = phone_number.parse(text, region)
    if number is not None:
        assert _national(number) in _digits(text)
        assert number.extension in _digits(text)


@given(_CELLS, _HOMES)
@example("7(0)0123400", "DK")
def test_a_canonical_number_has_dropped_no_digit_but_prefixes(text, region):
    number, fault = phone_number.examine(text, region)
    if number is None or fault:
        return
    # In front of the national number: the way out of the country, its code, a trunk prefix.
    code = str(phonenumbers.country_code_for_region(number.region))
    before = _digits(number_text.tidy(text)).removesuffix(_national(number))
    ways = itertools.product(("", "0", "00", "011"), ("", code), ("", "0", "1"))
    assert before in {"".join(way) for way in ways}


@given(_CELLS, _HOMES)
def test_what_is_canonical_stays_so(text, region):
    once = phone_number.canonical(text, region)
    assert phone_number.canonical(once, region) == once
    assert phone_number.canonical(once, "SE") == once or once == text


@given(_CELLS, _HOMES)
def test_a_text_is_either_one_number_or_has_a_fault_with_a_text(text, region):
    number, fault = phone_number.examine(text, region)
    if fault is None:
        assert number is not None
        assert number.extension == ""
        return
    assert (number is not None) == (fault == "number.extension")
    for language in ("da", "en"):
        assert catalog.text(fault, language)


@given(st.sampled_from(_REGIONS), _DIGITS)
def test_every_number_that_the_library_calls_valid_is_understood(region, digits):
    code = phonenumbers.country_code_for_region(region)
    text = f"+{code}{digits}"
    try:
        valid = phonenumbers.is_valid_number(phonenumbers.parse(text))
    except phonenumbers.NumberParseException:
        valid = False
    assert (phone_number.parse(text, "DK") is not None) == valid


@pytest.mark.parametrize(
    ("digits", "is_number"), [("3012345678901", True), ("30123456789012", False)]
)
@pytest.mark.parametrize("form", ["+49{}", "0{}", "0049 {}", "+49 (0) {}"])
def test_a_number_has_no_more_digits_than_e164_allows_whatever_its_countrys_plan_says(
    digits, is_number, form
):
    number, fault = phone_number.examine(form.format(digits), "DE")
    assert (number is not None) is is_number
    assert fault == (None if is_number else "number.beyond_e164")
    assert read_many([form.format(digits)] * 10, "DE") == [(number, fault)] * 10
    assert "E.164" in catalog.text("number.beyond_e164", "en")
