"""The dashboard from end to end as `serve` gives it, with the files on disk as the witness."""

import re

import pytest
from browser.axe import serious
from disk import rows, step
from playwright.sync_api import expect
from waiting import soon

from portwidgets import Project

pytestmark = pytest.mark.browser

STEP = "Verify the authorized signer"


def state_of(project, item):
    return step(project, item)["state"]


def test_a_project_is_made_and_its_first_number_and_tick_are_saved_by_keyboard(dashboard, visit):
    page = visit()
    page.get_by_role("button", name="New project").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Next: bring in the numbers")).to_be_visible()
    project = dashboard.workspace.open("By-keyboard")
    page.get_by_role("link", name="Numbers").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add number").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("gridcell").first).to_be_visible()
    page.keyboard.type("70 12 34 00")
    page.keyboard.press("Enter")  # and a row for the next number stands ready
    soon(lambda: [row["number"] for row in rows(project, "numbers")], ["+4570123400", ""])
    page.get_by_role("link", name="Checklist").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name=re.compile(STEP)).focus()
    page.keyboard.press("Space")
    soon(lambda: state_of(project, "verify_signer"), "done")
    expect(page.locator(".pw-saved")).to_have_text("Saved")
    expect(page.get_by_role("progressbar").first).to_have_attribute("aria-valuenow", "1")


