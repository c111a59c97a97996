"""The pages on paper, with their scripts and without: all that is to be read, nothing to press."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from serving import Served

from portwidgets import Workspace
from portwidgets.widgets.pages import PAGES

pytestmark = pytest.mark.browser

A4 = {"upright": 718, "across": 1047}  # pixels between the margins
CUT = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.checkVisibility() && !each.closest(".pw-unseen, h1"))
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => `${each.getBoundingClientRect().right} ${each.outerHTML.slice(0, 90)}`)"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """(server, project)."""
    folder = tmp_path_factory.mktemp("paper")
    with Served(folder, waiting=2) as server:
        yield server, Workspace(folder / "workspace").demo(language="en")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def open_page(demo, chromium, request):
    """A function that opens a page of the demo project."""
    server, project = demo
    context = chromium.new_context(
        locale="en-GB", java_script_enabled=request.param, color_scheme="dark"
    )

    def open_it(name):
        page = context.new_page()
        page.goto(f"{server.link}&project={project.name}&page={name}")
        if request.param:
            expect(page.locator("#pw-content .pw").nth(1)).to_be_visible(timeout=30_000)
            for table in page.locator(".pw-table").all():
                expect(table.locator(".ag-row").first).to_be_visible()
        return page

    yield open_it
    context.close()


def printed(page):
    """Return the text of the page's PDF."""
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return "\n".join(sheet.extract_text() for sheet in sheets)


def test_no_page_prints_what_can_only_be_pressed_nor_is_it_cut(open_page):
    for name in PAGES:
        page = open_page(name)
        laid = "across" if name in {"numbers", "orders"} else "upright"
        page.set_viewport_size({"width": A4[laid], "height": 700})
        page.emulate_media(media="print")
        buttons = page.locator("button:visible:not(.pw-result, .pw-link, h2 *, h3 *)")
        if page.locator(".pw-table").count():
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert buttons.all_inner_texts() == [], name
        expect(page.get_by_text("Without JavaScript")).to_be_hidden()
        assert page.evaluate(CUT) == [], name
        page.close()


def test_the_printed_numbers_are_all_there(open_page, demo):
    _, project = demo
    text = "".join(printed(open_page("numbers")).split())
    assert len(project.numbers) == 41
    for row in project.numbers:
        assert row.number.replace(" ", "")[-8:] in text


def test_the_printed_accounts_are_all_there_with_all_that_is_known(open_page, demo):
    _, project = demo
    text = " ".join(printed(open_page("orders")).split())
    for account in project.accounts:
        for column in ("carrier", "account_number", "street", "postcode", "company_id"):
            assert account[column] in text, column


def test_a_table_of_more_rows_than_paper_takes_says_how_to_get_them_all(chromium, tmp_path):
    with Served(tmp_path, waiting=0) as server:
        project = Workspace(tmp_path / "workspace").create("Head office", region="DK")
        project.numbers.add_rows([{"number": f"+45{70_200_000 + at}"} for at in range(5_001)])
        page = chromium.new_context(locale="en-GB").new_page()
        page.goto(f"{server.link}&project={project.name}&page=numbers")
        expect(page.locator(".pw-table-count")).to_contain_text("5,001", timeout=40_000)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        paper = page.locator(".pw-table-paper")
        expect(paper).to_contain_text("The first 5000 of 5001 rows. Export the list")
        assert paper.locator("tbody tr").count() == 5_000
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(paper).to_be_empty()
        page.context.close()
