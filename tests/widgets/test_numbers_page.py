"""The page of numbers: a panel comes in the table's place, and the table comes back."""

import pytest
from wire import Wire, state_of

from portwidgets import NumbersPage, NumberTable, Workspace


@pytest.fixture
def page(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="IT")
    project.numbers.add_rows([{"number": "67 12 34 00"}, {"number": "67 12 34 01"}])
    return NumbersPage(project)


def shown(page):
    visible = [child for child in page.children if child.layout.display != "none"]
    return [type(child).__name__ for child in visible]


def test_the_table_offers_what_the_page_can_show(page):
    table = page.children[0]
    assert shown(page) == ["NumberTable"]
    assert "export" in state_of(table)["places"]


def test_a_table_by_itself_offers_nothing_in_its_place(page):
    table = NumberTable(page.children[0].project)
    assert state_of(table)["places"] == []
    assert Wire(table).ask("go", page="export")["ok"]


def test_a_panel_comes_in_the_tables_place_and_the_table_gets_the_keyboard_back(page):
    wire = Wire(page.children[0])
    wire.ask("go", page="export")
    assert (page.shown, shown(page)) == ("export", ["ExportPanel"])
    Wire(page.children[1]).ask("leave")
    assert (page.shown, shown(page)) == ("", ["NumberTable"])
    assert {"event": "resume", "page": "export"} in wire.customs


def test_the_export_knows_what_is_selected_in_the_table_each_time_it_is_opened(page):
    def offered():
        scopes = state_of(page.children[1])["scopes"]
        return [scope["count"] for scope in scopes if scope["value"] == "selected"]

    wire = Wire(page.children[0])
    page.show("export")
    assert offered() == []
    page.show()
    wire.ask("select", rows=["n0002"])
    page.show("export")
    assert offered() == [1]


def test_it_speaks_another_language_with_all_that_is_in_it(page):
    page.show("export")
    page.language = "da"
    assert {child.language for child in page.children} == {"da"}


def test_an_import_that_is_left_waits_where_it_was(page):
    page.show("import")
    wire = Wire(page.children[1])
    text = b"Telefonnr.\n67 12 34 05\n"
    wire.ask("receive", files=[{"name": "list.csv", "size": len(text)}])
    wire.ask("piece", [text], file=0, offset=0)
    wire.ask("read")
    wire.ask("leave")
    assert (page.shown, shown(page)) == ("", ["NumberTable"])
    page.show("import")
    assert state_of(page.children[1])["stage"] == "preview"
