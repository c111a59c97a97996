"""The history page tells changes in people's words and takes them back on request."""

import pytest
from wire import Wire, state_of

from portwidgets import HistoryPanel, Project, Workspace


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path).create("Nordlys", region="DK", user="Indkøb")


@pytest.fixture
def panel(project):
    return HistoryPanel(project, "en")


@pytest.fixture
def wire(panel):
    return Wire(panel)


def look(wire, **wanted):
    return wire.ask("look", **wanted)


def test_a_change_is_told_in_the_readers_words(project, wire, panel):
    row = project.numbers.add("70 12 34 00").id
    project.numbers.set(row, decision="port")
    project.checklist.tick("verify_signer")
    tick, decision, added = look(wire)["changes"]
    assert (tick["by"], tick["ops"][0]["name"]) == ("Indkøb", "Verify the authorized signer")
    assert (tick["ops"][0]["before"], tick["ops"][0]["after"]) == ("Open", "Done")
    assert decision["ops"][0]["name"] == "70 12 34 00"
    assert (decision["ops"][0]["label"], decision["ops"][0]["after"]) == ("Decision", "Port")
    assert added["ops"][0]["kind"] == "add"
    panel.language = "da"
    assert look(wire)["changes"][0]["ops"][0]["after"] == "Udført"


def test_a_large_change_is_told_in_part_and_counted(project, wire):
    project.numbers.add_range("70 12 34 00-99")
    (change,) = look(wire)["changes"]
    assert len(change["ops"]) + change["more"] == 100
    assert len(change["ops"]) < 20


def test_a_long_history_is_sent_in_parts(project, wire):
    for count in range(50):
        project.checklist.set("verify_signer", "note", str(count))
    first = look(wire)
    assert len(first["changes"]) == 40
    assert not first["complete"]
    rest = look(wire, before=first["last"])
    assert len(rest["changes"]) == 10
    assert rest["complete"]
    assert "people" in first
    assert "people" not in rest


def test_going_back_says_first_whose_changes_it_takes_back(project, wire):
    project.checklist.tick("verify_signer")
    (moment,) = look(wire)["changes"]
    Project(project.path, user="Salg").checklist.tick("keep_loa_copy")
    project.refresh()
    newest = look(wire)["changes"][0]
    range_ = {"change": moment["id"], "newest": newest["id"]}
    asked = wire.ask("behind", **range_)
    assert (asked["count"], asked["people"]) == (1, ["Salg"])
    done = wire.ask("go_back", **range_)
    assert (done["done"], done["left"]) == (1, 0)
    assert project.checklist["keep_loa_copy"].state == "open"


def test_what_was_changed_since_is_told_with_its_writer(project, wire):
    project.checklist.set("verify_signer", "note", "a")
    (change,) = look(wire)["changes"]
    Project(project.path, user="Salg").checklist.set("verify_signer", "note", "b")
    done = wire.ask("undo", change=change["id"])
    (left,) = done["conflicts"]
    assert (left["current"], left["by"], left["label"]) == ("b", "Salg", "Note")


def test_an_unknown_change_is_refused_with_a_reason(wire):
    assert wire.refused("undo", change="c0") == "history.no_change"


def test_the_page_hears_of_every_change_and_of_none_after_it_is_closed(project, panel, wire):
    project.checklist.tick("verify_signer")
    assert state_of(panel)["news"] == 1
    panel.close()
    project.checklist.untick("verify_signer")
    assert wire.customs[-1].get("patch", {}).get("news", 1) == 1


def test_a_shown_secret_is_told_without_it(project, wire):
    from portwidgets.domain.secret import Secret

    account = project.accounts.add(carrier="Tele").id
    project.secrets.set("accounts", account, "port_out_pin", Secret("4711"))
    told = look(wire)["changes"]
    assert told[0]["ops"][0]["kind"] == "secret_set"
    assert not told[0]["undoable"]
    assert "4711" not in str(told)


@pytest.mark.parametrize(
    "intent",
    [
        {"intent": "look", "text": "x" * 300},
        {"intent": "look", "before": ["a", 1]},
        {"intent": "look", "row": ["numbers"]},
        {"intent": "undo"},
        {"intent": "go_back", "change": 5, "newest": ""},
    ],
)
def test_a_malformed_intent_is_refused(wire, intent):
    wire.tell({"seq": 77, **intent})
    assert wire.customs[-1]["ok"] is False


def test_what_a_spreadsheet_typed_into_a_closed_project_is_told_as_nobodys_and_taken_back(project):
    project.numbers.add("70 12 34 00")
    path = project.path / "numbers.csv"
    path.write_text(path.read_text("utf-8").replace("+4570123400", "+4570123499"), "utf-8")
    again = Project(project.path, user="Indkøb")
    wire = Wire(HistoryPanel(again, "en"))
    told = look(wire)
    (change, _) = told["changes"]
    assert (change["by"], change["undoable"]) == ("", True)
    assert (change["ops"][0]["before"], change["ops"][0]["after"]) == ("70 12 34 00", "70 12 34 99")
    assert told["people"] == ["", "Indkøb"]
    assert wire.ask("undo", change=change["id"])["done"] == 1
    assert [number.number for number in again.numbers] == ["+4570123400"]


def test_a_table_that_was_replaced_as_a_whole_is_told_in_one_line_that_cannot_be_taken_back(
    project, monkeypatch
):
    project.numbers.add_range("70 12 34 00-09")
    monkeypatch.setattr("portwidgets.storage.catching_up._MOST_OPS", 4)
    path = project.path / "numbers.csv"
    path.write_text(path.read_text("utf-8").replace("+457012340", "+457012399"), "utf-8")
    wire = Wire(HistoryPanel(Project(project.path), "en"))
    (change, _) = look(wire)["changes"]
    (line,) = change["ops"]
    assert (line["kind"], line["name"], line["count"]) == ("replaced", "numbers.csv", 10)
    assert not change["undoable"]
