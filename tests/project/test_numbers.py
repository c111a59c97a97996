"""The inventory in Python: reading, entering, refusing, deleting."""

from datetime import UTC, date, datetime

import disk
import pytest

from portwidgets import Project, Refused


def test_a_number_as_people_write_it_is_kept_as_e164(project):
    row = project.numbers.add("70 12 34 00", site="Aarhus")
    assert (row.number, row.site, row.status) == ("+4570123400", "Aarhus", "planned")
    assert disk.rows(project)[0]["number"] == "+4570123400"


def test_a_text_that_is_no_number_is_kept_as_typed(project):
    assert project.numbers.add("ring til lageret").number == "ring til lageret"


def test_rows_are_read_by_attribute_by_key_and_by_id(project):
    row = project.numbers.add("70123400", usage="main")
    assert project.numbers[row.id].usage == row["usage"] == "main"
    assert [each.id for each in project.numbers] == [row.id]
    assert row.id in project.numbers
    with pytest.raises(AttributeError):
        _ = row.colour
    with pytest.raises(KeyError):
        project.numbers["n9999"]


def test_a_choice_is_entered_by_code_or_by_label_of_either_language(project):
    row = project.numbers.add("70123400", decision="behold")
    assert row.decision == "keep"
    project.numbers.set(row.id, decision="Port")
    assert project.numbers[row.id].decision == "port"


def test_a_refused_entry_changes_nothing(project):
    row = project.numbers.add("70123400")
    with pytest.raises(Refused):
        project.numbers.set(row.id, site="Odense", foc_on="31-02-2026")
    assert project.numbers[row.id].site == ""


def test_verified_is_never_chosen_by_hand(project):
    row = project.numbers.add("70123400")
    with pytest.raises(Refused):
        project.numbers.set(row.id, status="verified")


def test_a_block_leaves_refused_cells_out_and_names_them(project):
    first = project.numbers.add("70123400").id
    entered = project.numbers.enter(
        [(first, "usage", "fax"), (first, "foc_on", "soon")],
        add=[{"number": "70123401", "decision": "perhaps"}],
    )
    assert [(cell.row, cell.column, cell.text) for cell in entered.refused] == [
        (first, "foc_on", "soon"),
        ("+1", "decision", "perhaps"),
    ]
    assert [row.number for row in project.numbers] == ["+4570123400", "+4570123401"]
    assert project.numbers[first].usage == "fax"


def test_a_block_is_one_step_to_undo(project):
    first = project.numbers.add("70123400").id
    project.numbers.enter([(first, "site", "Odense")], add=[{"number": "70123401"}] * 3)
    project.undo()
    assert len(project.numbers) == 1
    assert project.numbers[first].site == ""


def test_a_range_becomes_its_rows(project):
    project.numbers.add_range("70 12 34 00-99", account="a0001")
    assert len(project.numbers) == 100
    assert {row.account for row in project.numbers} == {"a0001"}
    with pytest.raises(Refused):
        project.numbers.add_range("70123400")


def test_deleted_rows_come_back_in_their_place(project):
    project.numbers.add_range("70 12 34 00-05")
    ids = project.numbers.ids()
    project.numbers.delete([ids[0], ids[2], ids[3], ids[5]])
    assert project.numbers.ids() == [ids[1], ids[4]]
    project.undo()
    assert project.numbers.ids() == ids


def test_an_id_is_never_used_again(project):
    gone = project.numbers.add("70123400").id
    project.numbers.delete([gone])
    assert project.numbers.add("70123401").id != gone


def test_one_column_of_many_rows_is_set_in_one_step(project):
    project.numbers.add_range("70 12 34 00-09")
    project.numbers.set_many(project.numbers.ids(), "decision", "port")
    assert project.numbers.column("decision") == ["port"] * 10
    project.undo()
    assert project.numbers.column("decision") == [""] * 10


def test_what_is_entered_again_is_no_change(project):
    row = project.numbers.add("70123400", site="Odense")
    assert project.numbers.set(row.id, site="Odense").change is None


def test_foreign_columns_are_shown_kept_and_may_be_edited(project):
    project.numbers.add("70123400")
    path = project.path / "numbers.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{lines[0]},colour\n{lines[1]},red\n", encoding="utf-8")
    again = Project(project.path)
    row = next(iter(again.numbers))
    assert row.colour == "red"
    again.numbers.set(row.id, colour="blue")
    assert disk.rows(project)[0]["colour"] == "blue"


def test_pythons_own_values_are_entered_as_a_person_would_type_them(project):
    row = project.numbers.add(70123400, foc_on=date(2026, 12, 1), sms=True, note=None)
    assert (row.number, row.foc_on, row.sms, row.note) == ("+4570123400", "2026-12-01", "yes", "")
    noon = datetime(2026, 12, 1, 11, 0, tzinfo=UTC)
    project.numbers.set(row.id, ported_at=noon)
    here = noon.astimezone().replace(tzinfo=None)
    assert project.numbers[row.id].ported_at == here.isoformat(timespec="minutes")


def test_a_script_that_meets_another_persons_edit_is_told_and_that_edit_stands(project):
    row = project.numbers.add("70123400").id
    Project(project.path, user="colleague").numbers.set(row, site="Vejle")
    with pytest.raises(Refused, match=r"colleague wrote “Vejle”"):
        project.numbers.set(row, site="Odense")
    assert project.numbers[row].site == "Vejle"
    project.numbers.set(row, site="Odense")  # it was seen now
    assert project.numbers[row].site == "Odense"
