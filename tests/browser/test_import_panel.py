"""The import as a person meets it: drop, paste or choose, look, correct, apply, take back."""

import csv
import io

import pytest
from browser.desk import Desk
from customer_list import MESSY
from disk import rows_by
from playwright.sync_api import expect
from wire import state_of

from portwidgets import ImportPanel, Workspace
from portwidgets.widgets.import_told import PAGE

pytestmark = pytest.mark.browser

STEM = "import_panel"
DROP = """(target, [name, text]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name));
    for (const kind of ["dragover", "drop"]) {
        const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer });
        if (target.dispatchEvent(event)) throw new Error("the browser would open the file");
    }
}"""
PASTE = """(target, [text, file]) => {
    const clipboardData = new DataTransfer();
    if (text) clipboardData.setData("text/plain", text);
    if (file) clipboardData.items.add(new File([file], "copied.csv"));
    const travels = { bubbles: true, cancelable: true };
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, ...travels }));
}"""
UNREADABLE = """
const read = Blob.prototype.arrayBuffer;
Blob.prototype.arrayBuffer = function () {
  const held = new DOMException("", "NotReadableError");
  return window.unreadable ? Promise.reject(held) : read.call(this);
};
"""


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="IT")
    project.numbers.add_rows([{"number": "67 12 34 05", "site": "Aarhus"}, {"number": "67998877"}])
    return project


class ImportDesk(Desk):
    """An import."""

    def __init__(self, bare, project, language="en", **options):
        super().__init__(bare, ImportPanel(project, language, **options), STEM)
        self.root = self.page.locator(".pw-import")

    def sees(self, text):
        self.until(lambda: text in self.root.inner_text())

    def choose(self, name="list.csv", text=MESSY):
        buffer = text if isinstance(text, bytes) else text.encode("cp1252")
        file = {"name": name, "mimeType": "text/csv", "buffer": buffer}
        self.page.set_input_files("input[type=file]", file)

    def preview(self, **options):
        self.choose(**options)
        self.until(self.page.locator(".pw-list tbody tr").count)
        return self

    def press(self, name):
        self.page.get_by_role("button", name=name).click()

    def tab(self, name):
        self.page.get_by_role("tab", name=name).click()
        self.until(lambda: not self.page.locator("[aria-busy]").count())

    def outcomes(self):
        counts = self.page.locator(".pw-outcome strong").all_inner_texts()
        return [int(count.replace(",", "")) for count in counts]

    def row(self, text):
        return self.page.get_by_role("row").filter(has_text=text)


@pytest.fixture
def desk(bare_page, project):
    return ImportDesk(bare_page, project)


# --- in --------------------------------------------------------------------------------------


def test_the_rows_are_shown_as_a_sum_that_adds_up(desk):
    desk.preview()
    total, *parts = desk.outcomes()
    assert total == sum(parts) == 8
    desk.sees("11 numbers are new. 1 is there already, but differs in the file.")
    expect(desk.row("row 4")).to_contain_text("67123410-19")
    expect(desk.row("row 4")).to_contain_text("+45 67 12 34 10")
    expect(desk.row("row 4")).to_contain_text("and 7 more")


def test_a_file_is_dropped_anywhere_on_the_panel(desk):
    desk.root.evaluate(DROP, ["dropped.csv", "Telefonnr.\n67123401\n"])
    desk.sees("dropped.csv")
    desk.sees("1 number is new.")


def test_the_place_for_files_is_a_button_too(desk):
    with desk.page.expect_file_chooser() as chosen:
        desk.page.get_by_role("button", name="Drop a file here, or choose one").focus()
        desk.page.keyboard.press("Enter")
    assert chosen.value.is_multiple()


def test_a_pasted_block_is_read_at_once_and_in_the_field_when_the_person_says_so(desk):
    desk.page.locator(".pw-drop").evaluate(PASTE, ["Nummer\tSite\n67 12 34 01\tVejle", None])
    desk.sees("1 number is new.")
    desk.press("Cancel")
    desk.sees("Or paste a list")
    field = desk.page.get_by_label("Or paste a list")
    expect(desk.page.get_by_role("button", name="Read the text")).to_be_disabled()
    field.fill("Ring 67 12 34 56 or 67 12 34 57 please")
    desk.press("Read the text")
    desk.sees("2 numbers are new.")


