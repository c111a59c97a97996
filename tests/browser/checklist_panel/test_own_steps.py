"""A step of one's own is added, used and removed."""

import re

import disk
import pytest
from browser.checklist_panel.steps import news, open_details, step, tick

from portwidgets.errors import Refused
from portwidgets.project.checklist import Checklist

pytestmark = pytest.mark.browser


def test_an_own_step_is_added_used_and_removed(page, shown, project):
    page.get_by_role("button", name=re.compile("^Add a step of your own: Letter")).click()
    page.keyboard.type("Ask the caretaker")
    page.keyboard.press("Enter")
    shown.settle()
    assert news(page) == "“Ask the caretaker” was added."
    page.keyboard.press("Escape")
    own = next(each.id for each in project.checklist if each.item.own)
    tick(page, own).click()
    shown.settle()
    assert disk.step(project, own)["state"] == "done"
    open_details(page, own)
    step(page, own).get_by_role("button", name="Remove the step").click()
    assert step(page, own).get_by_text("Remove the step and what is noted").is_visible()
    step(page, own).get_by_role("button", name="Remove the step").click()
    shown.settle()
    assert disk.step(project, own) is None
    assert step(page, own).count() == 0
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Add a step of your own")


def test_an_own_step_without_a_text_is_refused_where_it_is_typed(page, shown):
    page.get_by_role("button", name=re.compile("^Add a step of your own: Letter")).click()
    page.keyboard.press("Enter")
    shown.settle()
    field = page.get_by_label("What has to be done?")
    assert field.get_attribute("aria-invalid") == "true"
    assert page.get_by_role("alert").filter(visible=True).inner_text()


def test_the_next_own_step_is_typed_before_the_first_is_answered(page, shown, project):
    page.get_by_role("button", name=re.compile("^Add a step of your own: Letter")).click()
    for title in ("Ask the caretaker", "Ring the lift's maker"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
    page.keyboard.type("Warn")
    shown.settle()
    assert page.get_by_label("What has to be done?").input_value() == "Warn"
    page.keyboard.type(" the night shift")
    page.keyboard.press("Enter")
    shown.settle()
    own = [each.item.label.of("en") for each in project.checklist if each.item.own]
    assert own == ["Ask the caretaker", "Ring the lift's maker", "Warn the night shift"]


def test_a_refused_step_comes_back_or_is_told_beside_what_is_being_typed(page, shown, monkeypatch):
    def refuse(*_, **__):
        raise Refused("project.unknown_section", section="letter")

    monkeypatch.setattr(Checklist, "add_step", refuse)
    page.get_by_role("button", name=re.compile("^Add a step of your own: Letter")).click()
    field = page.get_by_label("What has to be done?")
    field.fill("Ask the caretaker")
    page.keyboard.press("Enter")
    shown.settle()
    assert field.input_value() == "Ask the caretaker"
    page.keyboard.press("Enter")
    page.keyboard.type("Ring the lift's maker")
    page.keyboard.press("Enter")
    page.keyboard.type("Warn")
    shown.settle()
    assert field.input_value() == "Warn"
    told = page.get_by_role("alert").filter(visible=True).inner_text()
    assert "“Ask the caretaker”" in told
    assert "“Ring the lift's maker”" in told
