"""Numbers before the page's script is there: cells take texts, and the grid goes on with them."""

import pytest
from browser.held_tab import HeldTab
from playwright.sync_api import expect
from serving import Served
from waiting import soon

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("served"), waiting=1) as server:
        yield server


@pytest.fixture
def project(server, request):
    project = server.workspace.create(request.node.name[:60], region="DK", language="en")
    project.numbers.add_rows(
        [
            {"number": f"67 12 34 {end:02}", "site": "Aarhus", "decision": "port"}
            for end in range(60)
        ]
    )
    return project


class Tab(HeldTab):
    """Of the numbers."""

    def open(self, more=""):
        super().open("numbers", more)
        if not more:
            expect(self.page.locator("#pw-readable td[tabindex]").first).to_be_attached()

    def read(self, row, column):
        """A cell of the table that is there to read."""
        heading = self.page.locator(f'#pw-readable th[data-column="{column}"]')
        place = heading.evaluate("heading => heading.cellIndex")
        return self.page.locator(f'#pw-readable tr[data-row="{row}"] td').nth(place)

    @property
    def field(self):
        return self.page.locator("#pw-readable td input")

    def cell(self, row, column):
        """A cell of the grid."""
        return self.page.locator(f'.ag-row[row-id="{row}"] [col-id="{column}"]')

    def is_saved(self):
        expect(self.page.locator(".pw-top-bar .pw-saved")).to_have_text("Saved")


@pytest.fixture
def tab(server, project, chromium):
    context = chromium.new_context(locale="en-GB")
    server.wait_for_kernels(1)
    tab = Tab(context, f"{server.link}&project={project.name}")
    yield tab
    tab.leave()


def stored(project, row, column):
    project.refresh()
    return project.numbers[row][column]


def test_what_is_typed_over_a_cell_and_entered_is_saved_when_the_script_is_there(tab, project):
    tab.open()
    tab.read("n0001", "site").click()
    tab.page.keyboard.type("Odense")
    expect(tab.field).to_have_value("Odense")
    tab.page.keyboard.press("Enter")
    expect(tab.read("n0001", "site")).to_have_text("Odense")
    tab.let_go()
    expect(tab.cell("n0001", "site")).to_have_text("Odense")
    tab.is_saved()
    assert stored(project, "n0001", "site") == "Odense"
    assert len([*project.history()]) == 2, "the rows that were added, and this"


def writes_on(tab, project, row, letters):
    """Type on in the grid's editor; the site is then Odense, there and on disk."""
    expect(tab.page.locator(".ag-cell-inline-editing input")).to_be_focused()
    tab.page.keyboard.type(letters)
    tab.page.keyboard.press("Enter")
    expect(tab.cell(row, "site")).to_have_text("Odense")
    tab.is_saved()
    assert stored(project, row, "site") == "Odense"


def test_whoever_writes_goes_on_in_the_grid_without_losing_a_letter(tab, project):
    tab.open()
    tab.read("n0002", "site").click()
    tab.page.keyboard.type("Ode")
    tab.let_go()
    writes_on(tab, project, "n0002", "nse")


def test_letters_typed_while_the_grid_is_drawn_come_to_one_text(tab, project):
    tab.open()
    tab.read("n0001", "site").click()
    tab.asked().continue_()
    text = "a street with many letters in its name, and a number"
    tab.page.keyboard.type(text, delay=15)
    tab.page.keyboard.press("Enter")
    expect(tab.cell("n0001", "site")).to_have_text(text)
    tab.is_saved()
    assert stored(project, "n0001", "site") == text


@pytest.mark.parametrize("key", ["Enter", "F2", "two clicks"])
def test_what_stands_in_a_cell_is_opened_to_be_changed(tab, project, key):
    tab.open()
    cell = tab.read("n0001", "number")
    if key == "two clicks":
        cell.dblclick()
    else:
        cell.click()
        tab.page.keyboard.press(key)
    expect(tab.field).to_have_value("67 12 34 00")
    expect(tab.field).to_have_accessible_name("Number")
    tab.field.fill("67 12 34 99")
    tab.page.keyboard.press("Enter")
    expect(cell).to_be_focused()
    tab.let_go()
    expect(tab.cell("n0001", "number")).to_have_text("67 12 34 99")
    tab.is_saved()
    assert stored(project, "n0001", "number") == "+4567123499"


def test_what_was_entered_and_opened_again_is_saved_once(tab, project):
    tab.open()
    tab.read("n0001", "site").click()
    tab.page.keyboard.type("Oden")
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("F2")
    tab.page.keyboard.press("End")
    tab.page.keyboard.type("se")
    tab.let_go()
    expect(tab.cell("n0001", "site")).to_have_text("Odense")
    tab.is_saved()
    assert stored(project, "n0001", "site") == "Odense"
    assert len([*project.history()]) == 2


def test_a_cell_that_was_only_opened_is_open_in_the_grid_to_be_written_over(tab, project):
    tab.open()
    tab.read("n0001", "site").dblclick()
    tab.let_go()
    writes_on(tab, project, "n0001", "Odense")


def test_a_text_of_several_lines_is_not_changed_by_looking_at_it(tab, project):
    project.numbers.set("n0001", note="one\ntwo")
    tab.open()
    tab.read("n0001", "note").dblclick()
    expect(tab.field).to_be_focused()
    tab.read("n0002", "site").click()
    tab.let_go()
    expect(tab.cell("n0002", "site")).to_be_focused()
    assert stored(project, "n0001", "note") == "one\ntwo"


