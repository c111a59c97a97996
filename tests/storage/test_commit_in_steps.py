"""A change that is written in steps is the change that is written at once, and whole or absent."""

import errno
import os

import pytest

from portwidgets.domain.edit import Add, Set
from portwidgets.domain.steps import finish
from portwidgets.storage import durable
from portwidgets.storage.project_folder import ProjectFolder

BY = {"by": "IT", "at": "2026-11-22T20:00:00Z"}
MANY = (
    *(Add("numbers", "", {"number": f"+4567{at:06}", "note": 'a, "b"'}) for at in range(3_000)),
    Set("numbers", "n0001", "site", "Århus", "Odense"),
    Set("progress", "sign_loa", "state", "open", "done"),
)
NAMES = ("numbers.csv", "progress.csv", "history.csv")


def files(folder):
    return {name: (folder.path / name).read_bytes() for name in NAMES}


def until(steps, step):
    """Do the work until it tells this step."""
    while (told := next(steps)).step != step:
        pass
    return told


def lines_of(folder, commit):
    """Return the lines of a change in the log without its name and without the closing line."""
    name = commit.change.id.encode()
    lines = files(folder)["history.csv"].splitlines()
    return [line.removeprefix(name) for line in lines if line.startswith(name)][:-1]


@pytest.fixture(autouse=True)
def small_portions(monkeypatch):
    monkeypatch.setattr(durable, "PORTION", 20_000)


def test_it_leaves_the_same_files_as_the_change_made_at_once(tmp_path, make_project):
    one, two = make_project(tmp_path / "one"), make_project(tmp_path / "two")
    at_once = one.commit(MANY, **BY)
    in_steps = finish(two.commit_in_steps(MANY, **BY))
    assert at_once.change.ops == in_steps.change.ops
    assert files(one)["numbers.csv"] == files(two)["numbers.csv"]
    assert lines_of(one, at_once) == lines_of(two, in_steps)
    assert [*ProjectFolder(two.path).history()][-1] == in_steps.change


def test_how_far_it_is_only_grows_and_the_writing_is_told(folder):
    told = [*folder.commit_in_steps(MANY, **BY)]
    assert [each.fraction for each in told] == sorted(each.fraction for each in told)
    assert 0 <= told[0].fraction <= told[-1].fraction <= 1
    assert [*dict.fromkeys(each.step for each in told)] == ["storage.preparing", "storage.writing"]


def test_given_up_before_the_writing_nothing_has_happened(folder):
    before = files(folder)
    steps = folder.commit_in_steps(MANY, **BY)
    until(steps, "storage.preparing")
    next(steps)
    steps.close()
    assert files(folder) == before
    assert len(folder.table("numbers")) == 5
    assert not durable.staged_files(folder.path)


def test_closed_while_it_is_written_it_is_finished(folder):
    steps = folder.commit_in_steps(MANY, **BY)
    until(steps, "storage.writing")
    next(steps)
    assert len(folder.table("numbers")) == 5
    steps.close()
    assert len(ProjectFolder(folder.path).table("numbers")) == 3_005
    assert folder.commit(MANY[-1:], **BY).change is None  # and the lock is free


@pytest.mark.parametrize("step", ["storage.preparing", "storage.writing"])
def test_who_edits_here_meanwhile_edits_beside_it(folder, step):
    steps = folder.commit_in_steps(MANY, **BY)
    until(steps, step)
    next(steps)
    edit = Set("numbers", "n0002", "site", "Århus", "Vejle")
    assert folder.commit((edit,), **BY).change.ops == (edit,)
    done = finish(steps)
    assert len(done.change.ops) == len(MANY)
    fresh = ProjectFolder(folder.path).table("numbers")
    assert (fresh.cell("n0001", "site"), fresh.cell("n0002", "site")) == ("Odense", "Vejle")
    assert len(fresh) == 3_005


def test_what_another_wrote_meanwhile_stands_and_is_told(folder):
    other = ProjectFolder(folder.path)
    steps = folder.commit_in_steps(MANY, **BY)
    until(steps, "storage.preparing")
    theirs = Set("numbers", "n0001", "site", "Århus", "Vejle")
    other.commit((theirs,), **BY)
    done = finish(steps)
    assert done.others == (theirs,)
    assert [conflict.current for conflict in done.conflicts] == ["Vejle"]
    assert len(done.change.ops) == len(MANY) - 1


def test_a_spreadsheet_that_saves_while_the_log_is_written_is_merged(folder):
    steps = folder.commit_in_steps(MANY, **BY)
    until(steps, "storage.writing")
    log = folder.path / "history.csv"
    while b"+4567000000" not in log.read_bytes():
        next(steps)
    path = folder.path / "numbers.csv"
    path.write_bytes(path.read_bytes().replace(b"3002", b"3999"))
    done = finish(steps)
    assert done.others == (Set("numbers", "n0002", "number", "+4570123002", "+4570123999"),)
    fresh = ProjectFolder(folder.path)
    assert fresh.table("numbers").cell("n0002", "number") == "+4570123999"
    assert len(fresh.table("numbers")) == 3_005
    assert sum(len(change.ops) == len(MANY) for change in fresh.history()) == 1


def test_nobody_looks_at_half_of_it(folder):
    steps = folder.commit_in_steps(MANY, **BY)
    for _ in steps:
        assert len(folder.table("numbers")) in {5, 3_005}
        assert folder.refresh() == ()
    assert folder.table("numbers").cell("n0001", "site") == "Odense"


def test_a_disk_that_fills_up_in_the_middle_leaves_everything_as_it_was(folder, monkeypatch):
    folder.commit((Set("numbers", "n0003", "site", "Århus", "Ribe"),), **BY)
    before = files(folder)
    steps = folder.commit_in_steps(MANY, **BY)
    log = folder.path / "history.csv"
    while len(log.read_bytes()) == len(before["history.csv"]):
        next(steps)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            finish(steps)
    assert files(folder) == before
    assert not durable.staged_files(folder.path)
    assert len(finish(folder.commit_in_steps(MANY, **BY)).change.ops) == len(MANY)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork a process")
def test_who_dies_while_it_is_written_leaves_it_whole_or_absent(tmp_path, make_project):
    counted = sum(1 for _ in make_project(tmp_path / "counted").commit_in_steps(MANY, **BY))
    seen = set()
    for at in range(1, counted + 1, 3):
        folder = make_project(tmp_path / f"p{at}")
        if (child := os.fork()) == 0:
            try:
                steps = ProjectFolder(folder.path).commit_in_steps(MANY, **BY)
                for _ in range(at):
                    next(steps)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        fresh = ProjectFolder(folder.path)
        seen.add(len(fresh.table("numbers")))
        assert not durable.staged_files(folder.path)
        assert len([*fresh.history()]) == (len(fresh.table("numbers")) == 3_005)
    assert seen == {5}  # every step is before the line that makes it count
