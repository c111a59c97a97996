"""The import: nothing is written before the person says so, every row is accounted for."""

import asyncio
import csv
import io

import disk
import pytest
import xlsxwriter
from wire import Wire

from portwidgets import ImportPanel, Workspace
from portwidgets.widgets import intent_widget, pieces

MESSY = """Nummeroversigt Nordlys;;;
Telefonnr.;Bruger;Afdeling;Type
67 12 34 00;Reception;Odense;fastnet
67123410-19;Kø;Odense;fastnet
67 12 34 05;Lager;Odense;fastnet
67 12 34 00;igen;Odense;fastnet
67 12 34;kort;Vejle;fastnet
4,57E+09;afrundet;Vejle;alarmlinje
"""


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="IT")
    project.numbers.add_rows([{"number": "67 12 34 05", "site": "Aarhus"}, {"number": "67998877"}])
    return project


@pytest.fixture
def panel(project):
    return ImportPanel(project)


@pytest.fixture
def wire(panel):
    return Wire(panel)


def state(panel):
    return panel.get_state()["_state"]


def send(wire, *files, pasted=False):
    """Send files as the page does; return the answer to the reading."""
    told = [{"name": name, "size": len(content)} for name, content in files]
    answer = wire.ask("receive", files=told, pasted=pasted)
    for number, (_, content) in enumerate(files):
        for offset in range(0, len(content), 1000):
            tell_piece(wire, number, offset, content[offset : offset + 1000])
    return wire.ask("read") if answer["ok"] else answer


def tell_piece(wire, file, offset, content):
    seq = tell_piece.seq = getattr(tell_piece, "seq", 10**6) + 1
    wire.tell({"intent": "piece", "seq": seq, "file": file, "offset": offset}, [content])
    return next(message for message in wire.customs if message.get("answer") == seq)


def read(wire, text=MESSY, name="list.csv"):
    assert send(wire, (name, text.encode("utf-8-sig")))["ok"]


def rows(wire, outcome="", search="", offset=0):
    return wire.ask("rows", outcome=outcome, offset=offset, search=search)["items"]


def spooled(wire):
    """The folders of files that wait to be read, for this widget."""
    incoming = wire.widget._job._incoming
    return [] if incoming is None else [incoming._spool._folder.path]


def workbook(sheets, hidden=()):
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line)
            if name in hidden:
                sheet.hide()
    return written.getvalue()


# --- in --------------------------------------------------------------------------------------


def test_every_row_is_accounted_for_and_nothing_is_written(project, panel, wire):
    before = disk.rows(project)
    read(wire)
    shown = state(panel)
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


def test_rows_come_by_outcome_by_search_and_by_page(panel, wire):
    lines = "".join(f"67{number:06}\n" for number in range(1, 121))
    read(wire, f"Telefonnr.\n{lines}rubbish\n")
    assert len(rows(wire)) == state(panel)["page"] == 50
    assert rows(wire, offset=100)[0]["cells"] == ["67000100"]
    assert [row["cells"] for row in rows(wire, "not_understood")] == [["rubbish"]]
    assert [row["cells"] for row in rows(wire, search=" 000077 ")] == [["67000077"]]


def test_pasted_text_is_read_as_a_file_is(panel, wire):
    assert send(wire, ("", "Ring på 67 12 34 56 eller 67 12 34 57.".encode()), pasted=True)["ok"]
    assert state(panel)["files"] == []
    assert state(panel)["sum"]["new"] == 2


def test_several_files_are_one_import(panel, wire):
    send(wire, ("a.csv", b"Telefonnr.\n67123401\n"), ("b.csv", b"Telefonnr.\n67123402\n67123401\n"))
    assert {row["source"]["file"] for row in rows(wire)} == {"a.csv", "b.csv"}
    assert state(panel)["sum"]["new"] == 2
    assert state(panel)["sum"]["outcomes"]["duplicate_in_file"] == 1


