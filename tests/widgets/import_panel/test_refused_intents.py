"""What a browser may not ask for is refused, and the preview stands."""

import pytest
from widgets.import_panel.sending import read


@pytest.mark.parametrize(
    "message",
    [
        {"intent": "receive", "files": []},
        {"intent": "receive", "files": [{"name": "a", "size": -1}]},
        {"intent": "receive", "files": [{"name": "a", "size": 1, "path": "/etc/passwd"}]},
        {"intent": "rows", "outcome": "all", "offset": 0, "search": ""},
        {"intent": "correct", "key": "0", "text": ""},
        {"intent": "decide", "accept": "yes"},
        {"intent": "map_column", "sheet": 0, "index": -1, "target": ""},
    ],
)
def test_a_malformed_intent_is_refused(wire, message):
    wire.tell({**message, "seq": 1})
    assert wire.customs[-1]["code"] == "widget.bad_request"


@pytest.mark.parametrize(
    ("intent", "fields", "code"),
    [
        ("correct", {"key": 10**9, "text": "67123400"}, "import_panel.no_such_row"),
        ("correct", {"key": 8, "text": ""}, "import_panel.no_such_row"),  # the first that is not
        ("leave_out", {"key": 10**9}, "import_panel.no_such_row"),
        ("take_as_typed", {"key": 10**9}, "import_panel.no_such_row"),
        ("map_column", {"sheet": 9, "index": 0, "target": ""}, "import.unknown_sheet"),
        ("map_column", {"sheet": 0, "index": 0, "target": "id"}, "import.unknown_target"),
        (
            "map_value",
            {"column": "type", "text": "fastnet", "code": "pigeon"},
            "cell.unknown_choice",
        ),
        ("headings", {"sheet": 9, "rows": [1]}, "import.unknown_sheet"),
    ],
)
def test_what_is_not_there_is_refused_and_the_preview_stands(wire, intent, fields, code):
    read(wire)
    before = wire.state["sum"]
    assert wire.refused(intent, **fields) == code
    assert wire.state["stage"] == "preview"
    assert wire.state["sum"] == before


@pytest.mark.parametrize(
    ("intent", "code"),
    [
        ("apply", "import_panel.not_yet"),
        ("undo", "import_panel.not_last"),
        ("read", "import_panel.no_upload"),
    ],
)
def test_without_a_file_there_is_nothing_to_do(wire, intent, code):
    assert wire.refused(intent) == code
