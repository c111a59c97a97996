"""The history grows for ever, in files of some length, and stays one history."""

import pytest

from portwidgets.domain.edit import Add, Conflict, Delete, Set, undoing
from portwidgets.storage import write_ahead_log
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.table_files import TableFiles

BY = {"by": "Indkøb", "at": "2026-11-22T20:00:00Z"}


@pytest.fixture(autouse=True)
def short_files(monkeypatch):
    monkeypatch.setattr(write_ahead_log, "_LONGEST", 1500)


def note(folder, text, *, row="n0001", by="Indkøb"):
    """Commit a note in a row."""
    now = folder.table("numbers").cell(row, "note")
    return folder.commit((Set("numbers", row, "note", now, text),), by=by, at=BY["at"]).change


def files(folder):
    return sorted(path.name for path in folder.path.glob("history*.csv"))


def test_a_long_history_is_put_away_and_begun_anew_and_all_of_it_is_read(folder):
    written = [note(folder, str(count)) for count in range(40)]
    assert len(files(folder)) > 3
    assert files(folder)[:2] == ["history-0001.csv", "history-0002.csv"]
    for each in (folder, ProjectFolder(folder.path)):
        assert list(each.history()) == written
        assert [change for _, change in each.newest_first()] == written[::-1]


def test_the_history_is_read_on_from_any_change_backwards(folder):
    written = [note(folder, str(count)) for count in range(20)]
    places = [place for place, _ in folder.newest_first()]
    for skipped, place in enumerate(places, start=1):
        rest = [change for _, change in folder.newest_first(place)]
        assert rest == written[: len(written) - skipped][::-1]


def test_others_follow_over_a_rotation_without_reading_the_tables(folder, monkeypatch):
    other, late = ProjectFolder(folder.path), ProjectFolder(folder.path)
    monkeypatch.setattr(TableFiles, "load", None)
    for count in range(30):
        note(folder, str(count))
        if count % 3 == 0:
            assert other.refresh()[-1].after == str(count)
    for each in (other, late):
        each.refresh()
        assert each.table("numbers").cell("n0001", "note") == "29"


def test_two_that_write_in_turn_over_rotations_lose_nothing(folder):
    other = ProjectFolder(folder.path)
    for count in range(20):
        note(folder, str(count))
        note(other, str(count), row="n0002")
    fresh = ProjectFolder(folder.path)
    assert fresh.table("numbers").cell("n0001", "note") == "19"
    assert fresh.table("numbers").cell("n0002", "note") == "19"
    assert len(list(fresh.history())) == 40


def test_a_conflict_names_who_wrote_there_though_the_file_was_put_away(folder):
    other = ProjectFolder(folder.path)
    note(other, "theirs", by="Salg")
    for count in range(30):
        note(other, str(count), row="n0002")
    mine = Set("numbers", "n0001", "note", "", "mine")
    done = folder.commit((mine,), **BY)
    assert done.conflicts == (Conflict(mine, "theirs", "Salg", BY["at"]),)


def test_a_change_that_was_put_away_can_be_undone(folder):
    first = note(folder, "first")
    for count in range(30):
        note(folder, str(count), row="n0002")
    assert folder.commit(undoing(first), **BY).conflicts == ()
    assert folder.table("numbers").cell("n0001", "note") == ""


def test_an_id_that_was_put_away_is_not_given_again(folder):
    (added,) = folder.commit((Add("numbers", "", {"number": "1"}),), **BY).change.ops
    folder.commit((Delete("numbers", added.row, {"number": "1"}),), **BY)
    for count in range(30):
        note(folder, str(count))
    for each in (folder, ProjectFolder(folder.path)):
        (new,) = each.commit((Add("numbers", "", {"number": "2"}),), **BY).change.ops
        assert new.row > added.row
        added = new


def test_a_crash_between_putting_away_and_beginning_anew_loses_nothing(folder):
    for count in range(12):
        note(folder, str(count))
    before = len(list(folder.history()))
    folder._committing._log._rotate()
    other = ProjectFolder(folder.path)
    assert len(list(other.history())) == before
    note(other, "behind it")
    folder.refresh()
    assert folder.table("numbers").cell("n0001", "note") == "behind it"
    assert len(list(folder.history())) == before + 1


def test_a_log_whose_last_file_is_short_is_completed_from_the_one_before(folder):
    """The power goes right after a rotation: an older version of a table comes back."""
    path = folder.path / "numbers.csv"
    path.with_name("old").hardlink_to(path)
    note(folder, "kept")
    folder._committing._log._rotate()
    note(folder, "newest", row="n0002")
    path.with_name("old").replace(path)
    table = ProjectFolder(folder.path).table("numbers")
    assert (table.cell("n0001", "note"), table.cell("n0002", "note")) == ("kept", "newest")
