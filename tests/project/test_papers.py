"""The report, the run sheet and the calendar file, read back as their readers would."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from papers import fonts_of, read, text_of

from portwidgets import Workspace, catalog

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def project(tmp_path):
    made = Workspace(tmp_path).create("Kontoret på Ærø", customer="Øre ApS", region="SE")
    made.accounts.add(carrier="Tele", country="SE")
    made.orders.add(account="a0001", requested_on="2026-04-15", gaining_carrier="Ny")
    made.numbers.add("040 23 45 60", order="o0001", decision="port", usage="user")
    made.numbers.add("040 23 45 61", order="o0001", decision="port", usage="main")
    return made


def events(project, language="en"):
    calendar = Calendar.from_ical(project.papers.calendar(language, now=NOW))
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_a_calendar_reads_every_open_step_as_a_whole_day(project):
    found = events(project)
    submit = found["Kontoret-på-Ærø-o0001-submit@portwidgets"]
    assert submit.decoded("dtstart") == date(2026, 3, 26)
    assert submit.decoded("dtend") == date(2026, 3, 27)
    assert submit["summary"] == "Request with the losing carrier · o0001"
    assert "Kontoret på Ærø" in submit["description"]
    assert len(found) == len(catalog.steps().rules)


def test_a_calendar_made_again_moves_its_entries_instead_of_doubling_them(project):
    before = events(project)
    project.orders.set("o0001", requested_on="2026-05-20")
    after = events(project)
    assert before.keys() == after.keys()
    key = "Kontoret-på-Ærø-o0001-port@portwidgets"
    assert after[key].decoded("dtstart") == date(2026, 5, 20)


def test_a_calendar_file_keeps_to_the_format(project):
    content = project.papers.calendar("da", now=NOW)
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert max(len(line) for line in lines) <= 75
    assert b"DTSTAMP:20260302T100000Z" in lines


@pytest.mark.usefixtures("in_copenhagen")
def test_a_paper_bears_the_day_that_it_is_at_the_persons_place(project):
    night = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # half past midnight in Denmark
    assert "As of 3 March 2026" in text_of(project.papers.report("en", now=night))
    assert b"DTSTAMP:20260302T233000Z" in project.papers.calendar("en", now=night)


def test_what_has_moved_is_no_entry_any_more(project):
    project.orders.set("o0001", status="completed")
    assert events(project) == {}


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_report_tells_orders_numbers_days_and_open_critical_steps(project, language):
    content = project.papers.report(language, now=NOW)
    told = text_of(content)
    assert "Kontoret på Ærø" in told
    assert "Øre ApS" in told
    assert catalog.weekday_text(date(2026, 4, 15), language) in told
    assert ("0 af 30 trin" if language == "da" else "0 of 30 steps") in told
    assert all(fonts_of(content).values())


def test_the_report_of_an_empty_project_says_what_there_is_not(tmp_path):
    content = Workspace(tmp_path).create("Tom").report(language="en")
    told = text_of(content)
    assert "There are no orders yet." in told
    assert "There are no numbers yet." in told
    assert len(read(content).pages) <= 2


@pytest.fixture
def large(project):
    """The same project with sixty orders, some on days of their own."""
    days = ["2026-04-15"] * 30 + [f"2026-04-{day}" for day in (14, 16, 21, 22, 23, 28)] * 5
    project.orders.add_rows(
        [{"account": "a0001", "requested_on": day, "gaining_carrier": "Ny"} for day in days]
    )
    return project


@pytest.mark.parametrize(
    ("language", "together", "rest"),
    [
        ("en", "o0001, o0002, o0003, o0004 and 27 more", "The calendar file has them all."),
        ("da", "o0001, o0002, o0003, o0004 og 27 til", "Kalenderfilen har dem alle."),
    ],
)
def test_many_orders_share_a_line_of_the_reports_days_and_what_is_left_out_is_said(
    large, language, together, rest
):
    content = large.papers.report(language, now=NOW)
    told = " ".join(text_of(content).split())
    assert together in told
    assert rest in told
    assert len(read(content).pages) <= 5


def test_a_step_that_all_orders_have_on_a_day_says_so(large):
    for order in large.orders.ids()[31:]:
        large.orders.set(order, requested_on="2026-04-15")
    assert "all 61 orders" in text_of(large.papers.report("en", now=NOW))


def test_the_run_sheet_has_the_main_number_first_with_times_and_boxes(project):
    told = text_of(project.papers.run_sheet("o0001", "en", now=NOW))
    assert told.index("+46 40 23 45 61") < told.index("+46 40 23 45 60")
    assert "09:00 +46 40 23 45 61 Inbound call" in told
    assert "If it goes wrong" in told
    assert "[ ] yes [ ] no" in told
    assert "112" not in told


def test_a_result_that_is_noted_stands_on_the_run_sheet(project):
    project.tests.note("n0002", "inbound", "failed")
    assert "Failed" in text_of(project.papers.run_sheet("o0001", "en", now=NOW))
