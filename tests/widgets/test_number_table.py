"""The table's Python side: what the browser asks for is on disk when it is answered."""

import asyncio
import json
import zlib

import disk
import ipywidgets
import pytest
import traitlets
from packets import large_inventory, unpack
from wire import Wire

from portwidgets.domain.edit import Set
from portwidgets.project import Project, Workspace
from portwidgets.widgets import intent_widget
from portwidgets.widgets.number_table import NumberTable


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="IT")
    project.numbers.add_rows(
        [
            {"number": "70 12 34 00", "site": "Aarhus", "type": "mobile"},
            {"number": "70 12 34 01", "site": "Odense"},
            {"number": "70 12 34 02"},
        ]
    )
    return project


@pytest.fixture
def table(project):
    return NumberTable(project)


@pytest.fixture
def wire(table):
    wire = Wire(table)
    wire.ask("open")
    wire.sent.clear()
    return wire


def enter(wire, column, text, *, before="", row="n0001", **more):
    return wire.ask("set", row=row, column=column, text=text, before=before, **more)


def events(wire, name):
    return [message for message in wire.customs if message.get("event") == name]


def patched(wire):
    return [op for event in events(wire, "patch") for op in event["ops"]]


def sizes(wire):
    return [
        len(json.dumps(data["content"])) + sum(map(len, buffers)) for data, buffers in wire.sent
    ]


# --- opening ---------------------------------------------------------------------------------


def test_the_rows_travel_as_one_buffer_and_never_as_state(project, table):
    wire = Wire(table)
    assert wire.ask("open")["complete"]
    answers = [buffers for data, buffers in wire.sent if "answer" in data["content"]]
    ids, cells = unpack(answers[0][0])
    assert ids == project.numbers.ids()
    assert cells["number"] == ["+4570123400", "+4570123401", "+4570123402"]
    assert "70123400" not in json.dumps(table.get_state()["_state"])


def test_of_a_large_inventory_the_first_rows_come_before_all_others(project):
    async def opened():
        wire = Wire(NumberTable(project))
        answer = wire.ask("open")
        first = len(wire.sent)
        await asyncio.sleep(0)
        return answer, wire.sent[:first], wire.sent[first:]

    ids, cells = large_inventory(2_500)
    project.numbers.add_rows({name: cells[name][at] for name in cells} for at in range(len(ids)))
    answer, first, later = asyncio.run(opened())
    assert not answer["complete"]
    assert len(unpack(first[0][1][0])[0]) == 200
    assert later[0][0]["content"] == {"event": "rows"}
    assert unpack(later[0][1][0])[0] == project.numbers.ids()


def test_the_checks_run_in_slices_after_the_rows_and_tell_how_far_they_are(project):
    def left(wire):
        last = events(wire, "checks")[-1]
        return last["total"] - last["done"]

    async def opened():
        wire = Wire(NumberTable(project))
        wire.ask("open")
        for _ in range(1000):
            await asyncio.sleep(0.01)
            if events(wire, "checks")[-1:] and not left(wire):
                break
        return wire

    _ids, cells = large_inventory(3_000)
    project.numbers.add_rows({"number": number} for number in cells["number"])
    wire = asyncio.run(opened())
    told = events(wire, "checks")
    assert len(told) > 1
    assert [event["done"] for event in told] == sorted(event["done"] for event in told)
    packets = [b[0] for data, b in wire.sent if data["content"].get("event") == "checks" and b]
    checked = {row for packet in packets for row in unpack(packet)[0]}
    assert checked == set(project.numbers.ids())


def test_duplicates_and_invalid_numbers_are_told_with_their_codes(project):
    project.numbers.add_rows([{"number": "+45 70123400"}, {"number": "nonsense"}])
    wire = Wire(NumberTable(project))
    wire.ask("open")
    packet = next(b[0] for data, b in wire.sent if data["content"].get("event") == "checks")
    ids, cells = unpack(packet)
    problems = dict(zip(ids, cells["~problem"], strict=True))
    assert problems["n0001"] == problems["n0004"] == "number.duplicate"
    assert problems["n0002"] == ""
    assert problems["n0005"] == "number.letters"
    assert cells["~national"][0] == "## ## ## ##"


