"""A page before its own script is there: its line is open already, and steps take ticks."""

from datetime import UTC, datetime, timedelta

import pytest
from browser.held_tab import HeldTab
from playwright.sync_api import expect
from serving import Served

pytestmark = pytest.mark.browser

STEP = "sign_and_date_loa"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("served"), waiting=1) as server:
        yield server


@pytest.fixture
def project(server, request):
    return server.workspace.create(request.node.name[:60])


class Tab(HeldTab):
    """Of a checklist."""

    def open(self, name="checklist"):
        super().open(name)
        expect(self.page.locator("#pw-readable li").first).to_be_visible()

    def box(self, step=STEP):
        return self.page.locator(f'[data-step="{step}"]').get_by_role("checkbox")

    def drawn(self, step=STEP):
        return self.page.locator(f'.pw-step[data-item="{step}"]')


@pytest.fixture
def tab(server, project, chromium):
    context = chromium.new_context(locale="en-GB")
    server.wait_for_kernels(1)
    tab = Tab(context, f"{server.link}&project={project.name}")
    yield tab
    tab.leave()


def test_a_tick_made_before_the_script_is_there_is_saved_when_it_is(tab, project):
    project.checklist.tick("keep_loa_copy")
    tab.open()
    tab.box().check()
    tab.box("keep_loa_copy").uncheck()
    assert len(tab.lines) == 1, "the line is opened without the script"
    tab.page.wait_for_timeout(200)
    tab.asked().continue_()
    expect(tab.drawn()).to_have_attribute("data-state", "done")
    expect(tab.page.locator(".pw-saved")).to_have_text("Saved")
    project.refresh()
    assert project.checklist.noted()[STEP].state == "done"
    assert project.checklist.noted()["keep_loa_copy"].state == "open"
    assert len(tab.lines) == 1, "the script takes the line over"


def test_ticks_are_answered_where_they_can_be_seen_before_the_widgets_are_drawn(tab, project):
    tab.page.clock.install()
    tab.open()
    tab.page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=2))  # nothing is drawn
    tab.box().check()
    tab.asked().continue_()
    sign = tab.page.locator("#pw-readable .pw-saved")
    expect(sign).to_have_text("Saved")
    expect(tab.drawn()).to_have_count(0)
    tab.box("keep_loa_copy").check()
    expect(sign).to_have_text("Saved")
    project.refresh()
    assert {project.checklist.noted()[step].state for step in (STEP, "keep_loa_copy")} == {"done"}
    tab.page.clock.resume()
    expect(tab.drawn()).to_have_attribute("data-state", "done")
    expect(tab.drawn("keep_loa_copy")).to_have_attribute("data-state", "done")
    expect(tab.page.locator(".pw-saved")).to_have_text("Saved")


def test_what_another_ticked_in_between_stays(tab, project):
    tab.open()
    tab.box().check()
    project.checklist.tick(STEP)
    tab.asked().continue_()
    expect(tab.drawn()).to_have_attribute("data-state", "done")
    project.refresh()
    changes = [change for change in project.history() if change.ops[0].row == STEP]
    assert len(changes) == 1


def test_the_keyboard_stays_on_its_step_and_the_step_where_it_is(tab):
    tab.open()
    tab.box().focus()
    tab.page.evaluate("scrollBy(0, 200)")
    tab.page.wait_for_timeout(200)
    seen = tab.page.evaluate("scrollY")
    assert seen > 0
    tab.asked().continue_()
    expect(tab.drawn().get_by_role("checkbox")).to_be_focused()
    assert tab.page.evaluate("scrollY") == seen
    tab.page.keyboard.press("Space")
    expect(tab.drawn()).to_have_attribute("data-state", "done")


@pytest.mark.parametrize("name", ["Projects", "Numbers"])
def test_the_keyboard_stays_on_its_link(tab, name):
    tab.open()
    tab.page.locator("#pw-readable").get_by_role("link", name=name).focus()
    tab.asked().continue_()
    link = tab.page.locator(".pw-top-bar").get_by_role("link", name=name)
    expect(link).to_be_focused()


def test_when_the_script_does_not_come_ticks_are_taken_back_and_the_page_says_so(tab, project):
    tab.page.clock.install()
    tab.open()
    tab.box().check()
    tab.asked().abort()
    tab.page.clock.run_for(21_000)
    expect(tab.box()).not_to_be_checked()
    expect(tab.box()).to_be_disabled()
    project.refresh()
    assert [*project.history()] == []


def test_only_the_checklist_takes_ticks_and_only_of_steps_that_apply(tab, project):
    project.checklist.set(STEP, "state", "not_applicable")
    tab.open()
    expect(tab.box()).to_have_count(0)
    expect(tab.page.get_by_role("checkbox")).to_have_count(len(project.checklist) - 1)
    tab.open("overview")
    expect(tab.page.get_by_text("Critical steps still open")).to_be_visible()
    expect(tab.page.get_by_role("checkbox")).to_have_count(0)
