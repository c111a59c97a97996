"""A page before its own script is there: its line is open already, and steps take ticks."""

import re

import pytest
from playwright.sync_api import expect
from serving import Served

pytestmark = pytest.mark.browser

SCRIPT = re.compile(r"/files/dashboard\.\w+\.js")
STEP = "sign_and_date_loa"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("served"), waiting=1) as server:
        yield server


@pytest.fixture
def project(server, request):
    return server.workspace.create(request.node.name[:60])


class Tab:
    """A page whose script is held back.

    Attributes:
        held: The requests for it.
        lines: The websockets that the page opened.
    """

    def __init__(self, context, link):
        self.page = context.new_page()
        self.held = []
        self.lines = []
        self._link = link
        self.page.route(SCRIPT, self._hold)
        self.page.on("websocket", self._note)

    def _hold(self, route):
        self.held.append(route)

    def _note(self, line):
        self.lines.append(line)

    def open(self, name="checklist"):
        self.page.goto(f"{self._link}&page={name}", wait_until="commit")
        expect(self.page.locator("#pw-readable li").first).to_be_visible()

    def box(self, step=STEP):
        return self.page.locator(f'[data-step="{step}"]').get_by_role("checkbox")

    def drawn(self, step=STEP):
        return self.page.locator(f'.pw-step[data-item="{step}"]')


@pytest.fixture
def tab(server, project, chromium):
    context = chromium.new_context(locale="en-GB")
    server.wait_for_kernels(1)
    yield Tab(context, f"{server.link}&project={project.name}")
    context.close()


def test_a_tick_made_before_the_script_is_there_is_saved_when_it_is(tab, project):
    project.checklist.tick("keep_loa_copy")
    tab.open()
    tab.box().check()
    tab.box("keep_loa_copy").uncheck()
    assert len(tab.lines) == 1, "the line is opened without the script"
    tab.page.wait_for_timeout(200)
    tab.held[0].continue_()
    expect(tab.drawn()).to_have_attribute("data-state", "done")
    expect(tab.page.locator(".pw-saved")).to_have_text("Saved")
    project.refresh()
    assert project.checklist.noted()[STEP].state == "done"
    assert project.checklist.noted()["keep_loa_copy"].state == "open"
    assert len(tab.lines) == 1, "the script takes the line over"


def test_what_another_ticked_in_between_stays(tab, project):
    tab.open()
    tab.box().check()
    project.checklist.tick(STEP)
    tab.held[0].continue_()
    expect(tab.drawn()).to_have_attribute("data-state", "done")
    project.refresh()
    changes = [change for change in project.history() if change.ops[0].row == STEP]
    assert len(changes) == 1


def test_when_the_script_does_not_come_ticks_are_taken_back_and_the_page_says_so(tab, project):
    tab.page.clock.install()
    tab.open()
    tab.box().check()
    tab.held[0].abort()
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
