"""What became of a project is found by row, person or text, and taken back, whoever did it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets import Project, Refused, Workspace
from portwidgets.project import Wanted
from portwidgets.storage import write_ahead_log


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path).create("Nordlys", region="DK", user="Indkøb")


@pytest.fixture
def colleague(project):
    return Project(project.path, user="Salg")


def found(project, most=100, look_at=1000, **wanted):
    got = project.past.find(Wanted(**wanted), most=most, look_at=look_at)
    return [change for _, change in got.changes]


def test_changes_come_newest_first_and_in_parts(project):
    for step in ("verify_signer", "keep_loa_copy", "list_numbers"):
        project.checklist.tick(step)
    first = project.past.find(Wanted(), most=2, look_at=100)
    assert [change.ops[0].row for _, change in first.changes] == ["list_numbers", "keep_loa_copy"]
    assert not first.complete
    rest = project.past.find(Wanted(), first.last, most=2, look_at=100)
    assert [change.ops[0].row for _, change in rest.changes] == ["verify_signer"]
    assert rest.complete


def test_a_search_that_looked_at_enough_goes_on_where_it_stopped(project):
    project.numbers.add("70 12 34 00")
    for count in range(10):
        project.checklist.set("verify_signer", "note", str(count))
    seen, place, answers = [], None, 0
    while True:
        part = project.past.find(Wanted("70123400"), place, most=10, look_at=4)
        seen += part.changes
        place, answers = part.last, answers + 1
        if part.complete:
            break
    assert answers >= 3
    assert len(seen) == 1


@pytest.mark.parametrize("text", ["70 12 34 00", "+4570123400", "7012", "n0001"])
def test_a_number_is_found_however_it_is_written_also_when_it_is_gone(project, text):
    project.numbers.add("70 12 34 00")
    project.numbers.set("n0001", note="x")
    project.numbers.add("70 99 99 99")
    assert len(found(project, text=text)) == 2
    project.numbers.delete(["n0001"])
    assert len(found(project, text=text)) == 3


def test_a_test_is_called_by_the_number_that_was_called_also_when_both_are_gone(project):
    project.numbers.add("70 12 34 00")
    project.tests.note("n0001", "inbound", "passed")
    project.numbers.set("n0001", note="x")
    (noted,) = (change for change in project.past if change.ops[0].table == "tests")
    assert project.past.names("en")("tests", noted.ops[0].row) == "+4570123400"
    assert len(found(project, text="70123400")) == 3


def test_a_step_is_found_by_its_words_and_a_change_by_its_person_or_text(project, colleague):
    project.checklist.tick("verify_signer")
    colleague.checklist.set("keep_loa_copy", "note", "i ringbindet")
    assert [c.ops[0].row for c in found(project, text="authorized signer")] == ["verify_signer"]
    assert [c.ops[0].row for c in found(project, text="RINGBIND")] == ["keep_loa_copy"]
    assert [c.by for c in found(project, by="Salg")] == ["Salg"]
    row = ("progress", "verify_signer")
    assert [c.by for c in found(project, row=row)] == ["Indkøb"]
    assert project.past.people() == ["Indkøb", "Salg"]


def test_somebody_elses_change_is_taken_back_as_a_change_of_ones_own(project, colleague):
    colleague.checklist.set("verify_signer", "note", "forkert")
    (theirs,) = found(project)
    project.refresh()
    assert project.past.undo(theirs.id).conflicts == ()
    assert project.checklist["verify_signer"].note == ""
    assert [change.by for change in found(project)] == ["Indkøb", "Salg"]
    project.undo()
    assert project.checklist["verify_signer"].note == "forkert"


def test_a_cell_that_was_changed_since_stays_and_is_named_with_who_wrote_it(project, colleague):
    colleague.checklist.set("verify_signer", "note", "a")
    colleague.checklist.set("keep_loa_copy", "note", "b")
    first = found(project)[-1]
    project.refresh()
    project.checklist.set("verify_signer", "note", "mine")
    (conflict,) = project.past.undo(first.id).conflicts
    assert (conflict.current, conflict.by) == ("mine", "Indkøb")
    assert project.checklist["verify_signer"].note == "mine"


def test_going_back_to_a_moment_takes_everybodys_later_changes_back_as_one(project, colleague):
    project.numbers.add("70 12 34 00", site="Aarhus")
    moment = found(project)[0]
    before = (project.path / "numbers.csv").read_bytes()
    colleague.refresh()
    colleague.numbers.set("n0001", site="Odense")
    colleague.numbers.set("n0001", site="Vejle")
    project.refresh()
    project.numbers.add("70 12 34 01")
    project.numbers.delete(["n0001"])
    newest = found(project)[0]
    assert len(project.past.behind(moment.id, newest.id)) == 4
    result = project.past.undo_behind(moment.id, newest.id)
    assert result.conflicts == ()
    assert (project.path / "numbers.csv").read_bytes() == before
    assert len(found(project)) == 6
    project.undo()
    assert [row.number for row in project.numbers] == ["+4570123401"]


def test_what_came_after_the_question_is_not_taken_back(project, colleague):
    project.checklist.set("verify_signer", "note", "a")
    moment = found(project)[0]
    project.checklist.set("verify_signer", "note", "b")
    newest = found(project)[0]
    colleague.refresh()
    colleague.checklist.set("keep_loa_copy", "note", "later")
    project.past.undo_behind(moment.id, newest.id)
    assert project.checklist["verify_signer"].note == "a"
    assert project.checklist["keep_loa_copy"].note == "later"


def test_going_back_goes_over_a_rotation(project, monkeypatch):
    monkeypatch.setattr(write_ahead_log, "_LONGEST", 1500)
    project.checklist.set("verify_signer", "note", "first")
    moment = found(project)[0]
    for count in range(40):
        project.checklist.set("verify_signer", "note", str(count))
    assert (project.path / "history-0001.csv").exists()
    project.past.undo_behind(moment.id, found(project)[0].id)
    assert project.checklist["verify_signer"].note == "first"


def test_a_change_that_is_not_there_is_refused(project):
    project.checklist.tick("verify_signer")
    newest = found(project)[0].id
    for attempt in (
        lambda: project.past.undo("c000000000000"),
        lambda: project.past.undo_behind("c000000000000", newest),
    ):
        with pytest.raises(Refused):
            attempt()


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abcd"), st.integers(0, 3)), max_size=12))
def test_going_back_to_any_moment_gives_back_the_cells_of_that_moment(tmp_path_factory, steps):
    workspace = Workspace(tmp_path_factory.mktemp("past"))
    writers = [workspace.create("P", region="DK", user="a")]
    writers.append(Project(writers[0].path, user="b"))
    rows = [writers[0].numbers.add(f"70 12 34 0{n}") for n in range(2)]
    moments = []
    for second, text, kind in steps:
        writer = writers[second]
        writer.refresh()
        ids = writer.numbers.ids()
        if kind == 0 or not ids:
            writer.numbers.add(f"70 99 99 {len(moments):02}")
        elif kind == 1 and len(ids) > 1:
            writer.numbers.delete([ids[0]])
        else:
            writer.numbers.set(ids[-1], note=text)
        newest = next(iter(writer.past))
        moments.append((newest.id, (writer.path / "numbers.csv").read_bytes()))
    assert rows
    for change, before in reversed(moments):
        writers[0].refresh()
        newest = next(iter(writers[0].past))
        assert writers[0].past.undo_behind(change, newest.id).conflicts == ()
        assert (writers[0].path / "numbers.csv").read_bytes() == before