def count_of(project):
    project.refresh()
    return len(project.numbers)


def test_what_becomes_rows_is_asked_about_where_it_can_be_seen(tab, project):
    tab.open()
    tab.read("n0001", "number").click()
    tab.page.keyboard.type("67 12 35 10-12")
    tab.page.keyboard.press("Enter")
    tab.let_go()
    tab.page.get_by_role("dialog").get_by_role("button", name="Make 3 rows").click()
    soon(lambda: count_of(project), 62)


def test_the_table_of_another_project_takes_nothing(tab, project):
    tab.open()
    tab.read("n0001", "site").click()
    tab.page.keyboard.type("Odense")
    tab.page.keyboard.press("Enter")
    tab.page.evaluate("globalThis[Symbol.for('portwidgets.early')][0].project = 'another'")
    tab.let_go()
    expect(tab.cell("n0001", "site")).to_have_text("Aarhus")
    assert len([*project.history()]) == 1


def test_escape_leaves_what_stood_there(tab, project):
    tab.open()
    tab.read("n0001", "site").click()
    tab.page.keyboard.type("no")
    tab.page.keyboard.press("Escape")
    expect(tab.read("n0001", "site")).to_have_text("Aarhus")
    tab.let_go()
    expect(tab.cell("n0001", "site")).to_have_text("Aarhus")
    assert len([*project.history()]) == 1


def test_a_choice_is_typed_by_its_name(tab, project):
    tab.open()
    tab.read("n0001", "decision").click()
    tab.page.keyboard.type("Keep")
    tab.read("n0003", "site").click()  # to leave the field enters it
    tab.let_go()
    tab.is_saved()
    expect(tab.cell("n0001", "decision")).to_have_text("Keep")
    assert stored(project, "n0001", "decision") == "keep"


def test_a_choice_that_is_being_typed_goes_on_in_its_list(tab, project):
    tab.open()
    tab.read("n0001", "decision").click()
    tab.page.keyboard.type("Ke")
    tab.let_go()
    option = tab.page.get_by_role("option", name="Keep")
    expect(option).to_have_attribute("aria-selected", "true")
    tab.page.keyboard.press("Enter")
    expect(tab.cell("n0001", "decision")).to_have_text("Keep")
    tab.is_saved()
    assert stored(project, "n0001", "decision") == "keep"


def test_what_cannot_be_taken_is_shown_in_its_cell_as_it_was_typed(tab, project):
    tab.open()
    tab.read("n0001", "decision").click()
    tab.page.keyboard.type("perhaps")
    tab.page.keyboard.press("Enter")
    tab.let_go()
    expect(tab.cell("n0001", "decision")).to_have_text("perhaps")
    expect(tab.cell("n0001", "decision")).to_have_attribute("aria-invalid", "true")
    assert stored(project, "n0001", "decision") == "port"


@pytest.mark.parametrize("entered", [True, False], ids=["entered", "still written"])
def test_what_a_colleague_wrote_meanwhile_is_not_overwritten(tab, project, entered):
    tab.open()
    tab.read("n0001", "site").click()
    tab.page.keyboard.type("Odense")
    if entered:
        tab.page.keyboard.press("Enter")
    project.numbers.set("n0001", site="Vejle")
    tab.let_go()
    if not entered:
        expect(tab.page.locator(".ag-cell-inline-editing input")).to_be_focused()
        tab.page.keyboard.press("Enter")
    expect(tab.cell("n0001", "site").locator(".conflict")).to_have_text("Odense")
    assert stored(project, "n0001", "site") == "Vejle"


def test_what_was_typed_into_a_row_that_is_gone_is_told(tab, project):
    tab.open()
    tab.read("n0001", "site").click()
    tab.page.keyboard.type("Odense")
    tab.page.keyboard.press("Enter")
    project.numbers.delete(["n0001"])
    tab.let_go()
    expect(tab.page.get_by_text("“Odense” is not saved")).to_be_visible()


def test_the_keyboard_stays_on_its_cell(tab):
    tab.open()
    tab.page.locator("#pw-readable nav a").last.focus()
    tab.page.keyboard.press("Tab")  # to the rows after these
    tab.page.keyboard.press("Tab")
    expect(tab.read("n0001", "number")).to_be_focused()
    tab.let_go()
    expect(tab.cell("n0001", "number")).to_be_focused()


def test_when_the_script_does_not_come_cells_show_what_is_noted_and_take_nothing(tab, project):
    tab.page.clock.install()
    tab.open()
    tab.read("n0001", "site").click()
    tab.page.keyboard.type("Odense")
    tab.page.keyboard.press("Enter")
    tab.read("n0002", "site").click()
    tab.page.keyboard.type("O")
    tab.asked().abort()
    tab.page.clock.run_for(21_000)
    cells = tab.page.locator('#pw-readable tr[data-row="n0001"] td, tr[data-row="n0002"] td')
    expect(cells.get_by_text("Aarhus")).to_have_count(2)
    cells.get_by_text("Aarhus").first.click()
    tab.page.keyboard.type("x")
    expect(tab.field).to_have_count(0)
    assert len([*project.history()]) == 1


def test_only_the_rows_that_come_with_the_page_take_texts(tab):
    tab.open("&from=50")
    expect(tab.page.locator("#pw-readable td").first).to_be_visible()
    expect(tab.page.locator("#pw-readable th[data-column]")).to_have_count(0)
