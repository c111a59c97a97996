"""The files of the history: history.csv, and before it history-0001.csv, history-0002.csv, ..."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from portwidgets.errors import DamagedFile
from portwidgets.storage import history_lines
from portwidgets.storage.history_lines import FILE, HEADER, Group

_ROTATED = re.compile(r"history-(\d{4,8})\.csv")


def rotated(folder: Path) -> list[tuple[int, Path]]:
    """Return the files that were put away with their numbers, oldest first."""
    with os.scandir(folder) as entries:
        names = [match for entry in entries if (match := _ROTATED.fullmatch(entry.name))]
    return sorted((int(name[1]), folder / name[0]) for name in names)


def numbered(folder: Path) -> list[tuple[int, Path]]:
    """Return all files, oldest first; history.csv has the number that it will be put away under."""
    before = rotated(folder)
    return [*before, (before[-1][0] + 1 if before else 1, folder / FILE)]


def paths(folder: Path) -> list[Path]:
    """Return all files, oldest first."""
    return [path for _, path in numbered(folder)]


def rotated_path(folder: Path, number: int) -> Path:
    """Return where the file with that number is put away."""
    return folder / f"history-{number:04}.csv"


def read(path: Path, last: int = -1) -> tuple[bytes, int]:
    """Return the last bytes of a file, all for -1, and where they start; the header is checked.

    Raises:
        DamagedFile: Something else wrote the file.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(HEADER))
            if not HEADER.startswith(head):
                raise DamagedFile("storage.foreign_history", file=path.name)
            length = file.seek(0, os.SEEK_END)
            start = 0 if last < 0 else max(0, length - last)
            file.seek(start)
            return file.read(), start
    except FileNotFoundError:
        return b"", 0


def read_groups(path: Path, start: int = 0, before: Sequence[str] = ()) -> list[Group]:
    """Read the groups of a file from a byte on, behind the changes with the ids `before`.

    Raises:
        DamagedFile: Something else wrote there.
    """
    start = max(start, len(HEADER))
    return history_lines.groups(read(path)[0][start:], start, before, path.name)
