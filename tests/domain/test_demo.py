"""Dates of a demo count from the day of its making; its texts stand in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.demo import fill_dates, in_language

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "today", "filled"),
    [
        ("{today+12}", FRIDAY, "2026-12-02"),
        ("{today-21}", FRIDAY, "2026-10-30"),
        ("{workday+1}", FRIDAY, "2026-11-23"),
        ("{workday+6}", FRIDAY, "2026-11-30"),
        ("{workday-5}", FRIDAY, "2026-11-13"),
        ("{workday+0}", SATURDAY, "2026-11-23"),
        ("{workday-1}", SATURDAY, "2026-11-20"),
        ("{workday-4}T07:30Z", FRIDAY, "2026-11-16T07:30Z"),
        ("{tomorrow} {today}", FRIDAY, "{tomorrow} {today}"),
    ],
)
def test_a_place_for_a_date_counts_from_today(text, today, filled):
    assert fill_dates(text, today) == filled


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-60, 60))
def test_a_workday_is_from_monday_to_friday_and_as_far_as_said(today, distance):
    day = date.fromisoformat(fill_dates(f"{{workday{distance:+}}}", today))
    assert day.weekday() < 5
    assert (day > today) == (distance > 0 or (distance == 0 and today.weekday() > 4))
    between = (
        date.fromordinal(at)
        for at in range(min(day, today).toordinal() + 1, max(day, today).toordinal())
    )
    within = sum(one.weekday() < 5 for one in between)
    assert within == max(abs(distance) - 1, 0)


def test_a_text_in_two_languages_is_told_in_one():
    assert in_language("{Lager|Warehouse} 2", "da") == "Lager 2"
    assert in_language("{Lager|Warehouse} 2", "en") == "Warehouse 2"
    assert in_language("a|b {c}", "da") == "a|b {c}"
