"""Copies are made before what is hard to take back, once a day, and grow fewer with age."""

import os
import stat
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.edit import Add, Delete, Set
from portwidgets.errors import DamagedFile, Refused
from portwidgets.storage import backups, restoring
from portwidgets.storage.backups import Reason
from portwidgets.storage.project_folder import ProjectFolder

BY = {"by": "Indkøb", "at": "2026-11-22T20:00:00Z"}
SITE = Set("numbers", "n0001", "site", "Århus", "Odense")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def reasons(folder):
    return [backup.reason for backup in backups.made(folder.path)][::-1]


def many(count, start=1):
    return [Add("numbers", f"n{n:04}", {"number": str(n)}) for n in range(start, start + count)]


def test_the_first_change_of_a_day_is_made_on_a_copy_of_the_day_before(folder):
    before = (folder.path / "numbers.csv").read_bytes()
    for _ in range(3):
        site = folder.table("numbers").cell("n0001", "site")
        folder.commit((Set("numbers", "n0001", "site", site, site + "x"),), **BY)
    ProjectFolder(folder.path).commit((Set("numbers", "n0002", "site", "Århus", "x"),), **BY)
    (backup,) = backups.made(folder.path)
    assert backup.reason is Reason.DAILY
    assert backups.read(folder.path, backup.name)["numbers.csv"] == before


def test_a_change_of_structure_is_made_on_a_copy_too(folder):
    folder.commit((SITE,), **BY)
    folder.commit(many(60, start=100), **BY)
    table = folder.table("numbers")
    gone = [Delete("numbers", row, table.filled(row)) for row in table.ids()[-12:]]
    folder.commit(gone, **BY)
    folder.save_meta(title="Nyt")
    folder.save_meta(layouts={"numbers": {"hidden": []}})  # how a table looks is no structure
    assert reasons(folder) == [Reason.DAILY, Reason.MANY, Reason.DELETE, Reason.DESCRIBE]


def test_without_room_for_the_copy_an_edit_is_taken_and_a_deletion_of_many_is_not(
    folder, monkeypatch
):
    folder.commit(many(20, start=100), **BY)
    for backup in backups.made(folder.path):
        (folder.path / backups.FOLDER / backup.name).unlink()
    folder = ProjectFolder(folder.path)  # it does not know that a copy was made today

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "making", full)
    assert folder.commit((SITE,), **BY).change
    assert backups.made(folder.path) == []
    table = folder.table("numbers")
    gone = [Delete("numbers", row, table.filled(row)) for row in table.ids()[-12:]]
    with pytest.raises(OSError, match="No space"):
        folder.commit(gone, **BY)
    assert len(folder.table("numbers")) == len(ProjectFolder(folder.path).table("numbers")) == 25


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_copies_are_readable_by_owner_and_group_only(folder):
    folder.commit((SITE,), **BY)
    place = folder.path / backups.FOLDER
    (copy,) = place.iterdir()
    for path in (place, copy):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o007


def test_a_copy_holds_only_the_projects_own_files(folder):
    (folder.path / "letter.pdf").write_bytes(b"theirs")
    (folder.path / "pins.txt").write_bytes(b"1234")
    backup = backups.make(folder.path, Reason.DAILY)
    copied = {*backups.read(folder.path, backup.name)}
    assert {"numbers.csv", "progress.csv", "project.toml"} <= copied <= {*backups.FILES}


def test_a_project_travels_without_its_copies(folder):
    from portwidgets.storage import project_zip

    folder.commit((SITE,), **BY)
    assert backups.made(folder.path)
    travels = [str(path) for path in project_zip.files_of(folder.path)]
    assert travels
    assert not any(backups.FOLDER in path for path in travels)


def test_all_of_a_day_stay_then_one_a_day_one_a_week_one_a_month():
    hours = [NOW - timedelta(hours=hour) for hour in range(0, 24 * 400, 6)]
    stay = backups.kept(hours, NOW)
    assert {at for at in hours if NOW - at < timedelta(days=1)} <= stay
    last_fortnight = {at.date() for at in hours if NOW - at < timedelta(days=14)}
    assert last_fortnight <= {at.date() for at in stay}
    assert len(stay) < 24 + 14 + 10 + 20
    assert {(at.year, at.month) for at in hours} <= {(at.year, at.month) for at in stay}


@given(st.lists(st.integers(0, 60 * 24 * 800), max_size=200))
def test_thinning_out_keeps_the_newest_and_is_done_once(minutes):
    moments = {NOW - timedelta(minutes=minute) for minute in minutes}
    stay = backups.kept(moments, NOW)
    assert stay <= moments
    assert not moments or max(moments) in stay
    assert backups.kept(stay, NOW) == stay
    assert len(stay) <= 24 + 14 + 10 + 36


def test_old_copies_are_removed_when_a_new_one_is_made(folder):
    for day in range(60):
        backups.make(folder.path, Reason.DAILY, now=NOW - timedelta(days=60 - day))
    backups.make(folder.path, Reason.DAILY, now=NOW)
    assert len(backups.made(folder.path)) < 30


# --- restoring -----------------------------------------------------------------------------


def test_a_restored_project_is_as_it_was_and_the_step_is_in_the_history(folder, whole_state):
    before = whole_state(folder)
    other = ProjectFolder(folder.path)
    folder.commit((SITE, *many(60, start=100)), **BY)
    row = folder.table("numbers").filled("n0003")
    folder.commit((Delete("numbers", "n0003", row),), **BY)
    folder.save_meta(title="Nyt")
    first = backups.made(folder.path)[-1]
    commit, copy = restoring.restore(folder.path, first.name, by="Salg")
    assert commit.change.by == "Salg"
    assert list(folder.history())[-1] == commit.change
    fresh = ProjectFolder(folder.path)
    assert whole_state(fresh) == before
    assert fresh.meta.title == "Flytning"
    other.refresh()
    assert whole_state(other) == before
    assert copy.reason is Reason.RESTORE
    restoring.restore(folder.path, copy.name, by="Salg")
    assert len(ProjectFolder(folder.path).table("numbers")) == 64
    assert ProjectFolder(folder.path).meta.title == "Nyt"


def test_a_damaged_project_is_restored(folder, whole_state):
    folder.commit((SITE,), **BY)
    before = whole_state(folder)
    backup = backups.make(folder.path, Reason.DAILY)
    for name in ("numbers.csv", "progress.csv", "project.toml"):
        (folder.path / name).write_bytes(b"\0rubbish")
    restoring.restore(folder.path, backup.name, by="Salg")
    assert whole_state(ProjectFolder(folder.path)) == before


@pytest.mark.parametrize(
    "name", ["", "nothing.zip", "../../project.toml", "20260101T000000Z-x.zip"]
)
def test_a_backup_that_is_none_is_refused(folder, name):
    with pytest.raises(Refused):
        restoring.restore(folder.path, name, by="Salg")


def test_a_backup_that_cannot_be_read_changes_nothing(folder):
    folder.commit((SITE,), **BY)
    (backup,) = backups.made(folder.path)
    (folder.path / backups.FOLDER / backup.name).write_bytes(b"PK rubbish")
    with pytest.raises(DamagedFile):
        restoring.restore(folder.path, backup.name, by="Salg")
    assert folder.table("numbers").cell("n0001", "site") == "Odense"
