"""A cell is edited by keys and by mouse; what is refused stands there with its reason."""

import pytest

pytestmark = pytest.mark.browser


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


def test_a_cell_is_written_twice_before_python_answers_the_first_entry(desk):
    desk.cell("n0001", "number").click()
    for answers_meanwhile, number in ((False, "+4570123470"), (True, "+4570123490")):
        desk.type(f"00{number[1:-1]}1")
        desk.press("Enter", "ArrowUp", "F2", "Control+a")
        desk.type(f"00{number[1:]}")
        if answers_meanwhile:
            desk.rest()
        desk.press("Enter")
        desk.until(lambda wanted=number: desk.disk("n0001")["number"] == wanted)
        desk.rest()
        assert (
            desk.text("n0001", "number")
            == f"{number[3:5]} {number[5:7]} {number[7:9]} {number[9:]}"
        )
        desk.press("ArrowUp")
    assert desk.page.locator(".conflict").count() == 0


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
    offered = desk.page.get_by_role("option").all_inner_texts()
    assert "Planned" in offered
    assert "Verified" not in offered


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


def test_a_text_of_several_lines_survives_being_looked_at(desk):
    desk.project.numbers.set("n0001", site="two\nlines")
    desk.until(lambda: "two" in desk.text("n0001", "site"))
    desk.cell("n0001", "site").click()
    desk.press("F2", "Enter")
    desk.rest()
    assert desk.disk("n0001")["site"] == "two\nlines"
