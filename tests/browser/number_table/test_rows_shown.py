"""What a row shows: numbers as people read them, what is wrong with one, and in which view."""

import pytest
from browser.table_desk import TableDesk
from playwright.sync_api import expect

from portwidgets.project import Workspace

pytestmark = pytest.mark.browser


def test_numbers_are_shown_nationally_and_on_request_with_their_country_code(desk):
    desk.until(lambda: desk.text("n0002", "number") == "70 12 34 01")
    desk.button("With country code").click()
    assert desk.text("n0002", "number") == "+45 70 12 34 01"
    desk.until(lambda: desk.project.layout("numbers").get("style") == "international")


def test_invalid_numbers_and_both_duplicates_are_marked_with_the_reason(desk):
    desk.until(lambda: desk.cell("n0001", "number").get_attribute("aria-invalid") == "true")
    assert "several rows" in desk.cell("n0004", "number").get_attribute("aria-description")
    assert "digits" in desk.cell("n0005", "number").get_attribute("aria-description")
    desk.cell("n0005", "number").click()
    note = desk.page.locator(".pw-table-note")
    desk.until(lambda: "digits" in note.inner_text())


def test_a_type_is_suggested_and_not_decided(desk):
    desk.until(lambda: "Fixed line or mobile" in desk.text("n0002", "type"))
    assert desk.disk("n0002")["type"] == ""


def test_an_empty_inventory_says_what_to_do_next(bare_page, tmp_path):
    desk = TableDesk(bare_page, Workspace(tmp_path).create("Empty", region="DK", language="da"))
    area = desk.page.locator(".pw-table-empty")
    assert "Ingen numre endnu" in area.inner_text()
    area.get_by_role("button", name="Indsæt").click()
    desk.type("70 12 34 00\n70 12 34 01")
    desk.dialog().get_by_role("button", name="Indsæt").click()
    desk.until(lambda: desk.shown_rows() == ["n0001", "n0002"])
    assert not area.is_visible()


def test_a_late_view_shows_the_same_rows_without_asking_python(desk):
    desk.cell("n0001", "site").click()
    desk.type("Kolding")
    desk.press("Enter")
    desk.until(lambda: desk.disk("n0001")["site"] == "Kolding")
    desk.shown.add_view()
    assert not desk.shown.take()
    late = desk.page.locator('.ag-row[row-id="n0001"] [col-id="site"]').nth(1)
    expect(late).to_have_text("Kolding")  # a cell is drawn before its text


def test_a_table_that_is_shown_later_than_made_has_its_size(bare_page, project):
    desk = TableDesk(bare_page, project)
    hiding = desk.page.add_style_tag(content=".view + .view { display: none }")
    desk.shown.add_view()
    cell = desk.page.locator(".view").nth(1).locator('.ag-row[row-id="n0001"] [col-id="site"]')
    assert not cell.is_visible()
    hiding.evaluate("style => style.remove()")
    desk.until(cell.is_visible)


def test_the_language_changes_without_reload(desk):
    desk.widget.language = "da"
    desk.until(lambda: desk.button("Tilføj nummer").is_visible())
    desk.until(lambda: desk.text("n0003", "status") == "Indsendt")
