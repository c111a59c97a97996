"""Script injections and naughty texts in every field, looked at in the real page: only text."""

import csv
import io
from urllib.parse import quote

import pytest
from browser.visits import Visits
from disk import rows
from naughty import EVERY, INJECTIONS, family
from playwright.sync_api import expect
from serving import Served

from portwidgets.domain.edit import Add
from portwidgets.domain.schema import NUMBERS, TABLES, Kind
from portwidgets.storage.share_links import ShareLinks
from portwidgets.widgets.pages import PAGES

pytestmark = pytest.mark.browser

FREE = (Kind.TEXT, Kind.PHONE)
WATCH = "window.pwned = () => { window.wasPwned = true; };"
# What no text of a person may ever become, also inside shadow roots.
MARKUP = """() => {
    const bad = "script:not([src]):not([type='application/json']):not([data-own]), iframe, object,"
        + "base, meta[http-equiv], [href*='evil.test'], [src*='evil.test'], [action*='evil.test'],"
        + "[href^='javascript' i], [src^='javascript' i], [src='x'], [srcdoc], [onload], [onerror],"
        + "[onfocus], [onclick], [onmouseover], [ontoggle], math, details[ontoggle]";
    const found = [];
    const look = (root) => {
        found.push(...[...root.querySelectorAll(bad)].map((each) => each.outerHTML.slice(0, 200)));
        for (const each of root.querySelectorAll("*")) if (each.shadowRoot) look(each.shadowRoot);
    };
    look(document);
    if (window.wasPwned) found.push("a script ran");
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth + 1) found.push(`${scrollWidth} px wide`);
    return found;
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("naughty"), waiting=1) as server:
        yield server


@pytest.fixture(scope="module")
def project(served):
    """A project whose every free field of every table holds each of the texts."""
    project = served.workspace.create(INJECTIONS[0], customer=INJECTIONS[1], language="en")
    for table in TABLES:
        free = [column.name for column in table.columns if column.kind in FREE and column.by_hand]
        key = "own{:04}" if table.name == "progress" else ""
        rows = [
            Add(table.name, key.format(n), dict.fromkeys(free, text))
            for n, text in enumerate(EVERY)
        ]
        sections = project.checklist.guide.sections
        if table.name == "progress":
            for n, add in enumerate(rows):
                add.cells["section"] = sections[n % len(sections)].id
        assert not project.apply(rows).conflicts
    return project


@pytest.fixture
def visit(chromium, served):
    """A function that opens an address; the test fails on all that should not happen in a page."""
    visits = Visits(chromium, served.link)

    def open_page(address, **options):
        page = visits.open(served.link, script=WATCH, **options)
        page.on("dialog", lambda dialog: visits.problems.append(dialog.message) or dialog.dismiss())
        page.on("popup", lambda popup: visits.problems.append(f"a window: {popup.url}"))
        page.goto(f"{served.address}{address}")
        return page

    yield open_page
    visits.close()


def harmless(page):
    page.wait_for_timeout(200)
    assert page.evaluate(MARKUP) == []


@pytest.mark.parametrize(
    ("name", "width"), [*((page, 390) for page in PAGES), ("checklist", 1280), ("numbers", 1280)]
)
def test_every_page_of_a_project_shows_them_as_text(visit, project, name, width):
    page = visit(f"?project={project.name}&page={name}", width=width)
    page.wait_for_selector(".pw-top-bar")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".pw-top-bar")).to_contain_text(INJECTIONS[0])
    harmless(page)
    for _ in range(12):
        page.mouse.move(width / 2, 500)
        page.mouse.wheel(0, 1500)
        page.wait_for_timeout(60)
    harmless(page)


def test_the_checklist_shows_each_text_as_it_was_written(visit, project):
    page = visit(f"?project={project.name}&page=checklist")
    page.wait_for_selector(".pw-checklist")
    shown = page.locator(".pw-checklist").evaluate("root => root.textContent")
    written = [text for text in EVERY if text.strip()]
    assert [text for text in written if text not in shown] == []


def test_the_readable_page_shows_them_as_text_without_any_script(visit, project):
    for name in ("overview", "checklist"):
        page = visit(f"?project={project.name}&page={name}", java_script_enabled=False)
        expect(page.locator("#pw-readable")).to_contain_text(INJECTIONS[0])
        assert page.locator("#pw-readable :is(script, img, iframe, style, form, svg)").count() == 0


def test_the_list_of_projects_shows_each_name_as_text(visit, served, project):
    assert project
    titles = [text for text in family(45) if text.strip()]
    for title in titles:
        served.workspace.create(title, customer=title)
    page = visit("")
    page.wait_for_selector(".pw-top-bar")
    for title in titles:
        shown = " ".join(title.split())
        expect(page.get_by_text(shown, exact=True).first).to_be_attached()
    harmless(page)


def test_an_unknown_projects_name_stands_in_the_message_as_text(visit, served):
    assert served
    for text in INJECTIONS[::90]:
        page = visit(f"?project={quote(text)}&page={quote(text)}")
        page.wait_for_selector(".pw-top-bar")
        page.wait_for_load_state("networkidle")
        harmless(page)
        assert text[:20] in page.locator("body").inner_text()


def test_a_shared_page_shows_them_as_text(visit, project):
    link = ShareLinks().create(project.path, days=1, by="anna")
    for name in ("overview", "checklist", "numbers"):
        page = visit(f"shared/{ShareLinks().signed(link)}?page={name}")
        expect(page.get_by_role("heading", level=1)).to_have_text(INJECTIONS[0])
        page.evaluate("document.querySelector('body > script').dataset.own = ''")
        harmless(page)


def test_what_is_pasted_in_the_page_is_on_disk_byte_for_byte(visit, served):
    """Each text in each free column of the numbers, by one paste."""
    project = served.workspace.create("Pasted", language="en")
    columns = [c.name for c in NUMBERS.columns if c.kind is Kind.TEXT and c.by_hand]
    block = io.StringIO(newline="")
    lines = csv.writer(block, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
    lines.writerow(columns)
    lines.writerows([text] * len(columns) for text in EVERY)
    page = visit(f"?project={project.name}&page=numbers")
    there = set(project.path.parent.parent.rglob("pwned"))  # a project may be called so
    page.get_by_role("button", name="Paste").first.click()
    page.get_by_role("dialog").locator("textarea").evaluate(
        "(area, text) => { area.value = text; }", block.getvalue()
    )
    page.get_by_role("dialog").get_by_role("button", name="Insert").click()
    expect(page.locator(".pw-saved")).to_have_text("Saved", timeout=30_000)
    expect(page.locator(".pw-table-status")).to_contain_text("270")
    harmless(page)
    written = rows(project)
    for name in columns:
        assert [row[name] for row in written] == [_as_in_a_field(text) for text in EVERY]
    assert set(project.path.parent.parent.rglob("pwned")) == there


def test_a_refused_entry_is_told_as_text(visit, served):
    project = served.workspace.create("Refused", language="en")
    project.numbers.add_rows([{"number": "+4567123400"}])
    page = visit(f"?project={project.name}&page=numbers")
    cell = page.locator('.ag-row[row-id="n0001"] [col-id="requested_on"]')
    page.locator('.ag-row[row-id="n0001"] [col-id="number"]').hover()
    while not cell.count():
        page.mouse.wheel(150, 0)
        page.wait_for_timeout(60)
    for text in INJECTIONS[::60]:
        cell.click()
        page.keyboard.press("F2")
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")
        expect(page.locator(".pw-table-note, .pw-table-message").first).to_be_visible()
        harmless(page)
    assert project.numbers.cell("n0001", "requested_on") == ""


def _as_in_a_field(text):
    """What a browser's field makes of line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
