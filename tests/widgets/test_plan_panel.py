"""The plan's widget: what it tells, and what it does when the page asks."""

from datetime import date, timedelta

import pytest
from accounts import STATED
from papers import text_of
from wire import Wire, state_of

from portwidgets import PlanPanel, Workspace
from portwidgets.widgets import plan_panel

TODAY = date.today()  # noqa: DTZ011  the panel plans from the person's own day


@pytest.fixture
def project(tmp_path):
    made = Workspace(tmp_path).create("Kontoret", region="SE", gaining_carrier="Ny", language="da")
    made.accounts.add(**{**STATED, "btn": "040 23 45 60"})
    made.orders.add(account="a0001", requested_on=TODAY + timedelta(days=60))
    made.numbers.add("040 23 45 60", order="o0001", account="a0001", decision="port")
    return made


@pytest.fixture
def shown(project):
    return Wire(PlanPanel(project))


def test_each_order_is_told_with_its_day_its_steps_and_its_sources(shown):
    (order,) = shown.state["orders"]
    assert order["name"] == "o0001"
    facts = dict(order["facts"])
    assert facts["Porteringsdag"].endswith("(ønsket)")
    assert "Bandwidth, Porting in Sweden" in facts["Tidligst i praksis"]
    assert len(order["steps"]) == 12


def test_holidays_of_the_plans_time_are_told_with_their_names(project, shown):
    project.orders.set("o0001", requested_on="2030-01-15")
    off = {each["day"]: each["name"] for each in shown.state["days_off"]}
    assert off["2029-12-25"]
    assert off["2030-01-01"]
    assert "2030-01-05" not in off  # a Saturday


def test_a_change_of_the_project_is_told_at_once_in_a_plain_script(project, shown):
    project.orders.set("o0001", foc_on=TODAY + timedelta(days=70))
    assert shown.state["orders"][0]["confirmed"]


def test_a_page_that_nobody_sees_is_drawn_when_it_is_turned_to(project, shown):
    before = shown.state["rev"]
    shown.widget.layout.display = "none"
    project.orders.set("o0001", foc_on=TODAY + timedelta(days=70))
    assert shown.state["rev"] == before
    shown.widget.layout.display = None
    assert shown.state["orders"][0]["confirmed"]


def test_the_checklists_due_dates_are_filled_and_taken_back(project, shown):
    answer = shown.ask("fill_due", replace=False)
    assert answer["ok"]
    assert answer["count"] == shown.state["due"]
    assert project.checklist["sign_and_date_loa"].due
    shown.ask("undo")
    assert project.checklist["sign_and_date_loa"].due == ""


def test_numbers_without_an_order_are_planned_for_the_day_thought_of(project, shown):
    project.numbers.add("040 23 45 70", decision="port")
    shown.ask("wanted", day="2030-05-15")
    loose = shown.state["orders"][1]
    assert (loose["id"], loose["port"]) == ("", "2030-05-15")
    shown.ask("wanted", day="")
    assert shown.state["orders"][1]["port"] != "2030-05-15"


@pytest.mark.parametrize(("language", "title"), [("da", "Fuldmagt"), ("en", "Letter of")])
def test_a_letter_is_handed_out_in_the_language_asked_for(shown, language, title):
    answer, (content,) = shown.fetch("letter", order="o0001", language=language, offset=0)
    assert answer["filename"] == "Kontoret-o0001.pdf"
    assert not answer["more"]
    assert title in text_of(content)


def test_what_a_letter_lacks_is_told_with_its_cell_and_stops_it(project, shown):
    project.accounts.set("a0001", name="")
    (paper,) = shown.state["papers"]
    assert paper["gaps"] == "Navn på kontoen (accounts.csv, a0001)"
    answer = shown.ask("letter", order="o0001", language="da", offset=0)
    assert not answer["ok"]
    assert "accounts.csv, a0001" in answer["text"]


def test_a_signed_letter_is_noted_with_its_last_day(project, shown, monkeypatch):
    monkeypatch.setattr(plan_panel, "today", lambda: date(2030, 1, 2))
    answer = shown.ask("signed", order="o0001")
    assert answer["ok"]
    assert project.orders["o0001"].loa_signed_on == "2030-01-02"
    assert answer["until"] in shown.state["papers"][0]["letter"]["state"]


def test_a_letter_is_told_as_made_then_signed_then_as_outdated_by_the_orders_numbers(
    project, shown
):
    def letter():
        return shown.state["papers"][0]["letter"]

    assert letter() == {"state": "", "fault": ""}
    shown.ask("letter", order="o0001", language="en", offset=0)
    assert letter()["state"].startswith("Lavet, endnu ikke underskrevet")
    shown.ask("signed", order="o0001")
    assert letter()["state"].startswith("Underskrevet")
    row = next(row.id for row in project.numbers if row.order == "o0001")
    project.numbers.set(row, order="")
    assert "andre numre" in letter()["fault"]


def test_report_and_calendar_are_handed_out(shown):
    answer, (content,) = shown.fetch("report", language="en", offset=0)
    assert answer["type"] == "application/pdf"
    assert "Status: Kontoret" in text_of(content)
    answer, (content,) = shown.fetch("calendar", language="en", offset=0)
    assert answer["filename"] == "Kontoret.ics"
    assert content.startswith(b"BEGIN:VCALENDAR")


def test_it_speaks_another_language_when_asked(shown):
    shown.widget.language = "en"
    assert dict(shown.state["orders"][0]["facts"])["Day of the port"].endswith("(wanted)")


def test_an_empty_project_has_no_orders_and_no_fault(tmp_path):
    panel = PlanPanel(Workspace(tmp_path).create("Tom"))
    told = state_of(panel)
    assert (told["orders"], told["due"], told["papers"]) == ([], 0, [])
    panel.close()
