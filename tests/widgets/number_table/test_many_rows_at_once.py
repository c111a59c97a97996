"""Rows are set, added, deleted and brought back together, each as one step."""

import disk
from widgets.number_table.asking import enter
from wire import state_of


def test_a_column_is_set_for_many_rows_as_one_step(project, wire):
    answer = wire.ask("set_many", rows=[["n0001", 3]], column="decision", text="port")
    assert answer["changed"] == 3
    assert {row["decision"] for row in disk.rows(project)} == {"port"}
    wire.ask("undo")
    assert {row["decision"] for row in disk.rows(project)} == {""}


def test_rows_take_the_type_that_the_numbering_plan_suggests(project, wire):
    project.numbers.set("n0002", number="80 12 34 56")
    answer = wire.ask("take_types", rows=["n0002"])
    assert answer["changed"] == 1
    assert disk.rows(project)[1]["type"] == "toll_free"


def test_a_new_row_comes_last_and_is_named_in_the_answer(project, wire):
    assert wire.ask("add")["added"] == ["n0004"]
    assert disk.rows(project)[3]["status"] == "planned"


def test_deleted_rows_come_back_to_their_places(project, wire):
    assert wire.ask("delete", rows=["n0001", "n0002"])["deleted"] == 2
    assert [row["id"] for row in disk.rows(project)] == ["n0003"]
    assert wire.ask("undo")["added"]
    assert [row["id"] for row in disk.rows(project)] == ["n0001", "n0002", "n0003"]
    assert wire.ask("redo")["deleted"] == 2
    assert [row["id"] for row in disk.rows(project)] == ["n0003"]


def test_the_buttons_for_undo_and_redo_know_whether_there_is_a_step(table, wire):
    def steps():
        state = state_of(table)
        return state["can_undo"], state["can_redo"]

    enter(wire, "site", "Vejle", before="Aarhus")
    assert steps() == (True, False)
    wire.ask("undo")
    assert steps()[1]