def test_how_far_the_sending_is_is_told_a_few_times_a_second(panel, wire, monkeypatch):
    monkeypatch.setattr(pieces, "_TELL_SECONDS", 0)
    wire.ask("receive", files=[{"name": "list.csv", "size": 10}])
    assert state(panel)["stage"] == "receiving"
    tell_piece(wire, 0, 0, b"67123")
    assert state(panel)["progress"]["fraction"] == 0.5


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
    assert state(wire.widget)["stage"] == "empty"
    assert says in state(wire.widget)["error"]
    read(wire)
    assert (state(wire.widget)["stage"], state(wire.widget)["error"]) == ("preview", "")


def test_files_that_are_too_large_are_refused_before_they_are_sent(panel, wire):
    answer = wire.ask("receive", files=[{"name": "list.csv", "size": 10**12}])
    assert answer["code"] == "import_panel.too_large"
    assert state(panel)["error"] == answer["text"]
    assert spooled(wire) == []


def test_a_file_that_did_not_come_whole_is_not_read(panel, wire):
    wire.ask("receive", files=[{"name": "list.csv", "size": 10}])
    tell_piece(wire, 0, 0, b"67123")
    wire.ask("read")
    assert state(panel)["stage"] == "empty"
    assert "as a whole" in state(panel)["error"]


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
    assert state(wire.widget)["stage"] == "preview"
    assert not folder.exists()


def test_cancel_leaves_nothing_behind(project, panel, wire):
    before = disk.rows(project)
    folder = folder_of_a_file_that_is_coming(wire)
    wire.ask("cancel")
    assert not folder.exists()
    read(wire)
    wire.ask("cancel")
    assert (state(panel)["stage"], state(panel)["error"]) == ("empty", "")
    assert "sum" not in state(panel)
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
        while state(panel)["stage"] == "reading":
            await asyncio.sleep(0)
            served += 1
        return refused, served, state(panel)["sum"]["new"]

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
        return state(panel)

    shown = asyncio.run(asked())
    assert (shown["stage"], shown["error"]) == ("empty", "")


# --- mapping ---------------------------------------------------------------------------------


def columns(wire):
    answer = wire.ask("columns")
    return answer, {column["heading"]: column for column in answer["columns"][0]["columns"]}


def test_the_columns_are_shown_with_examples_and_sent_elsewhere(panel, wire):
    read(wire)
    _, found = columns(wire)
    assert found["Telefonnr."]["target"] == "number"
    assert found["Telefonnr."]["examples"][:2] == ["67 12 34 00", "67123410-19"]
    assert found["Afdeling"]["target"] == "site"
    generation = state(panel)["generation"]
    answer = wire.ask("map_column", sheet=0, index=found["Afdeling"]["index"], target="note")
    assert answer["ok"]
    assert state(panel)["generation"] == generation + 1
    assert columns(wire)[1]["Afdeling"]["target"] == "note"
    (row,) = rows(wire, "number")
    assert ["Note", "Odense"] in [list(fact) for fact in row["becomes"]]


def test_a_column_is_sent_elsewhere_while_the_list_is_read_anew(project):
    text = "Telefonnr.;Navn;Sted\n" + "".join(f"67{n:06};Kø;Ry\n" for n in range(5_000))

    async def asked():
        panel = ImportPanel(project)
        wire = Wire(panel)
        read(wire, text)
        await asyncio.wait_for(panel._job._task, 20)
        answers = [
            wire.ask("map_column", sheet=0, index=1, target="note"),
            wire.ask("map_column", sheet=0, index=2, target="user"),
        ]
        panel.language = "da"  # what stands there is shown meanwhile
        await asyncio.wait_for(panel._job._task, 20)
        return answers, rows(wire)[1]["becomes"], state(panel)["generation"]

    answers, becomes, generation = asyncio.run(asked())
    assert all(answer["ok"] for answer in answers)
    assert [list(fact) for fact in becomes] == [["Bruger", "Ry"], ["Bemærkning", "Kø"]]
    assert generation == 2


