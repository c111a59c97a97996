"""Undo takes back one's own steps, and never what someone else did."""

from hypothesis import given
from hypothesis import strategies as st

from portwidgets import Project, Workspace
from portwidgets.project import Origin

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
CELLS = st.tuples(st.integers(0, 3), st.sampled_from(["site", "note", "number"]), TEXTS)


def test_undo_and_redo_walk_back_and_forth(project):
    row = project.numbers.add("70123400").id
    project.numbers.set(row, site="Odense")
    project.checklist.tick("sign_and_date_loa")
    project.undo()
    assert project.checklist["sign_and_date_loa"].state == "open"
    project.undo()
    assert project.numbers[row].site == ""
    project.redo()
    assert project.numbers[row].site == "Odense"
    project.redo()
    assert project.checklist["sign_and_date_loa"].state == "done"
    assert not project.can_redo


def test_a_new_step_ends_what_could_be_redone(project):
    row = project.numbers.add("70123400").id
    project.numbers.set(row, site="Odense")
    project.undo()
    project.numbers.set(row, site="Aarhus")
    assert not project.can_redo


def test_steps_that_are_given_up_before_they_begin_can_still_be_undone_and_redone(project):
    project.numbers.add("70123400")
    project.undo_in_steps().close()
    assert project.can_undo
    project.undo()
    project.redo_in_steps().close()
    assert project.can_redo


def test_with_nothing_to_undo_nothing_happens(project):
    assert project.undo().change is None
    assert project.redo().change is None


def test_a_cell_that_someone_changed_since_is_a_conflict_and_the_rest_is_undone(project):
    rows = [project.numbers.add(f"7012340{place}").id for place in range(2)]
    project.numbers.set_many(rows, "site", "Odense")
    colleague = Project(project.path, user="colleague")
    colleague.numbers.set(rows[0], site="Vejle")
    result = project.undo()
    assert [(each.op.row, each.current, each.by) for each in result.conflicts] == [
        (rows[0], "Vejle", "colleague")
    ]
    assert project.numbers.column("site") == ["Vejle", ""]


def test_undo_is_of_ones_own_steps_only(project):
    row = project.numbers.add("70123400").id
    Project(project.path, user="colleague").numbers.set(row, site="Vejle")
    project.refresh()
    assert project.numbers[row].site == "Vejle"
    result = project.undo()  # the row that we added carries the colleague's work now
    assert result.conflicts
    assert row in project.numbers


def test_observers_hear_own_undone_and_foreign_changes(project):
    heard = []
    project.observe(lambda event: heard.append(event.origin))
    row = project.numbers.add("70123400").id
    project.undo()
    project.redo()
    Project(project.path).numbers.set(row, site="Vejle")
    project.refresh()
    assert heard == [Origin.OWN, Origin.UNDO, Origin.REDO, Origin.OTHER]
    assert project.numbers.ids() == [row]


def test_a_broken_observer_does_not_hide_a_saved_change(project, caplog):
    def broken(_event):
        raise ValueError("observer")

    project.observe(broken)
    assert project.numbers.add("70123400").number == "+4570123400"
    assert "observer" in caplog.text


def test_an_observer_that_is_taken_off_hears_nothing(project):
    heard = []
    project.observe(heard.append)
    project.unobserve(heard.append)
    project.numbers.add("70123400")
    assert heard == []


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=6))
def test_undoing_everything_gives_back_every_cell_and_redoing_it_too(tmp_path_factory, steps):
    project = Workspace(tmp_path_factory.mktemp("w")).create("P")
    project.numbers.add_range("70 12 34 00-03")
    ids = project.numbers.ids()
    before = [dict(row) for row in project.numbers]
    done = 0
    for step in steps:
        cells = [(ids[row], column, text) for row, column, text in step]
        # A block writes a cell once: of two entries for one cell the first stands.
        once = {(row, column): (row, column, text) for row, column, text in reversed(cells)}
        done += project.numbers.enter(once.values()).result.change is not None
    after = [dict(row) for row in project.numbers]
    for _ in range(done):
        assert not project.undo().conflicts
    assert [dict(row) for row in project.numbers] == before
    for _ in range(done):
        assert not project.redo().conflicts
    assert [dict(row) for row in project.numbers] == after
