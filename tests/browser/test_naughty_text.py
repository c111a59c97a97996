"""Script injections and naughty texts in every field, looked at in the real page: only text."""

import csv
import io
import re
from urllib.parse import quote

import pytest
from browser.visits import Visits
from disk import rows
from naughty import EVERY, INJECTIONS, family
from playwright.sync_api import expect
from serving import Served
from waiting import soon

from portwidgets.domain.edit import Add
from portwidgets.domain.schema import ACCOUNTS, NUMBERS, ORDERS, PROGRESS, SITES, TABLES
from portwidgets.domain.table import Kind
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
    for name in PAGES:
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


@pytest.mark.parametrize(
    ("table", "place", "at"),
    [
        (NUMBERS, "numbers", 0),
        (ACCOUNTS, "orders", 0),
        (ORDERS, "orders", 1),
        (SITES, "orders", 2),
    ],
    ids=lambda each: getattr(each, "name", None),
)
def test_what_is_pasted_in_the_page_is_on_disk_byte_for_byte(visit, served, table, place, at):
    """Each text in each free column of a table, by one paste."""
    project = served.workspace.create(f"Pasted {table.name}", language="en")
    columns = [c.name for c in table.columns if c.kind is Kind.TEXT and c.by_hand]
    block = io.StringIO(newline="")
    lines = csv.writer(block, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
    lines.writerow(columns)
    lines.writerows([text] * len(columns) for text in EVERY)
    page = visit(f"?project={project.name}&page={place}")
    there = set(project.path.parent.parent.rglob("pwned"))  # a project may be called so
    shown = page.locator(".pw-table").nth(at)
    shown.get_by_role("button", name="Paste").first.click()
    page.get_by_role("dialog").locator("textarea").evaluate(
        "(area, text) => { area.value = text; }", block.getvalue()
    )
    page.get_by_role("dialog").get_by_role("button", name="Insert").click()
    expect(page.locator(".pw-saved")).to_have_text("Saved", timeout=30_000)
    expect(shown.locator(".pw-table-status")).to_contain_text(str(len(EVERY)))
    harmless(page)
    written = rows(project, table.name)
    for name in columns:
        assert [row[name] for row in written] == [_as_in_a_field(text) for text in EVERY]
    assert set(project.path.parent.parent.rglob("pwned")) == there


def test_what_is_typed_in_the_page_is_on_disk_as_it_was_typed(visit, served):
    """A remark and a person of a step, a step of one's own, a cell of an account."""
    typed = [text for text in family(24) if text == text.strip() and len(text) < 1_000]
    typed = [text for text in typed if not re.search(r"[\r\n\t]", text)]
    assert len(typed) >= 15
    project = served.workspace.create("Typed", language="en")
    page = visit(f"?project={project.name}&page=checklist")
    step = page.locator('[data-item="keep_loa_copy"]')
    step.get_by_role("button", name=re.compile("^Details")).click()
    for text in typed:
        for label, column in (("Note", "note"), ("Assignee", "assignee")):
            step.get_by_label(label).fill(text)
            step.get_by_label(label).blur()
            becomes(project, PROGRESS, column, [text])
    for at, text in enumerate(typed):
        page.get_by_role("button", name=re.compile("^Add a step of your own")).first.click()
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")
        becomes(project, PROGRESS, "title", typed[: at + 1])
        page.keyboard.press("Escape")
    harmless(page)
    project.accounts.add(carrier="Tele")
    page.goto(f"{served.address}?project={project.name}&page=orders")
    cell = page.locator('.ag-row[row-id="a0001"] [col-id="account_number"]')
    cell.click()
    for text in typed:  # by keyboard: what is told above grows and shrinks with the text
        page.keyboard.press("Enter")
        expect(cell.locator("input")).to_be_focused()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(text)
        page.keyboard.press("Enter")
        becomes(project, ACCOUNTS, "account_number", [text])
    harmless(page)


def test_a_projects_title_and_a_persons_name_are_typed_and_shown_as_text(visit, served):
    page = visit("")
    page.wait_for_selector(".pw-top-bar")
    for text in INJECTIONS[5::60]:
        page.goto(served.address)
        page.get_by_role("button", name="New project").first.click()
        dialog = page.get_by_role("dialog")
        for field in dialog.get_by_role("textbox").all():
            field.fill(text)
        dialog.get_by_role("button", name="Create").click()
        expect(page.locator(".pw-project")).to_have_text(text)
        page.locator(".pw-user").click()
        page.get_by_role("dialog").get_by_role("textbox").fill(text[:80])
        page.get_by_role("dialog").get_by_role("button", name="Save").click()
        expect(page.locator(".pw-user")).to_have_text(text[:80])
        harmless(page)
        meta = max(served.workspace.path.iterdir(), key=lambda each: each.stat().st_mtime)
        made = served.workspace.open(meta.name).meta
        assert {made.title, made.customer, made.gaining_carrier} == {text}


def test_the_dialog_of_links_shows_names_and_titles_as_text(visit, project):
    link = ShareLinks().create(project.path, days=1, by=INJECTIONS[0])
    page = visit(f"?project={project.name}&page=checklist")
    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.locator("dialog.pw-share-dialog")
    expect(dialog.get_by_role("heading", level=2)).to_have_text(f"Share “{INJECTIONS[0]}”")
    expect(dialog.get_by_text(f"by {INJECTIONS[0]}")).to_be_visible()
    harmless(page)
    ShareLinks().revoke(link.id)


def test_a_files_name_and_what_is_wrong_with_it_are_told_as_text(visit, served):
    """Files whose names and contents are injections, read or refused by the import."""
    project = served.workspace.create("Files", language="en")
    page = visit(f"?project={project.name}&page=numbers")
    page.get_by_role("button", name="Import").first.click()
    panel = page.locator(".pw-import")
    for at, text in enumerate(INJECTIONS[::25]):
        name = text.replace("\0", "")
        picture = {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n0"}
        panel.locator("input[type=file]").first.set_input_files(picture)
        expect(panel.get_by_role("alert").filter(has_text="picture")).to_be_visible()
        harmless(page)
        content = f'Nummer;Note\n671234{at:02};"{text}"\n67 12;"{text}"\n'.encode()
        listed = {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": content}
        panel.locator("input[type=file]").first.set_input_files(listed)
        expect(panel.get_by_text("1 number is new.")).to_be_visible()
        harmless(page)
        panel.get_by_role("button", name="Cancel").click()


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


def becomes(project, table, column, texts):
    """Wait until these are the filled cells of a column on disk."""
    soon(lambda: _column(project, table, column), texts)


def _column(project, table, name):
    return [row[name] for row in rows(project, table.name) if row[name]]


def _as_in_a_field(text):
    """What a browser's field makes of line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
