"""The table of numbers as a person meets it: keys, clipboard, dialogs, filters, light and dark."""

import pytest
from browser.table_desk import TableDesk

from portwidgets.project import Project, Workspace
from portwidgets.widgets.number_table import NumberTable

pytestmark = pytest.mark.browser

ROWS = [
    {"number": "70 12 34 00", "type": "mobile", "usage": "main", "site": "Aarhus", "sms": "yes"},
    {"number": "70 12 34 01", "usage": "user", "site": "Odense", "user": "Mette"},
    {"number": "70 12 34 02", "usage": "fax", "site": "Aarhus", "status": "submitted"},
    {"number": "+45 70123400", "site": "Vejle", "foc_on": "2026-12-01"},
    {"number": "ring til Ole", "site": "Vejle"},
]


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="anna")
    project.numbers.add_rows(ROWS)
    return project


@pytest.fixture
def desk(bare_page, project):
    return TableDesk(bare_page, project)


def test_who_is_sent_to_one_row_finds_its_cell_in_focus_and_all_rows_there(desk):
    desk.until(lambda: len(desk.shown_rows()) == 5)
    desk.page.get_by_role("searchbox").fill("nothing has this")
    desk.until(lambda: desk.shown_rows() == [])
    desk.widget.point_at(["n0003"], "site")
    desk.until(lambda: desk.focused_cell() == ["n0003", "site"])
    assert len(desk.shown_rows()) == 5


def test_who_is_sent_to_several_rows_sees_only_these_until_they_say_otherwise(desk):
    desk.widget.point_at(["n0002", "n0004"], "number", "Two of them")
    desk.until(lambda: desk.shown_rows() == ["n0002", "n0004"])
    assert desk.focused_cell() == ["n0002", "number"]
    desk.button("Two of them").click()
    desk.until(lambda: len(desk.shown_rows()) == 5)


# --- what is shown ---------------------------------------------------------------------------


def test_numbers_are_shown_nationally_and_on_request_with_their_country_code(desk):
    desk.until(lambda: desk.text("n0002", "number") == "70 12 34 01")
    desk.button("With country code").click()
    assert desk.text("n0002", "number") == "+45 70 12 34 01"
    desk.until(lambda: desk.project.layout("numbers").get("style") == "international")


def test_invalid_numbers_and_both_duplicates_are_marked_with_the_reason(desk):
    desk.until(lambda: desk.cell("n0001", "number").get_attribute("aria-invalid") == "true")
    assert "several rows" in desk.cell("n0004", "number").get_attribute("aria-description")
    assert "digits" in desk.cell("n0005", "number").get_attribute("aria-description")
    desk.cell("n0005", "number").click()
    note = desk.page.locator(".pw-table-note")
    desk.until(lambda: "digits" in note.inner_text())


def test_a_type_is_suggested_and_not_decided(desk):
    desk.until(lambda: "Fixed line or mobile" in desk.text("n0002", "type"))
    assert desk.disk("n0002")["type"] == ""


def test_an_empty_inventory_says_what_to_do_next(bare_page, tmp_path):
    desk = TableDesk(bare_page, Workspace(tmp_path).create("Empty", region="DK", language="da"))
    area = desk.page.locator(".pw-table-empty")
    assert "Ingen numre endnu" in area.inner_text()
    area.get_by_role("button", name="Indsæt").click()
    desk.type("70 12 34 00\n70 12 34 01")
    desk.dialog().get_by_role("button", name="Indsæt").click()
    desk.until(lambda: desk.shown_rows() == ["n0001", "n0002"])
    assert not area.is_visible()


def test_a_late_view_shows_the_same_rows_without_asking_python(desk):
    desk.cell("n0001", "site").click()
    desk.type("Kolding")
    desk.press("Enter")
    desk.until(lambda: desk.disk("n0001")["site"] == "Kolding")
    desk.shown.add_view()
    assert not desk.shown.take()
    assert desk.page.locator('.ag-row[row-id="n0001"] [col-id="site"]').nth(1).inner_text() == (
        "Kolding"
    )


