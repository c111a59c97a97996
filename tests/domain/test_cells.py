"""What people type becomes a code, an ISO date or yes/no, or is refused; nothing is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets import catalog
from portwidgets.domain import schema
from portwidgets.domain.cells import date_example, fold, read_cell
from portwidgets.domain.table import Column, Kind
from portwidgets.errors import Refused

NUMBERS = {column.name: column for column in schema.NUMBERS.columns}
DATE = Column("a_date", Kind.DATE)
MOMENT = Column("a_moment", Kind.MOMENT)
YES_NO = Column("a_question", Kind.YES_NO)
TEXT = Column("a_text")
REGIONS = ("DK", "GB", "DE", "US", "CA", "SE")


def read(column, text, region="DK"):
    return read_cell(column, text, region, catalog.codes(column))


def refusal(column, text, region="DK"):
    with pytest.raises(Refused) as caught:
        read(column, text, region)
    return caught.value


@pytest.mark.parametrize(
    "typed", ["port", "PORT", " Portér ", "portér", "Port", "\u00a0port\n", "PORTÉR"]
)
def test_a_choice_is_known_by_its_code_or_its_label_in_either_language(typed):
    assert read(NUMBERS["decision"], typed) == "port"


def test_spaces_within_a_label_do_not_matter():
    assert read(NUMBERS["status"], "kan  ikke\u00a0porteres") == "not_portable"


def test_a_text_that_is_no_choice_is_refused_with_what_was_typed():
    error = refusal(NUMBERS["usage"], "Kaffemaskine")
    assert error.code == "cell.unknown_choice"
    assert "Kaffemaskine" in error.text("da")


@pytest.mark.parametrize("typed", ["verified", "Testet og godkendt", "Verified"])
def test_a_status_that_the_program_sets_cannot_be_chosen(typed):
    assert refusal(NUMBERS["status"], typed).code == "cell.computed_choice"


def test_a_column_that_the_program_fills_cannot_be_edited_nor_cleared():
    for typed in ("n0009", ""):
        assert refusal(NUMBERS["id"], typed).code == "cell.not_by_hand"


BY_HAND = [each for each in (*NUMBERS.values(), DATE, MOMENT, YES_NO) if each.by_hand]


@pytest.mark.parametrize("column", BY_HAND)
def test_empty_text_clears_every_cell_that_may_be_edited(column):
    assert read(column, "") == ""


@pytest.mark.parametrize(
    "column", [each for each in BY_HAND if each.kind not in (Kind.TEXT, Kind.PHONE)]
)
def test_blanks_clear_every_cell_but_those_that_keep_what_is_typed(column):
    assert read(column, " \t\u00a0\r\n") == ""


@pytest.mark.parametrize(
    ("region", "typed"),
    [
        ("DK", "22-11-2026"),
        ("DK", "22/11/2026"),
        ("DK", "22.11.2026"),
        ("DK", "22/11-2026"),
        ("DK", "22.11.26"),
        ("DK", "22. 11. 2026"),
        ("GB", "22/11/2026"),
        ("GB", "22/11/26"),
        ("DE", "22.11.2026"),
        ("FR", "22/11/2026"),
        ("JP", "2026/11/22"),
        ("HU", "2026. 11. 22."),
        ("US", "11/22/2026"),
        ("US", "11-22-26"),
        *((region, "2026-11-22") for region in REGIONS),
        *((region, "2026-11-22 00:00:00") for region in REGIONS),
        *((region, "2026-11-22T00:00:00.000") for region in REGIONS),
        ("DK", "22-11-2026 00:00"),
        ("US", "11/22/2026 12:00:00 AM"),
    ],
)
def test_a_date_is_read_as_the_region_writes_it_and_as_spreadsheets_do(region, typed):
    assert read(DATE, f" {typed} ", region) == "2026-11-22"


def test_the_order_of_day_and_month_follows_the_region():
    assert read(DATE, "05-11-2026", "DK") == "2026-11-05"
    assert read(DATE, "05-11-2026", "US") == "2026-05-11"


@pytest.mark.parametrize(
    ("region", "typed"),
    [
        ("DK", "31-02-2026"),
        ("DK", "29-02-2025"),
        ("DK", "11/22/2026"),
        ("US", "22/11/2026"),
        ("DK", "2026-13-01"),
        ("DK", "00-00-2026"),
        ("DK", "22-11"),
        ("DK", "22-11-026"),
        ("DK", "snarest"),
        ("DK", "46348"),
        ("DK", "22-11-1026"),
        ("DK", "22112026"),
    ],
)
def test_an_impossible_date_is_refused_with_what_was_typed_and_an_example(region, typed):
    error = refusal(DATE, typed, region)
    assert error.code == "cell.not_a_date"
    assert typed in error.text("da")
    assert date_example(region) in error.text("da")


@pytest.mark.parametrize(
    ("region", "typed"),
    [
        ("US", "05.11.2026"),  # dots: a European wrote it, who puts the day first
        ("CA", "05/11/2026"),  # Canadians use both orders
        ("SE", "26-11-22"),  # the year first in Sweden
    ],
)
def test_an_ambiguous_date_is_refused_rather_than_guessed(region, typed):
    assert refusal(DATE, typed, region).code == "cell.not_a_date"


def test_a_time_of_day_in_a_date_column_is_refused_since_it_would_be_lost():
    assert refusal(DATE, "22-11-2026 14:30").code == "cell.not_a_date"


@pytest.mark.parametrize("region", ["DK", "GB", "DE", "US", "CA", "SE", "JP", "BR", ""])
@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back_in_iso_form_and_in_the_regions_example_form(region, day):
    assert read(DATE, day.isoformat(), region) == day.isoformat()
    form = date_example(region).replace("2026", "%Y").replace("11", "%m").replace("22", "%d")
    shown = day.strftime(form).replace(f"{day.year}", f"{day.year:04}")
    assert read(DATE, shown, region) == day.isoformat()


@pytest.mark.parametrize(
    ("region", "typed", "stored"),
    [
        ("DK", "22-11-2026 14:30", "2026-11-22T14:30"),
        ("DK", "22-11-2026 kl. 14.30", "2026-11-22T14:30"),
        ("DK", "22.11.2026, 9:05", "2026-11-22T09:05"),
        ("DK", "2026-11-22 14:30:15", "2026-11-22T14:30:15"),
        ("DK", "2026-11-22T14:30", "2026-11-22T14:30"),
        ("DK", "2026-11-22T14:30:00Z", "2026-11-22T14:30Z"),
        ("DK", "2026-11-22T14:30+01:00", "2026-11-22T14:30+01:00"),
        ("DK", "22-11-2026", "2026-11-22"),
        ("US", "11/22/2026 2:30 PM", "2026-11-22T14:30"),
        ("US", "11/22/2026 12:30 am", "2026-11-22T00:30"),
    ],
)
def test_a_moment_is_a_day_and_a_time_or_a_day_alone(region, typed, stored):
    assert read(MOMENT, typed, region) == stored
    assert read(MOMENT, stored, region) == stored


@pytest.mark.parametrize(
    "typed",
    ["14:30", "22-11-2026 25:00", "22-11-2026 14", "31-02-2026 10:00", "2026-11-22T10:00+99:00"],
)
def test_what_is_no_moment_is_refused_with_an_example(typed):
    error = refusal(MOMENT, typed)
    assert error.code == "cell.not_a_moment"
    assert "22-11-2026 14:30" in error.text("en")


@pytest.mark.parametrize(
    "typed", ["ja", "JA", "yes", "Yes", "y", "j", "true", "True", "sand", "SAND", "x", "X", "1"]
)
def test_yes_is_said_in_many_ways(typed):
    assert read(YES_NO, typed) == "yes"


@pytest.mark.parametrize(
    "typed", ["nej", "NEJ", "no", "No", "n", "false", "False", "falsk", "FALSK", "0"]
)
def test_no_is_said_in_many_ways(typed):
    assert read(YES_NO, typed) == "no"


def test_what_is_neither_yes_nor_no_is_refused():
    assert refusal(YES_NO, "måske").code == "cell.not_yes_no"


def test_a_long_text_is_not_repeated_whole_in_the_refusal():
    assert len(refusal(YES_NO, "a" * 10_000).text("da")) < 200


@pytest.mark.parametrize("column", [TEXT, NUMBERS["number"]], ids=["text", "phone"])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_free_text_and_numbers_stay_as_typed_but_for_one_closing_line_break(column, text):
    if not text.endswith("\n"):
        assert read(column, text) == text
        assert read(column, text + "\n") == text.removesuffix("\r")


def test_only_one_closing_line_break_is_taken_from_a_text():
    assert read(TEXT, " a\r\nb \r\n\r\n") == " a\r\nb \r\n"


@given(st.text(st.characters()))
def test_a_text_that_is_read_can_always_be_written_as_utf_8(text):
    assert "\0" not in read(TEXT, text).encode("utf-8").decode("utf-8")


@given(st.text())
def test_any_text_in_any_column_is_read_or_refused_and_what_was_read_is_read_the_same(text):
    for column in (NUMBERS["decision"], DATE, MOMENT, YES_NO):
        for region in REGIONS:
            try:
                stored = read(column, text, region)
            except Refused:
                continue
            assert read(column, stored, region) == stored


def test_choices_are_compared_without_case_and_without_needless_space():
    assert fold("  FOC\u00a0 Confirmed\n") == "foc confirmed"
    assert fold("Kø") == fold("KØ")
