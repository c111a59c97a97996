"""When an old account may be cancelled: never while a number on it could still be lost."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets import catalog
from portwidgets.domain.orders.cancel_guard import (
    Leftover,
    OldAccount,
    OldNumber,
    Reason,
    Verdict,
    guard,
    most_urgent,
)
from portwidgets.domain.schema import Decision, NumberStatus

TODAY = date(2026, 11, 24)
TIMES = catalog.times()


def account(country="DK", *, internet="no", cancelled_on=None):
    return OldAccount("a0001", country, internet, cancelled_on)


def numbers(*told, ported_on=date(2026, 11, 16)):
    return [
        OldNumber(f"n{place}", decision, status, ported_on)
        for place, (decision, status) in enumerate(told, 1)
    ]


def judged(*told, of=None, ported_on=date(2026, 11, 16)):
    return guard(of or account(), numbers(*told, ported_on=ported_on), TIMES, TODAY)


@pytest.mark.parametrize(
    ("decision", "status", "reason"),
    [
        ("port", "planned", Reason.NOT_PORTED),
        ("port", "submitted", Reason.NOT_PORTED),
        ("port", "foc_confirmed", Reason.NOT_PORTED),
        ("port", "exception", Reason.REJECTED),
        ("port", "not_portable", Reason.NOT_PORTABLE),
        ("port", "ported", Reason.NOT_TESTED),
        ("keep", "planned", Reason.KEPT),
        ("keep", "not_portable", Reason.KEPT),
        ("", "planned", Reason.UNDECIDED),
        ("", "", Reason.UNDECIDED),
        ("port", "cancelled", Reason.NOT_PORTED),
    ],
)
def test_one_such_number_among_verified_ones_forbids_to_cancel(decision, status, reason):
    found = judged(("port", "verified"), (decision, status), ("port", "verified"))
    assert found.verdict is Verdict.DO_NOT_CANCEL
    assert found.reasons == {reason: ("n2",)}


def test_an_account_without_numbers_is_not_cancelled_before_somebody_knows_what_is_on_it():
    found = judged()
    assert found.verdict is Verdict.DO_NOT_CANCEL
    assert found.reasons == {Reason.NO_NUMBERS: ()}


def test_two_days_pass_before_it_is_safe_because_callers_may_still_reach_the_old_carrier():
    ported = date(2026, 11, 23)
    found = judged(("port", "verified"), ported_on=ported)
    assert (found.verdict, found.day) == (Verdict.SAFE_FROM, date(2026, 11, 26))
    later = guard(account(), numbers(("port", "verified"), ported_on=ported), TIMES, found.day)
    assert later.verdict is Verdict.ENDS_BY_ITSELF


def test_a_number_without_a_day_could_have_moved_today():
    assert judged(("port", "verified"), ported_on=None).day == TODAY + timedelta(days=3)


def test_a_danish_agreement_ends_by_itself_when_all_has_moved():
    found = judged(("port", "verified"), ("port", "verified"))
    assert found.verdict is Verdict.ENDS_BY_ITSELF
    assert found.rule.source.title == "Teleloven § 28 a"


@pytest.mark.parametrize("country", ["US", "GB", "SE", "JP"])
def test_where_no_law_ends_it_the_customer_must_cancel(country):
    found = judged(("port", "verified"), of=account(country))
    assert (found.verdict, found.rule) == (Verdict.CANCEL_YOURSELF, None)


@pytest.mark.parametrize(
    ("internet", "leftover"),
    [("yes", Leftover.INTERNET), ("", Leftover.INTERNET_UNKNOWN)],
)
def test_internet_on_the_account_does_not_end_by_itself(internet, leftover):
    found = judged(("port", "verified"), of=account(internet=internet))
    assert found.verdict is Verdict.CANCEL_YOURSELF
    assert leftover in found.leftovers


def test_a_number_that_shall_die_is_left_over_and_must_be_cancelled():
    found = judged(("port", "verified"), ("disconnect", "planned"))
    assert found.verdict is Verdict.CANCEL_YOURSELF
    assert found.leftovers == {Leftover.DISCONNECTED: ("n2",)}


def test_whoever_cancelled_too_early_is_told_the_last_day_to_save_the_numbers():
    found = judged(("port", "planned"), of=account(cancelled_on=date(2026, 11, 30)))
    assert (found.verdict, found.day, found.over) == (Verdict.RESCUE, date(2026, 12, 30), False)
    assert found.rule.source.title.startswith("Teleloven § 26")


def test_the_last_day_itself_is_in_time_and_the_next_is_not():
    last = guard(
        account(cancelled_on=date(2026, 10, 24)), numbers(("port", "planned")), TIMES, TODAY
    )
    assert (last.day, last.over) == (TODAY, False)
    after = guard(
        account(cancelled_on=date(2026, 10, 23)), numbers(("port", "planned")), TIMES, TODAY
    )
    assert after.over


def test_where_no_time_limit_was_read_none_is_promised():
    found = judged(("port", "planned"), of=account("US", cancelled_on=date(2026, 11, 1)))
    assert (found.verdict, found.day, found.rule) == (Verdict.RESCUE, None, None)


def test_an_account_that_was_cancelled_when_all_had_moved_needs_no_rescue():
    found = judged(("port", "verified"), of=account(cancelled_on=date(2026, 11, 20)))
    assert found.verdict is Verdict.ENDS_BY_ITSELF


def test_the_warning_is_that_of_the_most_urgent_account():
    fine = judged(("port", "verified"))
    open_ = judged(("port", "planned"))
    late = judged(("port", "planned"), of=account(cancelled_on=date(2026, 11, 20)))
    assert most_urgent([fine, open_, late]) is late
    assert most_urgent([fine, open_]) is open_
    assert most_urgent([]) is None


rows = st.lists(
    st.builds(
        OldNumber,
        row=st.text("n123", min_size=2, max_size=4),
        decision=st.sampled_from(["", *Decision, "?"]),
        status=st.sampled_from(["", *NumberStatus, "?"]),
        ported_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    ),
    max_size=5,
)


@given(rows, st.sampled_from(["DK", "GB", "US"]), st.none() | st.dates(date(2026, 1, 1)))
def test_no_account_is_ever_free_while_a_number_that_shall_live_is_not_verified(
    told, country, cancelled_on
):
    found = guard(account(country, cancelled_on=cancelled_on), told, TIMES, TODAY)
    lives = [n for n in told if n.decision != "disconnect" and n.status != "verified"]
    if lives:
        assert found.verdict in {Verdict.DO_NOT_CANCEL, Verdict.RESCUE}
        assert {row for rows in found.reasons.values() for row in rows} >= {n.row for n in lives}
    if found.verdict is Verdict.SAFE_FROM:
        assert found.day > TODAY