def test_a_table_that_is_shown_later_than_made_has_its_size(bare_page, project):
    desk = TableDesk(bare_page, project)
    hiding = desk.page.add_style_tag(content=".view + .view { display: none }")
    desk.shown.add_view()
    cell = desk.page.locator(".view").nth(1).locator('.ag-row[row-id="n0001"] [col-id="site"]')
    assert not cell.is_visible()
    hiding.evaluate("style => style.remove()")
    desk.until(cell.is_visible)


def test_the_language_changes_without_reload(desk):
    desk.widget.language = "da"
    desk.until(lambda: desk.button("Tilføj nummer").is_visible())
    desk.until(lambda: desk.text("n0003", "status") == "Indsendt")


# --- editing by keyboard ---------------------------------------------------------------------


def test_type_over_enter_and_f2_edit_a_cell(desk):
    desk.cell("n0001", "site").click()
    desk.type("Kolding")
    desk.press("Enter")
    desk.until(lambda: desk.disk("n0001")["site"] == "Kolding")
    assert desk.focused_cell() == ["n0002", "site"]
    desk.press("F2")
    desk.type(" C")
    desk.press("Tab")
    desk.until(lambda: desk.disk("n0002")["site"] == "Odense C")
    assert desk.focused_cell() == ["n0002", "user"]
    desk.press("Enter")
    desk.type("Ole")
    desk.press("Escape")
    desk.rest()
    assert desk.disk("n0002")["user"] == "Mette"


def test_delete_empties_a_cell(desk):
    desk.cell("n0002", "user").click()
    desk.press("Delete")
    desk.until(lambda: desk.disk("n0002")["user"] == "")


def test_a_choice_is_found_by_typing_or_picked_by_arrows_or_by_mouse(desk):
    desk.cell("n0001", "decision").click()
    desk.type("ke")
    assert desk.page.get_by_role("option").all_inner_texts() == ["Keep"]
    desk.press("Enter")
    desk.until(lambda: desk.disk("n0001")["decision"] == "keep")
    desk.press("Enter", "ArrowDown", "Enter")
    desk.until(lambda: desk.disk("n0002")["decision"] == "port")
    desk.cell("n0003", "decision").dblclick()
    desk.page.get_by_role("option", name="Disconnect").click()
    desk.until(lambda: desk.disk("n0003")["decision"] == "disconnect")


def test_a_status_that_only_tests_set_is_not_offered(desk):
    desk.cell("n0001", "status").click()
    desk.press("Enter")
    assert "Verified" not in desk.page.get_by_role("option").all_inner_texts()


def test_a_refused_entry_stands_in_its_cell_with_the_reason_until_it_is_dropped(desk):
    desk.cell("n0001", "usage").click()
    desk.type("pigeon")
    desk.press("Enter")
    desk.until(lambda: desk.text("n0001", "usage") == "pigeon")
    cell = desk.cell("n0001", "usage")
    assert cell.get_attribute("aria-invalid") == "true"
    assert "The cell keeps: Main number." in cell.get_attribute("aria-description")
    assert "not one of the choices" in desk.says()
    assert desk.disk("n0001")["usage"] == "main"
    desk.press("ArrowUp")
    note = desk.page.locator(".pw-table-note")
    desk.until(lambda: "pigeon" in note.inner_text())
    desk.press("Escape")
    assert desk.text("n0001", "usage") == "Main number"


def test_a_date_is_typed_as_people_write_it(desk):
    desk.bring("n0001", "foc_on").click()
    desk.type("24-12-2026")
    desk.press("Enter")
    desk.until(lambda: desk.disk("n0001")["foc_on"] == "2026-12-24")
    desk.type("soon")
    desk.press("Enter")
    desk.until(lambda: desk.text("n0002", "foc_on") == "soon")
    assert desk.disk("n0002")["foc_on"] == ""


def test_a_yes_no_cell_is_a_checkbox_for_the_mouse_and_for_space(desk):
    box = desk.bring("n0001", "sms").get_by_role("checkbox")
    assert box.is_checked()
    box.click()
    desk.until(lambda: desk.disk("n0001")["sms"] == "no")
    desk.cell("n0002", "sms").click(position={"x": 90, "y": 10})
    desk.press("Space")
    desk.until(lambda: desk.disk("n0002")["sms"] == "yes")


