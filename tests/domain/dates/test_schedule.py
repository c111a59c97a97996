"""Plans of orders against dates that were worked out by hand with a calendar."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from portwidgets import catalog
from portwidgets.catalog.steps import read_steps
from portwidgets.domain.dates.lead_time import PortCase
from portwidgets.domain.dates.order_plan import Fault, OrderFacts
from portwidgets.domain.dates.quiet_days import Advice, advice, quiet_day
from portwidgets.domain.dates.schedule import due_dates, plan
from portwidgets.errors import CatalogError

TIMES = catalog.times()
STEPS = catalog.steps()


def day(text):
    return date.fromisoformat(text)


def at(text):
    return datetime.fromisoformat(text)


def facts(country, *, numbers=10, order="o0001", **more):
    case = PortCase(country, numbers=numbers, simple=numbers == 1)
    return OrderFacts(order, case, TIMES.business_days(country), **more)


def planned(order, now="2026-01-05T10:00"):
    return plan(order, TIMES, STEPS, at(now))


def last_day(found, step):
    return next(each.day for each in found.steps if each.id == step)


# Backward from the wanted day: the last day on which the request must be in.
BACKWARD = [
    ("DK", 10, "2026-04-15", "2026-03-18"),  # 28 calendar days, before Easter
    ("DK", 10, "2027-01-22", "2026-12-24"),  # the 25th is a holiday, the 24th counts
    ("SE", 10, "2026-04-15", "2026-03-26"),  # 12 days, Good Friday and Easter Monday off
    ("GB", 10, "2026-04-15", "2026-03-30"),  # 10 days, the same two off
    ("GB", 10, "2027-01-05", "2026-12-17"),  # Christmas, its substitute, New Year off
    ("DE", 10, "2026-06-10", "2026-04-01"),  # 45 days, five holidays, over two month-ends
    ("US", 10, "2026-07-08", "2026-06-30"),  # 5 days, Independence Day on a Friday, month-end
    ("US", 60, "2026-12-29", "2026-12-14"),  # 10 days
    ("CA", 1, "2026-12-30", "2026-12-24"),  # 2 days, Christmas and the 28th off
]

# Forward: what comes in at that moment, and the first day to reckon with.
FORWARD = [
    ("DK", 10, "2026-12-01T16:00", "2026-12-29"),
    ("DK", 10, "2026-11-27T10:00", "2026-12-28"),  # the 25th is a holiday, then a weekend
    ("SE", 10, "2026-12-14T10:00", "2026-12-31"),
    ("GB", 10, "2026-12-14T10:00", "2026-12-30"),  # Christmas and the substitute of Boxing Day off
    ("DE", 10, "2026-11-02T10:00", "2027-01-06"),
    ("US", 10, "2026-12-21T14:59", "2026-12-29"),
    ("US", 10, "2026-12-21T15:01", "2026-12-30"),  # after the cut-off
    ("CA", 1, "2026-12-24T10:00", "2026-12-30"),
    ("SE", 10, "2026-04-01T10:00", "2026-04-21"),  # Easter
]


@pytest.mark.parametrize(("country", "numbers", "wanted", "expected"), BACKWARD)
def test_the_request_must_be_in_by_then(country, numbers, wanted, expected):
    found = planned(facts(country, numbers=numbers, wanted=day(wanted)))
    assert last_day(found, "submit") == day(expected)


@pytest.mark.parametrize(("country", "numbers", "now", "expected"), FORWARD)
def test_the_numbers_can_move_by_then_when_the_request_is_in_now(country, numbers, now, expected):
    assert planned(facts(country, numbers=numbers), now).earliest == day(expected)


def test_each_step_has_its_last_day_before_or_after():
    found = planned(facts("DK", wanted=day("2026-04-15")))
    assert {step.id: step.day.isoformat()[5:] for step in found.steps} == {
        "account_information": "03-11",
        "port_date": "03-12",
        "invoice": "03-13",
        "loa": "03-17",
        "submit": "03-18",
        "notify": "04-08",
        "system_ready": "04-10",
        "system_tested": "04-13",
        "forwarding": "04-14",
        "port": "04-15",
        "tests": "04-15",
        "old_service": "04-20",  # 48 hours are over on a Saturday
    }


def test_the_confirmed_day_goes_before_the_wanted_one():
    found = planned(facts("SE", wanted=day("2026-04-15"), foc=day("2026-04-22")))
    assert (found.port, found.fixed) == (day("2026-04-22"), True)


def test_without_a_day_the_plan_leaves_time_for_the_papers_and_takes_a_quiet_day():
    found = planned(facts("SE"), "2026-03-02T10:00")
    # Five business days for the papers (9 March), twelve for the carrier (25 March, a Wednesday).
    assert (found.port, found.fixed) == (day("2026-03-25"), False)


@pytest.mark.parametrize(
    ("wanted", "faults"),
    [
        ("2026-03-03", (Fault.TOO_SOON_IN_PRACTICE,)),
        ("2026-03-02", (Fault.TOO_SOON_BY_LAW,)),
        ("2026-03-18", ()),
        ("2026-03-17", (Fault.TOO_SOON_IN_PRACTICE,)),
    ],
)
def test_a_day_is_too_soon_by_law_or_only_for_what_carriers_manage(wanted, faults):
    assert planned(facts("SE", wanted=day(wanted)), "2026-03-02T10:00").faults == faults


def test_what_was_submitted_is_not_told_to_be_too_soon():
    order = facts("SE", foc=day("2026-03-03"), submitted=True)
    assert planned(order, "2026-03-02T10:00").faults == ()


def test_a_losing_carrier_may_not_take_a_day_that_far_ahead():
    order = facts("US", losing_carrier="Allstream", wanted=day("2026-04-02"))
    assert planned(order, "2026-03-02T10:00").faults == (Fault.TOO_FAR,)
    assert planned(replace(order, wanted=day("2026-04-01")), "2026-03-02T10:00").faults == ()
    assert planned(replace(order, losing_carrier="B"), "2026-03-02T10:00").faults == ()


@pytest.mark.parametrize(
    ("signed", "expires", "old"),
    [
        ("2026-01-15", None, False),  # 90 days: taken until 15 April itself
        ("2026-01-14", None, True),
        ("2026-03-01", "2026-04-14", True),
        ("2026-03-01", "2026-04-15", False),
        (None, None, False),
    ],
)
def test_a_letter_must_still_be_taken_on_the_day_of_the_port(signed, expires, old):
    order = facts(
        "DK",
        wanted=day("2026-04-15"),
        loa_signed=signed and day(signed),
        loa_expires=expires and day(expires),
    )
    assert (Fault.LOA_TOO_OLD in planned(order).faults) is old


@pytest.mark.parametrize(("dated", "old"), [("2026-03-16", False), ("2026-03-15", True)])
def test_an_invoice_must_still_be_new_on_the_day_of_the_port(dated, old):
    found = planned(facts("DK", wanted=day("2026-04-15"), invoice=day(dated)))
    assert (Fault.INVOICE_TOO_OLD in found.faults) is old
    invoice = next(each for each in found.papers if each.paper == "invoice")
    assert invoice.not_before == day("2026-03-16")


def test_where_no_lead_time_was_read_nothing_is_counted_back_from():
    found = planned(facts("JP", wanted=day("2026-04-15")))
    assert found.lead is found.earliest is None
    assert last_day(found, "submit") is None
    assert last_day(found, "forwarding") == day("2026-04-14")


# --- quiet days ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("DK", "2026-04-15", ()),
        ("DK", "2026-04-13", (Advice.MONDAY,)),
        ("DK", "2026-04-17", (Advice.FRIDAY,)),
        ("DK", "2026-04-11", (Advice.WEEKEND,)),
        ("DK", "2026-04-03", (Advice.HOLIDAY,)),
        ("DK", "2026-04-01", (Advice.MONTH_END, Advice.BEFORE_HOLIDAY)),
        ("DK", "2026-04-07", (Advice.AFTER_HOLIDAY,)),
        ("DK", "2026-12-24", (Advice.HALF_CLOSED, Advice.BEFORE_HOLIDAY)),
        ("SE", "2026-04-29", (Advice.MONTH_END,)),
        ("SE", "2026-04-28", ()),
        ("US", "2026-07-01", (Advice.MONTH_END,)),
        ("US", "2026-07-02", (Advice.BEFORE_HOLIDAY,)),
        ("DE", "2026-04-30", (Advice.MONTH_END, Advice.BEFORE_HOLIDAY)),
    ],
)
def test_mondays_month_ends_and_the_days_beside_holidays_are_advised_against(
    country, text, expected
):
    assert advice(day(text), TIMES.business_days(country)) == expected


def test_the_next_quiet_day_is_mid_week():
    days = TIMES.business_days("DK")
    assert quiet_day(day("2026-03-30"), days) == day("2026-04-08")  # over Easter
    assert quiet_day(day("2026-04-08"), days) == day("2026-04-08")
    assert quiet_day(day("2026-12-23"), days) == day("2026-12-29")


# --- due dates -----------------------------------------------------------------------------


def test_what_comes_before_is_due_for_the_first_order_and_what_comes_after_for_the_last():
    plans = [
        planned(facts("SE", wanted=day("2026-04-15"))),
        planned(facts("SE", order="o0002", wanted=day("2026-05-20"))),
    ]
    due = due_dates(plans, STEPS)
    assert due["keep_loa_copy"] == day("2026-03-26")
    assert due["set_up_forwarding"] == day("2026-04-14")
    assert due["test_inbound_calls"] == day("2026-05-20")
    assert due["confirm_old_service_ended"] == day("2026-05-25")


def test_what_is_done_or_moved_asks_for_nothing_more():
    done = planned(facts("SE", wanted=day("2026-04-15"), done=frozenset({"invoice"})))
    assert "obtain_recent_bill" not in due_dates([done], STEPS)
    moved = planned(facts("SE", foc=day("2026-04-15"), ported=True))
    assert due_dates([moved], STEPS) == {}


def test_every_item_of_the_checklist_belongs_to_a_step():
    assert STEPS.items.keys() == {item.id for item in catalog.checklist("DK").items}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('test_fax = "tests"\n', "", "test_fax"),
        ('test_fax = "tests"', 'test_fax = "trials"', "no step 'trials'"),
        ('anchor = "settled"', 'anchor = "someday"', "someday"),
    ],
)
def test_a_wrong_file_of_steps_is_named(before, after, told):
    content = (catalog.steps.__wrapped__.__globals__["DATA"] / "steps.toml").read_text("utf-8")
    with pytest.raises(CatalogError, match=told):
        read_steps(content.replace(before, after).encode(), "steps.toml")
