"""The line drops for a while, or the laptop sleeps: the page says so, comes back, loses nothing.

`line.py` lies between the browser and the server. The disk is the witness.
"""

import os
import random
import signal
import time
import uuid
from dataclasses import dataclass

import psutil
import pytest
from browser.conftest import ARGUMENTS, installed_browser
from line import Line
from playwright.sync_api import Page, expect
from serving import Served

from portwidgets import Project, Workspace

pytestmark = pytest.mark.browser

AT_ONCE = 5_000  # ms: how soon a page says that something is wrong
BACK = 20_000  # ms: how soon it is as before when the line is
CULL_AFTER = 6  # seconds that a kernel is kept for a page that is away
STEP = "sign_and_date_loa"
THEIRS = "verify_signer"
LOST = ("WebSocket", "Failed to load resource", "net::ERR_")
"""What Chromium itself says in the console of a line that broke."""
STOPS = pytest.mark.skipif(os.name == "nt", reason="Windows cannot stop a process")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture(scope="module")
def hasty_server(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("hasty"), cull_after=CULL_AFTER) as server:
        yield server


@pytest.fixture
def hasty(hasty_server):
    """A server that ends a kernel soon after its page is gone; only a waiting one runs."""
    hasty_server.wait_for_kernels(1, seconds=60)
    return hasty_server


@dataclass
class Desk:
    """A page of a project's checklist, and the line that it hangs on."""

    server: Served
    line: Line
    project: Project
    page: Page


@pytest.fixture
def desk_at(chromium):
    """A function that opens a page at a server; the test fails on what a page complains of."""
    opened, projects, problems, servers = [], [], [], []

    def note(message):
        if message.type == "error" and not any(each in message.text for each in LOST):
            problems.append(message.text)

    def open_one(server, browser=chromium):
        line = Line(server.link)
        workspace = Workspace(server._given["workspace"])
        project = workspace.demo(language="en")
        projects.append((workspace, project))
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        opened.append((context, line))
        servers.append(server)
        page.on("console", note)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{line.address}&project={project.name}&page=checklist")
        # Not that of the text which is there to read, and for a moment beside it.
        expect(page.locator("#pw-content .pw-saved")).to_have_text("Saved", timeout=30_000)
        page.evaluate("window.isTheSame = true")
        return Desk(server, line, project, page)

    yield open_one
    for context, line in opened:
        line.mend()
        context.close()
    for server in servers:
        server.wait_for_kernels(1)  # the pages' goodbyes have come through
    for _, line in opened:
        line.end()
    for workspace, project in projects:
        workspace.archive(project.name)
    assert problems == []


@pytest.fixture
def sleeper(chromium):
    """A browser of its own, which can be stopped whole, as a laptop that sleeps."""
    mark = f"--portwidgets-test={uuid.uuid4().hex}"
    browser = chromium.browser_type.launch(
        executable_path=installed_browser(), args=[*ARGUMENTS, mark], headless=True
    )
    yield browser, Asleep(mark)
    browser.close()


class Asleep:
    """While it is entered, no process of a browser runs."""

    def __init__(self, mark):
        self._mark = mark

    def __enter__(self):
        self._tell(signal.SIGSTOP)

    def __exit__(self, *_):
        self._tell(signal.SIGCONT)

    def _tell(self, what):
        own = [each for each in psutil.process_iter() if self._mark in _command(each)]
        assert own
        for process in {each for parent in own for each in (parent, *parent.children(True))}:
            process.send_signal(what)