def test_a_new_row_gets_the_focus_and_a_range_in_it_becomes_its_rows_after_a_question(desk):
    desk.button("Add number").click()
    desk.until(lambda: desk.focused_cell() == ["n0006", "number"])
    desk.type("70 55 66 00-09")
    desk.press("Enter")
    desk.until(lambda: desk.dialog().is_visible())
    assert "10" in desk.dialog().get_by_role("heading").inner_text()
    assert desk.disk("n0006")["number"] == ""
    desk.press("Enter")
    desk.until(lambda: len(desk.disk_ids()) == 15)
    desk.until(lambda: desk.text("n0015", "number") == "70 55 66 09")
    assert "10 numbers" in desk.says()


FIVE = [f"70 66 77 0{last}" for last in range(5)]


def numbers_on_disk(desk):
    return [desk.disk(row)["number"] for row in desk.disk_ids()]


def test_numbers_typed_one_after_the_other_get_a_row_each(desk):
    desk.button("Add number").click()
    desk.until(lambda: desk.focused_cell() == ["n0006", "number"])
    for place, number in enumerate(FIVE):
        desk.type(number)
        desk.press("Enter")
        row = f"n{7 + place:04}"
        desk.until(lambda row=row: desk.focused_cell() == [row, "number"])
    desk.press("Enter")
    desk.until(lambda: len(desk.disk_ids()) == 10)
    assert numbers_on_disk(desk)[5:] == [f"+457066770{last}" for last in range(5)]
    desk.rest()
    assert desk.focused_cell() == ["n0010", "number"]


def test_numbers_typed_faster_than_rows_come_get_a_row_each(desk):
    desk.button("Add number").click()
    desk.until(lambda: desk.focused_cell() == ["n0006", "number"])
    for number in FIVE:  # nothing travels meanwhile
        desk.type(number)
        desk.press("Enter")
    desk.type("70 66 77 05")
    desk.until(lambda: desk.page.locator("input.editor").count() and len(desk.disk_ids()) == 11)
    desk.until(lambda: desk.page.locator("input.editor").input_value() == "70 66 77 05")
    desk.press("Enter")
    desk.until(lambda: len(desk.disk_ids()) == 12)
    desk.press("Escape")
    desk.until(lambda: len(desk.disk_ids()) == 11)
    assert numbers_on_disk(desk)[5:] == [f"+457066770{last}" for last in range(6)]


def test_what_is_typed_before_a_new_row_is_there_goes_into_it(desk):
    desk.button("Add number").focus()
    desk.press("Enter")
    desk.type("70 66 77 00")  # nothing travels meanwhile
    desk.press("Enter")
    desk.type("70 66")
    desk.until(lambda: desk.focused_cell() == ["n0007", "number"])
    assert desk.page.locator("input.editor").input_value() == "70 66"
    assert numbers_on_disk(desk)[5:] == ["+4570667700", ""]


def test_a_row_that_comes_late_does_not_take_the_focus_from_who_went_on(desk):
    desk.page.evaluate("document.body.append(document.createElement('textarea'))")
    desk.cell("n0005", "number").click()
    desk.press("Enter")
    desk.page.locator("textarea").focus()
    desk.until(lambda: len(desk.disk_ids()) == 6)
    desk.rest()
    desk.type("written elsewhere")
    assert desk.page.locator("textarea").input_value() == "written elsewhere"


def test_the_search_keeps_its_own_keys_while_a_new_row_is_on_its_way(desk):
    desk.button("Add number").click()
    desk.page.get_by_role("searchbox").focus()
    desk.type("70")
    assert desk.page.get_by_role("searchbox").input_value() == "70"


