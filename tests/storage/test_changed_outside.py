"""What a spreadsheet wrote while nobody had the project open is told by the history, and undone."""

import errno
import os
import shutil
import stat
import time

import pytest

from portwidgets.domain.edit import Add, Delete, Replaced, Set, undoing
from portwidgets.storage import catching_up, last_known, write_ahead_log
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.table_files import TableFiles
from portwidgets.storage.workspace_folder import WorkspaceFolder

SITE = Set("numbers", "n0001", "site", "Århus", "Odense")
BY = {"by": "Indkøb", "at": "2026-11-22T20:00:00Z"}


@pytest.fixture
def closed(folder):
    """A project that was edited, and nobody has open."""
    folder.commit((SITE,), **BY)
    return folder.path


@pytest.fixture
def inventory(tmp_path):
    """A new project, in which nobody did anything in the program."""
    return ProjectFolder.create(tmp_path / "new", Meta("Ny")).path


def edit(path, *replacements, file="numbers.csv"):
    """Replace text of a file as an editor does."""
    text = (path / file).read_text("utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    (path / file).write_text(text, "utf-8")


def save_in_excel(path, *replacements):
    """The same as a spreadsheet in Denmark does it."""
    edit(path, *replacements)
    text = (path / "numbers.csv").read_text("utf-8").replace(",", ";").replace("\n", "\r\n")
    (path / "numbers.csv").write_bytes(text.encode("utf-8-sig"))


def nobodys(folder):
    return [change for change in folder.history() if change.by == ""]


def read_at_opening(monkeypatch):
    """Note what an opening puts together; an ordinary one nothing."""
    seen = []
    real = last_known.LastKnown.table
    monkeypatch.setattr(
        last_known.LastKnown, "table", lambda own, t: seen.append(t.name) or real(own, t)
    )
    return seen


def test_it_is_in_the_history_as_nobodys_change_with_what_stood_before(closed):
    edit(closed, ("+4570123002", "+4570129999"), ("n0004,+4570123004", "n0004,+4570123444"))
    folder = ProjectFolder(closed)
    (change,) = nobodys(folder)
    assert change.ops == (
        Set("numbers", "n0002", "number", "+4570123002", "+4570129999"),
        Set("numbers", "n0004", "number", "+4570123004", "+4570123444"),
    )


def test_it_is_told_once_whoever_opens_the_project_then(closed):
    edit(closed, ("+4570123002", "+4570129999"))
    for _ in range(3):
        assert len(nobodys(ProjectFolder(closed))) == 1


def test_it_can_be_taken_back(closed):
    before = (closed / "numbers.csv").read_bytes()
    lines = before.decode().splitlines(keepends=True)
    text = "".join(lines[:2] + lines[3:]).replace("+4570123003", "+4570129999")
    (closed / "numbers.csv").write_text(text + "n0100,+4511111111\n", "utf-8")
    folder = ProjectFolder(closed)
    (change,) = nobodys(folder)
    assert {type(op) for op in change.ops} == {Set, Add, Delete}
    assert folder.commit(undoing(change), **BY).conflicts == ()
    assert (closed / "numbers.csv").read_bytes() == before


def test_an_inventory_that_was_typed_in_a_spreadsheet_first_is_told_as_new(inventory):
    with (inventory / "numbers.csv").open("a", encoding="utf-8") as file:
        file.write("n0001,+4570123001\nn0002,+4570123002\n")
    (change,) = nobodys(ProjectFolder(inventory))
    assert [op.cells for op in change.ops] == [
        {"number": "+4570123001"},
        {"number": "+4570123002"},
    ]


def test_its_time_is_when_the_spreadsheet_saved(closed):
    edit(closed, ("+4570123002", "+4570129999"))
    saved = int((closed / "numbers.csv").stat().st_mtime)
    time.sleep(1.1)
    (change,) = nobodys(ProjectFolder(closed))
    assert change.at == time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(saved))


def test_an_ordinary_opening_puts_nothing_together_and_writes_nothing(closed, monkeypatch):
    ProjectFolder(closed).commit((Set("progress", "sign_loa", "note", "", "x"),), **BY)
    before = (closed / "history.csv").read_bytes()
    seen = read_at_opening(monkeypatch)
    ProjectFolder(closed)
    assert seen == []
    assert (closed / "history.csv").read_bytes() == before