def test_a_file_on_the_clipboard_is_taken(desk):
    desk.page.locator(".pw-drop").evaluate(PASTE, ["", "Telefonnr.\n67123401\n"])
    desk.sees("copied.csv")


def test_a_file_of_many_pieces_arrives_whole(desk):
    numbers = "".join(f"67{number:06};{'x' * 1000}\n" for number in range(1_200))
    desk.choose(text=f"Telefonnr.;Note\n{numbers}")  # more than a megabyte
    desk.until(lambda: desk.outcomes()[:1] == [1_201], seconds=40)
    desk.sees("1,200 numbers are new.")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(99), "picture"), ("empty.csv", b"", "is empty")],
)
def test_what_is_no_list_is_told_and_another_file_can_be_chosen(desk, name, content, says):
    desk.choose(name, content)
    desk.sees(says)
    expect(desk.page.get_by_role("alert")).to_contain_text(says)
    desk.preview()


def test_a_file_that_another_program_holds_is_told(open_bare_page, project):
    desk = ImportDesk(open_bare_page(script=UNREADABLE), project)
    desk.page.evaluate("window.unreadable = true")
    desk.choose()
    desk.sees("If it is open in Excel, close it there")


def test_too_many_bytes_are_refused_in_the_browser(desk):
    desk.page.evaluate(
        """() => {
            const file = new File(["x"], "huge.csv");
            Object.defineProperty(file, "size", { value: 201 * 2 ** 20 });
            const input = document.querySelector("input[type=file]");
            Object.defineProperty(input, "files", { value: [file] });
            input.dispatchEvent(new Event("change"));
        }"""
    )
    desk.sees("too large: at most 200 MB")
    assert [message["intent"] for message in desk.shown.take()] == []


def test_sending_is_cancelled(desk):
    desk.choose(text="x" * 5_000_000)
    desk.page.wait_for_timeout(100)
    desk.shown.take()
    desk.shown.deliver()
    desk.press("Cancel")
    desk.sees("Or paste a list")
    desk.preview()


# --- looking and correcting ------------------------------------------------------------------


def test_rows_that_were_not_understood_are_corrected_by_keyboard_one_after_the_other(desk):
    desk.preview()
    desk.press("Not understood")
    fields = desk.page.get_by_label("Number in row")
    desk.until(lambda: desk.page.locator(".pw-list tbody tr").count() == 2)
    expect(fields.first).to_have_value("67 12 34")
    fields.first.fill("67 12 34 56")
    desk.page.keyboard.press("Enter")
    desk.sees("+45 67 12 34 56")
    expect(desk.page.get_by_label("Number in row 8")).to_be_focused()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")  # leave it out
    desk.until(lambda: desk.outcomes()[-1] == 0)
    assert sum(desk.outcomes()[1:]) == 8
    desk.row("row 8").get_by_role("button", name="Undo the correction").click()
    desk.until(lambda: desk.outcomes()[-1] == 1)


def test_a_row_that_was_understood_is_corrected_as_well(desk):
    desk.preview()
    desk.row("row 3").get_by_role("button", name="Correct").click()
    field = desk.page.get_by_label("Number in row 3")
    expect(field).to_be_focused()
    field.fill("67 12 34 99")
    desk.page.keyboard.press("Enter")
    desk.until(lambda: "+45 67 12 34 99" in desk.row("row 3").inner_text())


def test_a_wrong_correction_says_why_and_keeps_the_keyboard(desk):
    desk.preview()
    desk.press("Not understood")
    desk.until(desk.page.get_by_label("Number in row 7").count)
    desk.page.get_by_label("Number in row 7").fill("67 12")
    desk.page.keyboard.press("Enter")
    desk.until(lambda: desk.page.get_by_label("Number in row 7").input_value() == "67 12")
    expect(desk.page.get_by_label("Number in row 7")).to_be_focused()


