"""The page of a shared link in Chromium: it follows the project and says when it cannot."""

import re
import signal
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from browser.axe import serious
from browser.visits import Visits
from playwright.sync_api import expect
from serving import Served

from portwidgets.storage.share_links import ShareLinks

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    with Served(folder, "1", waiting=0, frame_ancestors="self http://127.0.0.1:*") as server:
        yield server


@pytest.fixture
def project(served):
    return served.workspace.demo(language="en")


@pytest.fixture
def visit(served, project, chromium):
    """A function that opens a link to the project; the test fails on what goes wrong in it."""
    visits = Visits(chromium, served.link)

    def open_page(query="", **options):
        link = ShareLinks().create(project.path, days=2, by="anna")
        address = f"{served.address}shared/{ShareLinks().signed(link)}"
        page = visits.open(address + query, **options)
        page.link, page.address = link, address
        return page

    yield open_page
    visits.close()


def test_it_follows_the_project_by_itself_and_keeps_the_focus(visit, project):
    page = visit()
    whole = page.locator(".whole span")
    before = whole.inner_text()
    page.get_by_role("link", name="Checklist").focus()
    project.checklist.tick("sign_and_date_loa")
    expect(whole).not_to_have_text(before, timeout=8_000)
    expect(page.get_by_role("link", name="Checklist")).to_be_focused()
    page.get_by_role("link", name="Checklist").click()
    done = page.locator("li.done", has_text="Sign")
    expect(done.first).to_be_visible()


def test_a_link_that_is_closed_closes_the_page_that_is_open(visit):
    page = visit()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    ShareLinks().revoke(page.link.id)
    expect(page.get_by_text("This link opens nothing")).to_be_visible(timeout=8_000)
    expect(page.get_by_role("heading", level=1)).to_have_count(0)
    page.problems[:] = [told for told in page.problems if "404" not in told]


def test_a_server_that_hangs_or_is_gone_is_said(visit, served):
    page = visit()
    served.process.send_signal(signal.SIGSTOP)
    try:
        page.context.set_offline(True)
        expect(page.get_by_text("No contact with the server")).to_be_visible(timeout=8_000)
    finally:
        served.process.send_signal(signal.SIGCONT)
        page.context.set_offline(False)
    expect(page.get_by_text("No contact with the server")).to_be_hidden(timeout=8_000)
    page.problems[:] = [told for told in page.problems if "ERR_INTERNET" not in told]


@pytest.mark.parametrize("name", ["overview", "checklist", "numbers"])
def test_it_is_for_everybody_in_light_and_dark_and_on_a_phone(visit, name):
    page = visit(f"?page={name}", width=390)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_it_is_a_page_all_the_same(visit):
    page = visit("?page=numbers&language=da", java_script_enabled=False)
    expect(page.get_by_role("columnheader", name="Nummer")).to_be_visible()
    page.get_by_role("link", name="Tjekliste").click()
    expect(page.get_by_text(re.compile("Kun til læsning"))).to_be_visible()


def test_only_named_sites_may_show_it_in_a_frame(visit, chromium, tmp_path):
    (tmp_path / "frame.html").write_text(f'<iframe src="{visit().address}"></iframe>')
    other = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=other.serve_forever, daemon=True).start()
    try:
        for host, shown in (("127.0.0.1", True), ("localhost", False)):
            page = chromium.new_page()
            page.goto(f"http://{host}:{other.server_port}/frame.html")
            heading = page.frame_locator("iframe").get_by_role("heading", level=1)
            if shown:
                expect(heading).to_be_visible()
            else:
                page.wait_for_timeout(500)
                assert heading.count() == 0
            page.close()
    finally:
        other.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Another site."""

    def log_message(self, *_):
        """Say nothing of each request."""
