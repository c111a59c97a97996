"""A process that edits at random and prints each change that it was told is saved.

    random_writer.py FOLDER SEED TURNS LOCKS

LOCKS is "locks", "stand_in" for a file system that knows none, or "none" for one where two can
even make one and the same file.
"""

import errno
import random
import sys
import time
from pathlib import Path

import filelock

from portwidgets.domain.edit import Add, Delete, Set
from portwidgets.errors import Refused
from portwidgets.storage.project_folder import ProjectFolder


def without(kind):
    """Make a kind of lock fail as on a file system that has none."""

    def refuse(*_, **__):
        raise OSError(errno.ENOLCK, "no locks available")

    kind.acquire = refuse


def ops_of(folder, chance, name):
    """Draw a change: cells in two tables, a row that comes, a row that goes."""
    numbers, progress = folder.table("numbers"), folder.table("progress")
    row = chance.choice(numbers.ids() or [""])  # somebody may have taken the file away just now
    kind = chance.random()
    text = f"{name} {chance.randrange(1_000_000)}"
    if kind < 0.1 or not row:
        return [Add("numbers", "", {"number": text, "note": 'says "ja",\n'})]
    if kind < 0.15 and len(numbers) > 6:
        return [Delete("numbers", row, numbers.filled(row))]
    step = chance.choice(progress.ids())
    return [
        Set("numbers", row, "note", numbers.cell(row, "note"), text),
        Set("progress", step, "note", progress.cell(step, "note"), text),
    ]


def main():
    path, seed, turns, locks = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    if locks != "locks":
        without(filelock.FileLock)
    if locks == "none":
        without(filelock.SoftFileLock)
    folder = ProjectFolder(path)
    chance = random.Random(seed)
    for _ in range(turns):
        try:
            done = folder.commit(ops_of(folder, chance, f"w{seed}"), by=f"w{seed}")
        except Refused as refused:  # too busy: nothing was changed, and nothing is told as saved
            assert refused.code == "storage.busy", refused  # noqa: PT017
            continue
        if done.change is not None:
            print(done.change.id, flush=True)
        if chance.random() < 0.3:
            time.sleep(chance.random() * 0.01)
            folder.refresh()


if __name__ == "__main__":
    main()
