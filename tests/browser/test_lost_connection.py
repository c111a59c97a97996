"""What the dashboard says and does while it cannot reach Python, with the disk as the witness."""

import os
import signal

import pytest
from playwright.sync_api import expect
from serving import Served

from portwidgets import Project

pytestmark = pytest.mark.browser

AT_ONCE = 5_000  # ms
LABEL = "Sign and date the LOA"
ITEM = "sign_and_date_loa"


@pytest.fixture
def served(tmp_path):
    with Served(tmp_path) as server:
        yield server


@pytest.fixture
def project(served):
    return served.workspace.demo(language="en")


@pytest.fixture
def open_page(chromium, served, project):
    """A function that opens a page of the project."""
    context = chromium.new_context(locale="en-GB")

    def open_one(name):
        page = context.new_page()
        page.goto(f"{served.link}&project={project.name}&page={name}")
        # Not that of the text which is there to read, and for a moment beside it.
        expect(page.locator("#pw-content .pw-saved")).to_be_visible(timeout=30_000)
        expect(page.locator(".pw-saved")).to_have_text("Saved")
        return page

    yield open_one
    context.close()


def step(page):
    return page.get_by_role("checkbox", name=LABEL)


def test_a_killed_server_is_said_at_once_and_its_page_comes_back_with_the_disks_state(
    served, project, open_page
):
    page = open_page("checklist")
    expect(step(page)).not_to_be_checked()
    served.kill()
    expect(page.locator("#pw-banner")).to_contain_text("No contact", timeout=AT_ONCE)
    expect(page.locator(".pw-saved")).to_have_text("No connection")
    assert page.evaluate("document.getElementById('pw-content').inert")
    project.checklist.tick(ITEM)
    served.restart()
    expect(step(page)).to_be_checked(timeout=40_000)
    expect(page.locator(".pw-saved")).to_have_text("Saved")
    expect(page.locator("#pw-banner")).to_be_hidden()
    step(page).uncheck()
    expect(page.locator(".pw-saved")).to_have_text("Saved")
    assert Project(project.path).checklist[ITEM].state == "open"


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot stop a process without ending it")
def test_a_tick_that_met_a_hanging_server_is_not_called_saved_and_is_done_once(
    served, project, open_page
):
    page = open_page("checklist")
    changes = len(list(project.history()))
    served.process.send_signal(signal.SIGSTOP)
    try:
        step(page).check()
        expect(page.locator(".pw-saved")).to_have_text("Not saved", timeout=AT_ONCE)
        expect(page.locator("#pw-banner")).to_contain_text("No contact", timeout=AT_ONCE)
    finally:
        served.process.send_signal(signal.SIGCONT)
    expect(page.locator(".pw-saved")).to_have_text("Saved", timeout=20_000)
    expect(step(page)).to_be_checked()
    project.refresh()
    assert project.checklist[ITEM].state == "done"
    assert len(list(project.history())) == changes + 1


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot stop a process without ending it")
def test_a_number_that_changed_while_there_was_no_contact_is_shown_after_it(
    served, project, open_page
):
    page = open_page("numbers")
    row = next(iter(project.numbers))
    expect(page.locator(f'.ag-row[row-id="{row.id}"]').first).to_be_visible()
    served.process.send_signal(signal.SIGSTOP)
    try:
        expect(page.locator("#pw-banner")).to_contain_text("No contact", timeout=AT_ONCE)
        project.numbers.set(row.id, site="Changed meanwhile")
    finally:
        served.process.send_signal(signal.SIGCONT)
    expect(page.get_by_text("Changed meanwhile").first).to_be_visible(timeout=20_000)
    expect(page.locator("#pw-banner")).to_be_hidden()


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot stop a process without ending it")
@pytest.mark.parametrize("meanwhile", [None, "not_applicable"])
def test_an_edit_that_lost_its_kernel_is_made_again_on_the_fresh_page_with_a_version_check(
    served, project, open_page, meanwhile
):
    page = open_page("checklist")
    for kernel in served.kernels():
        kernel.suspend()
    step(page).check()
    for kernel in served.kernels():
        kernel.kill()
    expect(page.locator("#pw-banner")).to_contain_text("session has ended", timeout=10_000)
    kept = page.evaluate("sessionStorage.getItem('portwidgets.kept')")
    assert ITEM in kept
    if meanwhile:
        project.checklist.set(ITEM, "state", meanwhile)
    if page.get_by_role("button", name="Reload").count():
        page.get_by_role("button", name="Reload").click()
    told = "1 change that waited" if meanwhile is None else "You wrote “done”"
    expect(page.locator(".pw-remade")).to_contain_text(told, timeout=40_000)
    project.refresh()
    assert project.checklist[ITEM].state == (meanwhile or "done")
    assert page.evaluate("sessionStorage.getItem('portwidgets.kept')") == "[]"
