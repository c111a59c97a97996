"""The dashboard follows the page's address and shows a project's pages as one box of widgets."""

import json
from types import SimpleNamespace

import comm
import pytest
from ipywidgets import VBox
from wire import Wire, state_of

from portwidgets import Dashboard, Refused, Workspace
from portwidgets.widgets.greeting import WIDGET_STATES, expect, greet


@pytest.fixture(autouse=True)
def nobody_said_anything(monkeypatch):
    for name in ("JUPYTERHUB_USER", "USER", "LANGUAGE", "WORKSPACE", "THROWAWAY", "SHARES"):
        monkeypatch.delenv(name if name == "JUPYTERHUB_USER" else f"PORTWIDGETS_{name}", False)


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(tmp_path)
    workspace.create("Head office")
    return workspace


@pytest.fixture
def dashboard(workspace):
    return Dashboard(workspace)


def hello(dashboard, **said):
    """What the page says first."""
    empty = dict.fromkeys(("project", "page", "user", "language", "browser_language"), "")
    return Wire(dashboard.children[0]).ask("hello", **{**empty, **said})


def shown(dashboard):
    """The kinds of widget that are visible below the bar."""
    visible = [child for child in dashboard.children[1:] if child.layout.display != "none"]
    return [type(child).__name__ for child in visible]


def bar(dashboard):
    return state_of(dashboard.children[0])


def test_it_is_a_box_of_widgets_that_starts_with_the_list_of_projects(dashboard):
    assert isinstance(dashboard, VBox)
    assert shown(dashboard) == ["ProjectList"]
    assert bar(dashboard)["project"] is None


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("", "Overview"),
        ("overview", "Overview"),
        ("checklist", "ChecklistPanel"),
        ("numbers", "NumbersPage"),
    ],
)
def test_the_address_chooses_the_project_and_its_page(dashboard, page, kind):
    assert hello(dashboard, project="Head-office", page=page)["ok"]
    assert dashboard.project.title == "Head office"
    assert shown(dashboard) == [kind]


def test_an_address_without_such_a_project_shows_the_list_and_says_so(dashboard):
    assert hello(dashboard, project="gone", language="da")["ok"]
    assert shown(dashboard) == ["ProjectList"]
    assert "gone" in state_of(dashboard.children[1])["notice"]


@pytest.mark.parametrize("name", ["..", "../Head-office", "/etc", "CON", "a/b", "\0"])
def test_a_name_that_leaves_the_workspace_opens_nothing(dashboard, name):
    hello(dashboard, project=name)
    assert dashboard.project is None
    assert shown(dashboard) == ["ProjectList"]


def test_a_page_is_made_when_it_is_visited_first_and_kept(dashboard):
    dashboard.show("Head-office")
    overview = dashboard.children[1]
    dashboard.show("Head-office", "checklist")
    dashboard.show("Head-office", "overview")
    assert dashboard.children[1] is overview
    assert shown(dashboard) == ["Overview"]
    assert len(dashboard.children) == 3


def test_a_closed_dashboard_closes_what_is_in_it_and_follows_no_project(dashboard):
    dashboard.show("Head-office", "checklist")
    project, inside = dashboard.project, dashboard.children
    before = bar(dashboard)
    dashboard.close()
    assert [widget.comm for widget in inside] == [None] * len(inside)
    project.checklist.tick("verify_signer")
    assert state_of(inside[0]) == before


def test_pages_of_a_closed_project_are_closed_with_it(dashboard):
    dashboard.show("Head-office")
    overview = dashboard.children[1]
    dashboard.show()
    assert overview.comm is None
    assert dashboard.project is None


def test_a_project_is_shown_from_the_start_when_python_gives_one(workspace):
    dashboard = Dashboard(workspace, project=workspace.open("Head-office"))
    hello(dashboard)
    assert shown(dashboard) == ["Overview"]
    assert Dashboard(workspace, project="Head-office").project.name == "Head-office"
    with pytest.raises(Refused):
        Dashboard(workspace, project="gone")


def test_language_is_the_remembered_one_then_the_servers_then_the_browsers(workspace, monkeypatch):
    def language(**said):
        dashboard = Dashboard(workspace)
        hello(dashboard, **said)
        return dashboard.language

    assert language() == "en"
    assert language(browser_language="da") == "da"
    assert language(browser_language="fr") == "en"
    monkeypatch.setenv("PORTWIDGETS_LANGUAGE", "en")
    assert language(browser_language="da") == "en"
    assert language(language="da") == "da"


def test_every_widget_changes_its_language_without_being_made_anew(dashboard):
    dashboard.show("Head-office")
    dashboard.show("Head-office", "checklist")
    before = dashboard.children
    Wire(dashboard.children[0]).ask("language", language="da")
    assert dashboard.children == before
    assert [child.language for child in dashboard.children] == ["da"] * 3
    assert before[0].get_state()["_texts"]["saved"] == "Gemt"


def test_changes_are_written_under_the_name_that_the_browser_remembers(dashboard):
    hello(dashboard, user="Reception", project="Head-office")
    assert dashboard.project.user == "Reception"
    Wire(dashboard.children[0]).ask("user", user="IT")
    assert dashboard.project.user == "IT"
    dashboard.show()
    dashboard.show("Head-office")
    assert dashboard.project.user == "IT"