def test_enter_on_the_last_filled_number_begins_a_row_and_an_empty_one_is_not_multiplied(desk):
    desk.cell("n0005", "number").click()
    desk.press("Enter")
    desk.until(lambda: desk.focused_cell() == ["n0006", "number"])
    desk.until(lambda: desk.page.locator("input.editor").count() == 1)
    desk.press("Enter")
    desk.until(lambda: len(desk.disk_ids()) == 5)
    desk.button("Add number").click()
    desk.until(lambda: desk.page.locator("input.editor").count() == 1)
    for _ in range(4):
        desk.press("Enter")
        desk.rest()
    assert len(desk.disk_ids()) == 6


def test_a_range_can_be_cancelled_or_kept_as_text(desk):
    desk.cell("n0002", "number").click()
    desk.type("70 55 66 00-09")
    desk.press("Enter")
    desk.until(lambda: desk.dialog().is_visible())
    desk.press("Escape")
    desk.rest()
    assert desk.text("n0002", "number") == "70 12 34 01"
    desk.cell("n0002", "number").click()
    desk.type("70 55 66 00-09")
    desk.press("Enter")
    desk.until(lambda: desk.dialog().is_visible())
    desk.button("Keep as text").click()
    desk.until(lambda: desk.disk("n0002")["number"] == "70 55 66 00-09")


def test_undo_and_redo_by_keys_and_buttons(desk):
    desk.cell("n0001", "site").click()
    desk.type("Kolding")
    desk.press("Enter")
    desk.until(lambda: desk.disk("n0001")["site"] == "Kolding")
    desk.press("Control+z")
    desk.until(lambda: desk.disk("n0001")["site"] == "Aarhus")
    desk.until(lambda: desk.text("n0001", "site") == "Aarhus")
    desk.press("Control+y")
    desk.until(lambda: desk.disk("n0001")["site"] == "Kolding")
    desk.until(lambda: desk.button("Undo").is_enabled())
    desk.button("Undo").click()
    desk.until(lambda: desk.disk("n0001")["site"] == "Aarhus")


def test_what_a_colleague_wrote_meanwhile_is_shown_with_both_values_and_who(desk):
    desk.cell("n0002", "site").click()
    desk.type("Mine")
    Project(desk.project.path, user="ole").numbers.set("n0002", site="Theirs")
    desk.press("Enter")
    desk.until(lambda: "conflict" in (desk.cell("n0002", "site").inner_html()))
    desk.press("ArrowUp")
    note = desk.page.locator(".pw-table-note")
    desk.until(lambda: "ole" in note.inner_text())
    assert "Theirs" in note.inner_text()
    assert "Mine" in note.inner_text()
    assert desk.disk("n0002")["site"] == "Theirs"
    note.get_by_role("button", name="Use mine").click()
    desk.until(lambda: desk.disk("n0002")["site"] == "Mine")
    desk.until(lambda: desk.text("n0002", "site") == "Mine")


def test_what_came_while_an_editor_was_open_is_a_conflict_with_both_values_and_who(desk):
    desk.cell("n0002", "site").click()
    desk.press("F2")
    desk.press("Control+a")
    desk.type("Mine")
    Project(desk.project.path, user="Reception").numbers.set("n0002", site="Theirs")
    desk.project.refresh()
    desk.rest()
    desk.press("Enter")
    desk.until(lambda: "Reception" in desk.says())
    assert "Theirs" in desk.says()
    assert "Mine" in desk.says()
    assert desk.disk("n0002")["site"] == "Theirs"
    desk.page.locator(".pw-table-status").get_by_role("button", name="Show the cell").click()
    note = desk.page.locator(".pw-table-note")
    note.get_by_role("button", name="Use mine").click()
    desk.until(lambda: desk.disk("n0002")["site"] == "Mine")


def test_an_editor_that_is_left_as_it_was_opened_undoes_nobodys_entry(desk):
    desk.cell("n0002", "site").click()
    desk.press("F2")
    Project(desk.project.path, user="Reception").numbers.set("n0002", site="Theirs")
    desk.project.refresh()
    desk.rest()
    desk.press("Enter")
    desk.until(lambda: desk.text("n0002", "site") == "Theirs")
    desk.rest()
    assert desk.disk("n0002")["site"] == "Theirs"


# --- rows sent again -------------------------------------------------------------------------