def test_the_columns_have_labels_kinds_and_choices_in_the_language(project):
    columns = NumberTable(project, language="da").get_state()["_state"]["columns"]
    by_name = {column["name"]: column for column in columns}
    assert by_name["user"]["label"] == "Bruger"
    assert by_name["sms"]["kind"] == "yes_no"
    assert not by_name["id"]["by_hand"]
    verified = next(each for each in by_name["status"]["choices"] if each["code"] == "verified")
    assert not verified["by_hand"]


# --- editing ---------------------------------------------------------------------------------


def test_an_edit_is_on_disk_and_in_a_patch_when_it_is_answered(project, wire):
    assert enter(wire, "site", "Vejle", before="Aarhus")["changed"] == 1
    assert disk.rows(project)[0]["site"] == "Vejle"
    assert patched(wire) == [["s", "n0001", "site", "Vejle"]]


def test_an_edit_in_ten_thousand_numbers_takes_less_than_two_kilobytes_each_way(project):
    ids, cells = large_inventory(10_000)
    project.numbers.add_rows({name: cells[name][at] for name in cells} for at in range(len(ids)))
    wire = Wire(NumberTable(project))
    wire.ask("open")
    wire.sent.clear()
    other = project.numbers["n9000"].number
    request = {"row": "n5000", "column": "number", "text": other}
    assert wire.ask("set", before=project.numbers["n5000"].number, **request)["ok"]
    assert len(json.dumps(request)) < 2_000
    assert sum(sizes(wire)) < 2_000
    assert events(wire, "checks"), "the duplicate is told at once"


def test_a_choice_is_taken_by_its_label_and_kept_as_its_code(project, wire):
    assert enter(wire, "decision", "Behold")["ok"]
    assert disk.rows(project)[0]["decision"] == "keep"


def test_a_refused_entry_says_why_and_the_old_value_stands(project, wire):
    answer = enter(wire, "type", "telegraph", before="mobile")
    assert not answer["ok"]
    assert answer["code"] == "cell.unknown_choice"
    assert "telegraph" in answer["text"]
    assert disk.rows(project)[0]["type"] == "mobile"
    assert not patched(wire)


def test_the_number_cell_takes_any_text_as_it_was_typed(project, wire):
    assert enter(wire, "number", " ring til Ole ", before="+4570123400")["ok"]
    assert disk.rows(project)[0]["number"] == " ring til Ole "


def test_a_number_is_kept_as_e164(project, wire):
    enter(wire, "number", "(0045) 70 55 66 77", before="+4570123400")
    assert disk.rows(project)[0]["number"] == "+4570556677"


def test_an_entry_over_a_cell_that_changed_meanwhile_is_a_conflict(project, wire):
    colleague = Project(project.path, user="Reception")
    colleague.numbers.set("n0001", site="Vejle")
    answer = enter(wire, "site", "Odense", before="Aarhus")
    assert answer["conflicts"] == [
        {
            "row": "n0001",
            "column": "site",
            "mine": "Odense",
            "current": "Vejle",
            "by": "Reception",
            "at": answer["conflicts"][0]["at"],
        }
    ]
    assert disk.rows(project)[0]["site"] == "Vejle"
    assert ["s", "n0001", "site", "Vejle"] in patched(wire)


def test_an_entry_over_what_a_stale_page_shows_is_a_conflict_too(project, wire):
    assert enter(wire, "site", "Odense", before="long ago")["conflicts"][0]["current"] == "Aarhus"
    assert disk.rows(project)[0]["site"] == "Aarhus"


