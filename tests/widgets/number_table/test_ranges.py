"""A range in a cell becomes its rows after a question, or stays a text."""

import disk
from widgets.number_table.asking import enter


def test_a_range_is_asked_about_with_the_number_of_rows_and_nothing_is_changed(project, wire):
    before = disk.rows(project)
    answer = enter(wire, "number", "70 55 66 00-99", before="+4570123400")
    assert answer["becomes"] == 100
    assert disk.rows(project) == before


def test_a_confirmed_range_becomes_its_rows_in_one_step(project, wire):
    answer = enter(wire, "number", "70556600-09", before="+4570123400", ranges="rows")
    assert answer["added"] == [["n0004", 9]]
    rows = disk.rows(project)
    assert rows[0]["number"] == "+4570556600"
    assert [row["number"] for row in rows[3:]] == [f"+457055660{last}" for last in range(1, 10)]
    assert {row["site"] for row in rows[3:]} == {"Aarhus"}
    wire.ask("undo")
    assert len(disk.rows(project)) == 3


def test_a_range_may_stay_a_text(project, wire):
    enter(wire, "number", "70556600-09", before="+4570123400", ranges="text")
    assert disk.rows(project)[0]["number"] == "70556600-09"


def test_a_range_that_is_too_large_stays_a_text(project, wire):
    text = "70000000-79999999"
    assert "becomes" not in enter(wire, "number", text, before="+4570123400")
    assert disk.rows(project)[0]["number"] == text