def _command(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def box(page, item=STEP):
    return page.locator(f'[data-item="{item}"] input[type=checkbox]')


def banner(page):
    return page.locator("#pw-banner")


def settled(server):
    """The page's kernel and the waiting one, once those of earlier pages have ended."""
    server.wait_for_kernels(2)
    return pids(server)


def pids(server):
    return {kernel.pid for kernel in server.kernels()}


def is_the_same(page):
    """Whether the page was not loaded anew."""
    return page.evaluate("window.isTheSame === true")


def assert_never_left(desk, kernels):
    """The page was not loaded anew, and its kernel is the one that it had."""
    assert is_the_same(desk.page)
    assert kernels <= pids(desk.server)


def expect_to_be_back(page):
    expect(banner(page)).to_be_hidden(timeout=BACK)
    expect(page.locator(".pw-saved")).to_have_text("Saved", timeout=BACK)
    assert not page.evaluate("document.getElementById('pw-content').inert")


def changes_of(project, item):
    return [change for change in project.history() if any(op.row == item for op in change.ops)]


def expect_both_edits_once(desk):
    """The page is back with its own edit, which was made once, and the colleague's."""
    expect_to_be_back(desk.page)
    expect(box(desk.page)).to_be_checked()
    expect(box(desk.page, THEIRS)).to_be_checked(timeout=BACK)
    desk.project.refresh()
    assert desk.project.checklist[STEP].state == "done"
    assert len(changes_of(desk.project, STEP)) == 1


@pytest.mark.parametrize("seconds", [3, pytest.param(60, marks=pytest.mark.long)])
def test_a_line_that_fell_silent_is_said_and_the_edit_that_waited_is_saved_once(
    served, desk_at, seconds
):
    desk = desk_at(served)
    page, line, project = desk.page, desk.line, desk.project
    kernels = settled(served)
    line.silence()
    box(page).check()
    expect(banner(page)).to_contain_text("No contact", timeout=AT_ONCE)
    expect(page.locator(".pw-saved")).to_have_text("Not saved")
    assert page.evaluate("document.getElementById('pw-content').inert")
    project.checklist.tick(THEIRS)
    page.wait_for_timeout(seconds * 1000)
    project.refresh()
    assert project.checklist[STEP].state == "open", "nothing came through"
    line.mend()
    expect_both_edits_once(desk)
    assert_never_left(desk, kernels)


@pytest.mark.parametrize("seconds", [2, pytest.param(60, marks=pytest.mark.long)])
def test_a_line_that_was_cut_and_refused_for_a_time_is_found_again(served, desk_at, seconds):
    desk = desk_at(served)
    page, line, project = desk.page, desk.line, desk.project
    kernels = settled(served)
    line.silence()
    box(page).check()
    line.cut()
    expect(banner(page)).to_contain_text("No contact", timeout=AT_ONCE)
    assert page.evaluate("document.getElementById('pw-content').inert")
    project.checklist.tick(THEIRS)
    page.wait_for_timeout(seconds * 1000)
    line.mend()
    expect_both_edits_once(desk)
    assert_never_left(desk, kernels)


@pytest.mark.parametrize("rounds", [3, pytest.param(25, marks=pytest.mark.long)])
def test_on_a_line_that_comes_and_goes_each_edit_is_made_once_and_in_its_order(
    served, desk_at, rounds
):
    chance = random.Random(20)
    desk = desk_at(served)
    page, line, project = desk.page, desk.line, desk.project
    click = f"document.querySelector('[data-item={STEP}] input').click()"  # as a person's
    for count in range(rounds):
        acts = [lambda: page.evaluate(click), chance.choice([line.silence, line.silence, line.cut])]
        if acts[1] == line.silence and chance.random() < 0.5:
            acts.reverse()
        for act in acts:
            act()
        page.wait_for_timeout(chance.randrange(0, 5000))
        if chance.random() < 0.3:
            line.cut()
            page.wait_for_timeout(chance.randrange(0, 1500))
        line.mend()
        expect_to_be_back(page)
        wanted = "done" if box(page).is_checked() else "open"
        project.refresh()
        assert project.checklist[STEP].state == wanted, count
    steps = [change.ops[0].after for change in changes_of(project, STEP)]
    assert steps == [("done", "open")[turn % 2] for turn in range(rounds)]
    assert is_the_same(page)


def test_a_page_that_was_only_read_for_long_keeps_its_kernel_over_a_short_break(hasty, desk_at):
    """The time that a kernel is kept counts from when its page was lost, not from its last edit."""
    desk = desk_at(hasty)
    page, line = desk.page, desk.line
    page.wait_for_timeout((CULL_AFTER + 3) * 1000)
    line.cut()
    expect(banner(page)).to_contain_text("No contact", timeout=AT_ONCE)
    page.wait_for_timeout(CULL_AFTER // 2 * 1000)  # it was looked for kernels to end
    line.mend()
    expect_to_be_back(page)
    assert is_the_same(page)


def test_a_page_that_never_came_back_leaves_no_kernel(hasty, desk_at):
    """Its laptop lies in a bag: nobody ever says goodbye on a line that looks open."""
    desk = desk_at(hasty)
    page, line = desk.page, desk.line
    hasty.wait_for_kernels(2)
    own = pids(hasty)
    line.silence()
    page.context.close()
    hasty.wait_for_kernels(1, seconds=60)
    assert len(own & pids(hasty)) <= 1


@STOPS
def test_a_short_sleep_is_not_noticed(served, sleeper, desk_at):
    browser, asleep = sleeper
    desk = desk_at(served, browser)
    page, project = desk.page, desk.project
    kernels = settled(served)
    with asleep:
        project.checklist.tick(THEIRS)
        time.sleep(5)
    expect(box(page, THEIRS)).to_be_checked(timeout=BACK)
    expect_to_be_back(page)
    box(page).check()
    expect(page.locator(".pw-saved")).to_have_text("Saved")
    project.refresh()
    assert project.checklist[STEP].state == "done"
    assert_never_left(desk, kernels)


@STOPS
def test_after_a_long_sleep_on_a_line_that_is_gone_the_page_fetches_what_it_missed(
    served, sleeper, desk_at
):
    """The kernel is still there: the page connects to it anew."""
    browser, asleep = sleeper
    desk = desk_at(served, browser)
    page, line, project = desk.page, desk.line, desk.project
    kernels = settled(served)
    with asleep:
        line.cut()
        project.checklist.tick(THEIRS)
        time.sleep(5)
        line.mend()
    expect(box(page, THEIRS)).to_be_checked(timeout=BACK)
    expect_to_be_back(page)
    assert_never_left(desk, kernels)


@STOPS
@pytest.mark.parametrize("meanwhile", ["culled", "restarted"])
def test_after_a_sleep_that_outlasted_its_kernel_the_page_is_fresh_and_its_edit_is_made(
    hasty, sleeper, desk_at, meanwhile
):
    browser, asleep = sleeper
    desk = desk_at(hasty, browser)
    page, line, project = desk.page, desk.line, desk.project
    hasty.wait_for_kernels(2)
    line.silence()
    box(page).check()
    expect(page.locator(".pw-saved")).to_have_text("Not saved", timeout=AT_ONCE)
    with asleep:
        line.cut()  # what was underway is gone with it
        project.checklist.tick(THEIRS)
        if meanwhile == "culled":
            hasty.wait_for_kernels(1, seconds=60)
        else:
            hasty.restart()
        line.mend()
    expect(banner(page)).to_contain_text("session has ended", timeout=AT_ONCE + BACK)
    if page.get_by_role("button", name="Reload").count():
        page.get_by_role("button", name="Reload").click()
    expect(page.locator(".pw-remade")).to_contain_text("1 change that waited", timeout=40_000)
    expect_both_edits_once(desk)