def test_a_column_that_is_left_out_while_it_holds_numbers_says_so(panel, wire):
    read(wire)
    wire.ask("map_column", sheet=0, index=0, target="")
    assert state(panel)["sum"]["left_out"] > 0
    assert state(panel)["sum"]["remarks"]


def test_a_word_that_means_nothing_to_us_is_given_a_meaning(wire):
    read(wire, MESSY.replace("4,57E+09", "67 12 34 40"))
    answer, _ = columns(wire)
    word = answer["values"][0]
    assert (word["column"], word["text"], word["code"]) == ("type", "alarmlinje", "")
    assert not word["known"]
    labels = {each["code"]: each["label"] for each in answer["choices"]["type"]["choices"]}
    assert labels["fixed_line"] == "Fixed line"
    assert wire.ask("map_value", column="type", text="alarmlinje", code="fixed_line")["ok"]
    told = rows(wire, search="alarmlinje")[0]
    assert ["Type", "Fixed line"] in [list(fact) for fact in told["becomes"]]


def test_a_sheet_that_excel_hides_is_named_and_can_be_chosen(panel, wire):
    content = workbook(
        {"Numre": [["Telefonnr."], ["67 12 34 00"]], "Gamle": [["Telefonnr."], ["67 12 34 01"]]},
        hidden=("Gamle",),
    )
    send(wire, ("list.xlsx", content))
    sheets = state(panel)["sum"]["sheets"]
    assert [(sheet["name"], sheet["hidden"], sheet["chosen"]) for sheet in sheets] == [
        ("Numre", False, True),
        ("Gamle", True, False),
    ]
    assert state(panel)["sum"]["new"] == 1
    wire.ask("sheets", keys=[sheet["key"] for sheet in sheets])
    assert state(panel)["sum"]["new"] == 2


def test_the_rows_of_the_headings_are_said_by_hand(panel, wire):
    read(wire)
    assert state(panel)["sum"]["sheets"][0]["headings"] == [2]
    wire.ask("headings", sheet=0, rows=[])
    assert state(panel)["sum"]["sheets"][0]["headings"] == []


# --- correcting ------------------------------------------------------------------------------


def test_a_row_is_corrected_in_its_place_and_the_sum_follows(panel, wire):
    read(wire)
    row = next(row for row in rows(wire, "not_understood") if row["entry"] == "67 12 34")
    answer = wire.ask("correct", key=row["key"], text="67 12 34 56")
    assert (answer["row"]["outcome"], answer["row"]["corrected"]) == ("number", "67 12 34 56")
    assert state(panel)["sum"]["outcomes"]["not_understood"] == 1
    assert sum(state(panel)["sum"]["outcomes"].values()) == state(panel)["sum"]["rows"]
    back = wire.ask("correct", key=row["key"], text="")["row"]
    assert (back["outcome"], back["corrected"]) == ("not_understood", None)


def test_a_row_is_left_out_or_taken_as_it_stands(project, panel, wire):
    read(wire)
    short, rounded = rows(wire, "not_understood")
    assert wire.ask("leave_out", key=rounded["key"])["row"]["outcome"] == "no_number"
    assert wire.ask("take_as_typed", key=short["key"])["row"]["outcome"] == "number"
    assert state(panel)["sum"]["outcomes"]["not_understood"] == 0
    wire.ask("apply")
    assert "67 12 34" in [row["number"] for row in disk.rows(project)]


# --- merging and applying --------------------------------------------------------------------


def changes(wire):
    return {item["column"]: item for item in wire.ask("changes", offset=0)["items"]}


def test_cells_that_differ_stand_side_by_side_and_empty_ones_are_filled(panel, wire):
    read(wire)
    found = changes(wire)
    assert (found["Site"]["old"], found["Site"]["new"]) == ("Aarhus", "Odense")
    assert not found["Site"]["accepted"]
    assert (found["Type"]["old"], found["Type"]["new"]) == ("", "Fixed line")
    assert found["Type"]["accepted"]
    assert (state(panel)["sum"]["cells"], state(panel)["sum"]["accepted"]) == (3, 2)