CONNECTION = (
    "state => window.dispatchEvent(new CustomEvent('portwidgets:connection', {detail: {state}}))"
)


def half_typed(desk, row, column):
    desk.cell(row, column).click()
    desk.press("F2")
    desk.press("Control+a")
    desk.type("Half typ")


def sent_again(desk, how):
    if how == "reload":
        desk.widget.send({"event": "reload"})
    else:
        desk.page.evaluate("document.querySelector('main').inert = true")
        desk.page.evaluate(CONNECTION, "waiting")
        desk.page.wait_for_timeout(100)
        desk.page.evaluate("document.querySelector('main').inert = false")
        desk.page.evaluate(CONNECTION, "ok")
    desk.rest()


@pytest.mark.parametrize("how", ["reload", "reconnect"])
@pytest.mark.parametrize("column", ["site", "number", "usage"])
def test_rows_sent_again_leave_an_open_editor_as_it_is(desk, how, column):
    half_typed(desk, "n0002", column)
    before = desk.disk("n0002")
    sent_again(desk, how)
    assert desk.disk("n0002") == before
    desk.type("ed")
    assert desk.page.locator("input.editor").input_value() == "Half typed"
    desk.press("Escape")
    desk.rest()
    assert desk.disk("n0002") == before


def test_rows_that_come_and_go_around_an_open_editor_leave_it_as_it_is(desk):
    half_typed(desk, "n0004", "site")
    colleague = Project(desk.project.path, user="Reception")
    colleague.numbers.delete(["n0001", "n0003"])
    colleague.undo()
    colleague.numbers.delete(["n0002"])
    desk.project.refresh()
    sent_again(desk, "reload")
    assert desk.disk("n0004")["site"] == "Vejle"
    desk.type("ed")
    desk.press("Enter")
    desk.until(lambda: desk.disk("n0004")["site"] == "Half typed")