def test_saved_is_said_only_when_the_tick_is_on_disk(demo, visit):
    page = visit(f"project={demo.name}&page=checklist")
    page.evaluate(
        """() => {
          window.said = [];
          const saved = document.querySelector(".pw-saved");
          new MutationObserver(() => window.said.push(saved.textContent))
            .observe(saved, { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.get_by_role("checkbox", name=re.compile(STEP)).check()
    soon(lambda: page.evaluate("window.said.length"), 2)
    assert state_of(demo, "verify_signer") == "done"
    assert page.evaluate("window.said") == ["Saving …", "Saved"]


def test_the_address_says_what_is_shown_and_back_goes_back(demo, visit):
    page = visit()
    page.get_by_role("link", name=demo.title).first.click()
    expect(page.locator(".pw-overview")).to_be_visible()
    page.get_by_role("link", name="Checklist").click()
    expect(page.locator(".pw-checklist-panel:visible, .pw-checklist:visible").first).to_be_visible()
    expect(page).to_have_url(re.compile(rf"project={demo.name}&page=checklist"))
    assert "token" not in page.url
    expect(page).to_have_title(re.compile(re.escape(demo.title)))
    page.go_back()
    expect(page.locator(".pw-overview")).to_be_visible()
    page.reload()
    expect(page.locator(".pw-overview")).to_be_visible()


def test_the_bar_and_the_address_follow_every_step(demo, visit):
    page = visit(f"project={demo.name}")
    expect(page.locator(".pw-project")).to_have_text(demo.title)
    steps = page.evaluate("history.length")
    for _ in range(2):
        page.get_by_role("link", name="Projects").click()
        expect(page.locator(".pw-project")).to_be_hidden()
        expect(page).not_to_have_url(re.compile("project="))
        page.get_by_role("link", name=demo.title).first.click()
        expect(page.locator(".pw-project")).to_have_text(demo.title)
        page.get_by_role("link", name="Numbers").click()
        expect(page.get_by_role("link", name="Numbers")).to_have_attribute("aria-current", "page")
        expect(page).to_have_url(re.compile("page=numbers"))
    assert steps == 2  # the blank tab and this page: a deep link is no step by itself
    page.get_by_role("button", name=re.compile("Duplicates")).click()
    expect(page.get_by_text("67 12 34 05")).to_have_count(2)  # one of them is stored with spaces


def test_an_address_without_such_a_project_says_so(visit):
    page = visit("project=nothing-here")
    expect(page.get_by_role("status").filter(has_text="nothing-here")).to_be_visible()


def test_another_tab_sees_a_tick_within_two_seconds(demo, visit):
    one = visit(f"project={demo.name}&page=checklist")
    other = visit(f"project={demo.name}&page=checklist")
    box = other.get_by_role("checkbox", name=re.compile(STEP))
    expect(box).not_to_be_checked()
    one.get_by_role("checkbox", name=re.compile(STEP)).check()
    expect(box).to_be_checked(timeout=2_000)


def test_what_a_spreadsheet_saved_is_shown(demo, visit):
    page = visit(f"project={demo.name}&page=numbers")
    expect(page.get_by_text("67 12 34 02").first).to_be_visible()
    path = demo.path / "numbers.csv"
    text = path.read_text("utf-8").replace("+4567123402", "67123498")
    path.write_bytes(text.replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig"))
    expect(page.get_by_text("67 12 34 98").first).to_be_visible(timeout=4_000)


def test_the_language_changes_without_a_reload_and_is_remembered(demo, visit):
    page = visit(f"project={demo.name}")
    page.evaluate("window.here = true")
    page.get_by_role("button", name="DA Dansk").click()
    expect(page.get_by_role("heading", name="Kritiske trin, der mangler")).to_be_visible()
    assert page.evaluate("window.here")
    page.reload()
    expect(page.get_by_role("heading", name="Kritiske trin, der mangler")).to_be_visible()


def test_changes_carry_the_name_that_the_browser_remembers(demo, visit):
    page = visit(f"project={demo.name}&page=checklist")
    page.get_by_role("button", name="Enter your name").first.click()
    page.keyboard.type("Reception")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("Reception"))).to_be_visible()
    page.reload()
    page.get_by_role("checkbox", name=re.compile(STEP)).check()
    soon(lambda: state_of(demo, "verify_signer"), "done")
    *_, change = Project(demo.path).history()
    assert change.by == "Reception"


def test_what_is_wrong_leads_to_its_numbers_and_back_to_all(demo, visit):
    page = visit(f"project={demo.name}")
    page.get_by_role("button", name="3 numbers await a decision").click()
    expect(page.get_by_role("gridcell", name="67 12 34 03", exact=True)).to_be_visible()
    chip = page.get_by_role("button", name="3 numbers await a decision: port, keep or disconnect")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".pw-table-count")).to_contain_text("3 of 41")
    page.keyboard.press("Enter")  # the first one's decision has the focus
    expect(page.get_by_role("combobox").or_(page.get_by_role("listbox")).first).to_be_visible()
    page.keyboard.press("Escape")
    chip.click()
    expect(page.locator(".pw-table-count")).to_contain_text("41")
    expect(page.locator(".pw-table-count")).not_to_contain_text("3 of")


def test_a_critical_step_is_ticked_from_the_overview(demo, visit):
    page = visit(f"project={demo.name}")
    page.get_by_role("checkbox", name=re.compile(STEP)).check()
    soon(lambda: state_of(demo, "verify_signer"), "done")
    expect(page.get_by_role("checkbox", name=re.compile(STEP))).to_have_count(0)


def test_a_project_is_downloaded_and_uploaded_again(dashboard, demo, visit, tmp_path):
    page = visit()
    page.get_by_role("button", name=f"Actions for {demo.title}").first.click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Download as zip").click()
    download.value.save_as(tmp_path / "project.zip")
    before = {each.name for each in dashboard.workspace.projects()}
    page.set_input_files("input[type=file]", tmp_path / "project.zip")
    expect(page.get_by_role("status").filter(has_text="was uploaded")).to_be_visible()
    (new,) = {each.name for each in dashboard.workspace.projects()} - before
    assert len(dashboard.workspace.open(new).numbers) == len(demo.numbers)
    dashboard.workspace.archive(new)


def test_a_damaged_project_is_read_its_file_left_alone_and_mended_on_request(dashboard, visit):
    project = dashboard.workspace.create("Damaged", language="en")
    project.numbers.add("67 12 34 00")
    path = project.path / "numbers.csv"
    rubbish = path.read_bytes().replace(b"+45", b"+\0")
    path.write_bytes(rubbish)
    page = visit("project=Damaged&page=checklist")
    told = page.get_by_role("alert").filter(has_text="numbers.csv")
    expect(told).to_be_visible()
    expect(told).to_contain_text("can only be read")
    page.get_by_role("checkbox", name=re.compile(STEP)).click()
    expect(page.get_by_text("It was left untouched").nth(1)).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile(STEP))).not_to_be_checked()
    assert path.read_bytes() == rubbish
    page.get_by_role("button", name="Mend from backup and history").click()
    expect(told).to_be_hidden()
    page.get_by_role("checkbox", name=re.compile(STEP)).check()
    soon(lambda: state_of(project, "verify_signer"), "done")
    assert b"+4567123400" in path.read_bytes()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "query", ["", "page=overview", "page=checklist", "page=numbers", "page=history"]
)
def test_every_page_is_accessible_and_fits_the_screen(demo, visit, query, width):
    page = visit(f"project={demo.name}&{query}" if query else "", width=width)
    page.wait_for_selector("main, .pw-checklist-panel, .pw-checklist, [role=grid]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page) == []


@pytest.mark.parametrize("name", ["overview", "plan", "history"])
def test_on_a_phone_the_link_of_the_page_that_is_shown_is_in_sight(visit, demo, name):
    page = visit(f"project={demo.name}&page={name}", width=390)
    link = page.locator(".pw-pages").get_by_role("link", name=name.title())
    expect(link).to_have_attribute("aria-current", "page")
    expect(link).to_be_in_viewport(ratio=0.99)