def test_each_cell_is_accepted_or_kept(project, panel, wire):
    read(wire)
    wire.ask("decide", accept=False, keys=None)
    assert state(panel)["sum"]["accepted"] == 0
    wire.ask("decide", accept=True, keys=[changes(wire)["Site"]["key"]])
    assert state(panel)["sum"]["accepted"] == 1
    wire.ask("apply")
    assert (disk.rows(project)[0]["site"], disk.rows(project)[0]["type"]) == ("Odense", "")


def test_numbers_that_the_file_lacks_are_named_and_stay(project, wire):
    read(wire)
    answer = wire.ask("missing", offset=0)
    assert answer["total"] == 1
    assert answer["items"][0]["number"] == "+45 67 99 88 77"
    wire.ask("apply")
    assert "+4567998877" in [row["number"] for row in disk.rows(project)]


def test_an_import_is_one_step_that_is_taken_back_as_one(project, panel, wire):
    before = disk.rows(project)
    read(wire)
    assert wire.ask("apply")["ok"]
    shown = state(panel)
    assert shown["stage"] == "applied"
    assert shown["can_undo"]
    told = {"added": 11, "changed": 2, "conflicts": 0, "not_understood": 2}
    assert shown["applied"] == {**told, "refused": 0, "why": []}
    assert len(disk.rows(project)) == 13
    assert wire.ask("undo")["ok"]
    assert disk.rows(project) == before
    assert (state(panel)["stage"], state(panel)["undone"]) == ("empty", 0)


@pytest.fixture
def small_slices(monkeypatch):
    """Let every step be a slice."""
    monkeypatch.setattr(intent_widget, "SLICE_SECONDS", 0)


async def until(done):
    """Serve others until it is so."""
    for _ in range(1_000_000):
        if done():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to that")


def many(count=4_000):
    return "Telefonnr.\n" + "".join(f"67{number:06}\n" for number in range(count))


async def told_all(wire, intent):
    """Send an intent, and serve others until it is answered; return what was told meanwhile."""
    seq = tell_piece.seq = getattr(tell_piece, "seq", 10**6) + 1
    seen = len(wire.sent)
    wire.tell({"intent": intent, "seq": seq})
    for _ in range(100_000):
        if any(message.get("answer") == seq for message in wire.customs_after(seen)):
            break
        await asyncio.sleep(0)
    told = wire.customs_after(seen)
    return next(each for each in told if each.get("answer") == seq), told


async def read_in_slices(wire, text):
    read(wire, text)
    await until(lambda: state(wire.widget)["stage"] != "reading")


def stages(told):
    patches = (message["patch"] for message in told if message.get("event") == "state")
    return [(patch["stage"], patch["progress"]) for patch in patches if "progress" in patch]


@pytest.mark.usefixtures("small_slices")
def test_an_import_is_written_and_undone_in_slices_that_say_what_they_do(project):
    async def applied():
        panel = ImportPanel(project)
        wire = Wire(panel)
        await read_in_slices(wire, many())
        answer, told = await told_all(wire, "apply")
        assert answer["ok"]
        assert state(panel)["stage"] == "applied"
        count = len(disk.rows(project))
        undone, told_undo = await told_all(wire, "undo")
        assert undone["ok"]
        return told, count, told_undo, state(panel)["undone"]

    told, count, told_undo, undone = asyncio.run(applied())
    assert count == 4_002
    assert len(disk.rows(project)) == 2
    assert undone == 0
    for stage, messages in (("applying", told), ("undoing", told_undo)):
        steps = [progress["step"] for shown, progress in stages(messages) if shown == stage]
        assert [*dict.fromkeys(steps)] == ["Making the rows ready", "Writing to disk"]
    assert [progress["can_stop"] for _, progress in stages(told)][-1] is False


