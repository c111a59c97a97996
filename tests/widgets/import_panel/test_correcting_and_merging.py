"""Rows are corrected in their place; cells that differ are accepted or kept one by one."""

import disk
from widgets.import_panel.sending import read, rows


def test_a_row_is_corrected_in_its_place_and_the_sum_follows(wire):
    read(wire)
    row = next(row for row in rows(wire, "not_understood") if row["entry"] == "67 12 34")
    answer = wire.ask("correct", key=row["key"], text="67 12 34 56")
    assert (answer["row"]["outcome"], answer["row"]["corrected"]) == ("number", "67 12 34 56")
    assert wire.state["sum"]["outcomes"]["not_understood"] == 1
    assert sum(wire.state["sum"]["outcomes"].values()) == wire.state["sum"]["rows"]
    back = wire.ask("correct", key=row["key"], text="")["row"]
    assert (back["outcome"], back["corrected"]) == ("not_understood", None)


def test_a_row_is_left_out_or_taken_as_it_stands(project, wire):
    read(wire)
    short, rounded = rows(wire, "not_understood")
    assert wire.ask("leave_out", key=rounded["key"])["row"]["outcome"] == "no_number"
    assert wire.ask("take_as_typed", key=short["key"])["row"]["outcome"] == "number"
    assert wire.state["sum"]["outcomes"]["not_understood"] == 0
    wire.ask("apply")
    assert "67 12 34" in [row["number"] for row in disk.rows(project)]


def changes(wire):
    return {item["column"]: item for item in wire.ask("changes", offset=0)["items"]}


def test_cells_that_differ_stand_side_by_side_and_empty_ones_are_filled(wire):
    read(wire)
    found = changes(wire)
    assert (found["Site"]["old"], found["Site"]["new"]) == ("Aarhus", "Odense")
    assert not found["Site"]["accepted"]
    assert (found["Type"]["old"], found["Type"]["new"]) == ("", "Fixed line")
    assert found["Type"]["accepted"]
    assert (wire.state["sum"]["cells"], wire.state["sum"]["accepted"]) == (3, 2)


def test_each_cell_is_accepted_or_kept(project, wire):
    read(wire)
    wire.ask("decide", accept=False, keys=None)
    assert wire.state["sum"]["accepted"] == 0
    wire.ask("decide", accept=True, keys=[changes(wire)["Site"]["key"]])
    assert wire.state["sum"]["accepted"] == 1
    wire.ask("apply")
    assert (disk.rows(project)[0]["site"], disk.rows(project)[0]["type"]) == ("Odense", "")


def test_numbers_that_the_file_lacks_are_named_and_stay(project, wire):
    read(wire)
    answer = wire.ask("missing", offset=0)
    assert answer["total"] == 1
    assert answer["items"][0]["number"] == "+45 67 99 88 77"
    wire.ask("apply")
    assert "+4567998877" in [row["number"] for row in disk.rows(project)]
