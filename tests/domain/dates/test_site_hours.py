"""When sites in different time zones are at work at once, and what hour a port is there."""

from datetime import UTC, date, datetime, time

import pytest

from portwidgets import catalog
from portwidgets.domain.dates.site_hours import (
    activation_window,
    is_zone,
    working_hours,
)

WINTER, SUMMER = date(2026, 12, 2), date(2026, 7, 1)
COPENHAGEN, LONDON, NEW_YORK, SYDNEY = (
    "Europe/Copenhagen",
    "Europe/London",
    "America/New_York",
    "Australia/Sydney",
)


def hours(window, zone):
    return tuple(moment.strftime("%H:%M") for moment in window.at(zone))


def test_one_site_is_at_work_from_nine_to_three():
    assert hours(working_hours(WINTER, [COPENHAGEN]), COPENHAGEN) == ("09:00", "15:00")


def test_two_sites_share_the_hours_in_which_both_are_there():
    shared = working_hours(WINTER, [COPENHAGEN, LONDON])
    assert hours(shared, COPENHAGEN) == ("10:00", "15:00")
    assert hours(shared, LONDON) == ("09:00", "14:00")


def test_summer_time_is_that_of_each_place():
    # Between the changes of the clocks, New York is five hours behind Copenhagen instead of six.
    shared = working_hours(date(2026, 3, 11), [COPENHAGEN, NEW_YORK])
    assert hours(shared, COPENHAGEN) == ("14:00", "15:00")
    assert working_hours(SUMMER, [COPENHAGEN, NEW_YORK]) is None


def test_where_nobody_is_at_work_at_once_there_is_no_hour():
    assert working_hours(WINTER, [COPENHAGEN, SYDNEY]) is None
    assert working_hours(WINTER, []) is None


def test_a_carriers_hour_is_told_on_the_clocks_of_the_site():
    zoom = catalog.times().activation("US", "Zoom")
    window = activation_window(SUMMER, zoom)
    assert window.start == datetime.combine(SUMMER, time(15, 30), UTC)
    assert hours(window, "America/Los_Angeles") == ("08:30", "08:30")


@pytest.mark.parametrize(
    ("text", "known"), [(COPENHAGEN, True), ("Copenhagen", False), ("", False)]
)
def test_a_time_zone_is_known_by_its_name(text, known):
    assert is_zone(text) is known
