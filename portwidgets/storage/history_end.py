"""What may stand behind the last whole change of history.csv: one that a crash broke off."""

from __future__ import annotations

import csv
import io

from portwidgets.errors import DamagedFile
from portwidgets.storage import history_cells, history_lines


def check(data: bytes, start: int, file: str = history_lines.FILE) -> None:
    """Take for a crash's remains only what can be them: lines of a change, broken off anywhere.

    Args:
        data: What stands behind the last closing line.
        start: The byte at which it does.
        file: What errors call the file.

    Raises:
        DamagedFile: A closing line is damaged, or something else wrote there.
    """
    text = data.rstrip(b"\0").decode(errors="replace")  # zeros: bytes that never reached the disk
    try:
        lines = [line for line in csv.reader(io.StringIO(text, newline="\n")) if line]
    except csv.Error:
        raise DamagedFile("storage.damaged_history", file=file, place=start) from None
    if not text.endswith("\n") or text.count('"') % 2:
        del lines[-1:]
    if not all(history_cells.is_line(line) for line in lines):
        raise DamagedFile("storage.damaged_history", file=file, place=start)


def check_whole(log: bytes, file: str) -> None:
    """Check the end of a whole file.

    Raises:
        DamagedFile: As `check`.
    """
    start = history_lines.last_end(log) or len(history_lines.HEADER)
    check(log[start:], start, file)