def test_a_row_that_is_gone_refuses_its_entry(project, wire):
    project.numbers.delete(["n0002"])
    answer = enter(wire, "site", "Odense", row="n0002")
    assert answer["code"] == "table.no_such_row"


def test_what_others_change_is_patched(project, wire):
    Project(project.path, user="Reception").numbers.set("n0002", user="Kantine")
    project.refresh()
    assert patched(wire) == [["s", "n0002", "user", "Kantine"]]
    assert events(wire, "patch")[0]["origin"] == "other"


def test_a_column_that_someone_adds_to_the_file_is_shown(project, table, wire):
    path = project.path / "numbers.csv"
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{header},Floor", *(f"{line},2" for line in lines)]) + "\n"
    path.write_text(text, encoding="utf-8")
    project.refresh()
    assert events(wire, "reload")
    column = table.get_state()["_state"]["columns"][-1]
    assert (column["name"], column["label"], column["kind"]) == ("Floor", "Floor", "text")
    answer = enter(wire, "Floor", "3", before="2")
    assert answer["changed"] == 1


# --- many rows -------------------------------------------------------------------------------


def test_a_column_is_set_for_many_rows_as_one_step(project, wire):
    answer = wire.ask("set_many", rows=[["n0001", 3]], column="decision", text="port")
    assert answer["changed"] == 3
    assert {row["decision"] for row in disk.rows(project)} == {"port"}
    wire.ask("undo")
    assert {row["decision"] for row in disk.rows(project)} == {""}


def test_rows_take_the_type_that_the_numbering_plan_suggests(project, wire):
    project.numbers.set("n0002", number="80 12 34 56")
    answer = wire.ask("take_types", rows=["n0002"])
    assert answer["changed"] == 1
    assert disk.rows(project)[1]["type"] == "toll_free"


def test_a_new_row_comes_last_and_is_named_in_the_answer(project, wire):
    assert wire.ask("add")["added"] == ["n0004"]
    assert disk.rows(project)[3]["status"] == "planned"


def test_deleted_rows_come_back_to_their_places(project, wire):
    assert wire.ask("delete", rows=["n0001", "n0002"])["deleted"] == 2
    assert [row["id"] for row in disk.rows(project)] == ["n0003"]
    assert wire.ask("undo")["added"]
    assert [row["id"] for row in disk.rows(project)] == ["n0001", "n0002", "n0003"]
    assert wire.ask("redo")["deleted"] == 2
    assert [row["id"] for row in disk.rows(project)] == ["n0003"]


def test_the_buttons_for_undo_and_redo_know_whether_there_is_a_step(table, wire):
    def steps():
        state = table.get_state()["_state"]
        return state["can_undo"], state["can_redo"]

    enter(wire, "site", "Vejle", before="Aarhus")
    assert steps() == (True, False)
    wire.ask("undo")
    assert steps()[1]


# --- ranges ----------------------------------------------------------------------------------


def test_a_range_is_asked_about_with_the_number_of_rows_and_nothing_is_changed(project, wire):
    before = disk.rows(project)
    answer = enter(wire, "number", "70 55 66 00-99", before="+4570123400")
    assert answer["becomes"] == 100
    assert disk.rows(project) == before


def test_a_confirmed_range_becomes_its_rows_in_one_step(project, wire):
    answer = enter(wire, "number", "70556600-09", before="+4570123400", ranges="rows")
    assert answer["added"] == [["n0004", 9]]
    rows = disk.rows(project)
    assert rows[0]["number"] == "+4570556600"
    assert [row["number"] for row in rows[3:]] == [f"+457055660{last}" for last in range(1, 10)]
    assert {row["site"] for row in rows[3:]} == {"Aarhus"}
    wire.ask("undo")
    assert len(disk.rows(project)) == 3


def test_a_range_may_stay_a_text(project, wire):
    enter(wire, "number", "70556600-09", before="+4570123400", ranges="text")
    assert disk.rows(project)[0]["number"] == "70556600-09"


