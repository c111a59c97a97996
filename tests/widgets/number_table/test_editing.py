"""An entry is on disk when it is answered, or refused, or a conflict; others' are patched."""

import json

import disk
from packets import large_inventory
from widgets.number_table.asking import enter, events, patched, sizes
from wire import Wire, state_of

from portwidgets.project import Project
from portwidgets.widgets.number_table import NumberTable


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


def test_who_writes_on_before_the_answer_is_there_meets_no_conflict_with_themselves(project, wire):
    first, typed, last = "+4570123400", "70 55 66 77", "70 55 66 78"
    for text, seen in ((typed, first), (last, first), (typed, typed), (last, first)):
        assert "conflicts" not in enter(wire, "number", text, before=seen)
    assert disk.rows(project)[0]["number"] == "+4570556678"
    Project(project.path, user="Reception").numbers.set("n0001", number="70556679")
    for seen in (first, typed, last, "+4570556678"):
        [conflict] = enter(wire, "number", "70 55 66 70", before=seen)["conflicts"]
        assert conflict["by"] == "Reception"
    assert disk.rows(project)[0]["number"] == "+4570556679"


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
    column = state_of(table)["columns"][-1]
    assert (column["name"], column["label"], column["kind"]) == ("Floor", "Floor", "text")
    answer = enter(wire, "Floor", "3", before="2")
    assert answer["changed"] == 1
