"""The plan of a project's orders, and the due dates that the checklist takes from it."""

from datetime import UTC, date, datetime

import pytest

from portwidgets import Workspace

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def project(tmp_path):
    made = Workspace(tmp_path).create("Kontoret", region="SE", gaining_carrier="Bandwidth")
    made.accounts.add(carrier="Tele", country="SE", invoice_on="2026-02-20")
    made.orders.add(account="a0001", requested_on="2026-04-15")
    made.sites.add(site="Malmö", time_zone="Europe/Stockholm")
    made.numbers.add("040 23 45 60", order="o0001", account="a0001", decision="port", site="Malmö")
    return made


def orders(project, **more):
    return project.plan.orders(now=NOW, **more)


def test_an_order_is_planned_from_its_row_its_account_and_its_numbers(project):
    (plan,) = orders(project)
    assert plan.order.case.simple
    assert plan.port == date(2026, 4, 15)
    assert plan.order.invoice == date(2026, 2, 20)
    assert [site.zone for site in plan.order.sites] == ["Europe/Stockholm"]
    assert "invoice" in plan.order.done


def test_an_account_that_names_no_country_is_in_the_projects(project):
    project.accounts.set("a0001", country="Sverige")
    assert orders(project)[0].order.case.country == "SE"
    project.accounts.set("a0001", country="dk")
    assert orders(project)[0].order.case.country == "DK"


def test_an_order_that_names_no_account_is_of_the_one_that_its_numbers_are_on(project):
    project.numbers.set("n0001", account="a0001")
    alone = orders(project)[0].order.case
    assert alone.simple
    project.orders.set("o0001", account="")
    assert orders(project)[0].order.case == alone
    project.numbers.set("n0001", order="")
    assert orders(project)[-1].order.case == alone
    project.numbers.add("040 23 45 61", account="a0001", decision="keep")
    assert orders(project)[-1].order.case.part_of_range


def test_a_number_on_no_account_is_not_taken_to_be_alone_on_one(project):
    project.orders.set("o0001", account="")
    project.numbers.set("n0001", account="")
    assert not orders(project)[0].order.case.simple


def test_numbers_in_no_order_are_planned_together_for_the_day_that_a_person_thinks_of(project):
    project.numbers.add("040 23 45 70", decision="port")
    project.numbers.add("040 23 45 71", decision="keep")
    plans = orders(project, wanted=date(2026, 5, 20))
    assert [(plan.order.id, plan.order.case.numbers) for plan in plans] == [("o0001", 1), ("", 1)]
    assert plans[1].port == date(2026, 5, 20)


def test_a_number_that_stays_beside_one_that_goes_cuts_a_range(project):
    assert not orders(project)[0].order.case.part_of_range
    project.numbers.add("040 23 45 61", account="a0001", decision="keep")
    assert orders(project)[0].order.case.part_of_range


def test_a_cancelled_order_has_no_plan_and_its_numbers_are_loose_again(project):
    project.orders.set("o0001", status="cancelled")
    assert [plan.order.id for plan in orders(project)] == [""]


def test_what_was_submitted_needs_no_papers_any_more(project):
    project.orders.set("o0001", status="submitted")
    (plan,) = orders(project)
    assert plan.order.submitted
    assert {"loa", "submit", "account_information"} <= plan.order.done


def test_the_due_dates_are_filled_as_one_step_and_taken_back_as_one(project):
    project.checklist.set("keep_loa_copy", "due", "2026-01-01")
    project.checklist.tick("notify_stakeholders")
    result = project.plan.fill_due_dates(now=NOW)
    assert project.checklist["sign_and_date_loa"].due == "2026-03-25"
    assert project.checklist["keep_loa_copy"].due == "2026-01-01"
    assert project.checklist["notify_stakeholders"].due == ""
    assert len(result.change.ops) > 20
    project.undo()
    assert project.checklist["sign_and_date_loa"].due == ""


def test_dates_that_a_person_entered_are_changed_only_when_asked(project):
    project.checklist.set("keep_loa_copy", "due", "2026-01-01")
    project.plan.fill_due_dates(now=NOW, replace=True)
    assert project.checklist["keep_loa_copy"].due == "2026-03-26"


def test_filling_twice_changes_nothing_more(project):
    project.plan.fill_due_dates(now=NOW)
    assert project.plan.fill_due_dates(now=NOW).change is None


def test_a_project_without_numbers_has_no_plan(tmp_path):
    empty = Workspace(tmp_path).create("Tom")
    assert empty.plan.orders() == []
    assert empty.plan.fill_due_dates().change is None