def test_a_range_that_is_too_large_stays_a_text(project, wire):
    text = "70000000-79999999"
    assert "becomes" not in enter(wire, "number", text, before="+4570123400")
    assert disk.rows(project)[0]["number"] == text


# --- paste -----------------------------------------------------------------------------------


def paste(wire, block, *, rows=(), columns=("number", "type", "sms"), **more):
    return wire.ask("paste", rows=list(rows), columns=list(columns), block=block, **more)


def test_a_block_goes_over_the_rows_and_grows_the_table_as_one_step(project, wire):
    block = [["70 22 33 44", "Mobil", "ja"], ["70 22 33 45", "", "x"], ["70 22 33 46", "", ""]]
    answer = paste(wire, block, rows=[["n0002", 2]])
    assert answer["added"] == ["n0004"]
    rows = disk.rows(project)
    assert [row["number"] for row in rows[1:]] == ["+4570223344", "+4570223345", "+4570223346"]
    assert [row["sms"] for row in rows[1:3]] == ["yes", "yes"]
    wire.ask("undo")
    numbers = [row["number"] for row in disk.rows(project)]
    assert numbers == [f"+457012340{last}" for last in range(3)]


def test_refused_cells_of_a_block_are_told_and_the_rest_goes_in(project, wire):
    answer = paste(
        wire, [["70 22 33 44", "telegraph", ""], ["70 22 33 45", "pigeon", ""]], rows=["n0003"]
    )
    assert answer["refused_count"] == 2
    assert [(cell["row"], cell["text"]) for cell in answer["refused"]] == [
        ("n0003", "telegraph"),
        ("n0004", "pigeon"),
    ]
    assert [row["number"] for row in disk.rows(project)[2:]] == ["+4570223344", "+4570223345"]


def test_ranges_in_a_block_are_asked_about_with_all_their_rows(project, wire):
    block = [["70 22 33 00-09", "", ""], ["70 22 34 00", "", ""], ["70 22 35 00-04", "Mobil", ""]]
    assert paste(wire, block)["becomes"] == 15
    assert len(disk.rows(project)) == 3
    paste(wire, block, ranges="rows")
    rows = disk.rows(project)
    assert len(rows) == 3 + 16
    assert {row["type"] for row in rows[-5:]} == {"mobile"}


def test_cells_beyond_the_last_column_are_counted(wire):
    assert paste(wire, [["70 22 33 44", "", "", "more", ""]])["beyond"] == 1


def test_a_computed_column_is_passed_over(project, wire):
    paste(wire, [["n9999", "Kolding"]], rows=["n0001"], columns=["id", "site"])
    assert (disk.rows(project)[0]["id"], disk.rows(project)[0]["site"]) == ("n0001", "Kolding")


def test_empty_lines_make_no_rows(project, wire):
    paste(wire, [["70 22 33 44", "", ""], ["", " ", ""]])
    assert len(disk.rows(project)) == 4


def test_headings_say_the_columns_whatever_cell_has_the_focus(project, wire):
    block = [
        ["Adresse", "Telefonnr.", "Leder", "Beslutning:", "KOMMENTAR", ""],
        ["Kolding", "70 22 33 44", "Lager", "Flyt", "ring først", ""],
        ["Grenå", "70 22 33 45", "", "behold", "", ""],
    ]
    answer = paste(wire, block, columns=["destination", "sms"])
    assert answer["left_out"] == ["Leder"]
    assert "beyond" not in answer
    rows = disk.rows(project)[3:]
    assert [row["number"] for row in rows] == ["+4570223344", "+4570223345"]
    assert [row["site"] for row in rows] == ["Kolding", "Grenå"]
    assert [row["decision"] for row in rows] == ["port", "keep"]
    assert [row["note"] for row in rows] == ["ring først", ""]
    assert [row["destination"] for row in rows] == ["", ""]


