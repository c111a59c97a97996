"""A click stays, whatever older answers and states still come after it."""

import disk
import pytest
from browser.checklist_panel.steps import ITEM, tick

pytestmark = pytest.mark.browser


def test_a_state_that_was_asked_for_before_a_click_does_not_overwrite_it(page, shown):
    shown.widget.send_state()  # the host asked; the answer is on its way
    tick(page).click()
    shown.deliver()
    assert tick(page).is_checked()
    shown.settle()
    assert tick(page).is_checked()
    tick(page).click()
    assert not tick(page).is_checked()


def test_an_older_state_that_arrives_after_the_answer_is_passed_over(page, shown):
    shown.widget.send_state()
    [(older, buffers)] = shown.outbox
    shown.outbox.clear()
    tick(page).click()
    shown.settle()
    shown.deliver_one(older, buffers)
    assert tick(page).is_checked()
    assert shown.get("_state")["noted"][ITEM]["state"] == "done"


def test_the_last_of_two_quick_clicks_stays_until_its_own_answer(page, shown, project):
    tick(page).click()
    tick(page).click()
    shown.take()
    while shown.outbox:
        shown.deliver_one(*shown.outbox.pop(0))
        assert not tick(page).is_checked()
    assert disk.step(project, ITEM)["state"] == "open"


def test_an_answer_to_another_window_changes_nothing(page, shown):
    tick(page).click()
    refusal = {"answer": 1, "ok": False, "code": "x", "text": "No"}
    shown.deliver_one({"method": "custom", "content": refusal}, [])
    assert tick(page).is_checked()
