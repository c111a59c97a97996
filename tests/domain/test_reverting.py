"""Many changes are taken back at once, each cell in one step to where it was before them."""

from portwidgets.domain.edit import Add, Change, Delete, Set
from portwidgets.domain.reverting import reverting


def change(*ops):
    return Change("c", "2026-11-22T20:00:00Z", "Salg", ops)


def put(before, after, row="n1", column="note"):
    return Set("numbers", row, column, before, after)


def test_a_cell_that_was_changed_often_goes_back_in_one_step():
    newest_first = [change(put("b", "c")), change(put("a", "b")), change(put("", "a"))]
    assert reverting(newest_first) == (put("c", ""),)


def test_a_cell_that_came_back_by_itself_is_left_alone():
    assert reverting([change(put("b", "a")), change(put("a", "b"))]) == ()


def test_a_change_from_outside_in_between_is_seen_as_a_conflict_later():
    """Not joined over the gap: the older step must not fit what somebody wrote in between."""
    assert reverting([change(put("x", "c")), change(put("a", "b"))]) == (
        put("c", "x"),
        put("b", "a"),
    )


def test_rows_come_back_before_their_cells_and_go_after_them():
    row = {"note": "b"}
    gone = [change(Delete("numbers", "n1", row, "")), change(put("a", "b"))]
    assert reverting(gone) == (Add("numbers", "n1", row, ""), put("b", "a"))
    made = [change(put("a", "b")), change(Add("numbers", "n1", {"note": "a"}, ""))]
    assert reverting(made) == (put("b", "a"), Delete("numbers", "n1", {"note": "a"}, ""))
