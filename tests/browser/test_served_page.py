"""The page as `serve` gives it, in Chromium: what it loads, and what becomes of its kernel."""

import os
import signal
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from serving import CHECKBOX, Served

pytestmark = pytest.mark.browser

AT_ONCE = 5_000  # ms: how soon a page says that something is wrong


class Visit:
    """A tab in a browser of its own, and all that it asked for or complained about."""

    def __init__(self, chromium, **options):
        self.context = chromium.new_context(**{"locale": "en-GB", **options})
        self.page = self.context.new_page()
        self.asked = []
        self.problems = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, message):
        if message.type in {"error", "warning"}:
            self.problems.append(message.text)

    def open(self, link):
        self.page.goto(link)
        expect(self.page.locator("#box")).to_be_visible(timeout=30_000)
        return self.page

    def tick(self):
        self.page.check("#box")
        expect(self.page.locator("#said")).to_have_text("ticked: True")


@pytest.fixture
def visit(chromium):
    visits = []

    def open_tab(**options):
        visits.append(Visit(chromium, **options))
        return visits[-1]

    yield open_tab
    for each in visits:
        each.context.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("served"), CHECKBOX, base_url="/porting") as server:
        yield server


def test_the_page_works_asks_no_other_host_and_complains_of_nothing(served, visit):
    tab = visit()
    tab.open(served.link)
    tab.tick()
    assert tab.page.title() == "portwidgets"
    assert "token" not in tab.page.url
    hosts = {urlsplit(url).netloc for url in tab.asked if not url.startswith("blob:")}
    assert hosts == {urlsplit(served.link).netloc}
    assert tab.problems == []


def test_what_changed_while_the_kernel_waited_is_shown(tmp_path, visit):
    later = "\nheading = ipywidgets.Label('old'); import asyncio"
    later += "\nasyncio.get_running_loop().call_later(2, setattr, heading, 'value', 'new')\nheading"
    with Served(tmp_path, CHECKBOX, later) as server:
        server.wait_for_kernels(1)
        time.sleep(4)
        tab = visit()
        page = tab.open(server.link)
        expect(page.get_by_text("new", exact=True)).to_be_visible()
        tab.tick()
        assert server.tracebacks == []
        assert tab.problems == []


def test_a_closed_tab_ends_its_kernel_and_the_pool_is_full_again(served, visit):
    served.wait_for_kernels(1)
    tab = visit()
    page = tab.open(served.link)
    tab.tick()
    served.wait_for_kernels(2)
    page.close()
    served.wait_for_kernels(1)


def test_pages_opened_and_closed_again_and_again_leave_no_kernel(served, visit):
    served.wait_for_kernels(1)
    tab = visit()
    for _ in range(5):
        tab.open(served.link)
    tab.page.close()
    served.wait_for_kernels(1)


def test_before_the_kernel_is_ready_the_page_says_that_it_opens(tmp_path, visit):
    with Served(tmp_path, "import time; time.sleep(3)", CHECKBOX, waiting=0) as server:
        tab = visit(locale="da-DK")
        tab.page.goto(server.link, wait_until="commit")
        expect(tab.page.locator("#pw-loading")).to_be_visible(timeout=2000)
        expect(tab.page.get_by_text("Dashboardet åbner")).to_be_visible()
        expect(tab.page.get_by_text("Opening the dashboard")).to_be_hidden()
        expect(tab.page.locator("#box")).to_be_visible(timeout=30_000)
        expect(tab.page.locator("#pw-loading")).to_be_hidden()


def test_a_dashboard_that_fails_says_so_and_what_to_do(tmp_path, visit):
    with Served(tmp_path, "raise RuntimeError('secret path')") as server:
        tab = visit()
        tab.page.goto(server.link)
        expect(
            tab.page.get_by_role("heading", name="The dashboard could not start")
        ).to_be_visible()
        expect(tab.page.get_by_text("If it happens again")).to_be_visible()
        assert "secret path" not in tab.page.content()


def test_a_page_whose_script_does_not_come_says_so(tmp_path, visit):
    with Served(tmp_path, CHECKBOX) as server:
        tab = visit()
        tab.page.route("**/dashboard.*.js", lambda route: route.abort())
        tab.page.goto(server.link)
        told = tab.page.get_by_role("heading", name="The page's script was not loaded")
        expect(told).to_be_hidden()
        expect(told).to_be_visible(timeout=25_000)