def test_of_the_tables_only_the_one_that_moved_is_put_together(closed, monkeypatch):
    edit(closed, ("+4570123002", "+4570129999"))
    seen = read_at_opening(monkeypatch)
    ProjectFolder(closed)
    assert seen == ["numbers"]


def test_a_spreadsheet_that_only_renders_differently_changed_nothing_and_is_looked_at_once(
    closed, monkeypatch
):
    save_in_excel(closed)
    assert nobodys(ProjectFolder(closed)) == []
    seen = read_at_opening(monkeypatch)
    assert nobodys(ProjectFolder(closed)) == []
    assert seen == []


def test_digits_that_a_spreadsheet_lost_are_kept_and_wait_and_are_no_change(closed):
    save_in_excel(closed, ("+4570123002", "4.57E+09"))
    folder = ProjectFolder(closed)
    assert nobodys(folder) == []
    assert folder.table("numbers").cell("n0002", "number") == "+4570123002"
    assert [cut.op.after for cut in folder.cut] == ["4.57E+09"]


def test_a_row_typed_without_an_id_has_the_same_one_for_all_who_open_the_project(closed):
    save_in_excel(closed, ("n0003,", ",+4511111111,,,,,,,\nn0003,"))
    first = ProjectFolder(closed)
    (change,) = nobodys(first)
    (added,) = change.ops
    assert (added.row, added.after) == ("n0006", "n0002")
    second = ProjectFolder(closed)
    assert second.table("numbers").ids() == first.table("numbers").ids()
    second.commit((Set("numbers", "n0006", "note", "", "new"),), **BY)
    first.refresh()
    assert first.table("numbers").cell("n0006", "note") == "new"
    assert len(nobodys(first)) == 1


def test_a_file_that_was_deleted_is_told_and_comes_back_by_undo(closed):
    rows = len(ProjectFolder(closed).table("numbers"))
    (closed / "numbers.csv").unlink()
    folder = ProjectFolder(closed)
    (change,) = nobodys(folder)
    assert len(change.ops) == rows
    folder.commit(undoing(change), **BY)
    assert len(ProjectFolder(closed).table("numbers")) == rows


def test_a_copy_of_the_folder_is_not_taken_for_a_change(closed, tmp_path):
    shutil.copytree(closed, tmp_path / "with_times")
    shutil.copytree(closed, tmp_path / "anew", copy_function=shutil.copyfile)
    for name in ("with_times", "anew"):
        folder = ProjectFolder(tmp_path / name)
        assert [change.by for change in folder.history()] == ["Indkøb"]


def test_a_copy_and_a_zip_of_a_project_are_as_it_was(closed):
    workspace = WorkspaceFolder(closed.parent)
    copies = [workspace.duplicate(closed.name, "Kopi"), workspace.unzip(workspace.zip(closed.name))]
    for name in copies:
        folder = ProjectFolder(workspace.path_of(name))
        assert [change.by for change in folder.history()] == ["Indkøb"]
        edit(folder.path, ("+4570123002", "+4570123992"))


def test_what_was_written_while_it_was_open_is_not_told_again_at_the_next_opening(closed):
    folder = ProjectFolder(closed)
    edit(closed, ("+4570123002", "+4570129999"))
    folder.refresh()
    assert len(nobodys(folder)) == 1
    assert len(nobodys(ProjectFolder(closed))) == 1


def test_where_it_cannot_be_told_what_stood_before_one_line_says_that_it_changed(closed):
    shutil.rmtree(closed / ".backups")  # and the rows that the project was made with are in no log
    edit(closed, ("+4570123002", "+45701299"))
    folder = ProjectFolder(closed)
    (change,) = nobodys(folder)
    assert (change.ops, change.acts) == ((), (Replaced("numbers", 5),))
    assert len(nobodys(ProjectFolder(closed))) == 1
    assert folder.commit((Set("numbers", "n0001", "note", "", "x"),), **BY).change


@pytest.mark.parametrize("limit", ["_MOST_OPS", "_LARGEST"])
def test_a_change_too_large_for_the_history_is_one_line_in_it(closed, monkeypatch, limit):
    edit(closed, *[(f"+457012300{n}", f"+4570123{n}") for n in range(1, 6)])
    monkeypatch.setattr(catching_up, limit, 4)
    folder = ProjectFolder(closed)
    (change,) = nobodys(folder)
    assert (change.ops, change.acts) == ((), (Replaced("numbers", 5),))
    assert folder.table("numbers").cell("n0001", "number") == "+45701231"