def test_below_headings_lines_go_over_the_focused_rows_or_to_the_end(project, wire):
    block = [["Number", "Site"], ["70 22 33 44", "Kolding"]]
    paste(wire, block, rows=["n0002"], at_end=True)
    assert [row["number"] for row in disk.rows(project)][1::2] == ["+4570123401", "+4570223344"]
    paste(wire, block, rows=["n0002"])
    assert disk.rows(project)[1]["number"] == "+4570223344"
    assert len(disk.rows(project)) == 4


def test_at_the_end_without_headings_the_cells_are_those_that_have_the_focus(project, wire):
    paste(wire, [["70 22 33 44", "", ""]], rows=["n0002"], at_end=True)
    assert disk.rows(project)[1]["number"] == "+4570223344"


@pytest.mark.parametrize(
    "first",
    [
        ["70 22 33 43", "Type", "Note"],  # a number is an entry, whatever stands beside it
        ["Hovednummer", "Reception", "Note"],  # fewer than half are headings
    ],
)
def test_a_first_line_that_is_no_heading_is_a_row(project, wire, first):
    columns = ["number", "site", "user"]
    paste(wire, [first, ["70 22 33 44", "Kolding", "Lager"]], columns=columns)
    assert len(disk.rows(project)) == 5


def test_a_single_line_of_headings_is_an_entry(project, wire):
    paste(wire, [["Note"]], rows=["n0001"], columns=["note"])
    assert disk.rows(project)[0]["note"] == "Note"


def test_refused_cells_are_counted_by_column_and_reason(wire):
    block = [[f"70 22 33 {n:02}", f"word {n % 7}", "perhaps"] for n in range(31)]
    answer = paste(wire, [*block, ["70 22 33 99", "mobil", "ja"]])
    assert answer["refused_groups"] == [
        {
            "column": "type",
            "code": "cell.unknown_choice",
            "count": 31,
            "examples": ["word 0", "word 1"],
        },
        {"column": "sms", "code": "cell.not_yes_no", "count": 31, "examples": ["perhaps"]},
    ]
    assert sum(group["count"] for group in answer["refused_groups"]) == answer["refused_count"]


def test_pasted_rows_get_the_status_that_typed_ones_get(project, wire):
    columns = ["number", "status"]
    paste(wire, [["70 22 33 44", ""], ["70 22 33 45", "Submitted"]], columns=columns)
    assert [row["status"] for row in disk.rows(project)[3:]] == ["planned", "submitted"]


def test_a_large_patch_is_packed(wire):
    paste(
        wire,
        [[f"70 22 {place // 100:02} {place % 100:02}"] for place in range(1000)],
        columns=["number"],
    )
    (event,) = events(wire, "patch")
    assert "ops" not in event
    packed = next(b[0] for data, b in wire.sent if data["content"].get("event") == "patch")
    assert len(json.loads(zlib.decompress(packed))) == 1000


# --- what a browser may not ------------------------------------------------------------------


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


@pytest.mark.parametrize("column", ["nothing", "id"])
def test_a_column_that_is_not_there_or_not_typed_in_refuses_entries(project, wire, column):
    before = disk.rows(project)
    assert not enter(wire, column, "x", before=before[0].get(column, ""))["ok"]
    assert disk.rows(project) == before


# --- for notebook authors --------------------------------------------------------------------


def test_the_selection_is_observable_and_only_the_person_selects(table, wire):
    seen = []
    table.observe(lambda change: seen.append(change.new), "selection")
    wire.ask("select", rows=[["n0001", 2], "n9999"])
    assert seen == [("n0001", "n0002")]
    with pytest.raises(traitlets.TraitError):
        table.selection = ()


def test_the_counts_follow_every_edit(project, table, wire):
    assert table.counts == {"planned": 3}
    enter(wire, "status", "submitted", before="planned")
    project.numbers.add("70 99 88 77")
    project.numbers.delete(["n0002"])
    assert table.counts == {"planned": 2, "submitted": 1}


