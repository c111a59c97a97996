"""A change is checked against what is there, written whole, and told to others."""

import itertools
import os
import stat

import pytest
from storage.committing import AT, SITE, commit, files

from portwidgets.domain.edit import Add, Change, Conflict, Delete, Set, undoing
from portwidgets.errors import Refused
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.table_files import TableFiles


def test_a_change_is_in_the_file_and_in_the_history_when_it_returns(folder):
    done = commit(folder, SITE)
    assert done.conflicts == done.others == ()
    assert "n0001,+4570123001,,,,planned,,,Odense," in (folder.path / "numbers.csv").read_text()
    assert list(folder.history()) == [done.change] == list(ProjectFolder(folder.path).history())
    assert done.change == Change(done.change.id, AT, "Indkøb", (SITE,))


def test_only_the_changed_line_of_a_file_changes(folder):
    before = files(folder)
    commit(folder, SITE)
    after = files(folder)
    assert before.pop("numbers").replace(
        b"001,,,,planned,,,\xc3\x85rhus", b"001,,,,planned,,,Odense"
    ) == (after.pop("numbers"))
    assert before == after


def test_what_already_stands_is_left_out_and_nothing_is_written(folder):
    before = files(folder)
    done = commit(
        folder, Set("numbers", "n0001", "site", "?", "Århus"), Delete("numbers", "n9", {})
    )
    assert (done.change, done.conflicts) == (None, ())
    assert files(folder) == before


def test_a_cell_that_someone_else_changed_is_a_conflict_with_who_and_when(folder):
    other = ProjectFolder(folder.path)
    commit(other, SITE, by="Salg", at="2026-11-22T19:00:00Z")
    mine = Set("numbers", "n0001", "site", "Århus", "Vejle")
    note = Set("numbers", "n0001", "note", "", "call first")
    done = commit(folder, mine, note)
    assert done.conflicts == (Conflict(mine, "Odense", "Salg", "2026-11-22T19:00:00Z"),)
    assert done.change.ops == (note,)
    assert done.others == (SITE,)
    assert folder.table("numbers").cell("n0001", "site") == "Odense"


def test_a_row_that_someone_else_deleted_is_a_conflict(folder):
    row = folder.table("numbers").filled("n0001")
    commit(ProjectFolder(folder.path), Delete("numbers", "n0001", row), by="Salg")
    assert commit(folder, SITE).conflicts == (Conflict(SITE, None, "Salg", AT),)


def test_a_row_that_someone_else_changed_is_not_deleted(folder):
    row = folder.table("numbers").filled("n0001")
    commit(ProjectFolder(folder.path), SITE, by="Salg")
    gone = Delete("numbers", "n0001", row)
    assert commit(folder, gone).conflicts == (Conflict(gone, "Odense", "Salg", AT),)
    assert "n0001" in folder.table("numbers")


def test_a_row_with_an_id_that_is_taken_is_a_conflict(folder):
    add = Add("numbers", "n0001", {"number": "other"})
    assert commit(folder, add).conflicts[0].op == add


def test_a_new_row_gets_an_id_that_was_never_used(folder):
    first = commit(folder, Add("numbers", "", {"number": "1"})).change.ops[0]
    assert first.row == "n0006"
    commit(folder, Delete("numbers", "n0006", {"number": "1"}))
    for each in (folder, ProjectFolder(folder.path)):
        row = commit(each, Add("numbers", "", {"number": "2"})).change.ops[0].row
        commit(each, Delete("numbers", row, {"number": "2"}))
        assert row > "n0006"
    assert commit(folder, Add("progress", "", {"title": "Own"})).change.ops[0].row == "own0001"


def test_a_new_row_does_not_get_the_id_of_one_deleted_in_the_same_change(folder):
    row = folder.table("numbers").filled("n0005")
    done = commit(folder, Delete("numbers", "n0005", row), Add("numbers", "", {}))
    assert done.change.ops[1].row == "n0006"


def test_a_table_can_be_emptied_and_filled_in_one_change(folder):
    table = folder.table("numbers")
    gone = [Delete("numbers", row, table.filled(row)) for row in table.ids()]
    commit(folder, *gone, Add("numbers", "", {"number": "1"}))
    assert folder.table("numbers").ids() == ["n0006"]
    assert ProjectFolder(folder.path).table("numbers").ids() == ["n0006"]


def test_several_new_rows_get_ids_in_order_and_stand_last(folder):
    ops = [Add("numbers", "", {"number": str(n)}) for n in range(3)]
    commit(folder, *ops)
    assert folder.table("numbers").ids()[-3:] == ["n0006", "n0007", "n0008"]