def test_a_name_that_the_server_knows_is_not_the_pages_to_change(workspace, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_USER", "hub")
    dashboard = Dashboard(workspace)
    hello(dashboard, user="Somebody", project="Head-office")
    Wire(dashboard.children[0]).ask("user", user="Somebody")
    assert dashboard.project.user == "hub"
    assert not bar(dashboard)["asks_user"]


def test_a_throwaway_workspace_says_so(workspace, monkeypatch):
    assert not bar(Dashboard(workspace))["throwaway"]
    monkeypatch.setenv("PORTWIDGETS_THROWAWAY", "1")
    assert bar(Dashboard(workspace))["throwaway"]


def test_the_workspace_is_the_servers_unless_python_names_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTWIDGETS_WORKSPACE", str(tmp_path / "served"))
    assert Dashboard().workspace.path == tmp_path / "served"
    assert Dashboard(str(tmp_path)).workspace.path == tmp_path


def test_project_and_page_can_be_observed(dashboard):
    seen = []
    dashboard.observe(lambda change: seen.append(change.new), names="page")
    dashboard.show("Head-office", "numbers")
    assert seen == ["numbers"]


def test_a_damaged_project_opens_to_be_read_and_says_why(dashboard, workspace):
    project = workspace.open("Head-office")
    project.numbers.add("70 12 34 00")
    path = project.path / "numbers.csv"
    damaged = path.read_bytes().replace(b"+45", b"+\0\xff")
    path.write_bytes(damaged)
    assert hello(dashboard, project="Head-office", page="checklist")["ok"]
    assert shown(dashboard) == ["ChecklistPanel"]
    assert "numbers.csv" in bar(dashboard)["damage"][0]
    panel = Wire(dashboard.children[1])
    refused = panel.ask("set", item="verify_signer", column="state", before="open", value="done")
    assert (refused["ok"], "numbers.csv" in refused["text"]) == (False, True)
    assert path.read_bytes() == damaged
    assert [row.number for row in dashboard.project.numbers] == ["+4570123400"]


def test_a_damaged_project_is_mended_on_request_and_can_be_changed_again(dashboard, workspace):
    workspace.open("Head-office").numbers.add("70 12 34 00")
    path = workspace.path / "Head-office" / "numbers.csv"
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    hello(dashboard, project="Head-office")
    backup = Wire(dashboard.children[0]).ask("repair")["backup"]
    assert backup in {each.name for each in workspace.backups("Head-office")}
    assert path.read_bytes() == whole
    assert bar(dashboard)["damage"] == []
    assert dashboard.project.checklist.tick("verify_signer").change


def test_a_file_that_is_damaged_while_it_is_open_is_said_and_what_was_shown_stays(
    dashboard, workspace
):
    workspace.open("Head-office").numbers.add("70 12 34 00")
    hello(dashboard, project="Head-office")
    path = workspace.path / "Head-office" / "numbers.csv"
    whole = path.read_bytes()
    path.write_bytes(b"\0" * 100)
    dashboard.project.refresh()
    assert "numbers.csv" in bar(dashboard)["damage"][0]
    assert len(dashboard.project.numbers) == 1
    path.write_bytes(whole)
    dashboard.project.refresh()
    assert bar(dashboard)["damage"] == []
    assert dashboard.project.checklist.tick("verify_signer").change


def test_a_project_of_a_newer_version_is_only_read(dashboard, workspace):
    path = workspace.path / "Head-office" / "project.toml"
    path.write_text(path.read_text("utf-8").replace("schema = 1", "schema = 99"), "utf-8")
    hello(dashboard, project="Head-office")
    assert not bar(dashboard)["repairable"]
    assert "newer version" in bar(dashboard)["damage"][0]


def greeting(**said):
    return json.dumps(dict.fromkeys(("project", "page", "user", "language"), "") | said)


def test_the_server_may_say_hello_first_and_gets_every_model_as_it_stands_then(dashboard, capsys):
    greet(greeting(project="Head-office", page="checklist", browser_language="da"))
    assert shown(dashboard) == ["ChecklistPanel"]
    assert dashboard.language == "da"
    assert bar(dashboard)["greeted"]
    assert WIDGET_STATES in capsys.readouterr().out


class Session:
    """A kernel's, which notes what is sent."""

    def __init__(self):
        self.sent = []

    def send(self, _stream, kind, *_more, **_named):
        self.sent.append(kind)


class Line(comm.DummyComm):
    """A comm in a kernel."""

    kernel = SimpleNamespace(session=Session())

    def publish_msg(self, msg_type, **_):
        self.kernel.session.send(None, msg_type)


def test_what_goes_with_a_greeted_page_is_not_said_on_its_line_too(workspace, monkeypatch):
    monkeypatch.setattr(comm, "create_comm", Line)
    dashboard = Dashboard(workspace)
    sent = Line.kernel.session.sent
    del sent[:]
    greet(greeting(project="Head-office", page="checklist", browser_language="da"))
    assert shown(dashboard) == ["ChecklistPanel"]
    assert sent == []
    dashboard.language = "en"
    assert set(sent) == {"comm_msg"}, "what changes afterwards is"


def test_a_hello_that_says_nothing_new_makes_no_widget_anew(dashboard):
    greet(greeting(project="Head-office", page="checklist", browser_language=""))
    before = dashboard.children
    hello(dashboard, project="Head-office", page="checklist", user="Reception")
    assert dashboard.children == before
    assert dashboard.project.user == "Reception"


def test_a_project_that_was_expected_is_open_when_somebody_asks_for_it(dashboard, monkeypatch):
    expect(["Head-office", "gone"])
    monkeypatch.setattr(Workspace, "open", None)
    hello(dashboard, project="Head-office", page="checklist", user="Reception")
    assert shown(dashboard) == ["ChecklistPanel"]
    assert dashboard.project.user == "Reception"
