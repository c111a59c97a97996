"""Everything goes by keyboard; a field is saved, or taken back, by a key."""

import re

import disk
import pytest
from browser.checklist_panel.steps import ITEM, LABEL, open_details, step, tick

pytestmark = pytest.mark.browser


def test_everything_goes_by_keyboard(page, shown, project):
    tick(page).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == f"Details: {LABEL}"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Salg Nord")
    page.keyboard.press("Tab")
    page.keyboard.type("05122026")
    for _ in range(3):  # out of the date's parts and its calendar
        if page.evaluate("document.activeElement.localName") != "textarea":
            page.keyboard.press("Tab")
    page.keyboard.type("Call first")
    page.keyboard.press("Tab")
    shown.settle()
    row = disk.step(project, ITEM)
    assert row["state"] == "done"
    assert row["assignee"] == "Salg Nord"
    assert row["due"] in {"2026-12-05", "2026-05-12"}  # the browser's own order of the parts
    assert row["note"] == "Call first"
    page.keyboard.press("Space")  # "does not apply"
    shown.settle()
    assert disk.step(project, ITEM)["state"] == "not_applicable"
    assert page.get_by_text("0 of 29 completed").is_visible()


def test_enter_saves_a_field_and_escape_takes_the_typing_back(page, shown, project):
    open_details(page)
    field = step(page).get_by_label("Assignee")
    field.fill("Bo")
    field.press("Enter")
    shown.settle()
    assert disk.step(project, ITEM)["assignee"] == "Bo"
    field.fill("Carl")
    field.press("Escape")
    assert field.input_value() == "Bo"
    assert shown.take() == []


def test_a_date_is_not_sent_before_its_year_is_complete(page, shown):
    open_details(page)
    step(page).get_by_label("Due date").focus()
    page.keyboard.type("12052")
    assert shown.take() == []


def test_what_a_person_wrote_into_the_file_as_a_date_is_shown_as_it_is(page, shown, project):
    rows = (project.path / "progress.csv").read_text(encoding="utf-8")
    written = re.sub(f"(?m)^({ITEM},open,[^,]*),[^,]*", r"\1,after Easter", rows)
    (project.path / "progress.csv").write_text(written, encoding="utf-8")
    project.refresh()
    shown.deliver()
    open_details(page)
    assert step(page).get_by_label("Due date").input_value() == "after Easter"
