"""Two people at two servers in one project: each sees the other's change, and no edit is lost."""

import re

import pytest
from browser.visits import Visits
from disk import rows
from playwright.sync_api import expect
from serving import Served

pytestmark = pytest.mark.browser

STEP = "Verify the authorized signer"


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    with Served(folder) as one, Served(folder) as other:
        yield one, other


@pytest.fixture
def project(servers):
    workspace = servers[0].workspace
    project = workspace.demo(language="en")
    yield project
    workspace.archive(project.name)


@pytest.fixture
def desks(chromium, servers, project):
    """A page at each server, of a person each; `open(page)` turns both to a page."""
    visits = [Visits(chromium, server.link) for server in servers]

    def open_both(page_name):
        pages = []
        for server, there, name in zip(servers, visits, ("Reception", "IT"), strict=True):
            script = f"localStorage.setItem('portwidgets.name', '{name}')"
            address = f"{server.link}&project={project.name}&page={page_name}"
            page = there.open(address, width=1600, script=script)
            page.wait_for_selector("html[data-pw-state=ready]")
            pages.append(page)
        return pages

    yield open_both
    for there in visits:
        there.close()


def test_a_tick_at_one_server_shows_at_the_other_within_two_seconds(desks):
    one, other = desks("checklist")
    box = other.get_by_role("checkbox", name=re.compile(STEP))
    expect(box).not_to_be_checked()
    one.get_by_role("checkbox", name=re.compile(STEP)).check()
    expect(one.locator(".pw-saved")).to_have_text("Saved")
    expect(box).to_be_checked(timeout=2_000)


def test_of_one_cell_the_second_is_shown_what_the_first_wrote_and_who(desks, project):
    one, other = desks("numbers")
    for page in (one, other):
        page.locator('.ag-row[row-id="n0001"] [col-id="site"]').click()
        page.keyboard.press("F2")
    other.keyboard.type(" by IT")
    other.keyboard.press("Enter")
    expect(other.locator(".pw-saved")).to_have_text("Saved")
    one.wait_for_timeout(1_500)  # the other's entry is here by now, below the open editor
    one.keyboard.type(" by reception")
    one.keyboard.press("Enter")
    one.keyboard.press("ArrowUp")
    note = one.locator(".pw-table-note")
    for part in ("Odense by IT", "Odense by reception"):
        expect(note).to_contain_text(part)
    assert rows(project)[0]["site"] == "Odense by IT"
