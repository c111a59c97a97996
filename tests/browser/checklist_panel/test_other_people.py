"""What colleagues write appears; what collides is shown with both; nothing becomes markup."""

import disk
import pytest
from browser.checklist_panel.steps import ITEM, open_details, step, tick

from portwidgets.project import Project

pytestmark = pytest.mark.browser


def test_what_a_colleague_changes_appears_by_itself(page, shown, project):
    Project(project.path, user="bo").checklist.tick(ITEM)
    project.refresh()
    shown.deliver()
    assert tick(page).is_checked()


def test_what_is_being_typed_survives_a_colleagues_change_and_both_are_shown(page, shown, project):
    open_details(page)
    note = step(page).get_by_label("Note")
    note.fill("mine")
    Project(project.path, user="bo").checklist.set(ITEM, "note", "theirs")
    project.refresh()
    shown.deliver()
    assert note.input_value() == "mine"
    note.blur()
    shown.settle()
    told = step(page).inner_text()
    assert "It now says: theirs (changed by bo)" in told
    assert "You entered: mine" in told
    assert note.input_value() == "theirs"
    assert disk.step(project, ITEM)["note"] == "theirs"


def test_a_conflict_is_settled_either_way(page, shown, project):
    def collide(mine):
        note.fill(mine)
        Project(project.path, user="bo").checklist.set(ITEM, "note", f"not {mine}")
        note.blur()
        shown.settle()

    open_details(page)
    note = step(page).get_by_label("Note")
    collide("first")
    step(page).get_by_role("button", name="Use what I entered").click()
    assert note.evaluate("field => field === document.activeElement")
    shown.settle()
    assert disk.step(project, ITEM)["note"] == "first"
    assert step(page).get_by_text("You entered").count() == 0
    collide("second")
    step(page).get_by_role("button", name="Keep what is there").click()
    assert step(page).get_by_text("You entered").count() == 0
    assert disk.step(project, ITEM)["note"] == "not second"


def test_nothing_that_a_person_wrote_becomes_markup(page, shown, project):
    hostile = "<img src=x onerror=\"document.title='hacked'\"><b>bold</b>"
    step_id = project.checklist.add_step("loa", hostile)
    project.checklist.set(step_id, "assignee", hostile)
    project.checklist.set(step_id, "note", hostile)
    shown.deliver()
    open_details(page, step_id)
    assert step(page, step_id).locator("img, b").count() == 0
    assert hostile in step(page, step_id).inner_text()
    assert page.title() == "A widget"
