"""The order of rows: those that went find their places again, those that come stand in turn."""

from hypothesis import given
from hypothesis import strategies as st

from portwidgets.storage.row_order import in_place, places

ROWS = [f"n{number}" for number in range(1, 8)]


@given(st.permutations(ROWS), st.integers(0, len(ROWS)))
def test_rows_that_went_find_their_places_in_the_opposite_order(shuffled, count):
    going = shuffled[:count]
    above = places(ROWS, going)
    order = [row for row in ROWS if row not in going]
    for row in reversed(going):
        order = in_place([*order, row], {above[row]: [row]})
    assert order == ROWS


def test_the_row_inserted_last_stands_nearest():
    assert in_place(["a", "b", "x", "y"], {"a": ["x", "y"]}) == ["a", "y", "x", "b"]


def test_a_row_goes_behind_one_that_is_new_itself():
    assert in_place(["a", "x", "y"], {"a": ["x"], "x": ["y"]}) == ["a", "x", "y"]


def test_a_row_whose_place_is_gone_comes_last():
    assert in_place(["x", "a"], {"gone": ["x"]}) == ["a", "x"]