def test_a_draft_whose_row_was_deleted_is_dropped_visibly(desk):
    half_typed(desk, "n0002", "site")
    Project(desk.project.path, user="Reception").numbers.delete(["n0002"])
    desk.project.refresh()
    desk.until(lambda: "“Half typ” is not saved" in desk.says())
    assert desk.shown_rows() == ["n0001", "n0003", "n0004", "n0005"]
    desk.rest()
    assert "Half typ" not in (desk.project.path / "numbers.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("how", ["reload", "reconnect"])
def test_rows_sent_again_keep_selection_search_filters_scroll_and_focus(desk, how):
    desk.project.numbers.add_rows(
        [{"number": f"70 44 5{n // 100} {n % 100:02}"} for n in range(300)]
    )
    desk.until(lambda: desk.status("305 numbers"))
    desk.page.get_by_role("searchbox").fill("70 44")
    desk.until(lambda: desk.status("300 of 305"))
    desk.button("Planned 304").click()
    desk.cell("n0008", "site").click()
    desk.press("Space")
    for _ in range(30):
        desk.press("ArrowDown")
    desk.rest()
    before = desk.shown_rows()
    sent_again(desk, how)
    assert desk.focused_cell() == ["n0038", "site"]
    assert desk.shown_rows() == before
    assert desk.status("300 of 305")
    assert desk.page.get_by_role("searchbox").input_value() == "70 44"
    assert desk.widget.selection == ("n0008",)
    assert "1 row selected" in desk.page.locator(".pw-table-selected").inner_text()


def test_rows_sent_again_of_a_large_inventory_keep_the_place_among_the_later_ones(
    bare_page, project
):
    project.numbers.add_rows([{"number": f"70 4{n // 100:02} {n % 100:02}"} for n in range(2_100)])
    desk = TableDesk(bare_page, project)
    desk.until(lambda: desk.status("2,105 numbers"))
    desk.cell("n0001", "site").click()
    desk.press("Control+End")
    desk.until(lambda: desk.cell("n2105", "site").count() == 1)
    half_typed(desk, "n2105", "site")
    sent_again(desk, "reload")
    desk.type("ed")
    desk.press("Enter")
    desk.until(lambda: desk.disk("n2105")["site"] == "Half typed")


@pytest.mark.parametrize("how", ["reload", "reconnect"])
def test_rows_sent_again_leave_a_dialog_open(desk, how):
    desk.button("Paste").click()
    desk.type("70 12")
    sent_again(desk, how)
    assert desk.dialog().get_by_role("textbox").input_value() == "70 12"


def test_rows_are_asked_for_again_when_the_last_answer_got_lost(desk):
    desk.widget.send({"event": "reload"})
    desk.shown.deliver()
    desk.page.wait_for_timeout(50)
    assert [message["intent"] for message in desk.shown.take()] == ["open"]
    desk.shown.outbox.clear()
    desk.project.numbers.set("n0001", site="Skagen")
    desk.shown.outbox.clear()
    sent_again(desk, "reconnect")
    desk.until(lambda: desk.text("n0001", "site") == "Skagen")


def test_a_colleagues_edit_appears_by_itself(desk):
    Project(desk.project.path, user="ole").numbers.set("n0003", site="Skagen")
    desk.project.refresh()
    desk.until(lambda: desk.text("n0003", "site") == "Skagen")


# --- blocks ----------------------------------------------------------------------------------


def test_a_pasted_block_grows_the_table_and_is_one_step(desk):
    desk.cell("n0004", "number").click()
    desk.paste("70 22 33 00\tMobile\tQueue\n70 22 33 01\t\tFax\n70 22 33 02\t\tpigeon\n")
    desk.until(lambda: len(desk.disk_ids()) == 6)
    assert desk.disk("n0004")["type"] == "mobile"
    desk.until(lambda: desk.dialog().is_visible())
    assert "pigeon" in desk.dialog().inner_text()
    desk.press("Enter")
    assert desk.text("n0006", "usage") == "pigeon"
    desk.press("Control+z")
    desk.until(lambda: len(desk.disk_ids()) == 5)
    assert desk.disk("n0004")["number"] == "+4570123400"


def test_a_block_into_an_open_editor_goes_into_the_cells(desk):
    desk.cell("n0001", "site").click()
    desk.press("F2")
    desk.paste("Kolding\tMette\nGrenå\tIda")
    desk.until(lambda: desk.disk("n0002")["user"] == "Ida")
    assert desk.disk("n0001")["site"] == "Kolding"


def test_quoted_cells_and_semicolons_are_read_as_a_spreadsheet_writes_them(desk):
    desk.cell("n0001", "site").click()
    desk.paste('"Nord ""A""";Mette\n"to\nlinjer";Ida')
    desk.until(lambda: desk.disk("n0002")["user"] == "Ida")
    assert desk.disk("n0001")["site"] == 'Nord "A"'
    assert desk.disk("n0002")["site"] == "to\nlinjer"


def test_a_pasted_range_is_asked_about(desk):
    desk.cell("n0005", "number").click()
    desk.paste("70 22 33 00-04\n70 22 34 00")
    desk.until(lambda: desk.dialog().is_visible())
    desk.dialog().get_by_role("button", name="Make 5 rows").click()
    desk.until(lambda: len(desk.disk_ids()) == 10)


def test_copy_gives_the_cell_or_the_selected_rows_as_they_read(desk):
    desk.until(lambda: desk.text("n0002", "number") == "70 12 34 01")
    desk.cell("n0002", "number").click()
    assert desk.copied() == "70 12 34 01"
    desk.press("Space")
    line = desk.copied().split("\t")
    assert line[:3] == ["70 12 34 01", "", "User"]
    assert "1 line" in desk.says()


def test_all_shown_rows_are_selected_and_a_column_is_set_for_them(desk):
    desk.cell("n0001", "site").click()
    desk.press("Control+a")
    desk.until(lambda: len(desk.widget.selection) == 5)
    desk.button("Set column").click()
    desk.dialog().get_by_label("Set column").select_option(label="Decision")
    desk.dialog().get_by_label("New value").select_option(label="Port")
    desk.dialog().get_by_role("button", name="Set", exact=True).click()
    desk.until(lambda: all(desk.disk(row)["decision"] == "port" for row in desk.disk_ids()))
    desk.until(lambda: "5 cells changed" in desk.says())
    desk.page.locator(".pw-table-status").get_by_role("button", name="Undo").click()
    desk.until(lambda: all(desk.disk(row)["decision"] == "" for row in desk.disk_ids()))


def test_a_few_rows_are_deleted_at_once_with_the_way_back_beside(desk):
    desk.cell("n0002", "site").click()
    desk.press("Space")
    desk.button("Delete").click()
    desk.until(lambda: desk.disk_ids() == ["n0001", "n0003", "n0004", "n0005"])
    desk.until(lambda: "1 row deleted" in desk.says())
    desk.page.locator(".pw-table-status").get_by_role("button", name="Undo").click()
    desk.until(lambda: desk.disk_ids() == ["n0001", "n0002", "n0003", "n0004", "n0005"])
    desk.until(lambda: desk.shown_rows()[1] == "n0002")


def test_many_rows_are_deleted_after_a_question(desk):
    desk.project.numbers.add_rows([{"number": f"70 44 55 {last:02}"} for last in range(10)])
    desk.until(lambda: desk.status("15 numbers"))
    desk.cell("n0001", "site").click()
    desk.press("Control+a")
    desk.button("Delete").click()
    assert "Delete 15 rows?" in desk.dialog().inner_text()
    desk.press("Escape")
    desk.rest()
    assert len(desk.disk_ids()) == 15
    desk.button("Delete").click()
    desk.dialog().get_by_role("button", name="Delete").click()
    desk.until(lambda: desk.disk_ids() == [])


def test_shift_and_a_checkbox_select_all_rows_between(desk):
    def box(row):
        return desk.page.locator(f'.ag-row[row-id="{row}"] .ag-selection-checkbox input')

    box("n0002").click()
    box("n0004").click(modifiers=["Shift"])
    desk.until(lambda: desk.widget.selection == ("n0002", "n0003", "n0004"))


def test_a_text_of_several_lines_survives_being_looked_at(desk):
    desk.project.numbers.set("n0001", site="two\nlines")
    desk.until(lambda: "two" in desk.text("n0001", "site"))
    desk.cell("n0001", "site").click()
    desk.press("F2", "Enter")
    desk.rest()
    assert desk.disk("n0001")["site"] == "two\nlines"


# --- sort, filter, search, columns -----------------------------------------------------------


def header(desk, column):
    return desk.page.locator(f'.ag-header-cell[col-id="{column}"]')


def test_sorting_puts_empty_cells_last_either_way(desk):
    header(desk, "usage").locator(".header-label").click()
    assert desk.shown_rows() == ["n0001", "n0002", "n0003", "n0004", "n0005"]
    header(desk, "usage").locator(".header-label").click()
    assert desk.shown_rows() == ["n0003", "n0002", "n0001", "n0004", "n0005"]


def test_a_chip_shows_only_its_rows_and_gives_them_all_back(desk):
    desk.until(lambda: desk.button("Duplicates 2").is_visible())
    desk.button("Submitted 1").click()
    assert desk.shown_rows() == ["n0003"]
    assert desk.status("1 of 5")
    desk.button("Submitted 1").click()
    desk.button("Duplicates 2").click()
    assert desk.shown_rows() == ["n0001", "n0004"]
    desk.button("All 5").click()
    assert len(desk.shown_rows()) == 5


def test_the_search_finds_texts_labels_and_numbers_however_they_are_written(desk):
    search = desk.page.get_by_role("searchbox")
    for typed, found in [("vejle", 2), ("7012 34 0", 4), ("Main num", 1), ("nobody", 0)]:
        search.fill(typed)
        desk.until(lambda found=found: len(desk.shown_rows()) == found)
    desk.button("Show all").click()
    assert len(desk.shown_rows()) == 5
    assert search.input_value() == ""


def test_a_filter_by_choices_and_one_by_text_go_together(desk):
    desk.button("Filter").click()
    desk.dialog().get_by_label("Column").select_option(label="Site")
    desk.dialog().get_by_label("Contains").fill("aar")
    desk.dialog().get_by_role("button", name="Filter", exact=True).click()
    desk.until(lambda: desk.shown_rows() == ["n0001", "n0003"])
    header(desk, "usage").hover()
    header(desk, "usage").get_by_role("button").click()
    desk.dialog().get_by_label("Fax").check()
    desk.press("Enter")
    desk.until(lambda: desk.shown_rows() == ["n0003"])
    desk.page.get_by_role("button", name="Site: “aar”").click()
    desk.page.get_by_role("button", name="Usage: Fax").click()
    assert len(desk.shown_rows()) == 5


def test_a_row_that_is_added_while_filtered_stays_in_sight(desk):
    desk.button("Submitted 1").click()
    desk.button("Add number").click()
    desk.until(lambda: desk.shown_rows() == ["n0003", "n0006"])


def test_columns_are_hidden_moved_and_pinned_and_the_project_remembers_it(desk):
    desk.button("Columns").click()
    dialog = desk.dialog()
    dialog.get_by_label("Usage").first.uncheck()
    dialog.get_by_role("button", name="Move Site earlier").focus()
    for _ in range(6):
        desk.press("Enter")
    dialog.get_by_role("button", name="Pin Status to the left").click()
    dialog.get_by_role("button", name="Apply").click()
    desk.until(lambda: "usage" in desk.project.layout("numbers").get("hidden", ()))
    layout = desk.project.layout("numbers")
    assert layout["order"].index("site") < layout["order"].index("type")
    assert set(layout["pinned"]) == {"number", "status"}
    assert not header(desk, "usage").is_visible()
    reopened = NumberTable(Project(desk.project.path)).get_state()["_state"]["layout"]
    assert list(reopened["hidden"]) == list(layout["hidden"])


def test_a_column_that_is_dragged_to_another_place_stays_there(desk):
    source, target = header(desk, "decision").bounding_box(), header(desk, "type").bounding_box()
    mouse = desk.page.mouse
    mouse.move(source["x"] + 30, source["y"] + 20)
    mouse.down()
    for step in range(1, 9):
        way = (target["x"] + 30 - source["x"] - 30) * step / 8
        mouse.move(source["x"] + 30 + way, source["y"] + 20)
    mouse.up()
    desk.until(lambda: desk.project.layout("numbers").get("order"))
    order = desk.project.layout("numbers")["order"]
    assert order.index("decision") < order.index("type")


# --- looks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 390])
def test_it_has_no_serious_accessibility_finding(open_bare_page, project, width):
    bare = open_bare_page(width=width)
    desk = TableDesk(bare, project)
    desk.until(lambda: desk.cell("n0001", "number").get_attribute("aria-invalid") == "true")
    desk.cell("n0005", "number").click()
    assert bare.axe() == []
    desk.press("Space")
    assert bare.axe() == []
    desk.press("ArrowRight", "Enter")
    assert desk.page.get_by_role("option").first.is_visible()
    assert bare.axe() == []
    desk.press("Escape")
    desk.button("Filter").click()
    assert bare.axe() == []


def test_on_a_phone_the_page_does_not_scroll_sideways_and_the_number_stays_in_sight(
    open_bare_page, project
):
    bare = open_bare_page(width=390, height=844, has_touch=True, is_mobile=True)
    desk = TableDesk(bare, project)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390
    grid = desk.page.locator(".ag-grid-viewport")
    grid.evaluate("viewport => viewport.scrollBy(500, 0)")
    desk.until(lambda: desk.cell("n0001", "status").is_visible())
    box = desk.cell("n0001", "number").bounding_box()
    assert 0 <= box["x"] < 100
    low = [
        button.inner_text() or button.get_attribute("aria-label")
        for button in desk.page.locator(".pw-table-always button").all()
        if button.bounding_box()["height"] < 44
    ]
    assert low == []


def test_the_grid_has_a_name_and_its_buttons_do(desk):
    assert desk.page.get_by_role("grid", name="Phone numbers").is_visible()
    unnamed = [
        button
        for button in desk.page.get_by_role("button").all()
        if not (button.get_attribute("aria-label") or button.inner_text().strip())
    ]
    assert unnamed == []
