"""Progress, filters, folding, the next critical step, the warning and the common problems."""

import re

import pytest
from browser.checklist_panel.steps import ITEM, STEM, open_details, step, tick

from portwidgets.widgets.checklist_panel import ChecklistPanel

pytestmark = pytest.mark.browser


def test_progress_counts_all_each_section_and_the_critical_ones(page, shown, project):
    project.checklist.tick(ITEM)
    project.checklist.set("keep_loa_copy", "state", "not_applicable")
    shown.deliver()
    whole = page.get_by_role("progressbar", name="Progress: Checklist")
    assert whole.get_attribute("aria-valuenow") == "1"
    assert whole.get_attribute("aria-valuemax") == "29"
    assert whole.get_attribute("aria-valuetext") == "1 of 29 completed"
    assert page.get_by_text("1 of 11 critical steps").is_visible()
    section = page.get_by_role("progressbar", name="Progress: Letter of authorization (LOA)")
    assert section.get_attribute("aria-valuetext") == "1 of 5 completed"


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("Open", 29),
        ("Critical", 11),
        ("Overdue", 1),
        ("Mine", 1),
        ("All", 30),
    ],
)
def test_a_filter_shows_what_its_number_promises(page, shown, project, name, items):
    project.checklist.tick(ITEM)
    project.checklist.set("check_contract", "due", "2020-01-01")
    project.checklist.set("check_contract", "assignee", "IT ")
    shown.deliver()
    button = page.get_by_role("group", name="Show").get_by_role(
        "button", name=re.compile(f"^{name} ?{items}$")
    )
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator("[data-item]:visible").count() == items


def test_a_filter_without_a_match_says_so(page, shown):
    page.get_by_role("button", name=re.compile("^Overdue")).click()
    assert page.get_by_text("Nothing is overdue.").is_visible()
    assert page.locator("[data-item]:visible").count() == 0
    assert shown.take() == []


def test_a_step_that_leaves_the_filter_hands_the_keyboard_to_the_next(page, shown):
    page.get_by_role("button", name=re.compile("^Open")).click()
    tick(page).focus()
    page.keyboard.press("Space")
    shown.settle()
    focused = page.evaluate("document.activeElement.closest('[data-item]').dataset.item")
    assert focused == "complete_loa_fields"


def test_what_is_folded_is_out_of_reach_and_stays_folded(page, shown, project):
    toggle = page.get_by_role("button", name=re.compile("^Letter of authorization"))
    toggle.click()
    assert toggle.get_attribute("aria-expanded") == "false"
    assert not tick(page).is_visible()
    project.checklist.tick("check_contract")
    shown.widget.language = "da"
    shown.deliver()
    assert not tick(page).is_visible()
    hidden = step(page).locator("input").first
    hidden.evaluate("tick => tick.focus()")
    assert not hidden.evaluate("tick => tick === document.activeElement")


def test_the_next_critical_step_stands_out_and_is_one_key_away(page, shown, project):
    for item in ("gather_account_information", "obtain_recent_bill", "verify_service_address"):
        project.checklist.tick(item)
    project.checklist.tick("get_loa_form")
    shown.deliver()
    page.get_by_role("button", name=re.compile("^Letter of authorization")).click()
    page.get_by_role("button", name=re.compile("^Overdue")).click()
    page.get_by_role("button", name="Next critical step").focus()
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.closest('[data-item]').dataset.item")
    assert focused == ITEM
    assert page.locator("[data-next]").get_attribute("data-item") == ITEM
    assert tick(page).is_visible()


def test_when_no_critical_step_is_open_it_says_so(page, shown, project):
    for each in project.checklist:
        if each.item.critical:
            project.checklist.tick(each.id)
    shown.deliver()
    assert page.get_by_text("All critical steps are done").is_visible()
    assert page.locator("[data-next]").count() == 0


def test_the_language_changes_in_place_and_keeps_what_is_being_typed(page, shown):
    open_details(page)
    step(page).get_by_label("Note").fill("half a sent")
    shown.widget.language = "da"
    shown.deliver()
    assert page.get_by_text("0 af 30 gennemført").is_visible()
    assert page.locator(".pw-checklist").get_attribute("lang") == "da"
    note = step(page).get_by_label("Bemærkning")
    assert note.input_value() == "half a sent"
    assert note.evaluate("field => field === document.activeElement")


def test_the_warning_and_the_four_problems_are_told(page, shown):
    assert page.get_by_role("note").get_by_text("do not cancel").is_visible()
    problems = page.get_by_role("group").filter(has=page.locator("summary")).last
    assert problems.locator("dt:visible").count() == 0
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    assert problems.locator("dt:visible").count() == 4
    assert shown.take() == []


def test_a_section_alone_shows_its_own_progress(bare_page, page, project):
    bare_page.show(ChecklistPanel(project, section="timing"), STEM)
    assert page.locator("[data-item]").count() == 5
    assert page.get_by_text("0 of 5 completed").first.is_visible()
    assert page.get_by_role("note").count() == 0
    assert page.locator("summary:visible").count() == 0
