"""Numbers typed one after the other get a row each, however fast the hands are."""

import pytest

pytestmark = pytest.mark.browser


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
