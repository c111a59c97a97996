"""The list of projects: what it shows, and what it does with a project."""

import io
import zipfile

import pytest
from wire import Wire

from portwidgets import Workspace
from portwidgets.widgets.project_list import ProjectList


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(tmp_path)
    project = workspace.create("Head office", customer="Eksempel A/S")
    project.numbers.add_range("70 12 34 00-09")
    project.checklist.tick("obtain_recent_bill")
    return workspace


@pytest.fixture
def visited():
    return []


@pytest.fixture
def wire(workspace, visited):
    wire = Wire(ProjectList(workspace, lambda *where: visited.append(where), language="en"))
    wire.widget.refresh()
    return wire


def listed(wire):
    return wire.state["projects"]


def test_a_project_is_listed_with_its_progress(wire):
    (project,) = listed(wire)
    assert (project["title"], project["customer"], project["numbers"]) == (
        "Head office",
        "Eksempel A/S",
        10,
    )
    assert (project["done"], project["total"], project["critical_open"]) == (1, 30, 10)


def test_an_old_list_is_never_shown_for_a_moment(workspace):
    fresh = Wire(ProjectList(workspace, print, language="en"))
    state = fresh.state
    assert (state["is_read"], state["projects"]) == (False, [])


def test_a_new_project_is_made_and_opened(wire, workspace, visited):
    answer = wire.ask(
        "create", title=" Warehouse ", customer="", region="GB", gaining_carrier="Carrier"
    )
    assert answer["ok"]
    assert visited == [("Warehouse", "overview")]
    made = workspace.open("Warehouse")
    assert (made.title, made.region, made.meta.gaining_carrier) == ("Warehouse", "GB", "Carrier")


@pytest.mark.parametrize(
    ("title", "region", "code"),
    [("  ", "DK", "project.no_title"), ("Warehouse", "Denmark", "project.unknown_region")],
)
def test_a_project_that_cannot_be_made_is_refused_with_the_reason(
    wire, workspace, title, region, code
):
    asked = {"title": title, "customer": "", "region": region, "gaining_carrier": ""}
    assert wire.refused("create", **asked) == code
    assert len(workspace.projects()) == 1


def test_two_projects_may_have_the_same_title(wire, workspace, visited):
    wire.ask("create", title="Head office", customer="", region="DK", gaining_carrier="")
    names = {each.name for each in workspace.projects()}
    assert len(names) == 2
    assert visited[0][0] in names


def test_the_demo_is_made_and_opened(wire, workspace, visited):
    wire.ask("demo")
    assert len(workspace.open(visited[0][0]).numbers) == 41


def test_a_copy_has_the_numbers_too(wire):
    wire.ask("duplicate", name="Head-office")
    assert [each["numbers"] for each in listed(wire)] == [10, 10]


def test_a_project_is_put_away_and_brought_back(wire):
    wire.ask("archive", name="Head-office")
    assert [each["archived"] for each in listed(wire)] == [True]
    wire.ask("unarchive", name="Head-office")
    assert [each["archived"] for each in listed(wire)] == [False]


def test_a_new_title_is_shown(wire):
    assert wire.ask("rename", name="Head-office", title="Warehouse")["ok"]
    assert [each["title"] for each in listed(wire)] == ["Warehouse"]
    assert wire.refused("rename", name="Warehouse", title=" ") == "project.no_title"


def test_a_download_uploaded_is_the_same_project_beside_the_first(wire):
    answer, (content,) = wire.fetch("download", name="Head-office")
    assert answer["filename"] == "Head-office.zip"
    assert "Head-office/numbers.csv" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    wire.ask("upload", [content])
    assert [each["numbers"] for each in listed(wire)] == [10, 10]


def test_what_is_no_zip_file_is_refused(wire, workspace):
    assert wire.refused("upload", [b"not a zip"]) == "workspace.not_a_zip"
    assert len(workspace.projects()) == 1


@pytest.mark.parametrize("intent", ["archive", "unarchive", "duplicate", "download"])
def test_a_name_that_leaves_the_workspace_is_refused(wire, intent):
    assert wire.refused(intent, name="../Head-office") == "workspace.bad_name"


def test_a_damaged_project_is_listed_with_what_is_wrong(workspace, wire):
    (workspace.path / "Head-office" / "progress.csv").write_bytes(b"\0\0\0")
    wire.widget.refresh()
    assert "progress.csv" in listed(wire)[0]["problem"]
