"""A list comes in whole: files, text, refusals; nothing is written, nothing left behind."""

import asyncio

import disk
import pytest
from customer_list import MESSY
from widgets.import_panel.sending import read, rows, send, spooled, tell_piece
from wire import Wire

from portwidgets import ImportPanel
from portwidgets.widgets import pieces


def test_every_row_is_accounted_for_and_nothing_is_written(project, wire):
    before = disk.rows(project)
    read(wire)
    shown = wire.state
    assert shown["stage"] == "preview"
    assert shown["files"] == [{"name": "list.csv", "size": len(MESSY.encode("utf-8-sig"))}]
    assert shown["sum"]["rows"] == 8
    assert shown["sum"]["outcomes"] == {
        "number": 1,
        "range": 1,
        "duplicate_in_file": 1,
        "duplicate_of_inventory": 1,
        "no_number": 2,
        "not_understood": 2,
    }
    assert (shown["sum"]["new"], shown["sum"]["in_inventory"], shown["sum"]["missing"]) == (
        11,
        1,
        1,
    )
    assert disk.rows(project) == before


def test_a_row_tells_where_it_stands_what_it_was_what_it_became_and_why(wire):
    read(wire)
    told = {row["source"]["row"]: row for row in rows(wire)}
    assert told[4]["source"] == {"file": "list.csv", "sheet": "", "row": 4}
    assert told[4]["cells"] == ["67123410-19", "Kø", "Odense", "fastnet"]
    assert (told[4]["outcome"], told[4]["count"]) == ("range", 10)
    assert told[4]["numbers"] == ["+45 67 12 34 10", "+45 67 12 34 11", "+45 67 12 34 12"]
    assert ["Type", "Fixed line"] in [list(fact) for fact in told[4]["becomes"]]
    assert told[7]["outcome"] == "not_understood"
    assert "digits" in told[7]["reason"]
    assert told[7]["entry"] == "67 12 34"


def test_rows_come_by_outcome_by_search_and_by_page(wire):
    lines = "".join(f"67{number:06}\n" for number in range(1, 121))
    read(wire, f"Telefonnr.\n{lines}rubbish\n")
    assert len(rows(wire)) == wire.state["page"] == 50
    assert rows(wire, offset=100)[0]["cells"] == ["67000100"]
    assert [row["cells"] for row in rows(wire, "not_understood")] == [["rubbish"]]
    assert [row["cells"] for row in rows(wire, search=" 000077 ")] == [["67000077"]]


def test_pasted_text_is_read_as_a_file_is(wire):
    assert send(wire, ("", "Ring på 67 12 34 56 eller 67 12 34 57.".encode()), pasted=True)["ok"]
    assert wire.state["files"] == []
    assert wire.state["sum"]["new"] == 2


def test_several_files_are_one_import(wire):
    send(wire, ("a.csv", b"Telefonnr.\n67123401\n"), ("b.csv", b"Telefonnr.\n67123402\n67123401\n"))
    assert {row["source"]["file"] for row in rows(wire)} == {"a.csv", "b.csv"}
    assert wire.state["sum"]["new"] == 2
    assert wire.state["sum"]["outcomes"]["duplicate_in_file"] == 1


def test_how_far_the_sending_is_is_told_a_few_times_a_second(wire, monkeypatch):
    monkeypatch.setattr(pieces, "_TELL_SECONDS", 0)
    wire.ask("receive", files=[{"name": "list.csv", "size": 10}])
    assert wire.state["stage"] == "receiving"
    tell_piece(wire, 0, 0, b"67123")
    assert wire.state["progress"]["fraction"] == 0.5


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("list.csv", b"", "empty"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "locked.xlsx"),
        ("~$list.xlsx", b"x" * 100, "list.xlsx"),
    ],
)
def test_what_is_no_list_says_what_to_do_and_the_next_file_can_be_chosen(wire, name, content, says):
    send(wire, (name, content))
    assert wire.state["stage"] == "empty"
    assert says in wire.state["error"]
    read(wire)
    assert (wire.state["stage"], wire.state["error"]) == ("preview", "")


def test_files_that_are_too_large_are_refused_before_they_are_sent(wire):
    answer = wire.ask("receive", files=[{"name": "list.csv", "size": 10**12}])
    assert answer["code"] == "import_panel.too_large"
    assert wire.state["error"] == answer["text"]
    assert spooled(wire) == []


def test_a_file_that_did_not_come_whole_is_not_read(wire):
    wire.ask("receive", files=[{"name": "list.csv", "size": 10}])
    tell_piece(wire, 0, 0, b"67123")
    wire.ask("read")
    assert wire.state["stage"] == "empty"
    assert "as a whole" in wire.state["error"]


def folder_of_a_file_that_is_coming(wire):
    wire.ask("receive", files=[{"name": "list.csv", "size": 10}])
    tell_piece(wire, 0, 0, b"67123")
    (folder,) = spooled(wire)
    assert folder.exists()
    return folder


def test_a_file_is_gone_when_it_was_read(wire):
    folder = folder_of_a_file_that_is_coming(wire)
    tell_piece(wire, 0, 5, b"45678")
    wire.ask("read")
    assert wire.state["stage"] == "preview"
    assert not folder.exists()


def test_cancel_leaves_nothing_behind(project, wire):
    before = disk.rows(project)
    folder = folder_of_a_file_that_is_coming(wire)
    wire.ask("cancel")
    assert not folder.exists()
    read(wire)
    wire.ask("cancel")
    assert (wire.state["stage"], wire.state["error"]) == ("empty", "")
    assert "sum" not in wire.state
    assert disk.rows(project) == before


def test_a_closed_panel_leaves_nothing_behind(panel, wire):
    folder = folder_of_a_file_that_is_coming(wire)
    panel.close()
    assert not folder.exists()


def test_reading_goes_on_in_slices_between_which_others_are_served(project):
    text = "Telefonnr.\n" + "".join(f"67{number:06}\n" for number in range(80_000))

    async def asked():
        panel = ImportPanel(project)
        wire = Wire(panel)
        read(wire, text)
        served = 0
        refused = wire.ask("rows", outcome="", offset=0, search="")
        while wire.state["stage"] == "reading":
            await asyncio.sleep(0)
            served += 1
        return refused, served, wire.state["sum"]["new"]

    refused, served, new = asyncio.run(asked())
    assert refused["code"] == "import_panel.not_yet"
    assert served > 2
    assert new == 80_000


def test_a_reading_that_is_cancelled_stops(project):
    text = "Telefonnr.\n" + "".join(f"67{number:06}\n" for number in range(80_000))

    async def asked():
        panel = ImportPanel(project)
        wire = Wire(panel)
        read(wire, text)
        await asyncio.sleep(0)
        wire.ask("cancel")
        await asyncio.wait_for(panel._job._task, 5)
        return wire.state

    shown = asyncio.run(asked())
    assert (shown["stage"], shown["error"]) == ("empty", "")
