"""The export: what is chosen is written as files, and what cannot be taken is named."""

import asyncio
import io
import zipfile

import pytest
from wire import Wire, state_of

from portwidgets import ExportPanel, Workspace
from portwidgets.widgets import export_panel, pieces


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="IT")
    project.numbers.add_rows(
        [
            {"number": "67 12 34 00", "decision": "port", "site": "Aarhus"},
            {"number": "67 12 34 01", "decision": "port", "status": "submitted"},
            {"number": "67 12 34 0", "decision": "port"},
            {"number": "67 12 34 03", "decision": "keep"},
        ]
    )
    return project


@pytest.fixture
def panel(project):
    return ExportPanel(project, selected=lambda: ["n0002", "n0003", "n9999"])


@pytest.fixture
def wire(panel):
    return Wire(panel)


def choose(wire, target, scope=""):
    return wire.ask("choose", target=target, scope=scope)


def fetched(wire, **fields):
    """A file as the page fetches it: piece by piece."""
    content = b""
    while True:
        answer, (piece,) = wire.fetch("download", offset=len(content), **fields)
        content += piece
        if not answer["more"]:
            return answer["filename"], content


def test_it_starts_with_the_whole_inventory_for_a_spreadsheet(panel):
    shown = state_of(panel)
    assert (shown["target"], shown["scope"]) == ("csv", "")
    assert shown["result"]["count"] == 4
    assert [file["count"] for file in shown["result"]["files"]] == [4]


def test_a_target_tells_its_limit_and_where_it_was_read(panel):
    targets = {target["id"]: target for target in state_of(panel)["targets"]}
    assert targets["microsoft_teams"]["limit"] == 999
    assert targets["microsoft_teams"]["sources"]
    assert targets["xlsx"]["for_people"]
    assert not targets["e164_list"]["for_people"]


def test_what_cannot_be_taken_is_counted_and_named_with_its_reason(panel, wire):
    choose(wire, "e164_list")
    result = state_of(panel)["result"]
    assert (result["count"], result["refused"]) == (2, 1)
    assert "not to be ported" in result["notes"][0]
    answer = wire.ask("refused", offset=0)
    assert answer["total"] == 1
    assert answer["items"][0]["number"] == "67 12 34 0"
    assert "digits" in answer["items"][0]["why"]


def test_only_what_is_offered_can_be_chosen(panel, wire):
    before = state_of(panel)
    assert choose(wire, "/etc/passwd")["code"] == "export_panel.gone"
    assert choose(wire, "csv", "site:Aarhus")["code"] == "export_panel.gone"
    assert state_of(panel) == before


def test_it_exports_those_selected_in_the_table_that_are_still_there(panel, wire):
    scopes = {scope["value"]: scope["count"] for scope in state_of(panel)["scopes"]}
    assert scopes == {
        "": 4,
        "selected": 2,
        "status:planned": 3,
        "status:submitted": 1,
        "decision:port": 3,
        "decision:keep": 1,
    }
    choose(wire, "e164_list", "selected")
    assert fetched(wire)[1].split() == [b"+4567123401"]


def test_a_file_is_fetched_in_pieces_that_may_be_asked_for_twice(wire, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 5)
    choose(wire, "e164_list")
    name, content = fetched(wire)
    assert (name, content.split()) == ("Nordlys-e164_list.txt", [b"+4567123400", b"+4567123401"])
    wire.ask("download", offset=5)
    wire.ask("download", offset=5)
    assert wire.sent[-1][1] == wire.sent[-2][1]


def test_several_files_come_as_a_zip_file_or_one_by_one(project, panel, wire):
    project.numbers.add("+44 20 7946 0123", decision="port")
    choose(wire, "national_list")
    files = [file["name"] for file in state_of(panel)["result"]["files"]]
    assert len(files) == 2
    name, content = fetched(wire)
    assert name == "Nordlys-national_list.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == files
    assert fetched(wire, file=1)[0] == files[1]
    assert wire.ask("download", offset=0, file=2)["code"] == "export_panel.gone"


def test_text_of_a_single_file_goes_to_the_clipboard_and_a_workbook_does_not(panel, wire):
    choose(wire, "clipboard")
    assert state_of(panel)["result"]["can_copy"]
    answer, (content,) = wire.fetch("copy")
    assert answer["ok"]
    assert content.decode().splitlines()[1].startswith("n0001\t67 12 34 00")
    choose(wire, "xlsx")
    assert not state_of(panel)["result"]["can_copy"]
    assert wire.ask("copy")["code"] == "export_panel.gone"


def test_a_project_without_numbers_says_what_to_do(tmp_path):
    panel = ExportPanel(Workspace(tmp_path).create("Empty", language="en"))
    result = state_of(panel)["result"]
    assert "no numbers to export" in result["notes"][0]


def test_the_files_follow_every_edit(project, panel, wire):
    choose(wire, "e164_list")
    project.numbers.set("n0004", decision="port")
    assert state_of(panel)["result"]["count"] == 3
    project.numbers.delete(["n0002"])
    assert state_of(panel)["result"]["count"] == 2


def test_many_numbers_are_exported_when_that_is_asked_for_and_the_kernel_stays_alive(
    project, monkeypatch
):
    monkeypatch.setattr(export_panel, "AT_ONCE_UP_TO", 3)

    async def asked():
        panel = ExportPanel(project)
        wire = Wire(panel)
        first = state_of(panel)["result"], state_of(panel)["preparing"]
        wire.ask("prepare")
        during = state_of(panel)["preparing"]  # it was answered before the files were there
        for _ in range(1000):
            await asyncio.sleep(0.001)
            if not state_of(panel)["preparing"]:
                break
        return first, during, state_of(panel)["result"]["count"]

    assert asyncio.run(asked()) == ((None, False), True, 4)


def test_of_two_choices_in_a_row_only_the_last_is_shown(project):
    async def asked():
        panel = ExportPanel(project)
        wire = Wire(panel)
        choose(wire, "xlsx")
        choose(wire, "e164_list")
        for _ in range(1000):
            await asyncio.sleep(0.001)
            if not state_of(panel)["preparing"]:
                break
        await asyncio.sleep(0.2)  # the first one's files, made beside, come to nothing
        return state_of(panel)

    shown = asyncio.run(asked())
    assert shown["target"] == "e164_list"
    assert [file["name"] for file in shown["result"]["files"]] == ["Nordlys-e164_list.txt"]


def test_another_language_is_taken_at_any_time(panel, wire):
    choose(wire, "e164_list")
    panel.language = "da"
    assert "skal porteres" in state_of(panel)["result"]["notes"][0]


def test_a_closed_panel_follows_no_longer(project, panel, wire):
    panel.close()
    wire.sent.clear()
    project.numbers.delete(["n0001"])
    assert not wire.sent
