"""A project's checklist: noting, steps of its own, what is next."""

from datetime import date

import disk
import pytest

from portwidgets import Project, Refused

FIRST = "gather_account_information"


def test_a_new_project_lists_all_thirty_steps_as_open(project):
    rows = disk.rows_by("item", project, "progress")
    assert list(rows) == [step.id for step in project.checklist]
    assert len(rows) == 30
    assert {row["state"] for row in rows.values()} == {"open"}


def test_a_tick_is_on_disk_with_its_time_and_name(project):
    project.user = "IT"
    project.checklist.tick(FIRST)
    row = disk.step(project, FIRST)
    assert (row["state"], row["changed_by"]) == ("done", "IT")
    assert row["changed_at"].endswith("Z")


def test_what_is_noted_is_read_back(project):
    project.checklist.set(FIRST, "assignee", "Reception")
    project.checklist.set(FIRST, "due", "01-12-2026")
    project.checklist.set(FIRST, "note", "ask for the CSR\nthen the bill")
    step = Project(project.path).checklist[FIRST]
    assert (step.assignee, step.due) == ("Reception", "2026-12-01")
    assert step.note == "ask for the CSR\nthen the bill"


def test_a_step_that_does_not_apply_leaves_the_total(project):
    project.checklist.tick(FIRST)
    project.checklist.set("test_fax", "state", "not_applicable")
    done = project.checklist.progress()
    assert (done.done, done.total) == (1, 29)


def test_an_own_step_counts_and_can_be_removed_and_brought_back(project):
    added = project.checklist.add_step("timing", "Tell the lift company", critical=True)
    assert project.checklist[added].item.critical
    assert project.checklist.progress("timing").total == 6
    project.checklist.remove_step(added)
    assert project.checklist.progress("timing").total == 5
    project.undo()
    assert project.checklist[added].item.label.da == "Tell the lift company"


def test_a_step_of_the_checklist_cannot_be_removed(project):
    with pytest.raises(Refused):
        project.checklist.remove_step(FIRST)


@pytest.mark.parametrize(("section", "title"), [("nowhere", "x"), ("timing", "  ")])
def test_an_own_step_needs_a_section_and_a_text(project, section, title):
    with pytest.raises(Refused):
        project.checklist.add_step(section, title)


def test_unknown_steps_columns_and_entries_are_refused(project):
    for item, column, text in [
        ("nothing", "state", "done"),
        (FIRST, "title", "x"),
        (FIRST, "changed_by", "me"),
        (FIRST, "state", "perhaps"),
        (FIRST, "due", "31-02-2026"),
    ]:
        with pytest.raises(Refused):
            project.checklist.set(item, column, text)


def test_a_step_whose_row_is_missing_in_the_file_can_be_ticked(project):
    path = project.path / "progress.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(FIRST)), "utf-8")
    again = Project(project.path)
    again.checklist.tick(FIRST)
    assert disk.step(project, FIRST)["state"] == "done"


def test_the_next_critical_step_is_the_first_that_is_open(project):
    assert project.checklist.next_critical().id == FIRST
    project.checklist.tick(FIRST)
    assert project.checklist.next_critical().id != FIRST


def test_overdue_steps_are_open_with_a_date_gone_by(project):
    project.checklist.set(FIRST, "due", "2026-11-20")
    assert [step.id for step in project.checklist.overdue(date(2026, 11, 21))] == [FIRST]
    assert project.checklist.overdue(date(2026, 11, 20)) == []


def test_a_disk_that_does_not_take_the_edit_is_said_and_nothing_changes(project, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(project._folder, "commit", full)
    with pytest.raises(Refused, match="No space left"):
        project.checklist.tick(FIRST)
    assert disk.step(project, FIRST)["state"] == "open"
