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
    ("intent", "fields"),
    [
        ("correct", {"key": 10**9, "text": "67123400"}),
        ("map_column", {"sheet": 9, "index": 0, "target": ""}),
        ("map_column", {"sheet": 0, "index": 0, "target": "id"}),
        ("map_value", {"column": "type", "text": "fastnet", "code": "pigeon"}),
        ("headings", {"sheet": 9, "rows": [1]}),
    ],
)
def test_what_is_not_there_is_refused_and_the_preview_stands(wire, intent, fields):
    read(wire)
    before = wire.state["sum"]
    assert not wire.ask(intent, **fields)["ok"]
    assert wire.state["stage"] == "preview"
    assert wire.state["sum"] == before


@pytest.mark.parametrize("intent", ["apply", "undo", "read"])
def test_without_a_file_there_is_nothing_to_do(wire, intent):
    assert not wire.ask(intent)["ok"]
