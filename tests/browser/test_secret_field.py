"""The masked field for a PIN, as a person meets it in the table of numbers."""

import pytest
from browser.table_desk import TableDesk
from playwright.sync_api import expect

from portwidgets.project import Workspace

pytestmark = pytest.mark.browser

PIN = "4711-zebra"


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", language="en", user="anna")
    project.numbers.add_rows([{"number": "+4567123400"}, {"number": "+4567123401"}])
    return project


def opened(bare_page, project):
    desk = TableDesk(bare_page, project)
    desk.page.locator(".ag-selection-checkbox input").first.click()
    desk.rest()
    desk.page.get_by_role("button", name="Port-out PIN …").click()
    return desk, desk.page.get_by_role("group", name="Port-out PIN")


def kept(project):
    return project.secrets.has("numbers", "n0001", "port_out_pin")


def test_a_pin_is_typed_hidden_kept_shown_on_request_and_hidden_again(bare_page, project):
    desk, field = opened(bare_page, project)
    entry = field.locator("input")
    expect(entry).to_be_focused()
    assert entry.get_attribute("type") == "password"
    desk.page.keyboard.type(PIN)
    desk.page.keyboard.press("Enter")
    desk.until(lambda: kept(project))
    desk.until(lambda: field.get_by_role("button", name="Show").is_visible())
    assert PIN not in desk.page.content()
    expect(field.get_by_role("status")).to_contain_text("It is not in the project's files")
    assert desk.page.locator("dialog").is_visible(), "Enter saved and did not close the dialog"
    field.get_by_role("button", name="Show").click()
    desk.until(lambda: field.get_by_text(PIN).is_visible())
    field.get_by_role("button", name="Hide").click()
    assert PIN not in desk.page.content()
    assert desk.shown.saves == 0
    assert bare_page.axe() == []


def test_a_pin_is_changed_kept_when_given_up_and_deleted(bare_page, project):
    project.secrets.set("numbers", "n0001", "port_out_pin", PIN)
    desk, field = opened(bare_page, project)
    field.get_by_role("button", name="Change").click()
    desk.page.keyboard.type("99")
    desk.page.keyboard.press("Escape")
    assert field.get_by_role("button", name="Show").is_visible()
    assert project.secrets.reveal("numbers", "n0001", "port_out_pin").value == PIN
    field.get_by_role("button", name="Change").click()
    field.get_by_role("button", name="Delete the code").click()
    desk.until(lambda: not kept(project))
    desk.until(lambda: field.locator("input").is_visible())


def test_a_pin_that_is_shown_vanishes_when_the_page_is_left(bare_page, project):
    project.secrets.set("numbers", "n0001", "port_out_pin", PIN)
    desk, field = opened(bare_page, project)
    field.get_by_role("button", name="Show").click()
    desk.until(lambda: field.get_by_text(PIN).is_visible())
    desk.page.evaluate("""() => {
        Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }""")
    assert PIN not in desk.page.content()


def test_what_was_shown_is_not_in_the_page_when_the_dialog_closes(bare_page, project):
    project.secrets.set("numbers", "n0001", "port_out_pin", PIN)
    desk, field = opened(bare_page, project)
    field.get_by_role("button", name="Show").click()
    desk.until(lambda: field.get_by_text(PIN).is_visible())
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("dialog")).to_have_count(0)
    assert PIN not in desk.page.content()
    stored = desk.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert PIN not in stored
