"""Each text into each free field by the messages that pages send: the files have it as it is."""

import pytest
from disk import rows
from naughty import ALL, EVERY, family
from wire import Wire

from portwidgets import Dashboard, NumberTable, Workspace
from portwidgets.domain.numbers import phone_number
from portwidgets.domain.schema import ACCOUNTS, NUMBERS, ORDERS, SITES, TABLES
from portwidgets.domain.table import Kind
from portwidgets.widgets.checklist_panel import ChecklistPanel
from portwidgets.widgets.cutover_panel import CutoverPanel
from portwidgets.widgets.order_panel import OrderPanel
from portwidgets.widgets.project_list import ProjectList
from portwidgets.widgets.record_table import RecordTable

SHORT = 200  # characters that a page sends for a name
LONG = 2_000  # and for a remark


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path / "workspace").create("Naughty", language="en")


@pytest.fixture
def demo(tmp_path):
    return Workspace(tmp_path / "workspace").demo(language="en")


def on_disk(project, table):
    return rows(project, table.name)


def free(table):
    return [column for column in table.columns if column.by_hand and column.kind in FREE]


FREE = (Kind.TEXT, Kind.PHONE)


def expected(column, text):
    """What an entry becomes: itself, or the number that it is."""
    return phone_number.canonical(text, "DK") if column.kind is Kind.PHONE else text


def test_the_tables_of_the_pages_are_all_that_have_free_fields():
    """Whoever adds a table adds it to the tests here."""
    assert {table.name for table in TABLES if free(table)} == {
        *("numbers", "accounts", "orders", "sites"),  # pasted into, below
        *("progress", "tests", "waivers"),  # by the panels, below
    }


@pytest.mark.parametrize("table", [NUMBERS, ACCOUNTS, ORDERS, SITES], ids=lambda each: each.name)
def test_what_is_pasted_into_a_table_is_on_disk_as_it_is(project, table):
    widget = NumberTable(project) if table is NUMBERS else RecordTable(project, table.name)
    columns = free(table)
    names = [column.name for column in columns]
    block = [names, *([text] * len(names) for text in ALL)]
    answer = Wire(widget).ask(
        "paste", rows=[], columns=names, block=block, ranges="text", at_end=True
    )
    assert answer["ok"]
    assert "refused" not in answer
    stored = on_disk(project, table)
    for column in columns:
        wanted = [expected(column, text) for text in ALL]
        assert [row[column.name] for row in stored] == wanted, column.name


@pytest.mark.parametrize("table", [NUMBERS, ACCOUNTS, ORDERS, SITES], ids=lambda each: each.name)
def test_what_is_typed_into_a_cell_is_on_disk_as_it_is(project, table):
    widget = NumberTable(project) if table is NUMBERS else RecordTable(project, table.name)
    wire = Wire(widget)
    assert wire.ask("add")["ok"]
    [row] = on_disk(project, table)
    column = free(table)[-1]
    before = ""
    for text in EVERY:
        sent = {"column": column.name, "text": text, "before": before, "ranges": "text"}
        assert wire.ask("set", row=row["id"], **sent)["ok"], text
        before = on_disk(project, table)[0][column.name]
        assert before == expected(column, text)


def test_what_is_noted_in_the_checklist_is_on_disk_as_it_is(project):
    wire = Wire(ChecklistPanel(project))
    [section, *_] = [each.id for each in project.checklist.guide.sections]
    for name, texts in (("assignee", family(45)), ("note", EVERY)):
        before = ""
        for text in texts:
            sent = {"column": name, "before": before, "value": text}
            assert wire.ask("set", item="keep_loa_copy", **sent)["ok"], text
            [row] = [r for r in on_disk(project, TABLES[0]) if r["item"] == "keep_loa_copy"]
            before = row[name]
            assert before == text
    titles = [text for text in EVERY if text.strip()]
    for text in titles:
        assert wire.ask("add_step", section=section, title=text, critical=False)["ok"], text
    own = [row["title"] for row in on_disk(project, TABLES[0]) if row["title"]]
    assert own == [text.strip() for text in titles]


def test_a_remark_to_a_test_and_a_reason_are_on_disk_as_they_are(demo):
    [number, *_] = demo.numbers.ids()
    wire, before = Wire(CutoverPanel(demo, language="en")), ""
    for text in EVERY:
        sent = {"number": number, "test": "inbound", "before": before, "note": text}
        answer = wire.ask("comment", **sent)
        assert answer["ok"] is (len(text) <= LONG), text
        if answer["ok"]:
            [row] = [r for r in on_disk(demo, TABLES[5]) if r["number_id"] == number]
            before = row["note"]
            assert before == text
    wire = Wire(OrderPanel(demo, language="en"))
    found = [f for order in wire.widget._state["orders"] for f in order["findings"]]
    key = found[0]["key"]
    for text in family(45):
        if text.strip() and len(text) <= LONG:
            assert wire.ask("set_aside", key=key, reason=text)["ok"], text
            assert on_disk(demo, TABLES[6])[-1]["reason"] == text.strip()
            assert wire.ask("take_up", key=key)["ok"]


def test_a_projects_title_and_a_persons_name_are_kept_as_they_are(tmp_path):
    workspace = Workspace(tmp_path / "workspace")
    names = [text for text in family(90) if text.strip() and len(text) <= 80]
    opened = []
    wire = Wire(ProjectList(workspace, lambda name, _: opened.append(name), language="en"))
    for text in names:
        given = {"title": text, "customer": text, "gaining_carrier": text, "region": "DK"}
        assert wire.ask("create", **given)["ok"], text
        meta = workspace.open(opened[-1]).meta
        assert {meta.title, meta.customer, meta.gaining_carrier} == {text.strip()}
    project = workspace.open(opened[-1])
    dashboard = Dashboard(workspace, project=project, language="en")
    bar = Wire(dashboard.children[0])
    for text in names:
        assert bar.ask("user", user=text)["ok"], text
        project.checklist.set("keep_loa_copy", "note", f"by {text}")
        [row] = [r for r in on_disk(project, TABLES[0]) if r["item"] == "keep_loa_copy"]
        assert row["changed_by"] == text


def test_a_name_that_is_none_is_told_with_the_text_in_it_and_changes_nothing(tmp_path):
    workspace = Workspace(tmp_path / "workspace")
    wire = Wire(ProjectList(workspace, lambda *_: None, language="en"))
    for text in (text for text in EVERY if len(text) <= SHORT):
        for intent in ("duplicate", "archive", "unarchive", "download"):
            answer = wire.ask(intent, name=text)
            assert answer["ok"] is False
            assert answer["text"]
            assert len(answer["text"]) < 400
    assert workspace.projects() == []
