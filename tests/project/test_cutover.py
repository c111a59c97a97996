"""The run sheets of a project: hours of the sites or the carrier, tests in order, results."""

from datetime import UTC, datetime

import pytest

from portwidgets import Refused, Workspace

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def project(tmp_path):
    made = Workspace(tmp_path).create("Office", region="GB")
    made.accounts.add(carrier="Tele", country="GB")
    made.orders.add(account="a0001", requested_on="2026-04-15", gaining_carrier="Ny")
    made.sites.add(site="London", time_zone="Europe/London")
    made.sites.add(site="Odense", time_zone="Europe/Copenhagen")
    made.numbers.add("020 7946 0000", order="o0001", site="London", usage="user", decision="port")
    made.numbers.add("020 7946 0001", order="o0001", site="Odense", usage="main", decision="port")
    return made


def sheet(project):
    return project.cutover.sheet("o0001", now=NOW)


def test_tests_begin_when_all_sites_are_at_work_and_go_on_every_three_minutes(project):
    found = sheet(project)
    assert not found.by_carrier
    assert [number.row for number in found.numbers] == ["n0002", "n0001"]
    times = [trial.at.strftime("%H:%M") for number in found.numbers for trial in number.trials]
    assert times[:3] == ["09:00", "09:03", "09:06"]  # London's nine is ten in Odense
    assert found.window.at("Europe/Copenhagen")[0].hour == 10


def test_the_carriers_hour_goes_before_the_sites(project):
    project.orders.set("o0001", gaining_carrier="Telnyx")
    project.accounts.set("a0001", country="US")
    found = sheet(project)
    assert found.by_carrier
    assert found.window.at("America/Chicago")[0].hour == 6


def test_a_day_that_nobody_named_has_no_times(project):
    project.orders.set("o0001", requested_on="")
    assert {trial.at for number in sheet(project).numbers for trial in number.trials} == {None}


def test_what_was_noted_stands_at_its_test(project):
    project.tests.note("n0002", "inbound", "failed")
    trial = sheet(project).numbers[0].trials[0]
    assert (trial.noted.result, trial.noted.by) == ("failed", project.user)


def test_noting_the_port_moves_the_waiting_numbers_and_their_order_as_one_step(project):
    project.orders.set("o0001", status="foc_confirmed")
    project.cutover.note_ported("o0001", datetime(2026, 4, 15, 8, 30, tzinfo=UTC))
    assert project.numbers.column("status") == ["ported", "ported"]
    assert project.numbers.column("ported_at") == ["2026-04-15T08:30:00Z"] * 2
    assert project.orders["o0001"].status == "completed"
    project.undo()
    assert project.orders["o0001"].status == "foc_confirmed"


def test_a_rejected_number_does_not_move_with_the_others(project):
    project.orders.set("o0001", status="submitted")
    project.numbers.set("n0001", status="exception")
    project.cutover.note_ported("o0001", NOW)
    assert project.numbers.column("status") == ["exception", "ported"]
    assert project.orders["o0001"].status == "partial"


def test_numbers_of_a_draft_cannot_have_moved(project):
    with pytest.raises(Refused):
        project.cutover.note_ported("o0001", NOW)
    assert project.numbers.column("status") == ["planned", "planned"]


def test_a_number_that_is_out_and_a_cancelled_order_have_no_sheet(project):
    project.numbers.set("n0001", status="not_portable")
    assert [number.row for number in sheet(project).numbers] == ["n0002"]
    project.orders.set("o0001", status="cancelled")
    assert project.cutover.plans(now=NOW) == []