def test_a_change_too_large_while_it_is_open_is_one_line_too(closed, monkeypatch):
    folder = ProjectFolder(closed)
    monkeypatch.setattr(catching_up, "_MOST_OPS", 4)
    edit(closed, *[(f"+457012300{n}", f"+457012399{n}") for n in range(1, 6)])
    assert len(folder.refresh()) == 5
    (change,) = nobodys(folder)
    assert change.acts == (Replaced("numbers", 5),)


def test_a_project_that_cannot_be_written_is_read_as_it_stands(closed, monkeypatch):
    edit(closed, ("+4570123002", "+4570129999"))

    def refuse(*_, **__):
        raise PermissionError(errno.EROFS, "read-only")

    with monkeypatch.context() as patch:
        patch.setattr("filelock.FileLock.acquire", refuse)
        folder = ProjectFolder(closed)
        assert folder.table("numbers").cell("n0002", "number") == "+4570129999"
        assert nobodys(folder) == []
    assert len(nobodys(ProjectFolder(closed))) == 1, "told as soon as it can be"


def test_a_full_disk_is_no_reason_not_to_open(closed, monkeypatch):
    edit(closed, ("+4570123002", "+4570129999"))

    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(write_ahead_log.Log, "append", full)
        folder = ProjectFolder(closed)
        assert folder.table("numbers").cell("n0002", "number") == "+4570129999"
    assert len(nobodys(ProjectFolder(closed))) == 1


def test_in_a_long_history_a_table_that_nobody_touches_is_still_watched(folder, monkeypatch):
    """The last part of the history names every table, however many edits of others it holds."""
    monkeypatch.setattr(write_ahead_log, "_TAIL", 8_000)
    monkeypatch.setattr(write_ahead_log, "_TOLD_AGAIN", 4_000)
    monkeypatch.setattr(write_ahead_log, "_LONGEST", 60_000)
    for count in range(300):
        now = folder.table("progress").cell("sign_loa", "note")
        folder.commit((Set("progress", "sign_loa", "note", now, str(count)),), **BY)
        if count % 50 == 0:
            folder = ProjectFolder(folder.path)
    edit(folder.path, ("+4570123002", "+4570129999"))
    (change,) = nobodys(ProjectFolder(folder.path))
    assert change.ops == (Set("numbers", "n0002", "number", "+4570123002", "+4570129999"),)


def test_a_project_from_before_versions_were_noted_is_watched_from_its_next_change_on(closed):
    log = closed / "history.csv"
    lines = log.read_text("utf-8").splitlines(keepends=True)
    old = [
        line.partition(',""stands""')[0] + '}"\n' if "stands" in line else line for line in lines
    ]
    log.write_text("".join([old[0], *old[2:]]), "utf-8")
    edit(closed, ("open", "not_applicable"), file="progress.csv")
    folder = ProjectFolder(closed)
    assert nobodys(folder) == [], "nobody can know"
    folder.commit((Set("numbers", "n0001", "note", "", "x"),), **BY)
    edit(closed, ("not_applicable", "done"), file="progress.csv")
    (change,) = nobodys(ProjectFolder(closed))
    assert change.acts == (Replaced("progress", 2),)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_history_keeps_its_mode(closed):
    edit(closed, ("+4570123002", "+4570129999"))
    ProjectFolder(closed)
    assert not stat.S_IMODE((closed / "history.csv").stat().st_mode) & 0o007


def test_nobody_is_named_in_a_history_in_which_nothing_came_from_outside(closed):
    assert ProjectFolder(closed).writers() == {"Indkøb"}
    edit(closed, ("+4570123002", "+4570129999"))
    assert ProjectFolder(closed).writers() == {"Indkøb", ""}


def test_the_tables_are_read_once_at_an_opening(closed, monkeypatch):
    edit(closed, ("+4570123002", "+4570129999"))
    read = []
    real = TableFiles.load
    monkeypatch.setattr(
        TableFiles, "load", lambda own, name, *rest: read.append(name) or real(own, name, *rest)
    )
    ProjectFolder(closed)
    assert sorted(read) == sorted({*read})
