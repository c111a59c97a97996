"""What a colleague writes appears; over the same cell both values and who are shown."""

import pytest

from portwidgets.project import Project

pytestmark = pytest.mark.browser


def test_a_colleagues_edit_appears_by_itself(desk):
    Project(desk.project.path, user="ole").numbers.set("n0003", site="Skagen")
    desk.project.refresh()
    desk.until(lambda: desk.text("n0003", "site") == "Skagen")


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
