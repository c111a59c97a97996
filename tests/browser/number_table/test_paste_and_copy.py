"""Blocks come in and go out as a spreadsheet writes them."""

import pytest

pytestmark = pytest.mark.browser


def test_a_pasted_block_grows_the_table_and_is_one_step(desk):
    desk.cell("n0004", "number").click()
    desk.paste("70 22 33 00\tMobile\tQueue\n70 22 33 01\t\tFax\n70 22 33 02\t\tpigeon\n")
    desk.until(lambda: len(desk.disk_ids()) == 6)
    assert desk.disk("n0004")["type"] == "mobile"
    desk.until(lambda: desk.dialog().is_visible())
    assert "pigeon" in desk.dialog().inner_text()
    desk.press("Enter")
    assert desk.text("n0006", "usage") == "pigeon"
    desk.press("Control+z")
    desk.until(lambda: len(desk.disk_ids()) == 5)
    assert desk.disk("n0004")["number"] == "+4570123400"


def test_a_block_into_an_open_editor_goes_into_the_cells(desk):
    desk.cell("n0001", "site").click()
    desk.press("F2")
    desk.paste("Kolding\tMette\nGrenå\tIda")
    desk.until(lambda: desk.disk("n0002")["user"] == "Ida")
    assert desk.disk("n0001")["site"] == "Kolding"


def test_quoted_cells_and_semicolons_are_read_as_a_spreadsheet_writes_them(desk):
    desk.cell("n0001", "site").click()
    desk.paste('"Nord ""A""";Mette\n"to\nlinjer";Ida')
    desk.until(lambda: desk.disk("n0002")["user"] == "Ida")
    assert desk.disk("n0001")["site"] == 'Nord "A"'
    assert desk.disk("n0002")["site"] == "to\nlinjer"


def test_a_pasted_range_is_asked_about(desk):
    desk.cell("n0005", "number").click()
    desk.paste("70 22 33 00-04\n70 22 34 00")
    desk.until(lambda: desk.dialog().is_visible())
    desk.dialog().get_by_role("button", name="Make 5 rows").click()
    desk.until(lambda: len(desk.disk_ids()) == 10)


def test_copy_gives_the_cell_or_the_selected_rows_as_they_read(desk):
    desk.until(lambda: desk.text("n0002", "number") == "70 12 34 01")
    desk.cell("n0002", "number").click()
    assert desk.copied() == "70 12 34 01"
    desk.press("Space")
    line = desk.copied().split("\t")
    assert line[:3] == ["70 12 34 01", "", "User"]
    assert "1 line" in desk.says()
