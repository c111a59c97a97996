"""Which tests a number needs after its port, and that only they make it verified."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets import catalog
from portwidgets.domain.orders.number_tests import BY_USAGE, importance, is_verified, needed_tests
from portwidgets.domain.schema import LineTest, Outcome, Usage

PASSED, FAILED, NOT_NEEDED = (result.value for result in Outcome)


def test_every_usage_has_its_tests_and_its_place():
    assert set(BY_USAGE) == set(Usage)
    assert all(BY_USAGE.values())


def test_the_main_number_is_tested_first_and_lifts_before_users():
    ranks = [importance(usage) for usage in ("main", "elevator", "alarm", "queue", "user", "other")]
    assert ranks == sorted(ranks)
    assert importance("main") == 0


@pytest.mark.parametrize("unknown", ["", "something else"])
def test_a_number_of_unknown_usage_is_still_called_both_ways(unknown):
    assert needed_tests(unknown) == (LineTest.INBOUND, LineTest.OUTBOUND)
    assert importance(unknown) == importance("other")


def test_text_messages_are_tested_where_they_are_in_use():
    assert LineTest.SMS not in needed_tests("user")
    assert needed_tests("user", sms="yes")[-1] is LineTest.SMS


def test_a_mobile_has_no_installation_address_to_check():
    assert LineTest.EMERGENCY_ADDRESS in needed_tests("user", "fixed_line")
    assert LineTest.EMERGENCY_ADDRESS not in needed_tests("user", "mobile")


def test_a_fax_is_tested_as_a_fax():
    assert needed_tests("fax") == (LineTest.FAX,)


@pytest.mark.parametrize("language", catalog.LANGUAGES)
def test_nobody_is_told_to_call_an_alarm_centre(language):
    told = " ".join(catalog.texts(language, "line_test_how").values())
    calls = catalog.texts(language, "line_test_how")["emergency_address"]
    assert ("aldrig" if language == "da" else "never") in calls.casefold()
    others = told.replace(calls, "")
    assert not any(number in others for number in ("112", "911", "999"))


@given(st.sampled_from(Usage), st.dictionaries(st.sampled_from(LineTest), st.sampled_from(Outcome)))
def test_a_number_with_a_failed_or_a_missing_test_is_not_verified(usage, results):
    needed = needed_tests(usage)
    told = {kind: result.value for kind, result in results.items()}
    verified = is_verified(needed, told)
    if FAILED in told.values() or any(kind not in told for kind in needed):
        assert not verified
    if all(told.get(kind) == PASSED for kind in needed) and FAILED not in told.values():
        assert verified


def test_what_is_not_needed_does_not_hold_a_number_back_but_proves_nothing():
    needed = needed_tests("queue")
    assert is_verified(needed, {LineTest.INBOUND: PASSED, LineTest.OUTBOUND: NOT_NEEDED})
    assert not is_verified(needed, dict.fromkeys(needed, NOT_NEEDED))
