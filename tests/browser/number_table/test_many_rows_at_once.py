"""Rows are selected, set and deleted together, with the way back beside."""

import pytest

pytestmark = pytest.mark.browser


def test_all_shown_rows_are_selected_and_a_column_is_set_for_them(desk):
    desk.cell("n0001", "site").click()
    desk.press("Control+a")
    desk.until(lambda: len(desk.widget.selection) == 5)
    desk.button("Set column").click()
    desk.dialog().get_by_label("Set column").select_option(label="Decision")
    desk.dialog().get_by_label("New value").select_option(label="Port")
    desk.dialog().get_by_role("button", name="Set", exact=True).click()
    desk.until(lambda: all(desk.disk(row)["decision"] == "port" for row in desk.disk_ids()))
    desk.until(lambda: "5 cells changed" in desk.says())
    desk.page.locator(".pw-table-status").get_by_role("button", name="Undo").click()
    desk.until(lambda: all(desk.disk(row)["decision"] == "" for row in desk.disk_ids()))


def test_a_few_rows_are_deleted_at_once_with_the_way_back_beside(desk):
    desk.cell("n0002", "site").click()
    desk.press("Space")
    desk.button("Delete").click()
    desk.until(lambda: desk.disk_ids() == ["n0001", "n0003", "n0004", "n0005"])
    desk.until(lambda: "1 row deleted" in desk.says())
    desk.page.locator(".pw-table-status").get_by_role("button", name="Undo").click()
    desk.until(lambda: desk.disk_ids() == ["n0001", "n0002", "n0003", "n0004", "n0005"])
    desk.until(lambda: desk.shown_rows()[1] == "n0002")


def test_many_rows_are_deleted_after_a_question(desk):
    desk.project.numbers.add_rows([{"number": f"70 44 55 {last:02}"} for last in range(10)])
    desk.until(lambda: desk.status("15 numbers"))
    desk.cell("n0001", "site").click()
    desk.press("Control+a")
    desk.button("Delete").click()
    assert "Delete 15 rows?" in desk.dialog().inner_text()
    desk.press("Escape")
    desk.rest()
    assert len(desk.disk_ids()) == 15
    desk.button("Delete").click()
    desk.dialog().get_by_role("button", name="Delete").click()
    desk.until(lambda: desk.disk_ids() == [])


def test_shift_and_a_checkbox_select_all_rows_between(desk):
    def box(row):
        return desk.page.locator(f'.ag-row[row-id="{row}"] .ag-selection-checkbox input')

    box("n0002").click()
    box("n0004").click(modifiers=["Shift"])
    desk.until(lambda: desk.widget.selection == ("n0002", "n0003", "n0004"))
