"""Sort, chips, search, filters, columns, and being sent to a row from another page."""

import pytest
from wire import state_of

from portwidgets.project import Project
from portwidgets.widgets.number_table import NumberTable

pytestmark = pytest.mark.browser


def header(desk, column):
    return desk.page.locator(f'.ag-header-cell[col-id="{column}"]')


def test_sorting_puts_empty_cells_last_either_way(desk):
    header(desk, "usage").locator(".header-label").click()
    assert desk.shown_rows() == ["n0001", "n0002", "n0003", "n0004", "n0005"]
    header(desk, "usage").locator(".header-label").click()
    assert desk.shown_rows() == ["n0003", "n0002", "n0001", "n0004", "n0005"]


def test_a_chip_shows_only_its_rows_and_gives_them_all_back(desk):
    desk.until(lambda: desk.button("Duplicates 2").is_visible())
    desk.button("Submitted 1").click()
    assert desk.shown_rows() == ["n0003"]
    assert desk.status("1 of 5")
    desk.button("Submitted 1").click()
    desk.button("Duplicates 2").click()
    assert desk.shown_rows() == ["n0001", "n0004"]
    desk.button("All 5").click()
    assert len(desk.shown_rows()) == 5


def test_the_search_finds_texts_labels_and_numbers_however_they_are_written(desk):
    search = desk.page.get_by_role("searchbox")
    for typed, found in [("vejle", 2), ("7012 34 0", 4), ("Main num", 1), ("nobody", 0)]:
        search.fill(typed)
        desk.until(lambda found=found: len(desk.shown_rows()) == found)
    desk.button("Show all").click()
    assert len(desk.shown_rows()) == 5
    assert search.input_value() == ""


def test_a_filter_by_choices_and_one_by_text_go_together(desk):
    desk.button("Filter").click()
    desk.dialog().get_by_label("Column").select_option(label="Site")
    desk.dialog().get_by_label("Contains").fill("aar")
    desk.dialog().get_by_role("button", name="Filter", exact=True).click()
    desk.until(lambda: desk.shown_rows() == ["n0001", "n0003"])
    header(desk, "usage").hover()
    header(desk, "usage").get_by_role("button").click()
    desk.dialog().get_by_label("Fax").check()
    desk.press("Enter")
    desk.until(lambda: desk.shown_rows() == ["n0003"])
    desk.page.get_by_role("button", name="Site: “aar”").click()
    desk.page.get_by_role("button", name="Usage: Fax").click()
    assert len(desk.shown_rows()) == 5


def test_a_row_that_is_added_while_filtered_stays_in_sight(desk):
    desk.button("Submitted 1").click()
    desk.button("Add number").click()
    desk.until(lambda: desk.shown_rows() == ["n0003", "n0006"])


def test_columns_are_hidden_moved_and_pinned_and_the_project_remembers_it(desk):
    desk.button("Columns").click()
    dialog = desk.dialog()
    dialog.get_by_label("Usage").first.uncheck()
    dialog.get_by_role("button", name="Move Site earlier").focus()
    for _ in range(6):
        desk.press("Enter")
    dialog.get_by_role("button", name="Pin Status to the left").click()
    dialog.get_by_role("button", name="Apply").click()
    desk.until(lambda: "usage" in desk.project.layout("numbers").get("hidden", ()))
    layout = desk.project.layout("numbers")
    assert layout["order"].index("site") < layout["order"].index("type")
    assert set(layout["pinned"]) == {"number", "status"}
    assert not header(desk, "usage").is_visible()
    reopened = state_of(NumberTable(Project(desk.project.path)))["layout"]
    assert list(reopened["hidden"]) == list(layout["hidden"])


def test_a_column_that_is_dragged_to_another_place_stays_there(desk):
    source, target = header(desk, "decision").bounding_box(), header(desk, "type").bounding_box()
    mouse = desk.page.mouse
    mouse.move(source["x"] + 30, source["y"] + 20)
    mouse.down()
    for step in range(1, 9):
        way = (target["x"] + 30 - source["x"] - 30) * step / 8
        mouse.move(source["x"] + 30 + way, source["y"] + 20)
    mouse.up()
    desk.until(lambda: desk.project.layout("numbers").get("order"))
    order = desk.project.layout("numbers")["order"]
    assert order.index("decision") < order.index("type")


def test_who_is_sent_to_one_row_finds_its_cell_in_focus_and_all_rows_there(desk):
    desk.until(lambda: len(desk.shown_rows()) == 5)
    desk.page.get_by_role("searchbox").fill("nothing has this")
    desk.until(lambda: desk.shown_rows() == [])
    desk.widget.point_at(["n0003"], "site")
    desk.until(lambda: desk.focused_cell() == ["n0003", "site"])
    assert len(desk.shown_rows()) == 5


def test_who_is_sent_to_several_rows_sees_only_these_until_they_say_otherwise(desk):
    desk.widget.point_at(["n0002", "n0004"], "number", "Two of them")
    desk.until(lambda: desk.shown_rows() == ["n0002", "n0004"])
    assert desk.focused_cell() == ["n0002", "number"]
    desk.button("Two of them").click()
    desk.until(lambda: len(desk.shown_rows()) == 5)
