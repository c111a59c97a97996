"""A cell that a spreadsheet only shows differently is unchanged; lost digits are noticed."""

import pytest

from portwidgets.domain.schema import NUMBERS
from portwidgets.storage.excel_rendering import Rendering, rendering, understood

SAME, CUT, CHANGED = Rendering.SAME, Rendering.CUT, Rendering.CHANGED


@pytest.mark.parametrize(
    ("stored", "shown", "expected"),
    [
        ("+4570123400", "4570123400", SAME),
        ("+4570123400", "+4570123400", SAME),
        ("+4570123400", "4,57E+09", CUT),
        ("+4570123400", "4.57012E+09", CUT),
        ("+4570123400", "4,58E+09", CHANGED),
        ("+4570123400", "4570123401", CHANGED),
        ("+4570000000", "4,57E+09", SAME),
        ("0042", "42", SAME),
        ("0042", "43", CHANGED),
        ("12345678901234567", "12345678901234500", CUT),
        ("12345678901234567", "1,23457E+16", CUT),
        ("2026-12-01", "01-12-2026", SAME),
        ("2026-12-01", "1.12.2026", SAME),
        ("2026-12-01", "01/12/26", SAME),
        ("2026-12-01", "2026/12/1", SAME),
        ("2026-12-31", "12/31/2026", SAME),
        ("2026-12-01", "12-01-2026", CHANGED),
        ("2026-12-01", "02-12-2026", CHANGED),
        ("2026-12-01", "01-12-2026 00:00", SAME),
        ("2026-12-01T14:30", "01-12-2026 14:30", SAME),
        ("2026-12-01T14:30", "01-12-2026 14:30:00", SAME),
        ("2026-12-01T09:30", "01-12-2026 9.30", SAME),
        ("2026-12-01T14:30", "01-12-2026 15:30", CHANGED),
        ("yes", "SAND", SAME),
        ("no", "FALSE", SAME),
        ("yes", "FALSK", CHANGED),
        ("two\nlines", "two\r\nlines", SAME),
        ("", "0", CHANGED),
        ("0", "", CHANGED),
        ("note", "other", CHANGED),
        ("5", "5E+5000", CHANGED),
    ],
)
def test_what_a_spreadsheet_shows_is_told_from_what_a_person_wrote(stored, shown, expected):
    assert rendering(stored, shown, "DK") is expected


def test_the_region_says_which_of_day_and_month_comes_first():
    assert rendering("2026-03-04", "03/04/2026", "US") is SAME
    assert rendering("2026-03-04", "04-03-2026", "DK") is SAME
    assert rendering("2026-03-04", "03-04-2026", "DK") is CHANGED


@pytest.mark.parametrize(
    ("column", "typed", "meant"),
    [
        ("number", "4570123400", "+4570123400"),
        ("number", "what?", "what?"),
        ("foc_on", "24-12-2026", "2026-12-24"),
        ("foc_on", "soon", "soon"),
        ("sms", "SAND", "yes"),
        ("status", "verified", "verified"),
        ("note", "24-12-2026", "24-12-2026"),
        ("id", "7", "7"),
    ],
)
def test_what_a_person_typed_in_a_spreadsheet_is_understood_or_kept(column, typed, meant):
    assert understood(NUMBERS[column], typed, "DK") == meant


def test_a_column_that_we_do_not_know_holds_text():
    assert understood(None, "24-12-2026", "DK") == "24-12-2026"
