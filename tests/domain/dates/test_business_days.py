"""Business days, against calendars that were worked out by hand."""

from datetime import date, datetime, time

import pytest

from portwidgets import catalog
from portwidgets.domain.dates.business_days import BusinessDays, Closed


def calendar(country, subdivision=""):
    return catalog.times().business_days(country, subdivision)


def day(text):
    return date.fromisoformat(text)


# Wednesday before Easter 2026, and the business days after it. Easter Sunday is 5 April.
EASTER = [
    ("DK", "2026-04-01", ["2026-04-07", "2026-04-08"]),  # Thursday, Friday and Monday are off
    ("SE", "2026-04-01", ["2026-04-02", "2026-04-07"]),
    ("GB", "2026-04-01", ["2026-04-02", "2026-04-07"]),
    ("DE", "2026-04-01", ["2026-04-02", "2026-04-07"]),
    ("US", "2026-04-01", ["2026-04-02", "2026-04-03"]),  # no federal holiday at Easter
    ("CA", "2026-04-01", ["2026-04-02", "2026-04-06"]),  # Good Friday, but not the Monday
]

# From Wednesday 23 December 2026. Christmas Day is a Friday, the 28th a Monday.
CHRISTMAS = [
    ("DK", "2026-12-23", ["2026-12-24", "2026-12-28", "2026-12-29"]),
    ("SE", "2026-12-23", ["2026-12-24", "2026-12-28", "2026-12-29"]),
    ("GB", "2026-12-23", ["2026-12-24", "2026-12-29", "2026-12-30"]),  # Boxing Day's substitute
    ("DE", "2026-12-23", ["2026-12-24", "2026-12-28", "2026-12-29"]),
    ("US", "2026-12-23", ["2026-12-24", "2026-12-28", "2026-12-29"]),
    ("CA", "2026-12-23", ["2026-12-24", "2026-12-29", "2026-12-30"]),  # as in Britain
]

NEW_YEAR = [
    ("DK", "2026-12-31", "2027-01-04"),  # 1 January is a Friday
    ("SE", "2027-01-05", "2027-01-07"),  # Epiphany
    ("GB", "2026-12-31", "2027-01-04"),
    ("DE", "2026-04-30", "2026-05-04"),  # 1 May, a Friday
    ("US", "2026-07-02", "2026-07-06"),  # 4 July is a Saturday, observed on the Friday
    ("CA", "2026-06-30", "2026-07-02"),  # Canada Day
]


@pytest.mark.parametrize(("country", "start", "following"), EASTER + CHRISTMAS)
def test_holidays_and_weekends_are_left_out_and_found_again_backwards(country, start, following):
    days = calendar(country)
    for count, expected in enumerate(following, 1):
        assert days.add(day(start), count) == day(expected)
        assert days.add(day(expected), -count) == day(start)


@pytest.mark.parametrize(("country", "start", "following"), NEW_YEAR)
def test_a_month_may_end_in_between(country, start, following):
    assert calendar(country).add(day(start), 1) == day(following)


def test_store_bededag_is_a_danish_business_day_since_2024():
    assert not calendar("DK").is_business_day(day("2023-05-05"))
    assert calendar("DK").is_business_day(day("2024-04-26"))


@pytest.mark.parametrize("text", ["2026-06-05", "2026-12-24", "2026-12-31"])
def test_a_danish_day_on_which_most_desks_are_shut_counts_but_is_warned_of(text):
    days = calendar("DK")
    assert days.is_business_day(day(text))
    off = days.warning(day(text))
    assert off.why is Closed.HALF_CLOSED
    assert off.name_da
    assert off.name_en


def test_midsummer_eve_is_warned_of_in_sweden():
    assert calendar("SE").warning(day("2026-06-19")).name_en == "Midsummer Eve"


def test_a_day_off_says_why_in_both_languages():
    off = calendar("DK").why_closed(day("2026-04-02"))
    assert (off.why, off.name("da"), off.name("en")) == (
        Closed.HOLIDAY,
        "Skærtorsdag",
        "Maundy Thursday",
    )
    weekend = calendar("DK").why_closed(day("2026-04-04"))
    assert (weekend.why, weekend.name("da")) == (Closed.WEEKEND, "")


def test_a_part_of_a_country_has_its_own_holidays():
    epiphany = day("2026-01-06")
    assert calendar("DE").is_business_day(epiphany)
    assert not calendar("DE", "BY").is_business_day(epiphany)
    assert not calendar("GB", "SCT").is_business_day(day("2026-01-02"))


@pytest.mark.parametrize("country", ["AC", "XX"])  # Ascension has phone numbers, XX is nobody's
def test_without_a_list_of_holidays_only_weekends_are_left_out_and_it_says_so(country):
    days = BusinessDays(country)
    assert not days.known
    assert calendar("DK").known
    assert days.is_business_day(day("2026-12-25"))
    assert not days.is_business_day(day("2026-12-26"))


def test_what_comes_after_the_cut_off_counts_as_of_the_next_business_day():
    days = calendar("US")
    friday = datetime(2026, 7, 2, 13, 0)  # noqa: DTZ001  local time at the carrier
    assert days.received_on(friday, time(13)) == day("2026-07-02")
    assert days.received_on(friday.replace(minute=1), time(13)) == day("2026-07-06")
    assert days.received_on(friday.replace(minute=1)) == day("2026-07-02")


def test_what_comes_on_a_day_off_counts_as_of_the_next_business_day_once():
    saturday = datetime(2026, 7, 4, 20, 0)  # noqa: DTZ001
    assert calendar("US").received_on(saturday, time(13)) == day("2026-07-06")


def test_the_holidays_of_a_stretch_are_listed_without_weekends():
    found = calendar("DK").days_off(day("2026-12-20"), day("2027-01-01"))
    assert [off.day.isoformat()[5:] for off in found] == ["12-24", "12-25", "12-31", "01-01"]


def test_the_list_of_holidays_is_not_loaded_before_it_is_asked():
    import subprocess
    import sys

    code = (
        "import sys, portwidgets.domain.dates.port_times as t, portwidgets.catalog as c;"
        "c.times(); print('holidays' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
