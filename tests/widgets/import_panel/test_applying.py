"""An import is one step, which is taken back as one, and its account is downloaded."""

import csv
import io

import disk
from widgets.import_panel.sending import read, rows
from wire import Wire

from portwidgets import ImportPanel
from portwidgets.widgets import pieces


def test_an_import_is_one_step_that_is_taken_back_as_one(project, wire):
    before = disk.rows(project)
    read(wire)
    assert wire.ask("apply")["ok"]
    shown = wire.state
    assert shown["stage"] == "applied"
    assert shown["can_undo"]
    told = {"added": 11, "changed": 2, "conflicts": 0, "not_understood": 2}
    assert shown["applied"] == {**told, "refused": 0, "why": []}
    assert len(disk.rows(project)) == 13
    assert wire.ask("undo")["ok"]
    assert disk.rows(project) == before
    assert (wire.state["stage"], wire.state["undone"]) == ("empty", 0)


def test_another_step_since_is_not_taken_back_in_the_imports_name(project, wire):
    read(wire)
    wire.ask("apply")
    project.numbers.set("n0001", note="looked at")
    assert not wire.state["can_undo"]
    assert wire.ask("undo")["code"] == "import_panel.not_last"
    assert disk.rows(project)[0]["note"] == "looked at"


def test_an_import_with_nothing_in_it_is_refused(wire):
    read(wire, "Telefonnr.\n67 99 88 77\n")
    wire.ask("decide", accept=False, keys=None)
    assert wire.ask("apply")["code"] == "import.nothing_to_apply"
    assert wire.state["stage"] == "preview"


def test_a_cell_that_someone_changed_meanwhile_stands_and_is_told(project, wire):
    read(wire)
    wire.ask("decide", accept=True, keys=None)
    project.numbers.set("n0001", site="Kolding")
    wire.ask("apply")
    assert disk.rows(project)[0]["site"] == "Kolding"
    assert wire.state["applied"]["conflicts"] == 1


def test_the_account_is_downloaded_before_and_after(wire, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 100)

    def account():
        content, number = b"", 0
        while True:
            answer, (piece,) = wire.fetch("account", piece=number)
            content += piece
            number += 1
            if not answer["more"]:
                text = content.decode("utf-8-sig")
                return answer["filename"], list(csv.reader(io.StringIO(text), delimiter=";"))

    read(wire)
    name, lines = account()
    assert name == "Nordlys-import.csv"
    assert len(lines) == 1 + 8
    wire.ask("apply")
    assert len(account()[1]) == 1 + 8


def test_a_piece_of_the_account_may_be_asked_for_twice_and_none_is_skipped(wire, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 100)
    read(wire)
    wire.ask("account", piece=0)
    wire.ask("account", piece=0)
    assert wire.sent[-1][1] == wire.sent[-2][1]
    wire.ask("account", piece=1)
    assert wire.refused("account", piece=3) == "import_panel.not_yet"


def test_leaving_keeps_a_preview_and_forgets_what_was_applied(project):
    left = []
    panel = ImportPanel(project, leave=lambda: left.append(True))
    wire = Wire(panel)
    read(wire)
    wire.ask("leave")
    assert wire.state["stage"] == "preview"
    wire.ask("apply")
    wire.ask("leave")
    assert (wire.state["stage"], len(left)) == ("empty", 2)


def test_another_language_is_taken_at_any_time(panel, wire):
    read(wire)
    panel.language = "da"
    assert wire.state["outcomes"]["not_understood"] == "Ikke forstået"
    assert "cifre" in rows(wire, "not_understood")[0]["reason"]
