"""What the page of a checklist weighs until it can be used."""

import pytest
from benchmarks.traffic import Traffic
from playwright.sync_api import expect
from serving import Served

from portwidgets import Workspace
from portwidgets.widgets.pages import SCRIPTS

pytestmark = pytest.mark.browser

MOST_REQUESTS = 6  # the link with its key, page, script, style, icon, websocket
MOST_KILOBYTES = 60
REST_MS = 1000  # for what it asks when it is drawn

NOTE_WHEN_READY = """new MutationObserver((_, watching) => {
  if (!document.documentElement?.dataset.pwState) return;
  window.ready = performance.now();
  watching.disconnect();
}).observe(document, { attributes: true, subtree: true, childList: true })"""
OTHERS = """performance.getEntriesByType("resource").filter(
  ({ name }) => names.some((each) => name.includes(each)))"""
FETCHED = f"names => {OTHERS}.length >= names.length"
FIRST = f"names => Math.min(...{OTHERS}.map((each) => each.startTime))"


@pytest.fixture
def link(tmp_path):
    with Served(tmp_path) as server:
        project = Workspace(tmp_path / "workspace").demo(language="en")
        server.wait_for_kernels(1)
        yield f"{server.link}&project={project.name}&page=checklist"


def test_a_checklist_takes_few_requests_and_bytes_and_other_pages_scripts_come_after_it(
    link, chromium
):
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    page.add_init_script(NOTE_WHEN_READY)
    traffic = Traffic.of(page)
    page.goto(link)
    expect(page.locator(".pw-step").get_by_role("checkbox").first).to_be_visible(timeout=15_000)
    page.wait_for_timeout(REST_MS)
    requests, kilobytes = traffic.requests, traffic.kilobytes  # then signs of life add up
    page.wait_for_function(FETCHED, arg=[f"/{stem}." for stem in SCRIPTS.values()])
    later = page.evaluate(FIRST, [f"/{stem}." for stem in SCRIPTS.values()])
    assert later >= page.evaluate("window.ready"), "asked for when the checklist was drawn"
    page.close()
    context.close()
    assert requests <= MOST_REQUESTS
    assert kilobytes <= MOST_KILOBYTES
