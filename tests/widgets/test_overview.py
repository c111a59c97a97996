"""The overview counts what the project's files say, and follows them."""

import zipfile
from io import BytesIO

import pytest
from wire import Wire, state_of

from portwidgets import Project, Workspace
from portwidgets.widgets.overview import Overview


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path).demo(language="en")


@pytest.fixture
def visited():
    return []


@pytest.fixture
def pointed():
    return []


@pytest.fixture
def wire(project, visited, pointed):
    def point(*place):
        pointed.append(place)

    return Wire(Overview(project, visited.append, point, language="en"))


def test_progress_is_the_sum_of_its_sections(wire):
    state = wire.state
    for count in ("done", "total"):
        assert state["progress"][count] == sum(each[count] for each in state["sections"])


def test_critical_open_steps_are_listed_and_can_be_ticked(wire, project):
    before = [step["id"] for step in wire.state["steps"]]
    assert before == [s.id for s in project.checklist if s.item.critical and s.state == "open"]
    assert wire.ask("tick", item=before[0])["ok"]
    assert [step["id"] for step in wire.state["steps"]] == before[1:]
    assert Project(project.path).checklist[before[0]].state == "done"


def test_statuses_add_up_to_the_numbers(wire, project):
    state = wire.state
    assert (
        sum(each["count"] for each in state["statuses"]) == state["numbers"] == len(project.numbers)
    )


def test_what_is_wrong_is_said_and_goes_when_it_is_mended(wire, project):
    said = [each["code"] for each in wire.state["findings"]]
    assert said == ["number.found_invalid", "number.found_duplicates", "number.found_undecided"]
    project.numbers.set_many(project.numbers.ids(), "decision", "port")
    assert "number.found_undecided" not in [each["code"] for each in wire.state["findings"]]


def test_what_is_wrong_leads_to_the_rows_that_it_is_about(wire, project, pointed):
    assert wire.ask("show_finding", code="number.found_undecided")["ok"]
    undecided = [row.id for row in project.numbers if not row.decision]
    told = "3 numbers await a decision: port, keep or disconnect"
    assert pointed == [(undecided, "decision", told)]


def test_what_is_no_longer_wrong_leads_nowhere(wire, project, pointed):
    project.numbers.set_many(project.numbers.ids(), "decision", "port")
    assert wire.ask("show_finding", code="number.found_undecided")["ok"]
    assert pointed == []


def test_digits_that_a_spreadsheet_cut_off_are_told_and_the_stored_number_stands(wire, project):
    path = project.path / "numbers.csv"
    path.write_text(path.read_text("utf-8").replace("+4567123402", "4.57E+09"), "utf-8")
    project.refresh()
    assert "dashboard.found_cut" in [each["code"] for each in wire.state["findings"]]
    row = next(row for row in project.numbers if row.number == "+4567123402")
    project.numbers.set(row.id, number="67 12 34 97")
    assert "dashboard.found_cut" not in [each["code"] for each in wire.state["findings"]]


def test_an_empty_inventory_says_what_to_do_next(tmp_path):
    empty = Workspace(tmp_path / "empty").create("New")
    assert "bring in the numbers" in state_of(Overview(empty))["notice"]


def test_a_colleagues_change_is_shown(wire, project):
    open_steps = len(wire.state["steps"])
    Project(project.path).checklist.tick(wire.state["steps"][0]["id"])
    project.refresh()
    assert len(wire.state["steps"]) == open_steps - 1


def test_it_leads_to_the_other_pages(wire, visited):
    wire.ask("go", page="numbers")
    assert visited == ["numbers"]


def test_the_project_is_handed_out_as_a_zip_file(wire):
    answer, (content,) = wire.fetch("download")
    assert answer["filename"] == "demo.zip"
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert {"demo/numbers.csv", "demo/progress.csv", "demo/project.toml"} <= set(names)


def test_a_closed_overview_follows_nothing(wire, project):
    wire.widget.close()
    project.checklist.tick("sign_and_date_loa")  # would raise where it still tried to send


def test_the_overview_says_of_each_order_whether_it_can_be_submitted(tmp_path):
    project = Workspace(tmp_path).demo(language="en")
    overview = Overview(project)
    told = {each["title"]: each["readiness"] for each in overview._state["orders"]}
    assert told == {
        "o0001 · Mobil Eksempel A/S": "closed",
        "o0002 · Mobil Eksempel A/S": "not_ready",
        "o0003 · Tele Eksempel A/S": "not_ready",
    }
    project.orders.set("o0002", status="submitted")
    assert overview._state["orders"][1]["readiness"] == "under_way"
