"""What a browser may not ask for is refused and changes nothing."""

import disk
import pytest
from widgets.number_table.asking import enter


@pytest.mark.parametrize(
    "message",
    [
        {"intent": "drop", "seq": 1},
        {"intent": "set", "seq": 1, "row": "n0001", "column": "site", "text": "x"},
        {"intent": "set", "seq": 1, "row": 7, "column": "site", "text": "x", "before": ""},
        {"intent": "delete", "seq": 1, "rows": "n0001"},
        {"intent": "delete", "seq": 1, "rows": [["n0001", "many"]]},
        {"intent": "paste", "seq": 1, "rows": [], "columns": [], "block": ["n0001"]},
        {"intent": "layout", "seq": 1, "layout": {"order": []}},
        {"intent": "open", "seq": 1, "path": "/etc"},
    ],
)
def test_a_malformed_intent_is_refused_and_changes_nothing(project, wire, message):
    before = disk.rows(project)
    wire.tell(message)
    assert wire.customs[-1]["code"] == "widget.bad_request"
    assert disk.rows(project) == before


def test_more_rows_than_any_table_has_are_refused(wire):
    answer = wire.ask("delete", rows=[["n0001", 10**9]])
    assert answer["code"] == "table.too_many_rows"


@pytest.mark.parametrize(
    ("column", "code"), [("nothing", "project.unknown_column"), ("id", "cell.not_by_hand")]
)
def test_a_column_that_is_not_there_or_not_typed_in_refuses_entries(project, wire, column, code):
    before = disk.rows(project)
    assert enter(wire, column, "x", before=before[0].get(column, ""))["code"] == code
    assert disk.rows(project) == before
