"""Rows that are sent again disturb nobody: editor, place, selection, search and dialog stay."""

import pytest
from browser.table_desk import TableDesk

from portwidgets.project import Project

pytestmark = pytest.mark.browser


CONNECTION = (
    "state => window.dispatchEvent(new CustomEvent('portwidgets:connection', {detail: {state}}))"
)


def half_typed(desk, row, column):
    desk.cell(row, column).click()
    desk.press("F2")
    desk.press("Control+a")
    desk.type("Half typ")


def sent_again(desk, how):
    if how == "reload":
        desk.widget.send({"event": "reload"})
    else:
        desk.page.evaluate("document.querySelector('main').inert = true")
        desk.page.evaluate(CONNECTION, "waiting")
        desk.page.wait_for_timeout(100)
        desk.page.evaluate("document.querySelector('main').inert = false")
        desk.page.evaluate(CONNECTION, "ok")
    desk.rest()


@pytest.mark.parametrize("how", ["reload", "reconnect"])
@pytest.mark.parametrize("column", ["site", "number", "usage"])
def test_rows_sent_again_leave_an_open_editor_as_it_is(desk, how, column):
    half_typed(desk, "n0002", column)
    before = desk.disk("n0002")
    sent_again(desk, how)
    assert desk.disk("n0002") == before
    desk.type("ed")
    assert desk.page.locator("input.editor").input_value() == "Half typed"
    desk.press("Escape")
    desk.rest()
    assert desk.disk("n0002") == before


def test_rows_that_come_and_go_around_an_open_editor_leave_it_as_it_is(desk):
    half_typed(desk, "n0004", "site")
    colleague = Project(desk.project.path, user="Reception")
    colleague.numbers.delete(["n0001", "n0003"])
    colleague.undo()
    colleague.numbers.delete(["n0002"])
    desk.project.refresh()
    sent_again(desk, "reload")
    assert desk.disk("n0004")["site"] == "Vejle"
    desk.type("ed")
    desk.press("Enter")
    desk.until(lambda: desk.disk("n0004")["site"] == "Half typed")


def test_a_draft_whose_row_was_deleted_is_dropped_visibly(desk):
    half_typed(desk, "n0002", "site")
    Project(desk.project.path, user="Reception").numbers.delete(["n0002"])
    desk.project.refresh()
    desk.until(lambda: "“Half typ” is not saved" in desk.says())
    assert desk.shown_rows() == ["n0001", "n0003", "n0004", "n0005"]
    desk.rest()
    assert "Half typ" not in (desk.project.path / "numbers.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("how", ["reload", "reconnect"])
def test_rows_sent_again_keep_selection_search_filters_scroll_and_focus(desk, how):
    desk.project.numbers.add_rows(
        [{"number": f"70 44 5{n // 100} {n % 100:02}"} for n in range(300)]
    )
    desk.until(lambda: desk.status("305 numbers"))
    desk.page.get_by_role("searchbox").fill("70 44")
    desk.until(lambda: desk.status("300 of 305"))
    desk.button("Planned 304").click()
    desk.cell("n0008", "site").click()
    desk.press("Space")
    for _ in range(30):
        desk.press("ArrowDown")
    desk.rest()
    before = desk.shown_rows()
    sent_again(desk, how)
    assert desk.focused_cell() == ["n0038", "site"]
    assert desk.shown_rows() == before
    assert desk.status("300 of 305")
    assert desk.page.get_by_role("searchbox").input_value() == "70 44"
    assert desk.widget.selection == ("n0008",)
    assert "1 row selected" in desk.page.locator(".pw-table-selected").inner_text()


def test_rows_sent_again_of_a_large_inventory_keep_the_place_among_the_later_ones(
    bare_page, project
):
    project.numbers.add_rows([{"number": f"70 4{n // 100:02} {n % 100:02}"} for n in range(2_100)])
    desk = TableDesk(bare_page, project)
    desk.until(lambda: desk.status("2,105 numbers"))
    desk.cell("n0001", "site").click()
    desk.press("Control+End")
    desk.until(lambda: desk.cell("n2105", "site").count() == 1)
    half_typed(desk, "n2105", "site")
    sent_again(desk, "reload")
    desk.type("ed")
    desk.press("Enter")
    desk.until(lambda: desk.disk("n2105")["site"] == "Half typed")


@pytest.mark.parametrize("how", ["reload", "reconnect"])
def test_rows_sent_again_leave_a_dialog_open(desk, how):
    desk.button("Paste").click()
    desk.type("70 12")
    sent_again(desk, how)
    assert desk.dialog().get_by_role("textbox").input_value() == "70 12"


def test_rows_are_asked_for_again_when_the_last_answer_got_lost(desk):
    desk.widget.send({"event": "reload"})
    desk.shown.deliver()
    desk.page.wait_for_timeout(50)
    assert [message["intent"] for message in desk.shown.take()] == ["open"]
    desk.shown.outbox.clear()
    desk.project.numbers.set("n0001", site="Skagen")
    desk.shown.outbox.clear()
    sent_again(desk, "reconnect")
    desk.until(lambda: desk.text("n0001", "site") == "Skagen")
