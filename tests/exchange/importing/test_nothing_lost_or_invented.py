"""No input makes a number appear that is not in the source, and none in the source goes unseen."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.numbers import number_text, phone_number
from portwidgets.domain.numbers.number_cell import read_cell_numbers
from portwidgets.domain.numbers.number_range import NumberRange
from portwidgets.errors import Refused
from portwidgets.exchange.importing.account import Outcome
from portwidgets.exchange.importing.preview import Preview
from portwidgets.exchange.reading import Pasted, Upload

# What people write around numbers, the letters of extensions and ranges among it.
PIECES = st.sampled_from(
    [
        *(" ", "  ", ", ", ";", " / ", "/", "-", " - ", "–", "\n", "\u00a0", ".", "(", ")", "+45 "),
        *("+", " og ", " til ", "fra ", " lok. ", "x", " ext 3", "(0)", "O", "xx", "tlf. ", "fax "),
        *("#", "kl. 9-16", "CVR ", "Afd. ", "(hovednr.)", "E+09", ".0", "0045", "'", "=", "00"),
        "\u202a",
    ]
)
DIGITS = st.one_of(
    st.from_regex(r"6[78][0-9]{6}", fullmatch=True),
    st.from_regex(r"[0-9]{1,9}", fullmatch=True),
    st.from_regex(r"6[78] [0-9]{2} [0-9]{2} [0-9]{2}", fullmatch=True),
)
CELLS = st.lists(st.one_of(PIECES, DIGITS), max_size=7).map("".join)
NUMBERS = st.from_regex(r"6[78][0-9]{6}", fullmatch=True)


def digits_of(text):
    """Return all digits of a text, as they are read: the letter O may be a zero."""
    plain = number_text.tidy(text)
    return re.sub(r"\D", "", re.sub("[oO]", "0", plain))


@given(CELLS)
def test_every_number_of_a_cell_stands_in_it_digit_for_digit(text):
    digits = digits_of(text)
    for found in read_cell_numbers(text, "DK").found:
        if isinstance(found, NumberRange):
            assert stands(found.first, digits)
            assert found.count > 0
        else:
            assert stands(found.e164, digits) or is_alternative(found.e164, text)


def stands(e164, digits):
    national = e164.removeprefix("+45")
    return national in digits or e164[1:] in digits


def is_alternative(e164, text):
    """Tell the "01" of "67123400/01": its end stands behind a number with the same beginning."""
    plain = re.sub("[oO]", "0", number_text.tidy(text))
    ends = [end for end in re.findall(r"\d{1,4}", plain) if e164.endswith(end)]
    digits = digits_of(text)
    return any(e164[1 : -len(end)].removeprefix("45") in digits for end in ends)


@given(CELLS)
def test_no_run_of_digits_as_long_as_a_number_is_passed_over(text):
    reading = read_cell_numbers(text, "DK")
    if reading.fault or not reading.found:
        return
    used = []
    for found in reading.found:
        used += [found.first, found.last] if isinstance(found, NumberRange) else [found.e164]
    extensions = [getattr(found, "extension", "") for found in reading.found]
    for run in re.findall(r"\d{5,}", re.sub("[oO]", "0", number_text.tidy(text))):
        ends = [each[1:] for each in used] + extensions + [digits_of(reading.note)]
        run = run.removeprefix("0045")  # noqa: PLW2901
        assert any(run in end or end in run or run[:8] in end for end in ends if end), (run, used)


@st.composite
def tables(draw):
    """A table with numbers in any of its columns, some of them without a heading."""
    width = draw(st.integers(1, 4))
    heading = draw(st.sampled_from(["", "Telefon", "Navn", "Fax", "Note", "Kundenr.", "X"]))
    headings = [draw(st.sampled_from(["Telefon", "Navn", "Note", "", "X"])) for _ in range(width)]
    cell = st.one_of(
        NUMBERS, st.sampled_from(["", "Per", "ja", "12", "Odense", "22-11-2026"]), CELLS
    )
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=6))
    lines = [[heading, *headings[1:]], *rows] if heading else rows
    plain = [[re.sub(r"[\t\n\r\"]", " ", each) for each in line] for line in lines]
    return "\n".join("\t".join(line) for line in plain)


@given(tables())
def test_every_number_of_a_table_is_in_its_account(text):
    preview = Preview([Pasted(text or " x")], "DK")
    account = preview.account
    assert sum(account.outcomes.values()) == account.rows
    taken = numbers_of(preview)
    unread = [row for row in preview.rows(limit=99).items if row.outcome is Outcome.NOT_UNDERSTOOD]
    to_look_at = " ".join(cell for row in unread for cell in row.cells)
    kept = " ".join(text for row in preview.rows(limit=99).items for _, text in row.becomes)
    left, accounts = (
        cells_in(preview, [at.index for at in preview.columns(0) if at.target in targets])
        for targets in (("",), ("account",))
    )
    for digits in re.findall(r"(?<![\d.,+-])6[78]\d{6}(?![\d.,-])", text):
        number = phone_number.parse(digits, "DK")
        if number is None or number.e164 in taken or digits in to_look_at or digits in kept:
            continue
        if digits in accounts or is_something_else(digits, text):
            continue
        assert digits in left, (digits, text)
        assert account.left_out


def cells_in(preview, columns):
    rows = preview.rows(limit=99).items
    return " ".join(row.cells[at] for row in rows for at in columns if at < len(row.cells))


def numbers_of(preview):
    taken = set()
    for row in preview.rows(limit=99).items:
        taken.update(row.numbers)
        if row.count > len(row.numbers):
            first = int(row.numbers[0])
            taken.update(f"+{number}" for number in range(first, first + row.count))
    return taken


def is_something_else(digits, text):
    """Tell digits that the words before them say are no phone number."""
    return bool(re.search(rf"(?:CVR|Kundenr|E\+|lok|ext|x|#)[^\n\t]*{digits}", text))


@given(st.lists(NUMBERS, min_size=1, max_size=30))
def test_a_plain_list_becomes_its_numbers_and_no_others(numbers):
    preview = Preview([Pasted("\n".join(numbers))], "DK")
    assert numbers_of(preview) == {f"+45{number}" for number in numbers}
    assert preview.account.repeated == len(numbers) - len(set(numbers))


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\x80\x81;\x82", "é;\n".encode("utf-16-le")])
def test_odd_bytes_are_read_or_refused_but_never_crash(data):
    with contextlib.suppress(Refused):
        assert Preview([Upload("x.csv", data)], "DK").account.numbers == 0