def test_many_rows_come_page_by_page_and_are_searched(desk):
    desk.preview(text="Telefonnr.\n" + "".join(f"67{n:06}\n" for n in range(1, 131)))
    assert desk.page.locator(".pw-list tbody tr").count() == PAGE
    desk.press("Last page")
    desk.sees("101–131 of 131")
    expect(desk.page.get_by_role("region", name="What became")).to_be_focused()
    desk.page.get_by_label("Search the rows").fill("000077")
    desk.sees("1–1 of 1")


def test_a_column_is_sent_elsewhere_and_keeps_the_keyboard(desk):
    desk.preview()
    desk.tab("Columns")
    choose = desk.page.get_by_label("Where Afdeling goes")
    desk.until(choose.count)
    expect(choose).to_have_value("site")
    expect(desk.row("Afdeling")).to_contain_text("Odense")
    choose.focus()
    choose.select_option("note")
    desk.until(lambda: state_of(desk.widget)["generation"] == 2)
    desk.until(lambda: desk.page.evaluate("document.activeElement.dataset.key") == "map 0 2")
    desk.tab("Rows")
    desk.sees("Note: Odense")


def test_a_word_gets_a_meaning(desk):
    desk.preview(text=MESSY.replace("4,57E+09", "67 12 34 40"))
    desk.tab("Columns")
    desk.until(desk.page.get_by_label("What “alarmlinje” means").count)
    desk.page.get_by_label("What “alarmlinje” means").select_option("fixed_line")
    desk.until(lambda: state_of(desk.widget)["generation"] == 2)
    desk.until(lambda: not desk.page.get_by_text("Not known").count())


# --- applying --------------------------------------------------------------------------------


def test_cells_are_taken_or_kept_then_all_is_applied_and_taken_back(desk, project):
    before = rows_by("number", project)
    desk.preview()
    desk.tab("Changes")
    box = desk.page.get_by_label("Take the file's Site for +45 67 12 34 05")
    desk.until(box.count)
    expect(box).not_to_be_checked()
    box.check()
    desk.until(lambda: desk.page.get_by_role("button", name="change 3 cells").count())
    assert rows_by("number", project) == before
    desk.press("Add 11 numbers · Change 3 cells")
    desk.sees("11 numbers were added")
    expect(desk.page.get_by_role("heading", name="11 numbers were added")).to_be_focused()
    assert len(rows_by("number", project)) == 13
    assert rows_by("number", project)["+4567123405"]["site"] == "Odense"
    desk.press("Undo the import")
    desk.sees("The import was undone")
    assert rows_by("number", project) == before


def test_numbers_that_the_file_lacks_are_named(desk):
    desk.preview()
    desk.tab("Not in the file (1)")
    desk.sees("+45 67 99 88 77")


def test_the_account_is_downloaded(desk):
    desk.preview()
    files = []

    def keep(download):  # Playwright takes no method of a list
        files.append(download)

    desk.page.once("download", keep)
    desk.press("Download the account")
    desk.until(lambda: files)
    text = files[0].path().read_text("utf-8-sig")
    assert files[0].suggested_filename == "Nordlys-import.csv"
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == 1 + 8


def test_the_panel_speaks_another_language_at_the_step_where_it_is(desk):
    desk.preview()
    desk.widget.language = "da"
    desk.sees("Ikke forstået")
    desk.sees("række 4")


@pytest.mark.parametrize("width", [1280, 390])
def test_every_step_is_accessible_and_fits_the_screen(open_bare_page, project, width):
    bare = open_bare_page(width=width)
    desk = ImportDesk(bare, project, leave=lambda: None)

    def check():
        assert bare.axe() == []
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= width

    check()
    desk.preview()
    check()
    for name in ("Columns", "Changes", "Not in the file"):
        desk.tab(name)
        desk.until(desk.page.locator("[role=tabpanel]:not([hidden]) tbody tr").count)
        check()
    desk.press("Not understood")
    desk.until(desk.page.get_by_label("Number in row 7").count)
    check()
    desk.press("Add 11 numbers")
    desk.sees("11 numbers were added")
    check()
