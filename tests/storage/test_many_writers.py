"""Processes that write at once, and processes that are killed, lose no edit that was told saved.

PORTWIDGETS_KILLS=500 pytest tests/storage/test_many_writers.py
"""

import os
import random
import subprocess
import sys
import time

import pytest

from portwidgets.domain.edit import Set
from portwidgets.storage.project_folder import ProjectFolder

KILLS = int(os.environ.get("PORTWIDGETS_KILLS", "20"))

# Each writer owns a row of numbers and one of progress, and counts up in both in one change.
# A count is printed when it was told as saved.
WRITER = """
import sys
from pathlib import Path
from portwidgets.domain.edit import Add, Set
from portwidgets.storage.project_folder import ProjectFolder
path, me, turns = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
folder = ProjectFolder(path)
numbers, progress = folder.table("numbers"), folder.table("progress")
for turn in range(turns):
    count = int(numbers.cell(me, "note") or 0) + 1
    result = folder.commit(
        (
            Set("numbers", me, "note", numbers.cell(me, "note"), str(count)),
            Set("progress", me, "note", progress.cell(me, "note"), str(count)),
        ),
        by=me,
    )
    assert not result.conflicts, result
    print(count, flush=True)
"""


def make(tmp_path, make_project, writers):
    folder = make_project(tmp_path / "p")
    from portwidgets.domain.edit import Add

    rows = [Add(table, me, {}) for me in writers for table in ("numbers", "progress")]
    folder.commit(rows, by="test")
    return folder


def start(folder, me, turns, **options):
    command = [sys.executable, "-c", WRITER, str(folder.path), me, str(turns)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)


def counts(folder, me):
    return [int(folder.table(name).cell(me, "note") or 0) for name in ("numbers", "progress")]


def kill_at_random(folder, seed, times):
    """Kill a writer at random moments; after each, all that it told as saved is there."""
    chance = random.Random(seed)
    last = 0
    written = 0
    for _ in range(times):
        writer = start(folder, "w1", 100_000)
        last = int(writer.stdout.readline())
        time.sleep(chance.random() * 0.05)
        writer.kill()
        told = writer.stdout.read().split()
        writer.wait()
        last = int(told[-1]) if told else last
        fresh = ProjectFolder(folder.path)
        in_numbers, in_progress = counts(fresh, "w1")
        assert in_numbers == in_progress, "a change is whole or absent"
        assert in_numbers in {last, last + 1}, "the last one may have been cut before it was told"
        folder.refresh()
        assert counts(folder, "w1") == [in_numbers, in_progress]
        written = in_numbers
    changes = [c for c in ProjectFolder(folder.path).history() if c.by == "w1"]
    assert len(changes) == written


def test_a_writer_that_is_killed_at_random_moments_loses_nothing(tmp_path, make_project):
    kill_at_random(make(tmp_path, make_project, ["w1"]), seed=1, times=min(KILLS, 20))


@pytest.mark.long
def test_a_writer_that_is_killed_hundreds_of_times_loses_nothing(tmp_path, make_project):
    kill_at_random(make(tmp_path, make_project, ["w1"]), seed=2, times=max(KILLS, 300))


def test_processes_that_write_at_once_lose_nothing(tmp_path, make_project):
    writers = ["w1", "w2", "w3", "w4"]
    folder = make(tmp_path, make_project, writers)
    running = [start(folder, me, 50) for me in writers]
    while any(each.poll() is None for each in running):
        folder.refresh()
    for each in running:
        assert each.stdout.read().split()[-1] == "50"
        assert each.returncode == 0
    folder.refresh()
    for me in writers:
        assert counts(folder, me) == counts(ProjectFolder(folder.path), me) == [50, 50]
    assert len(list(folder.history())) == 1 + 4 * 50
    assert b"".join(folder.table("numbers").encoded()) == (folder.path / "numbers.csv").read_bytes()


def test_processes_that_count_in_one_cell_see_conflicts_and_lose_no_count(tmp_path, make_project):
    folder = make(tmp_path, make_project, ["w1"])
    writer = start(folder, "w1", 40)
    mine = 0
    while writer.poll() is None:
        note = folder.table("numbers").cell("w1", "user") or "0"
        result = folder.commit(
            (Set("numbers", "w1", "user", note if note != "0" else "", str(int(note) + 1)),),
            by="test",
        )
        mine += result.change is not None
    folder.refresh()
    assert writer.returncode == 0
    assert folder.table("numbers").cell("w1", "user") == str(mine)
    assert counts(folder, "w1") == [40, 40]
