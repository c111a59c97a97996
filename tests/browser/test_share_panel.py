"""The dialog "Share" under `serve`: a link made in it opens without a key, and closed, nothing."""

import re

import pytest
from browser.axe import serious
from browser.visits import Visits
from playwright.sync_api import expect
from serving import Served

pytestmark = pytest.mark.browser

NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
PASTED = """() => { window.pasted = new Promise((resolve) => document.addEventListener(
  "paste", (event) => resolve(event.clipboardData.getData("text")))); }"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("share"), base_url="/porting", waiting=1) as server:
        server.project = server.workspace.demo(language="en")
        yield server


@pytest.fixture
def visit(chromium, served):
    visits = Visits(chromium, served.link)
    yield visits.open
    visits.close()


@pytest.fixture
def dashboard(visit, served):
    def open_page(page="checklist", **options):
        shown = visit(f"{served.link}&project={served.project.name}&page={page}", **options)
        expect(shown.locator(".pw-top-bar")).to_be_visible(timeout=30_000)
        return shown

    return open_page


def open_dialog(page, name="Share"):
    page.get_by_role("button", name=name, exact=True).click()
    dialog = page.locator("dialog.pw-share-dialog")
    expect(dialog).to_be_visible()
    return dialog


def test_a_link_made_in_the_page_opens_without_a_key_and_closed_in_the_page_opens_nothing(
    dashboard, visit, served
):
    page = dashboard()
    dialog = open_dialog(page)
    dialog.get_by_label("Days it stays open").fill("3")
    dialog.get_by_role("button", name="Make a link").click()
    field = dialog.get_by_label("Link for whoever shall follow")
    expect(field).to_have_value(re.compile(r"/porting/shared/[\w.~-]+$"))
    expect(dialog.get_by_text("on this machine only")).to_be_visible()
    link = field.input_value()
    customer = visit(link)
    assert customer.context.cookies() == []
    expect(customer.get_by_role("heading", level=1)).to_have_text(served.project.title)
    assert customer.context.cookies() == []
    dialog.get_by_role("button", name="Close the link that is open until").click()
    page.get_by_role("dialog", name="Close the link?").get_by_role("button", name="Keep").click()
    assert customer.goto(link).status == 200
    dialog.get_by_role("button", name="Close the link that is open until").click()
    sure = page.get_by_role("dialog", name="Close the link?")
    sure.get_by_role("button", name="Close the link").click()
    expect(dialog.get_by_role("status")).to_have_text("The link is closed.")
    expect(field).to_be_hidden()
    expect(dialog.get_by_text("The project has no open links.")).to_be_visible()
    assert customer.goto(link).status == 404
    expect(customer.get_by_text("This link opens nothing")).to_be_visible()
    customer.problems[:] = [told for told in customer.problems if "404" not in told]


def test_by_keyboard_it_is_made_copied_and_left_and_is_shown_only_once(dashboard):
    page = dashboard()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Share", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Share")
    expect(dialog.get_by_label("Days it stays open")).to_be_focused()
    page.keyboard.type("14")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="Copy")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("The link is copied.")
    link = dialog.get_by_label("Link for whoever shall follow").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Link for whoever shall follow")).to_be_hidden()
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    assert link.rpartition("/")[2] not in page.content()
    page.keyboard.press("Tab")  # the focus stays in the dialog
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    dialog.get_by_role("button", name="Close the link that is open until").click()
    page.get_by_role("dialog", name="Close the link?").get_by_role("button", name="Close").click()


def test_over_plain_http_it_is_copied_all_the_same(dashboard):
    page = dashboard(script=NO_CLIPBOARD)
    dialog = open_dialog(page)
    dialog.get_by_role("button", name="Make a link").click()
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("The link is copied.")
    link = dialog.get_by_label("Link for whoever shall follow").input_value()
    dialog.get_by_role("button", name="Done").click()
    page.evaluate(PASTED)
    page.keyboard.press("Control+V")
    assert page.evaluate("window.pasted") == link


def test_the_shared_page_speaks_the_language_that_was_chosen(dashboard, visit):
    dialog = open_dialog(dashboard())
    dialog.get_by_label("Language of the page").select_option(label="Dansk")
    dialog.get_by_role("button", name="Make a link").click()
    field = dialog.get_by_label("Link for whoever shall follow")
    expect(field).to_have_value(re.compile(r"\?language=da$"))
    customer = visit(field.input_value())
    expect(customer.get_by_text("Kun til læsning")).to_be_visible()


def test_its_script_is_fetched_when_it_is_asked_for(dashboard):
    page = dashboard()
    expect(page.get_by_role("checkbox").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not [url for url in page.asked if "share_panel" in url]
    open_dialog(page)
    assert len([url for url in page.asked if "/share_panel." in url]) == 2


def test_at_the_list_of_projects_there_is_nothing_to_share(visit, served):
    page = visit(served.link)
    expect(page.locator(".pw-project-list")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Share", exact=True)).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def test_it_is_for_everybody_in_danish_light_and_dark_and_on_a_phone(dashboard, width):
    page = dashboard(width=width, locale="da-DK")
    dialog = open_dialog(page, "Del")
    dialog.get_by_role("button", name="Lav et link").click()
    expect(dialog.get_by_label("Link til den, der skal følge med")).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
