"""The dialog "Share": a link is told once, to the page that asked, where a server answers it."""

import json

import pytest
from wire import Wire

from portwidgets import Dashboard, Workspace
from portwidgets.storage.private_files import private_folder
from portwidgets.storage.share_links import ShareLinks
from portwidgets.widgets.share_panel import SharePanel


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTWIDGETS_PRIVATE", str(tmp_path / "private"))
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def project(workspace):
    return workspace.create("Head office")


@pytest.fixture
def wire(project):
    return Wire(SharePanel(project, language="en"))


def listed(wire):
    return [link["id"] for link in wire.widget._state["links"]]


def test_a_link_that_is_made_opens_the_project_and_is_listed(wire, project):
    answer = wire.ask("make", days=14)
    assert answer["ok"]
    link = ShareLinks().open(answer["address"].partition("/")[2])
    assert (link.project, link.ends_at) == (project.name, answer["ends_at"])
    assert listed(wire) == [link.id] == [answer["id"]]


def test_the_link_itself_is_in_its_answer_and_nowhere_else(wire):
    signed = wire.ask("make", days=14)["address"].partition("/")[2]
    told = [json.dumps(message) for message, _ in wire.sent]
    assert sum(signed in each for each in told) == 1
    wire.widget.show_again()
    assert signed not in json.dumps(wire.widget.get_state(), default=str)
    again = Wire(SharePanel(wire.widget._project, language="da"))
    assert listed(again) == listed(wire)
    assert signed not in json.dumps(again.widget.get_state(), default=str)


def test_a_request_that_comes_twice_makes_one_link(wire):
    for _ in range(2):
        wire.tell({"intent": "make", "seq": 7, "days": 14})
    assert len(ShareLinks().all()) == 1


@pytest.mark.parametrize("days", [0, -1, 367, 10**9, 1.5, "14", None, True])
def test_days_that_are_none_make_no_link(wire, days):
    assert wire.refused("make", days=days) == "widget.bad_request"
    assert ShareLinks().all() == []


def test_a_closed_link_opens_nothing_and_is_listed_no_more(wire):
    first, second = (wire.ask("make", days=14) for _ in "ab")
    assert wire.ask("revoke", id=first["id"])["ok"]
    assert listed(wire) == [second["id"]]
    refused = wire.ask("revoke", id=first["id"])
    assert (refused["ok"], refused["code"]) == (False, "share.unknown")


def test_another_projects_link_cannot_be_closed_from_here(wire, workspace):
    other = ShareLinks().create(workspace.create("Other").path, days=1, by="anna")
    assert wire.ask("revoke", id=other.id)["code"] == "share.unknown"
    assert ShareLinks().all() == [other]


def test_a_link_that_was_closed_elsewhere_is_gone_when_the_dialog_opens_again(wire):
    made = wire.ask("make", days=14)
    ShareLinks().revoke(made["id"])
    wire.widget.show_again()
    assert listed(wire) == []


def test_a_damaged_list_is_told_and_stays_as_it_is(wire):
    damaged = private_folder() / "shares.json"
    damaged.parent.mkdir(parents=True, exist_ok=True)
    damaged.write_bytes(b"[{")
    wire.widget.show_again()
    assert str(damaged) in wire.widget._state["problem"]
    assert wire.ask("make", days=14)["code"] == "share.damaged"
    assert damaged.read_bytes() == b"[{"


# --- in the dashboard ----------------------------------------------------------------------------


def dialogs(dashboard):
    return [child for child in dashboard.children if isinstance(child, SharePanel)]


def test_the_dialog_is_made_when_it_is_asked_for_and_goes_with_the_project(
    workspace, project, monkeypatch
):
    monkeypatch.setenv("PORTWIDGETS_SHARES", "1")
    dashboard = Dashboard(workspace, project=project, language="en")
    bar = Wire(dashboard.children[0])
    assert bar.widget._state["can_share"]
    assert dialogs(dashboard) == []
    assert bar.ask("share")["ok"]
    [dialog] = dialogs(dashboard)
    dashboard.show(project.name, "numbers")
    assert bar.ask("share")["ok"]
    assert dialogs(dashboard) == [dialog]
    assert dialog._state["opened"] == 2
    dashboard.language = "da"
    assert dialog._texts["copy"] == "Kopiér"
    dashboard.show()
    assert dialogs(dashboard) == []
    assert dialog.comm is None
    assert not bar.widget._state["can_share"]
    assert bar.ask("share")["code"] == "share.not_here"


def test_where_no_server_answers_links_there_is_nothing_to_share_with(
    workspace, project, monkeypatch
):
    monkeypatch.delenv("PORTWIDGETS_SHARES", raising=False)
    dashboard = Dashboard(workspace, project=project, language="en")
    bar = Wire(dashboard.children[0])
    assert not bar.widget._state["can_share"]
    assert bar.ask("share")["code"] == "share.not_here"
    assert dialogs(dashboard) == []
    assert ShareLinks().all() == []