def test_a_new_row_stands_where_it_was_put(folder):
    commit(folder, Add("numbers", "first", {}, ""), Add("numbers", "mid", {}, "n0002"))
    expected = ["first", "n0001", "n0002", "mid", "n0003", "n0004", "n0005"]
    assert (
        folder.table("numbers").ids()
        == expected
        == ProjectFolder(folder.path).table("numbers").ids()
    )


def test_undoing_a_deletion_restores_places_and_bytes_in_whatever_order(folder):
    before = files(folder)
    for gone in itertools.permutations(["n0001", "n0002", "n0004", "n0005"]):
        table = folder.table("numbers")
        done = commit(folder, *[Delete("numbers", row, table.filled(row)) for row in gone])
        assert folder.table("numbers").ids() == ["n0003"]
        commit(folder, *undoing(done.change))
        assert files(folder) == before


def test_the_place_of_a_deleted_row_is_behind_one_that_is_still_there(folder):
    table = folder.table("numbers")
    gone = ["n0003", "n0002", "n0004"]
    done = commit(folder, *[Delete("numbers", row, table.filled(row)) for row in gone])
    assert [op.after for op in done.change.ops] == ["n0002", "n0001", "n0001"]


def test_progress_notes_who_and_when_and_does_not_tell_it_as_a_change(folder):
    tick = Set("progress", "sign_loa", "state", "open", "done")
    other = ProjectFolder(folder.path)
    done = commit(folder, tick)
    row = folder.table("progress").row("sign_loa")
    assert (row["changed_at"], row["changed_by"]) == (AT, "Indkøb")
    assert done.change.ops == other.refresh() == (tick,)
    assert other.table("progress").row("sign_loa") == row
    with pytest.raises(Refused):
        commit(folder, Set("progress", "sign_loa", "changed_by", "Indkøb", "Nobody"))


def test_refresh_tells_nothing_twice_and_nothing_of_ones_own(folder):
    other = ProjectFolder(folder.path)
    commit(folder, SITE)
    assert folder.refresh() == ()
    assert other.refresh() == (SITE,)
    assert other.refresh() == ()


def test_refresh_follows_the_log_without_reading_the_table(folder, monkeypatch):
    other = ProjectFolder(folder.path)
    commit(folder, SITE)
    commit(folder, Add("numbers", "", {"number": "1"}, "n0002"))
    monkeypatch.setattr(TableFiles, "load", None)
    assert len(other.refresh()) == 2
    assert b"".join(other.table("numbers").encoded()) == (folder.path / "numbers.csv").read_bytes()


def test_refresh_without_news_reads_nothing_and_takes_no_lock(folder, monkeypatch):
    commit(folder, SITE)
    monkeypatch.setattr("portwidgets.storage.folder_lock.FolderLock.held_for_reading", None)
    monkeypatch.setattr("portwidgets.storage.durable.read", None)
    assert folder.refresh() == ()


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 40_000])
def test_a_text_that_no_file_gives_back_is_refused(folder, text):
    before = files(folder)
    for op in (Set("numbers", "n0001", "note", "", text), Add("numbers", "", {"note": text})):
        with pytest.raises(Refused) as refused:
            commit(folder, op)
        assert refused.value.text("da")
    assert files(folder) == before


def test_an_unknown_column_is_refused(folder):
    with pytest.raises(Refused):
        commit(folder, Set("numbers", "n0001", "colour", "", "red"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_files_are_readable_by_owner_and_group_only(folder):
    commit(folder, SITE)
    for path in (folder.path, *folder.path.iterdir()):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o007, path


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_keeps_the_mode_that_an_administrator_gave_it(folder):
    (folder.path / "numbers.csv").chmod(0o664)
    commit(folder, SITE)
    assert stat.S_IMODE((folder.path / "numbers.csv").stat().st_mode) == 0o664


def test_a_folder_that_is_gone_is_not_brought_back(folder):
    folder.path.rename(folder.path.with_name("elsewhere"))
    with pytest.raises(Refused):
        commit(folder, SITE)
    with pytest.raises(Refused):
        folder.refresh()
    assert not folder.path.exists()


def test_a_project_is_not_made_where_something_stands(folder):
    with pytest.raises(Refused):
        ProjectFolder.create(folder.path, Meta("x"))


def test_rows_of_a_new_project_are_checked(tmp_path):
    rows = [{"id": "n0001"}, {"id": "n0001"}]
    with pytest.raises(Refused):
        ProjectFolder.create(tmp_path / "p", Meta("x"), {"numbers": rows})
    assert list(tmp_path.iterdir()) == []


def test_what_others_wrote_is_told_although_ones_own_change_was_refused(folder):
    """Looking for what others wrote comes first, and is done once."""
    commit(ProjectFolder(folder.path), SITE)
    with pytest.raises(Refused, match="no column"):
        commit(folder, Set("numbers", "n0001", "nowhere", "", "x"))
    assert folder.refresh() == (SITE,)
    assert folder.refresh() == ()
