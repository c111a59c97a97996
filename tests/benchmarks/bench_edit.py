"""One cell edit until it is durable, against a bare write, fsync, rename of the same bytes.

    python tests/benchmarks/bench_edit.py [--pairs 15] [--folder .]

Each pair runs both sides one after the other on the same disk; the medians of all pairs are
printed. The folder should lie on the disk that projects lie on: a RAM disk has no fsync to pay.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from portwidgets.domain.edit import Add, Delete, Set
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.project_toml import Meta

ROWS = (100, 10_000, 100_000)
MOST_TIMES = 3.0  # of the bare write, at 10,000 rows
MOST_ABOVE = 25.0  # ms above the bare write, at 100,000 rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--folder", type=Path, default=Path.cwd())
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder, prefix=".bench-") as folder:
        for rows in ROWS:
            compare(Path(folder) / str(rows), rows, options.pairs)


def compare(path: Path, rows: int, pairs: int) -> None:
    project = ProjectFolder.create(path, Meta("Benchmark"), {"numbers": map(number, range(rows))})
    opening = milliseconds(lambda: ProjectFolder(path))
    other = ProjectFolder(path)
    data = (path / "numbers.csv").read_bytes()
    bare, edits, follows = [], [], []
    for turn in range(pairs + 2):
        bare.append(milliseconds(lambda: bare_write(path, data)))
        edits.append(milliseconds(lambda turn=turn: edit(project, rows // 2 + 1, turn)))
        follows.append(milliseconds(other.refresh))
    bare, edits, follows = (statistics.median(times[2:]) for times in (bare, edits, follows))
    idle = statistics.median(milliseconds(project.refresh) for _ in range(20))
    print(
        f"{rows:>7,} numbers, {len(data) / 1e6:.1f} MB, median of {pairs} pairs: "
        f"bare {bare:.2f} ms, edit {edits:.2f} ms: {edits / bare:.2f} times, "
        f"{edits - bare:+.2f} ms"
    )
    print(
        f"        open {opening:.0f} ms, another's edit followed in {follows:.2f} ms, "
        f"refresh without news {idle:.3f} ms, {block(project)}"
    )
    if rows == 10_000:
        print(f"        at most {MOST_TIMES} times: {verdict(edits / bare <= MOST_TIMES)}")
    if rows == 100_000:
        print(f"        at most {MOST_ABOVE} ms above: {verdict(edits - bare <= MOST_ABOVE)}")


def number(place: int) -> dict[str, str]:
    return {
        "number": f"+4570{place:06}",
        "type": "fixed_line_or_mobile",
        "usage": "user",
        "decision": "port",
        "status": "planned",
        "account": f"a{place % 3 + 1:04}",
        "site": "Århus, Søndergade",
        "user": f"User {place}",
        "requested_on": "2026-11-22",
        "note": 'says "hello"' if place % 10 == 0 else "",
    }


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


def block(project: ProjectFolder) -> str:
    """Paste and delete 1,000 rows, which must stay one quick step each."""
    paste = [Add("numbers", "", {"number": str(place)}, "n0001") for place in range(1000)]
    added = []
    pasting = milliseconds(lambda: added.extend(project.commit(paste, by="benchmark").change.ops))
    delete = [Delete("numbers", op.row, op.cells) for op in added]
    deleting = milliseconds(lambda: project.commit(delete, by="benchmark"))
    return f"1,000 rows pasted in {pasting:.0f} ms, deleted in {deleting:.0f} ms"


def milliseconds(call) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def verdict(reached: bool) -> str:
    return "reached" if reached else "MISSED"


if __name__ == "__main__":
    main()
