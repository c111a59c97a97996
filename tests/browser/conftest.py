"""The browser that the tests drive, and a bare page for one widget."""

import shutil
from pathlib import Path

import pytest
from browser.bare_page import BarePage
from browser.visits import Visits
from playwright.sync_api import sync_playwright
from serving import Served

SYSTEM_CHROMIUM = Path("/usr/bin/chromium")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed_browser():
    """The system's Chromium or Chrome; None leaves the choice to Playwright's own."""
    if SYSTEM_CHROMIUM.exists():
        return str(SYSTEM_CHROMIUM)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed_browser(), args=[*ARGUMENTS], headless=True
        )
        yield browser
        browser.close()


@pytest.fixture
def open_bare_page(chromium):
    """A function that opens a bare page; the test fails on whatever goes wrong in one."""
    pages = []

    def open_page(*, width=1280, height=900, dark=False, script="", **options):
        page = chromium.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            **options,
        )
        bare = BarePage(page, script)
        pages.append(bare)
        return bare

    yield open_page
    problems = [problem for bare in pages for problem in bare.problems]
    for bare in pages:
        bare.page.close()
    assert problems == []


@pytest.fixture
def bare_page(open_bare_page):
    return open_bare_page()


@pytest.fixture
def page(bare_page):
    return bare_page.page


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory):
    """The dashboard as `serve` gives it: one server for all tests that only visit it."""
    with Served(tmp_path_factory.mktemp("dashboard"), waiting=2) as server:
        yield server


@pytest.fixture
def demo(dashboard):
    """A demo project of the dashboard's workspace, put away when the test is over."""
    project = dashboard.workspace.demo(language="en")
    yield project
    dashboard.workspace.archive(project.name)


@pytest.fixture
def visit(chromium, dashboard):
    """A function that opens the dashboard; the test fails on whatever goes wrong in its page."""
    visits = Visits(chromium, dashboard.link)

    def open_page(query="", **options):
        page = visits.open(f"{dashboard.link}&{query}" if query else dashboard.link, **options)
        page.wait_for_selector(".pw-top-bar")
        return page

    yield open_page
    visits.close()