@pytest.mark.usefixtures("small_slices")
def test_an_import_is_stopped_until_its_writing_begins(project):
    async def stopped():
        panel = ImportPanel(project)
        wire = Wire(panel)
        await read_in_slices(wire, many())
        before = disk.rows(project)
        wire.tell({"intent": "apply", "seq": 1})
        await asyncio.sleep(0)
        assert state(panel)["stage"] == "applying"
        assert wire.ask("correct", key=1, text="67999999")["code"] == "import_panel.not_yet"
        assert wire.ask("receive", files=[{"name": "a", "size": 1}])["code"] == (
            "import_panel.is_writing"
        )
        assert wire.ask("cancel")["ok"]
        await until(lambda: panel._job.written is None)
        await asyncio.sleep(0)
        assert next(each for each in wire.customs if each.get("answer") == 1)["ok"]
        assert state(panel)["stage"] == "preview"
        assert disk.rows(project) == before
        wire.tell({"intent": "apply", "seq": 2})
        await until(lambda: panel._job.is_writing)
        assert wire.ask("cancel")["code"] == "import_panel.is_writing"
        await until(lambda: state(panel)["stage"] == "applied")

    asyncio.run(stopped())
    assert len(disk.rows(project)) == 4_002


@pytest.mark.usefixtures("small_slices")
def test_a_panel_that_is_closed_while_it_writes_has_written(project):
    async def closed():
        panel = ImportPanel(project)
        wire = Wire(panel)
        await read_in_slices(wire, many())
        wire.tell({"intent": "apply", "seq": 1})
        await until(lambda: panel._job.is_writing)
        task = panel._task
        panel.close()
        await task

    asyncio.run(closed())
    assert len(disk.rows(project)) == 4_002


def test_another_step_since_is_not_taken_back_in_the_imports_name(project, panel, wire):
    read(wire)
    wire.ask("apply")
    project.numbers.set("n0001", note="looked at")
    assert not state(panel)["can_undo"]
    assert wire.ask("undo")["code"] == "import_panel.not_last"
    assert disk.rows(project)[0]["note"] == "looked at"


def test_an_import_with_nothing_in_it_is_refused(panel, wire):
    read(wire, "Telefonnr.\n67 99 88 77\n")
    wire.ask("decide", accept=False, keys=None)
    assert wire.ask("apply")["code"] == "import.nothing_to_apply"
    assert state(panel)["stage"] == "preview"


def test_a_cell_that_someone_changed_meanwhile_stands_and_is_told(project, panel, wire):
    read(wire)
    wire.ask("decide", accept=True, keys=None)
    project.numbers.set("n0001", site="Kolding")
    wire.ask("apply")
    assert disk.rows(project)[0]["site"] == "Kolding"
    assert state(panel)["applied"]["conflicts"] == 1


def test_the_account_is_downloaded_before_and_after(wire, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 100)

    def account():
        content, number = b"", 0
        while True:
            answer = wire.ask("account", piece=number)
            content += wire.sent[-1][1][0]
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
    assert not wire.ask("account", piece=3)["ok"]


# --- around it -------------------------------------------------------------------------------


def test_leaving_keeps_a_preview_and_forgets_what_was_applied(project):
    left = []
    panel = ImportPanel(project, leave=lambda: left.append(True))
    wire = Wire(panel)
    read(wire)
    wire.ask("leave")
    assert state(panel)["stage"] == "preview"
    wire.ask("apply")
    wire.ask("leave")
    assert (state(panel)["stage"], len(left)) == ("empty", 2)


def test_another_language_is_taken_at_any_time(panel, wire):
    read(wire)
    panel.language = "da"
    assert state(panel)["outcomes"]["not_understood"] == "Ikke forstået"
    assert "cifre" in rows(wire, "not_understood")[0]["reason"]


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
def test_what_is_not_there_is_refused_and_the_preview_stands(panel, wire, intent, fields):
    read(wire)
    before = state(panel)["sum"]
    assert not wire.ask(intent, **fields)["ok"]
    assert state(panel)["stage"] == "preview"
    assert state(panel)["sum"] == before


@pytest.mark.parametrize("intent", ["apply", "undo", "read"])
def test_without_a_file_there_is_nothing_to_do(wire, intent):
    assert not wire.ask(intent)["ok"]
