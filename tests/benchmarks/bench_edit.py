"""One cell edit until it is durable, against a bare write, fsync, rename of the same bytes.

Storage alone, on the disk of `--folder`: a RAM disk has no fsync to pay. Pairs cost little here,
so that three times as many are made. Below: opening a project, how soon another process has
followed an edit, a look that finds nothing new, and 1,000 rows pasted and deleted again.
"""

import os
import statistics
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from figures import Figure, How
from inventory import make_project, temporary
from stage import Settings

from portwidgets.domain.edit import Add, Delete, Set
from portwidgets.storage.project_folder import ProjectFolder

MOST = {10_000: (How.TIMES, 3.0), 100_000: (How.ABOVE, 25.0)}
ROWS = (100, *MOST)
TIMES_PAIRS = 3
WARM_UP = 2


def figures(given: Settings) -> Iterator[Figure]:
    """Yield the figures of each size."""
    for rows in ROWS:
        with temporary(given.folder) as folder:
            make_project(Path(folder), rows)
            yield from compare(Path(folder) / f"{rows}", rows, given.pairs * TIMES_PAIRS)


def compare(path: Path, rows: int, pairs: int) -> Iterator[Figure]:
    """Yield the figures of one inventory."""
    opening = milliseconds(lambda: ProjectFolder(path))
    project, other = ProjectFolder(path), ProjectFolder(path)
    data = (path / "numbers.csv").read_bytes()
    bare, edits, follows = [], [], []
    for turn in range(pairs + WARM_UP):
        bare.append(milliseconds(partial(bare_write, path, data)))
        edits.append(milliseconds(partial(edit, project, rows // 2 + 1, turn)))
        follows.append(milliseconds(other.refresh))
    how, most = MOST.get(rows, (How.TIMES, None))
    yield Figure(
        name=f"{rows:,} numbers ({len(data) / 1e6:.1f} MB), one edit until durable",
        ours=edits[WARM_UP:],
        other=bare[WARM_UP:],
        against="bare write, fsync, rename of the same bytes",
        how=how,
        most=most,
        digits=2,
    )
    idle = statistics.median(milliseconds(project.refresh) for _ in range(20))
    pasting, deleting = block(project)
    for name, took in (
        ("project opened", opening),
        ("another process follows an edit", statistics.median(follows[WARM_UP:])),
        ("a look without news", idle),
        ("1,000 rows pasted", pasting),
        ("1,000 rows deleted", deleting),
    ):
        yield Figure(name=f"    {name}", ours=[took], digits=2)


def bare_write(folder: Path, data: bytes) -> None:
    temporary = folder / "bare.tmp"
    with temporary.open("wb", buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())
    temporary.replace(folder / "bare.csv")


def edit(project: ProjectFolder, row: int, turn: int) -> None:
    row_id = f"n{row:04}"
    now = project.table("numbers").cell(row_id, "site")
    done = project.commit([Set("numbers", row_id, "site", now, f"Site {turn}")], by="benchmark")
    assert done.change is not None


def block(project: ProjectFolder) -> tuple[float, float]:
    """Paste and delete 1,000 rows, each as one step; return how long each took."""
    paste = [Add("numbers", "", {"number": str(place)}, "n0001") for place in range(1000)]
    added = []
    pasting = milliseconds(lambda: added.extend(project.commit(paste, by="benchmark").change.ops))
    delete = [Delete("numbers", op.row, op.cells) for op in added]
    return pasting, milliseconds(lambda: project.commit(delete, by="benchmark"))


def milliseconds(call) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000
