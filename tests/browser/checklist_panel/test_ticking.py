"""A click shows at once, is confirmed or put back, and costs little on the wire."""

import json
import random

import disk
import pytest
from browser.checklist_panel.steps import ITEM, LABEL, STEM, news, step, tick
from wire import Wire, state_of

from portwidgets.widgets.checklist_panel import ChecklistPanel

pytestmark = pytest.mark.browser


def test_a_click_shows_at_once_and_is_then_confirmed(page, shown, project):
    tick(page).click()
    assert tick(page).is_checked()
    assert step(page).get_attribute("aria-busy") == "true"
    assert page.get_by_text("1 of 30 completed").is_visible()
    assert disk.step(project, ITEM)["state"] == "open"
    shown.settle()
    assert step(page).get_attribute("aria-busy") is None
    assert disk.step(project, ITEM)["state"] == "done"


def test_a_refused_change_is_put_back_and_the_reason_is_told(page, shown, project, monkeypatch):
    def refuse(*_, **__):
        raise OSError(28, "disk full")

    monkeypatch.setattr(project._folder, "commit", refuse)
    tick(page).click()
    shown.settle()
    assert not tick(page).is_checked()
    assert page.get_by_text("0 of 30 completed").is_visible()
    assert "disk full" in step(page).inner_text()
    assert f"{LABEL}: " in news(page)
    assert "disk full" in news(page)


def test_several_views_stay_equal_and_a_late_one_finds_the_whole(bare_page, page, project):
    shown = bare_page.show(ChecklistPanel(project), STEM, views=2)
    first, second = (page.locator(".view").nth(view) for view in range(2))
    tick(first).click()
    assert tick(second).is_checked()
    shown.settle()
    shown.add_view()
    assert tick(page.locator(".view").nth(2)).is_checked()
    assert shown.saves == 0


def test_the_page_hears_what_is_not_saved_yet(page, shown):
    page.evaluate(
        "window.addEventListener('portwidgets:saving', e => (window.heard ??= []).push(e.detail))"
    )
    tick(page).click()
    shown.settle()
    assert page.evaluate("heard") == [{"pending": 1, "failed": 0}, {"pending": 0, "failed": 0}]


def test_a_fault_of_ours_counts_as_failed(page, shown, project, monkeypatch):
    monkeypatch.setattr(project._folder, "commit", lambda *_, **__: 1 / 0)
    page.evaluate("window.addEventListener('portwidgets:saving', e => (window.last = e.detail))")
    tick(page).click()
    shown.settle()
    assert page.evaluate("last") == {"pending": 0, "failed": 1}
    assert not tick(page).is_checked()


def test_an_intent_without_an_answer_is_told_after_ten_seconds(open_bare_page, project):
    bare = open_bare_page()
    bare.page.clock.install()
    shown = bare.show(ChecklistPanel(project), STEM)
    bare.page.evaluate(
        "window.addEventListener('portwidgets:saving', e => (window.last = e.detail))"
    )
    tick(bare.page).click()
    bare.page.clock.fast_forward(11_000)
    assert bare.page.evaluate("last") == {"pending": 1, "failed": 1}
    shown.settle()
    assert bare.page.evaluate("last") == {"pending": 0, "failed": 0}


def test_python_and_the_page_apply_patches_alike(shown):
    def value(depth):
        if depth and chance.random() < 0.6:
            return {chance.choice("abcd"): value(depth - 1) for _ in range(chance.randrange(4))}
        return chance.choice([None, 1, "x", True, [1, {"a": None}], []])

    chance = random.Random(7)
    for _ in range(60):
        patch = {"free": value(4)}
        if chance.random() < 0.2:
            patch["free"] = None
        shown.widget.publish(patch)
        shown.deliver()
        assert shown.get("_state") == state_of(shown.widget)


def test_a_change_costs_little_on_the_wire(page, shown, project):
    wire = Wire(ChecklistPanel(project))
    tick(page).click()
    [sent] = shown.take()
    assert len(json.dumps(sent)) < 300
    assert len(json.dumps(wire.customs)) < 500
