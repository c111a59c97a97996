"""What a browser asks about PINs: answered strictly, and told nowhere but to whoever asks."""

import json
import logging

import pytest
from wire import Wire

from portwidgets import Workspace
from portwidgets.widgets.number_table import NumberTable

PIN = "4711-zebra"


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path).create("Nordlys", language="en")


@pytest.fixture
def wire(project):
    project.numbers.add_rows([{"number": "+4567123400"}, {"number": "+4567123401"}])
    return Wire(NumberTable(project))


def place(row="n0001", name="port_out_pin", table="numbers"):
    return {"table": table, "row": row, "name": name}


def test_a_pin_is_kept_told_on_request_and_forgotten(project, wire):
    assert wire.ask("set_secret", [PIN.encode()], **place())["ok"]
    assert project.secrets.has("numbers", "n0001", "port_out_pin")
    assert wire.widget._state["secrets"] == {"n0001": ["port_out_pin"]}
    answer, buffers = wire.fetch("show_secret", **place())
    assert (answer["ok"], buffers) == (True, [PIN.encode()])
    assert wire.ask("delete_secret", **place())["ok"]
    assert wire.widget._state["secrets"] == {}
    assert wire.refused("show_secret", **place()) == "secret.none"


def test_no_state_message_log_or_remembered_answer_holds_it(project, wire, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    wire.ask("set_secret", [PIN.encode()], **place())
    wire.ask("show_secret", **place())

    def broken(*_key):
        raise RuntimeError("of our own making")

    monkeypatch.setattr(project.secrets, "set", broken)
    failed = wire.answer(wire.begin("set_secret", [PIN.encode()], **place()))
    assert failed["code"] == "widget.failed"
    assert "of our own making" in caplog.text
    said = json.dumps([message for message, _ in wire.sent])
    for told in (said, caplog.text, json.dumps(wire.widget.get_state(), default=str)):
        assert PIN not in told
    assert PIN.encode() not in b"".join(bytes(a) for a in _buffers(wire.widget._answers.values()))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"row": "n9999"}, "secret.unknown_row"),
        ({"table": "orders"}, "widget.bad_request"),
        ({"table": "progress"}, "widget.bad_request"),
        ({"name": "note"}, "widget.bad_request"),
        ({"name": "passcode"}, "secret.unknown_name"),
        ({"value": PIN}, "widget.bad_request"),
        ({"by": "somebody else"}, "widget.bad_request"),
        ({"buffers": []}, "secret.not_keepable"),
        ({"buffers": [b"12\n34"]}, "secret.not_keepable"),
        ({"buffers": [b"\xff\xfe"]}, "secret.not_keepable"),
        ({"buffers": [b"9" * 100_000]}, "secret.not_keepable"),
    ],
)
def test_what_is_no_such_request_is_refused_and_changes_nothing(project, wire, caplog, wrong, code):
    before = list(project.history())
    asked = {"buffers": [PIN.encode()], **place(), **wrong}
    assert wire.refused("set_secret", **asked) == code
    assert not project.secrets.keys()
    assert list(project.history()) == before
    assert PIN not in caplog.text


def test_its_texts_come_in_the_language_of_the_widget(project):
    widget = NumberTable(project, language="da")
    assert widget._texts["secret.show"] == "Vis"
    widget.language = "en"
    assert widget._texts["secret.show"] == "Show"


def _buffers(answers):
    return [buffer for answer in answers for buffer in answer.buffers]
