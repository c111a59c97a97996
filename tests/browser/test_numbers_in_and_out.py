"""Import and export in the dashboard as `serve` gives it, with the files on disk as the witness."""

import re

import pytest
import xlsxwriter
from browser.axe import serious
from disk import rows, rows_by
from playwright.sync_api import expect
from waiting import soon

pytestmark = pytest.mark.browser

MESSY = """Nummeroversigt Nordlys ApS;;;
Telefonnr.;Bruger;Afdeling;Type
67 12 34 00;Reception;Odense;fastnet
67123410-19;Kø;Ærø;fastnet
67 12 34;kort;Vejle;fastnet
"""
DROP = """(target, [name, bytes]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
    for (const kind of ["dragover", "drop"]) {
        const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer });
        target.dispatchEvent(event);
    }
}"""


@pytest.fixture
def project(dashboard):
    project = dashboard.workspace.create("Nordlys", region="DK", language="en")
    yield project
    dashboard.workspace.archive(project.name)


def test_a_messy_list_is_dropped_corrected_mapped_applied_and_taken_back(project, visit):
    page = visit(f"project={project.name}&page=numbers")
    table = page.locator(".pw-table")
    expect(page.get_by_role("button", name="Import a file")).to_be_visible()
    assert not [path for path in page.asked if "import_panel" in path]
    table.evaluate(DROP, ["kunde.csv", list(MESSY.encode("cp1252"))])
    expect(page.get_by_role("heading", name="kunde.csv")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="67123410-19")).to_contain_text("and 7 more")
    assert rows(project) == []
    page.get_by_role("button", name="Not understood").click()
    field = page.get_by_label("Number in row 5")
    expect(page.get_by_role("row")).to_have_count(2)
    field.fill("67 12 34 55")
    field.press("Enter")
    expect(page.get_by_role("row").filter(has_text="+45 67 12 34 55")).to_be_visible()
    page.get_by_role("tab", name="Columns").click()
    page.get_by_label("Where Bruger goes").select_option("note")
    page.get_by_role("button", name="Add 12 numbers").click()
    expect(page.get_by_role("heading", name="12 numbers were added")).to_be_visible()
    found = rows_by("number", project)
    assert len(found) == 12
    assert found["+4567123455"]["note"] == "kort"
    assert (found["+4567123419"]["site"], found["+4567123419"]["user"]) == ("Ærø", "")
    page.get_by_role("button", name="Show the numbers").click()
    expect(page.get_by_text("67 12 34 55")).to_be_visible()
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_focused()
    page.locator(".pw-table-always").get_by_role("button", name="Undo").click()
    soon(lambda: rows(project), [])


def test_a_new_project_leads_to_the_import_and_a_workbook_fills_it(project, visit, tmp_path):
    path = tmp_path / "numre.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, numbers in (("Numre", ["67 12 34 00", "67 12 34 01"]), ("Gl", ["67 12 34 02"])):
            sheet = book.add_worksheet(name)
            sheet.write_column(0, 0, ["Telefonnr.", *numbers])
        sheet.hide()
    page = visit(f"project={project.name}")
    page.get_by_role("button", name="Import a list").first.click()
    expect(page.get_by_role("heading", name="Import numbers")).to_be_focused()
    page.set_input_files(".pw-import input[type=file]", path)
    page.get_by_role("tab", name="Columns").click()
    expect(page.get_by_text("hidden in the file")).to_be_visible()
    page.get_by_label("Gl", exact=True).check()
    page.get_by_role("button", name="Add 3 numbers").click()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("The import was undone")).to_be_visible()
    assert rows(project) == []


def test_the_page_is_alive_while_a_long_list_is_read_and_reading_is_cancelled(project, visit):
    lines = "".join(f"67{number:06};Kø {number}\n" for number in range(400_000))
    page = visit(f"project={project.name}&page=numbers")
    page.get_by_role("button", name="Import a file").click()
    file = {"name": "long.csv", "mimeType": "text/csv", "buffer": f"Nr;Navn\n{lines}".encode()}
    page.set_input_files(".pw-import input[type=file]", file)
    expect(page.get_by_text(re.compile(r"%, [\d,]+ rows"))).to_be_visible()
    page.get_by_role("link", name="Checklist").click()  # answered between two slices
    box = page.get_by_role("checkbox", name=re.compile("Verify the authorized signer"))
    box.check()
    expect(page.locator(".pw-saved")).to_have_text("Saved")
    page.get_by_role("link", name="Numbers").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Drop a file here")).to_be_visible()
    assert rows(project) == []


def test_a_connection_that_is_cut_while_a_file_is_sent_loses_nothing_of_it(project, visit):
    sockets = []

    def pass_on(socket):
        server = socket.connect_to_server()
        sockets.append((socket, server))
        pieces = []

        def from_page(data):
            if isinstance(data, bytes) and len(data) > 2**18 and len(sockets) == 1:
                pieces.append(data)
                if len(pieces) == 3:  # two arrived, the third is lost on the way
                    server.close()
                    socket.close()
                    return
            server.send(data)

        socket.on_message(from_page)

    page = visit(f"project={project.name}&page=numbers", sockets=pass_on)
    page.get_by_role("button", name="Import a file").click()
    lines = "".join(f"67{number:06};{'x' * 1000}\n" for number in range(4_000))
    file = {"name": "long.csv", "mimeType": "text/csv", "buffer": f"Nr;Note\n{lines}".encode()}
    page.set_input_files(".pw-import input[type=file]", file)
    expect(page.get_by_text("4,000 numbers are new.")).to_be_visible(timeout=30_000)
    assert len(sockets) > 1
    # What Playwright's stand-in for a websocket says when it is cut.
    page.problems[:] = [each for each in page.problems if "already in CLOSING" not in each]


def test_what_is_exported_is_read_back_without_a_difference(project, visit):
    project.numbers.add_rows(
        [
            {"number": "67 12 34 00", "type": "fixed_line", "decision": "port", "site": "Ærø"},
            {"number": "67 12 34 01", "usage": "main", "note": "=1+1", "sms": "yes"},
            {"number": "+44 20 7946 0123", "foc_on": "2026-12-01"},
        ]
    )
    page = visit(f"project={project.name}&page=numbers")
    page.get_by_role("button", name="Export").click()
    for target in ("CSV for a spreadsheet", "Excel workbook"):
        page.get_by_role("radio", name=target).check()
        expect(page.get_by_text("3 numbers are in it.")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download", exact=True).click()
        path = download.value.path()
        name = download.value.suggested_filename
        preview = project.import_file(path.rename(path.with_name(name)))
        account = preview.account
        assert (account.numbers, account.in_inventory, account.not_understood) == (3, 3, 0)
        differing = {change.column: change.new for change in preview.changes().items}
        assert differing.keys() <= {"note"}, differing  # the apostrophe that keeps it a text
        preview.close()
    page.get_by_role("radio", name="List in E.164").check()
    expect(page.get_by_text("1 number is in it.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert download.value.path().read_text("utf-8").split() == ["+4567123400"]


@pytest.mark.parametrize("width", [1280, 390])
def test_both_are_accessible_and_fit_the_screen(project, visit, width):
    project.numbers.add("67 12 34 00")
    page = visit(f"project={project.name}&page=numbers", width=width)
    for name in ("Import", "Export"):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=f"{name} numbers")).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert serious(page) == []
        page.get_by_role("button", name="Back to the numbers").click()
        expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()