def test_a_killed_kernel_is_said_at_once_and_the_page_comes_back_with_a_fresh_one(served, visit):
    served.wait_for_kernels(1)
    waiting = {kernel.pid for kernel in served.kernels()}
    tab = visit()
    page = tab.open(served.link)
    tab.tick()
    [own] = [kernel for kernel in served.kernels() if kernel.pid in waiting]
    own.kill()
    expect(page.locator("#pw-banner")).to_contain_text("session has ended", timeout=AT_ONCE)
    expect(page.locator("#box")).not_to_be_checked(timeout=30_000)
    tab.tick()


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot stop a process without ending it")
def test_a_server_that_hangs_is_said_at_once_and_nothing_is_lost_when_it_wakes(served, visit):
    tab = visit()
    page = tab.open(served.link)
    tab.tick()
    served.process.send_signal(signal.SIGSTOP)
    try:
        expect(page.locator("#pw-banner")).to_contain_text("No contact", timeout=AT_ONCE)
    finally:
        served.process.send_signal(signal.SIGCONT)
    expect(page.locator("#pw-banner")).to_be_hidden(timeout=20_000)
    expect(page.locator("#box")).to_be_checked()
    page.uncheck("#box")
    expect(page.locator("#said")).to_have_text("ticked: False")


def test_a_restarted_server_is_said_at_once_and_the_page_comes_back(tmp_path, visit):
    with Served(tmp_path, CHECKBOX) as server:
        tab = visit()
        page = tab.open(server.link)
        tab.tick()
        server.kill()
        expect(page.locator("#pw-banner")).to_contain_text("No contact", timeout=AT_ONCE)
        server.restart()
        expect(page.locator("#box")).not_to_be_checked(timeout=40_000)
        tab.tick()


def test_a_busy_kernel_is_not_taken_for_a_dead_one(tmp_path, visit):
    busy = CHECKBOX.replace('self.send({"said"', '__import__("time").sleep(8) or self.send({"said"')
    with Served(tmp_path, busy) as server:
        tab = visit()
        page = tab.open(server.link)
        page.check("#box")
        end = time.monotonic() + 7
        while time.monotonic() < end:
            assert page.locator("#pw-banner").is_hidden()
            page.wait_for_timeout(200)
        expect(page.locator("#said")).to_have_text("ticked: True", timeout=10_000)


@pytest.mark.parametrize(("scheme", "light"), [("light", "true"), ("dark", "false")])
def test_the_page_follows_the_systems_light_or_dark(served, visit, scheme, light):
    tab = visit(color_scheme=scheme)
    page = tab.open(served.link)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (int(background[4:].split(",")[0]) > 128) is (scheme == "light")


def test_a_chosen_theme_comes_with_the_next_page(served, visit):
    tab = visit()
    page = tab.open(served.link)
    page.evaluate("document.documentElement.dataset.pwTheme = 'dark'")
    page.wait_for_timeout(100)
    answer = page.goto(served.address)
    assert 'data-pw-theme="dark"' in answer.text()


def test_without_scripts_the_page_is_a_document(tmp_path, visit):
    cell = "from IPython.display import HTML\nHTML('<h1>Readable</h1><p>without a script</p>')"
    with Served(tmp_path, cell) as server:
        tab = visit(java_script_enabled=False)
        tab.page.goto(server.link)
        expect(tab.page.get_by_role("heading", name="Readable")).to_be_visible()
        expect(tab.page.get_by_text("Without JavaScript this page can be read")).to_be_visible()
        expect(tab.page.locator("#pw-loading")).to_be_hidden()


def test_the_lab_template_shows_other_widgets_too_and_asks_no_other_host(tmp_path, visit):
    cell = "import ipywidgets; ipywidgets.IntSlider(3)"
    with Served(tmp_path, CHECKBOX, cell, template="lab") as server:
        tab = visit()
        page = tab.open(server.link)
        tab.tick()
        expect(page.locator(".widget-slider")).to_be_visible()
        expect(page.locator("#pw-loading")).to_be_hidden()
        hosts = {urlsplit(url).netloc for url in tab.asked if url.startswith("http")}
        assert hosts == {urlsplit(server.link).netloc}
        # JupyterLab's extensions are of another version than the ones Voilà was built with.
        known = ("Unsatisfied version", "No satisfying version")
        assert [told for told in tab.problems if not told.startswith(known)] == []
        for kernel in server.kernels():
            kernel.kill()
        expect(page.locator("#pw-banner")).to_contain_text("session has ended", timeout=AT_ONCE)
