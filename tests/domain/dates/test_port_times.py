"""What the laws, the industry and the carriers say, and which of it holds for a port."""

from datetime import date

import pytest

from portwidgets import catalog
from portwidgets.catalog.times import read_times
from portwidgets.domain.dates.lead_time import Basis, Paper, PortCase, PortKind, add_months
from portwidgets.errors import CatalogError

TIMES = catalog.times()
SIMPLE = PortCase("GB", simple=True)


def most(lead):
    return lead and (lead.most, lead.calendar_days)


@pytest.mark.parametrize(
    ("case", "days"),
    [
        (PortCase("DK", numbers=40), 1),
        (PortCase("SE"), 1),
        (PortCase("DE"), 1),
        (PortCase("US", simple=True), 1),
        (PortCase("US", numbers=2), 4),
        (PortCase("CA", simple=True), 2),
    ],
)
def test_the_law_of_a_country_counts_in_business_days(case, days):
    assert most(TIMES.legal(case)) == (days, False)
    assert TIMES.legal(case).basis is Basis.LAW


@pytest.mark.parametrize("country", ["GB", "JP"])
def test_where_no_law_was_read_none_is_told(country):
    assert TIMES.legal(PortCase(country)) is None


@pytest.mark.parametrize(
    ("case", "days"),
    [
        (SIMPLE, 7),
        (PortCase("GB", numbers=30), 10),
        (PortCase("GB", numbers=31), 13),
        (PortCase("GB", numbers=151), 20),
        (PortCase("GB", numbers=3, part_of_range=True), 25),
        (PortCase("GB", kind=PortKind.TOLL_FREE), 10),
        (PortCase("US", numbers=50), 5),
        (PortCase("US", numbers=51), 10),
        (PortCase("US", numbers=101), None),
        (PortCase("SE"), 12),
        (PortCase("DE"), 45),
        (PortCase("CA"), None),
    ],
)
def test_what_to_reckon_with_follows_the_kind_and_the_size_of_the_port(case, days):
    found = TIMES.practical(case)
    assert (found and found.most) == days


def test_the_gaining_carriers_own_word_goes_before_that_of_others():
    assert most(TIMES.practical(PortCase("DK"))) == (28, True)
    assert most(TIMES.practical(PortCase("DK", carrier="Zoom Phone"))) == (60, True)


def test_the_age_of_a_paper_is_the_carriers_or_the_usual():
    invoice = TIMES.oldest(Paper.INVOICE, "DK")
    assert (invoice.days, invoice.months) == (30, 0)
    zoom = TIMES.oldest(Paper.INVOICE, "DK", "Zoom")
    assert (zoom.days, zoom.months) == (0, 3)
    assert TIMES.oldest(Paper.INVOICE, "US", "zoom").days == 45
    assert TIMES.oldest(Paper.LOA, "DK").days == 90


def test_a_papers_last_day_and_its_oldest_date_are_each_others_mirror():
    age = TIMES.oldest(Paper.INVOICE, "DK")
    assert age.last_day(date(2026, 11, 1)) == date(2026, 12, 1)
    assert age.first_date(date(2026, 12, 1)) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2028, 1, 31), 1, (2028, 2, 29)),
        ((2026, 12, 15), 1, (2027, 1, 15)),
        ((2026, 3, 31), -1, (2026, 2, 28)),
        ((2026, 11, 30), 3, (2027, 2, 28)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, expected):
    assert add_months(date(*day), months) == date(*expected)


def test_a_cancelled_number_can_be_saved_for_a_month_where_that_was_read():
    for country in ("DK", "GB", "DE"):
        assert TIMES.rescue(country).last_day(date(2026, 12, 15)) == date(2027, 1, 15)
    assert TIMES.rescue("US") is None


def test_only_in_denmark_was_it_read_that_the_old_agreement_ends_by_itself():
    assert TIMES.ends_alone("DK").source.title == "Teleloven § 28 a"
    assert TIMES.ends_alone("US") is TIMES.ends_alone("GB") is None


def test_in_denmark_the_losing_carrier_must_take_a_failed_port_back():
    assert TIMES.reactivation("DK").source.title == "Teleloven § 27, stk. 3"
    assert TIMES.reactivation("US") is None


def test_a_carriers_hour_of_the_port_is_known_where_it_said_so():
    assert TIMES.activation("GB", "Zoom").start.isoformat("minutes") == "09:00"
    assert TIMES.activation("GB", "Telnyx") is None
    assert TIMES.activation("DK", "") is None


def test_every_figure_has_a_source_with_a_date():
    figures = (*TIMES.lead_times, *TIMES.paper_ages, *TIMES.rescues, *TIMES.activations)
    for figure in (*figures, *TIMES.ends_by_itself, *TIMES.horizons, TIMES.settling):
        assert figure.source.title
        assert figure.source.read_on >= date(2026, 1, 1)


# --- a bad file is named -------------------------------------------------------------------

GOOD = """
[sources.law]
title = "A law"
read_on = 2026-01-01
[settling]
hours = 48
source = "law"
"""


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ('[[rescues]]\ncountry = "DK"\nmonths = 1\n', "the source 'None' is not among"),
        ('[[rescues]]\ncountry = "DK"\nmonths = "1"\nsource = "law"\n', "'rescues', entry 1"),
        ('[[rescues]]\ncountry = "DK"\nmonth = 1\nsource = "law"\n', "unknown key 'month'"),
        ('[sources.more]\ntitle = "B"\nread_on = 2026-01-01\n', "nothing was read there"),
        ("[more]\n", "unknown key 'more'"),
    ],
)
def test_a_figure_that_is_wrong_or_without_source_is_refused(added, told):
    read_times(GOOD.encode(), "times.toml")
    with pytest.raises(CatalogError, match=told):
        read_times((GOOD + added).encode(), "times.toml")
