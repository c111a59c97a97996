"""The export as a person meets it: choose, look at what is left out, take the files."""

import csv
import io

import pytest
from browser.desk import Desk
from playwright.sync_api import expect

from portwidgets import ExportPanel, Workspace

pytestmark = pytest.mark.browser

STEM = "export_panel"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="IT")
    project.numbers.add_rows(
        [
            {"number": "67 12 34 00", "decision": "port", "site": "Aarhus", "note": "=1+1"},
            {"number": "67 12 34 01", "decision": "port", "status": "submitted"},
            {"number": "67 12 34 0", "decision": "port"},
            {"number": "67 12 34 03", "decision": "keep"},
        ]
    )
    return project


class ExportDesk(Desk):
    """An export, its first file made."""

    def __init__(self, bare, project, language="en"):
        super().__init__(bare, ExportPanel(project, language), STEM)
        self.until(lambda: self.page.locator(".pw-export-count").count())

    def choose(self, label):
        self.page.get_by_role("radio", name=label).check()
        self.until(lambda: self.page.locator("h3").inner_text().startswith(label))
        self.until(lambda: self.page.locator(".pw-export-count").count())


@pytest.fixture
def desk(bare_page, project):
    return ExportDesk(bare_page, project)


def test_a_carriers_list_is_downloaded_and_what_it_cannot_take_is_named(desk):
    desk.choose("List in E.164")
    expect(desk.page.locator(".pw-export-count")).to_have_text("2 numbers are in it.")
    desk.until(lambda: desk.page.get_by_role("cell", name="67 12 34 0").count())
    expect(desk.page.get_by_role("heading", name="1 number cannot be taken")).to_be_visible()
    name, content = desk.download("Download")
    assert (name, content.split()) == ("Nordlys-e164_list.txt", [b"+4567123400", b"+4567123401"])


def test_the_inventory_for_a_spreadsheet_has_every_row_and_computes_nothing(desk):
    name, content = desk.download("Download")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert name == "Nordlys-csv.csv"
    assert [row["Number"] for row in rows][:2] == ["67 12 34 00", "67 12 34 01"]
    assert rows[0]["Note"] == "'=1+1"


def test_only_some_of_the_numbers_are_exported(desk):
    desk.page.get_by_label("Which numbers").select_option(label="Submitted (1)")
    desk.until(lambda: "1 number" in desk.page.locator(".pw-export-count").inner_text())


def test_the_choice_goes_on_by_keyboard_through_every_answer(desk):
    desk.page.get_by_role("radio", name="CSV for a spreadsheet").focus()
    for label in ("Excel workbook", "Clipboard"):
        desk.page.keyboard.press("ArrowDown")
        desk.until(lambda label=label: desk.page.locator("h3").inner_text().startswith(label))
        desk.until(lambda: desk.page.locator(".pw-export-count").count())
        expect(desk.page.get_by_role("radio", name=label)).to_be_focused()


def test_the_keyboard_stays_where_it_is_when_the_files_are_made_anew(desk, project):
    project.numbers.set("n0004", decision="port")
    desk.choose("List in E.164")
    desk.page.get_by_role("heading", name="Export numbers").focus()
    project.numbers.set("n0002", decision="keep")
    desk.until(lambda: "2 numbers" in desk.page.locator(".pw-export-count").inner_text())
    expect(desk.page.get_by_role("heading", name="Export numbers")).to_be_focused()


@pytest.mark.parametrize("script", ["", NO_CLIPBOARD], ids=["with clipboard", "over plain http"])
def test_the_clipboard_gets_a_block_for_a_spreadsheet(open_bare_page, project, script):
    bare = open_bare_page(script=script)
    bare.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk = ExportDesk(bare, project)
    desk.choose("Clipboard")
    desk.page.evaluate(
        "document.addEventListener('copy', () => { window.copied = String(getSelection()) ||"
        " document.activeElement.value; })"
    )
    desk.page.get_by_role("button", name="Copy").click()
    desk.until(lambda: "Copied" in desk.page.locator(".pw-export-said").inner_text())
    text = desk.page.evaluate("window.copied ?? navigator.clipboard.readText()")
    assert [line.split("\t")[:2] for line in text.splitlines()][1] == ["n0001", "67 12 34 00"]


@pytest.mark.parametrize("width", [1280, 390])
def test_it_is_accessible_and_fits_the_screen(open_bare_page, project, width):
    bare = open_bare_page(width=width)
    desk = ExportDesk(bare, project, "da")
    if width < 600:
        desk.page.get_by_label("Hvad de skal bruges til").select_option("microsoft_teams")
    else:
        desk.page.get_by_role("radio", name="Microsoft Teams").check()
    desk.until(lambda: desk.page.get_by_role("cell", name="67 12 34 0").count())
    assert bare.axe() == []
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
