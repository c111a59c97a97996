"""Several processes edit one project at random: what was told as saved is there, once and whole.

The history is the witness: made once more from the beginning it gives the tables as they are.
PORTWIDGETS_TURNS=2000 makes it longer.
"""

import contextlib
import errno
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import filelock
import pytest

from portwidgets.domain.edit import Add, Set
from portwidgets.domain.schema import TABLES
from portwidgets.storage import recovery
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.table_reading import read_table

WRITER = Path(__file__).with_name("random_writer.py")
TURNS = int(os.environ.get("PORTWIDGETS_TURNS", "40"))


def start(folder, seed, locks, turns=TURNS):
    command = [sys.executable, WRITER, folder.path, str(seed), str(turns), locks]
    return subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, text=True)


def beginning(folder):
    return {table.name: (folder.path / table.file).read_bytes() for table in TABLES}


def check(folder, before, writers):
    """Compare what the writers were told with the history, and that with the tables."""
    told = {name: writer.stdout.read().split() for name, writer in writers.items()}
    assert all(writer.wait() == 0 for writer in writers.values())
    folder.refresh()
    fresh = ProjectFolder(folder.path)
    changes = list(fresh.history())
    for name, ids in told.items():
        own = [change.id for change in changes if change.by == name]
        assert own == ids, "each is there once, in its order, and nothing that was not told"
        assert ids
    for table in TABLES:
        made = recovery.replayed(read_table(table, before[table.name]), changes)
        stands = fresh.table(table.name)
        assert made.ids() == stands.ids()
        assert [made.filled(row) for row in made] == [stands.filled(row) for row in stands]
        assert stands.ids() == folder.table(table.name).ids()


@pytest.mark.parametrize("locks", ["locks", "stand_in", "none"])
def test_no_edit_that_was_told_as_saved_is_missing(folder, locks):
    before = beginning(folder)
    writers = {f"w{seed}": start(folder, seed, locks) for seed in range(1, 5)}
    while any(writer.poll() is None for writer in writers.values()):
        if locks == "locks":
            folder.refresh()
        time.sleep(0.02)
    check(folder, before, writers)


def save_as_excel(folder, chance):
    """Save the inventory as a spreadsheet does: whole, without a lock, one cell changed."""
    path = folder.path / "numbers.csv"
    lines = path.read_text("utf-8-sig").split("\n")
    time.sleep(chance.random() * 0.02)
    text = "\n".join(lines).replace("Århus", chance.choice(["Odense", "Vejle"]), 1)
    aside = folder.path / "~$numbers.tmp"
    aside.write_bytes(text.encode())
    with contextlib.suppress(PermissionError):  # Windows: we hold it for a moment
        aside.replace(path)


def test_with_a_spreadsheet_saving_in_between_every_edit_is_in_the_history(folder):
    """What the spreadsheet puts back to an older text is there as its change, to be undone."""
    before = beginning(folder)
    chance = random.Random(7)
    writers = {f"w{seed}": start(folder, seed, "locks") for seed in range(1, 4)}
    while any(writer.poll() is None for writer in writers.values()):
        save_as_excel(folder, chance)
        time.sleep(0.05)
        folder.refresh()
    check(folder, before, writers)
    assert any(change.by == "" for change in folder.history())


@pytest.mark.parametrize("ill", ["replaced", "deleted", "read_only", "full"])
def test_while_files_are_replaced_deleted_closed_or_the_disk_is_full_no_edit_is_half_there(
    folder, ill, monkeypatch
):
    before = beginning(folder)
    writers = {f"w{seed}": start(folder, seed, "locks") for seed in (1, 2)}
    path = folder.path / "numbers.csv"
    chance = random.Random(3)
    for _ in range(5):
        time.sleep(0.1)
        folder.refresh()
        if ill == "replaced":
            copy = path.with_name("copy")
            copy.write_bytes(path.read_bytes())
            copy.replace(path)
        elif ill == "deleted":
            aside = path.with_name("aside")
            with contextlib.suppress(FileNotFoundError):
                path.replace(aside)
                time.sleep(chance.random() * 0.01)
                aside.replace(path)
        else:
            number = errno.EACCES if ill == "read_only" else errno.ENOSPC
            with monkeypatch.context() as patch:
                refuse_writing(patch, number)
                new = Add("numbers", "", {"note": "refused"})  # a changed cell could be a conflict
                with pytest.raises(OSError, match=os.strerror(number)):
                    folder.commit((new,), by="me")
    check(folder, before, writers)
    assert not any(change.by == "me" for change in folder.history())


def refuse_writing(patch, number):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    patch.setattr("portwidgets.storage.durable.staging", refuse)


@pytest.mark.long
@pytest.mark.parametrize("locks", ["locks", "stand_in", "none"])
def test_no_edit_of_thousands_is_missing(folder, locks):
    before = beginning(folder)
    writers = {f"w{seed}": start(folder, seed, locks, 500) for seed in range(1, 5)}
    check(folder, before, writers)


def test_a_stand_in_for_a_lock_that_a_killed_process_left_does_not_stay_in_the_way(
    folder, monkeypatch
):
    writer = start(folder, 1, "stand_in", 100_000)
    writer.stdout.readline()
    for _ in range(200):
        if (folder.path / ".lock-held").exists():
            break
        time.sleep(0.005)
    writer.kill()
    writer.wait()

    def refuse(*_, **__):
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    other = ProjectFolder(folder.path)
    row = other.table("numbers").ids()[0]
    now = other.table("numbers").cell(row, "site")
    assert other.commit((Set("numbers", row, "site", now, "Vejle"),), by="me").change


def test_a_stand_in_that_a_process_left_unsigned_is_taken_away(folder, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    monkeypatch.setattr("portwidgets.storage.folder_lock._WAIT", 0.2)
    (folder.path / ".lock-held").touch()
    assert ProjectFolder(folder.path).table("numbers").ids()
