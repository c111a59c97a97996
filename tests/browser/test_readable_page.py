"""The page before its script has drawn anything: a document made from the state on disk."""

import pytest
from playwright.sync_api import expect
from serving import Served

from portwidgets import Workspace

pytestmark = pytest.mark.browser

FIRST_FRAME = """
requestAnimationFrame(() => window.isShown = document.getElementById("pw-show") !== null);
"""
TITLE = "<script>document.title = 'bad'</script> & Sons"


@pytest.fixture
def make(tmp_path, chromium):
    """A function that serves a project and opens its checklist; returns (page, project)."""
    ends = []

    def open_page(*cells, waiting=1, **options):
        server = Served(tmp_path, *cells, waiting=waiting)
        context = chromium.new_context(locale="en-GB", **options)
        ends.extend((context.close, server.stop))
        project = Workspace(tmp_path / "workspace").create(TITLE)
        project.checklist.tick("sign_and_date_loa")
        page = context.new_page()
        page.add_init_script(FIRST_FRAME)
        link = f"{server.link}&project={project.name}&page=checklist"
        page.goto(link, wait_until="commit")
        return page, project

    yield open_page
    for end in ends:
        end()


def test_without_scripts_a_project_is_a_document_to_read_and_print(make):
    page, project = make(java_script_enabled=False)
    readable = page.locator("#pw-readable")
    expect(readable).to_contain_text(TITLE)
    expect(readable.locator("li")).to_have_count(len(project.checklist))
    expect(readable.locator("li").filter(has_text="☑")).to_have_count(1)
    expect(page.get_by_text("Without JavaScript this page can be read")).to_be_visible()
    page.get_by_role("link", name="Overview").click()
    expect(readable).to_contain_text("Critical steps still open")
    page.emulate_media(media="print")
    expect(readable.get_by_role("heading", name=TITLE)).to_be_visible()


def test_no_frame_comes_before_the_page_is_to_be_shown(make):
    page, _ = make()
    expect(page.locator(".pw-checklist")).to_be_visible(timeout=30_000)
    assert page.evaluate("window.isShown")


def test_a_page_that_waits_for_a_kernel_can_be_read_at_once(make):
    slow = "import time; time.sleep(3)"
    page, _ = make(slow, "from portwidgets import Dashboard; Dashboard()", waiting=0)
    readable = page.locator("#pw-readable")
    expect(readable).to_contain_text(TITLE, timeout=1000)
    expect(page.get_by_text("Opening the dashboard")).to_be_visible()
    expect(page.get_by_text("No session stood ready")).to_be_visible()
    before = readable.get_by_role("link", name="Projects").bounding_box()
    expect(page.locator(".pw-checklist")).to_be_visible(timeout=30_000)
    expect(readable).to_have_count(0)
    expect(page.get_by_text("Opening the dashboard")).to_be_hidden()
    after = page.locator(".pw-top-bar").get_by_role("link", name="Projects").bounding_box()
    assert abs(before["x"] - after["x"]) <= 2
    assert abs((before["y"] + before["height"] / 2) - (after["y"] + after["height"] / 2)) <= 4
    assert "bad" not in page.title().split()


def test_the_place_that_is_read_stays_when_the_dashboard_takes_over(make):
    slow = "import time; time.sleep(2)"
    page, _ = make(slow, "from portwidgets import Dashboard; Dashboard()", waiting=0)
    expect(page.locator("#pw-readable li").first).to_be_visible()
    page.mouse.wheel(0, 500)
    page.wait_for_timeout(300)
    seen = page.evaluate("scrollY")
    assert seen > 400
    expect(page.locator(".pw-checklist")).to_be_visible(timeout=30_000)
    assert page.evaluate("scrollY") == seen
