"""The warning at the top is computed from the data, in words that say what to do."""

from datetime import date

import pytest

from portwidgets import Workspace

TODAY = date(2026, 11, 24)


@pytest.fixture
def project(tmp_path):
    made = Workspace(tmp_path).create("Kontoret", gaining_carrier="Ny Eksempel Tele A/S")
    made.accounts.add(carrier="Tele Eksempel A/S", country="DK", internet="no")
    made.orders.add(account="a0001")
    made.numbers.add("67123400", order="o0001", account="a0001", decision="port", usage="queue")
    return made


def warning(project):
    return project.guard.warning(TODAY)


def verified(project):
    project.orders.set("o0001", status="completed")
    project.numbers.set("n0001", ported_at="2026-11-16T09:00")
    for test in ("inbound", "outbound"):
        project.tests.note("n0001", test, "passed")
    return project


def test_without_numbers_and_accounts_the_general_warning_stands(tmp_path):
    assert Workspace(tmp_path).create("Tom").guard.warning() is None


def test_a_number_that_has_not_moved_forbids_to_cancel(project):
    found = warning(project)
    assert found.title.en == "Important: do not cancel your old service!"
    assert found.text.en == "Tele Eksempel A/S: Do not cancel. Why: 1 number not ported yet."
    assert "1 nummer er ikke flyttet" in found.text.da


def test_what_is_left_over_is_told_of_the_account_and_warned_of_once_it_may_end(project):
    project.accounts.set("a0001", internet="yes")
    (answer,) = project.guard.accounts(TODAY)
    assert "internet" in answer.told("en")
    assert "internet" not in warning(project).text.en


def test_a_ported_number_must_be_tested_first(project):
    project.orders.set("o0001", status="completed")
    assert "1 number moved, but not tested" in warning(project).text.en


def test_when_all_is_tested_the_danish_agreement_ends_by_itself(project):
    found = warning(verified(project))
    assert found.id == "guard_ends_by_itself"
    assert "Teleloven § 28 a" in found.text.da


def test_a_country_that_is_written_in_words_does_not_take_the_law_away(project):
    verified(project).accounts.set("a0001", country="Danmark")
    assert warning(project).id == "guard_ends_by_itself"


def test_elsewhere_the_customer_is_told_to_cancel(project):
    verified(project).accounts.set("a0001", country="US")
    found = warning(project)
    assert found.title.da == "Den gamle tjeneste skal nu opsiges af jer"


def test_internet_on_the_account_is_named(project):
    verified(project).accounts.set("a0001", internet="yes")
    found = warning(project)
    assert found.id == "guard_cancel_yourself"
    assert "internet, which ends with the account" in found.text.en


def test_whoever_cancelled_too_early_reads_the_last_day_and_what_to_say_to_whom(project):
    project.accounts.set("a0001", cancelled_on="2026-11-20")
    assert warning(project).title.en == "Tele Eksempel A/S was cancelled too early!"
    (answer,) = project.guard.accounts(TODAY)
    assert "until and including 20 December 2026 (Teleloven § 26, stk. 3)" in answer.told("en")
    losing, gaining = answer.say("en")
    assert losing.startswith("Say to Tele Eksempel A/S: “We withdraw the cancellation.")
    assert gaining.startswith("Say to Ny Eksempel Tele A/S:")
    assert "ended on 20 November 2026" in gaining


def test_numbers_that_name_no_account_are_not_forgotten(project):
    verified(project).numbers.add("67123401", decision="port")
    answers = project.guard.accounts(TODAY)
    assert [answer.carrier for answer in answers] == ["Tele Eksempel A/S", ""]
    assert "Numbers without an account: Do not cancel" in warning(project).text.en


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_answer_can_be_told_in_each_language(project, language):
    for cells in (
        {},
        {"cancelled_on": "2026-11-20"},
        {"cancelled_on": "2026-09-01"},
        {"cancelled_on": "2026-12-20", "country": "US"},
    ):
        project.accounts.set("a0001", **cells)
        (answer,) = project.guard.accounts(TODAY)
        assert "{" not in answer.told(language) + answer.title(language)
