"""A block goes over cells, below headings or to the end, and what is refused is counted."""

import json
import zlib

import disk
import pytest
from widgets.number_table.asking import events, paste


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
