"""The history as a person meets it: found, followed, taken back, on a phone and in the dark."""

import re

import pytest
from playwright.sync_api import expect

from portwidgets import HistoryPanel, Project, Workspace

pytestmark = pytest.mark.browser

STEM = "history_panel"
LABEL = "Verify the authorized signer"


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="Purchasing")


def show(bare, project):
    shown = bare.show(HistoryPanel(project), STEM)
    shown.settle()
    return shown


def changes(page):
    return page.locator(".pw-change")


def act(page, shown, change, name):
    """Choose an action of a change's menu by keyboard."""
    change.get_by_role("button", name=re.compile("^Take back the change of")).press("Enter")
    page.get_by_role("menuitem", name=name).press("Enter")
    shown.settle()


def test_an_empty_history_says_what_to_do(bare_page, page, project):
    show(bare_page, project)
    expect(page.get_by_text("Nobody has changed anything yet")).to_be_visible()


def test_changes_are_told_with_who_and_when_under_their_day(bare_page, page, project):
    project.numbers.add("70 12 34 00", site="Aarhus")
    project.numbers.set("n0001", site="Odense", foc_on="2026-12-01")
    project.checklist.tick("verify_signer")
    show(bare_page, project)
    expect(page.get_by_role("heading", level=3)).to_have_count(1)
    expect(changes(page).nth(0)).to_contain_text("Purchasing")
    expect(changes(page).nth(0)).to_contain_text(f"{LABEL} State: Open → becomes Done")
    expect(changes(page).nth(1)).to_contain_text("70 12 34 00 Site: Aarhus → becomes Odense")
    expect(changes(page).nth(1)).to_contain_text("1 Dec 2026")
    expect(changes(page).nth(2)).to_contain_text("added")


def test_a_search_a_person_and_a_row_narrow_the_list_and_widen_it_again(bare_page, page, project):
    project.numbers.add("70 12 34 00")
    project.numbers.set("n0001", note="x")
    project.checklist.tick("verify_signer")
    Project(project.path, user="Sales").checklist.tick("keep_loa_copy")
    project.refresh()
    shown = show(bare_page, project)
    page.get_by_label("Search for").fill("7012 34 00")
    page.wait_for_timeout(400)
    shown.settle()
    expect(changes(page)).to_have_count(2)
    page.get_by_label("Search for").fill("")
    page.wait_for_timeout(400)
    shown.settle()
    page.get_by_label("Who").select_option("Sales")
    shown.settle()
    expect(changes(page)).to_have_count(1)
    page.get_by_label("Who").select_option("Everybody")
    shown.settle()
    page.get_by_role("button", name="70 12 34 00").first.click()
    shown.settle()
    expect(changes(page)).to_have_count(2)
    expect(page.get_by_text("Only 70 12 34 00")).to_be_visible()
    page.get_by_role("button", name="Show all").press("Enter")
    shown.settle()
    expect(changes(page)).to_have_count(4)
    page.get_by_label("Search for").fill("nothing like it")
    page.wait_for_timeout(400)
    shown.settle()
    expect(page.get_by_text("No change matches")).to_be_visible()


def test_older_changes_are_fetched_when_asked_for(bare_page, page, project):
    for count in range(90):
        project.checklist.set("verify_signer", "note", str(count))
    shown = show(bare_page, project)
    expect(changes(page)).to_have_count(40)
    for _ in range(2):
        page.get_by_role("button", name="Show older changes").click()
        shown.settle()
    expect(changes(page)).to_have_count(90)
    expect(page.get_by_role("button", name="Show older changes")).to_be_hidden()
    project.checklist.tick("verify_signer")
    shown.settle()
    expect(changes(page)).to_have_count(91)
    expect(changes(page).first).to_contain_text("Done")


def test_a_colleagues_change_is_taken_back_by_keyboard(bare_page, page, project):
    Project(project.path, user="Sales").checklist.set("verify_signer", "note", "wrong")
    project.refresh()
    shown = show(bare_page, project)
    act(page, shown, changes(page).first, "Take back this change")
    expect(page.locator(".pw-outcome")).to_be_focused()
    expect(page.locator(".pw-outcome")).to_contain_text("1 cell or row was put back")
    assert project.checklist["verify_signer"].note == ""
    expect(changes(page)).to_have_count(2)


def test_going_back_asks_says_whose_changes_and_names_what_stays(bare_page, page, project):
    project.checklist.set("verify_signer", "note", "first")
    sales = Project(project.path, user="Sales")
    sales.checklist.set("verify_signer", "note", "second")
    sales.checklist.set("keep_loa_copy", "note", "theirs")
    project.refresh()
    shown = show(bare_page, project)
    act(page, shown, changes(page).last, "Go back to how it was after this change")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 changes are taken back")
    expect(dialog).to_contain_text("Sales")
    page.keyboard.press("Escape")
    shown.settle()
    assert project.checklist["keep_loa_copy"].note == "theirs"
    act(page, shown, changes(page).last, "Go back to how it was after this change")
    sales.checklist.set("keep_loa_copy", "note", "later still")
    dialog.get_by_role("button", name="Go back").click()
    expect(dialog).to_be_hidden()
    page.wait_for_timeout(100)
    shown.settle()
    assert project.checklist["verify_signer"].note == "first"
    assert project.checklist["keep_loa_copy"].note == "later still"
    expect(page.locator(".pw-outcome")).to_contain_text("now “later still”, written by Sales")


def test_what_people_wrote_is_never_markup(bare_page, page, project):
    attack = "<img src=x onerror=\"document.title='owned'\">"
    Project(project.path, user=attack).checklist.set("verify_signer", "note", attack)
    project.refresh()
    show(bare_page, project)
    expect(changes(page).first).to_contain_text("<img src=x")
    assert page.title() == "A widget"


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious_and_it_fits_the_screen(open_bare_page, project, width):
    bare = open_bare_page(width=width)
    project.numbers.add_range("70 12 34 00-49", site="A site with a very long name that goes on")
    project.numbers.set("n0001", note="x" * 300)
    project.checklist.tick("verify_signer")
    shown = show(bare, project)
    bare.page.get_by_role("button", name=LABEL).click()
    shown.settle()
    bare.page.get_by_role("button", name="Show all").click()
    shown.settle()
    act(bare.page, shown, changes(bare.page).last, "Go back to how it was after this change")
    assert bare.axe() == []
    bare.page.keyboard.press("Escape")
    assert bare.axe() == []
    assert bare.page.evaluate("document.documentElement.scrollWidth") <= width