def test_it_composes_with_other_widgets_and_takes_their_layout(project):
    table = NumberTable(project, layout={"height": "400px"})
    assert ipywidgets.VBox([table]).children == (table,)
    assert table.layout.height == "400px"


def test_the_arrangement_of_columns_is_remembered_by_the_project(project, wire):
    layout = {
        "order": ["number", "site"],
        "hidden": ["note"],
        "pinned": ["number"],
        "widths": {"site": 210},
        "style": "international",
    }
    assert wire.ask("layout", layout=layout)["ok"]
    reopened = NumberTable(Project(project.path))
    assert json.loads(json.dumps(reopened.get_state()["_state"]["layout"])) == layout


def test_a_layout_that_someone_broke_by_hand_is_passed_over(project):
    project.save_layout("numbers", {"order": 7})
    assert NumberTable(project).get_state()["_state"]["layout"] == {}


def test_another_language_is_taken_at_any_time(table, wire):
    table.language = "da"
    state = wire.updates[-1]
    assert state["_texts"]["add_row"] == "Tilføj nummer"
    assert state["_state"]["columns"][1]["label"] == "Nummer"


def test_a_closed_table_follows_no_longer(project, table, wire):
    table.close()
    wire.sent.clear()
    project.apply([Set("numbers", "n0001", "site", "Aarhus", "Vejle")])
    assert not wire.sent


async def until(done):
    """Serve others until it is so."""
    for _ in range(1_000_000):
        if done():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to that")


def test_a_large_block_is_pasted_in_slices_and_its_rows_come_before_the_answer(
    project, monkeypatch
):
    monkeypatch.setattr(intent_widget, "SLICE_SECONDS", 0)
    block = [[f"67{at:06}", "Odense"] for at in range(3_000)]

    async def pasted():
        table = NumberTable(project)
        wire = Wire(table)
        wire.ask("open")
        wire.sent.clear()
        paste = {"rows": [], "columns": ["number", "site"], "block": block}
        wire.tell({"intent": "paste", "seq": 1, **paste})
        wire.tell({"intent": "paste", "seq": 1, **paste})  # sent again on a new line
        served = 0
        while not any(message.get("answer") == 1 for message in wire.customs):
            served += 1
            await asyncio.sleep(0)
        return served, wire

    served, wire = asyncio.run(pasted())
    [answer] = [message for message in wire.customs if message.get("answer") == 1]
    assert answer["added"] == [["n0004", 3_000]]
    assert wire.customs.index(answer) > wire.customs.index(events(wire, "patch")[-1])
    parts = [
        json.loads(zlib.decompress(buffers[0]))
        for data, buffers in wire.sent
        if data.get("content", {}).get("event") == "patch"
    ]
    assert [op[1] for part in parts for op in part] == [f"n{at:04}" for at in range(4, 3_004)]
    assert served > 2
    assert len(disk.rows(project)) == 3_003


def test_an_edit_while_a_block_is_pasted_comes_after_it(project, monkeypatch):
    monkeypatch.setattr(intent_widget, "SLICE_SECONDS", 0)
    block = [[f"67{at:06}"] for at in range(2_000)]

    async def pasted():
        table = NumberTable(project)
        wire = Wire(table)
        wire.ask("open")
        wire.tell({"intent": "paste", "seq": 1, "rows": [], "columns": ["number"], "block": block})
        await asyncio.sleep(0)
        assert enter(wire, "site", "Vejle", before="Aarhus")["ok"]
        assert wire.ask("undo")["changed"] == 1
        await until(lambda: any(message.get("answer") == 1 for message in wire.customs))

    asyncio.run(pasted())
    rows = disk.rows(project)
    assert (len(rows), rows[0]["site"]) == (2_003, "Aarhus")
