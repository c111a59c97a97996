"""history.csv: every change, appended before its tables are written; the write-ahead log.

When it has grown long it is put away as history-0001.csv, history-0002.csv, ... and begun anew.
The whole history is those files in their order and then history.csv; nothing in it is rewritten.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from portwidgets.domain.edit import Add, Change, Conflict, Delete, Set
from portwidgets.domain.schema import Table
from portwidgets.storage import attribution, durable, history_files, history_lines
from portwidgets.storage.history_lines import HEADER, Group

_TAIL = 256 * 1024
_REMEMBERED = 1000  # changes; what was appended without a lock follows one of the last few
_LONGEST = 4 * 1024 * 1024  # bytes; some 30,000 edited cells
_BINARY = getattr(os, "O_BINARY", 0)


class Place(NamedTuple):
    """Where in the history a change ends: the number of its file, which it keeps, and the byte."""

    number: int
    end: int


class End(NamedTuple):
    """How far history.csv is known: its length, and which file it is."""

    size: int
    file: int


NOTHING = End(0, 0)
FIRST = "-"
"""What the first change of a history follows."""


class History:
    """The log of one project, read up to `end`."""

    def __init__(self, path: Path) -> None:
        self._folder, self._path = path.parent, path
        self.end = NOTHING
        self._before = [FIRST]  # the ids of the last changes up to there, oldest first
        self._counted: dict[int, int] = {}  # by file: up to where its ids were counted
        self._seen: dict[str, int] = {}

    def grown(self) -> bool:
        """Tell whether the log is not as we know it."""
        return self._end_now() != self.end

    def tail(self, *, cut: bool) -> list[Group]:
        """Go to the end of the log and return its last groups, oldest first.

        Args:
            cut: Cut off what a crash left unfinished at the end.

        Raises:
            DamagedFile: The file was written by something else.
        """
        size = _TAIL
        while True:
            data, start = history_files.read(self._path, size)
            first = len(HEADER) if start == 0 else history_lines.first_end(data)
            if first is not None and (start == 0 or history_lines.last_end(data) > first):
                break
            size *= 8
        before = self._put_away_last() if start == 0 else []
        self._before = [each.change.id for each in before] or ([FIRST] if start == 0 else [])
        return before + self._take(data[first:], start + first, cut=cut)

    def news(self, *, cut: bool) -> list[Group] | None:
        """Return the groups since `end` and move it; None where the log was replaced.

        Raises:
            DamagedFile: The file was written by something else.
        """
        if self.end == NOTHING:
            return self.tail(cut=cut)
        now = self._end_now()
        if now.file == self.end.file:
            return None if now.size < self.end.size else self._since(self.end.size, cut=cut)
        files = history_files.rotated(self._folder)
        known = [place for place, (_, path) in enumerate(files) if _file(path) == self.end.file]
        if not known:
            return None
        groups = self._groups(files[known[0]][1], self.end.size)
        for _, path in files[known[0] + 1 :]:
            groups += self._groups(path)
        self.end = NOTHING
        return groups + self._since(0, cut=cut)

    def append(self, group: Group) -> End | None:
        """Write a group durably and return the log's new end, which is not yet `end`.

        Returns:
            None where another's group stands there already: this one does not count.

        Raises:
            OSError: It is not in the log.
        """
        if self.end.size >= _LONGEST:
            self._rotate()
        data = history_lines.encode(group, self._before[-1] if self._before else "")
        data = data if self.end.size else HEADER + data
        flags = os.O_CREAT | os.O_RDWR | os.O_APPEND | _BINARY
        descriptor = os.open(self._path, flags, durable.MODE)
        try:
            durable.write_all(descriptor, data)
            os.fsync(descriptor)
            end = End(self.end.size + len(data), os.fstat(descriptor).st_ino)
            if os.lseek(descriptor, 0, os.SEEK_END) != end.size:  # locks would have kept them out
                os.lseek(descriptor, self.end.size, os.SEEK_SET)
                return end if os.read(descriptor, len(data)) == data else None
        except OSError:
            if os.lseek(descriptor, 0, os.SEEK_END) <= self.end.size + len(data):
                os.ftruncate(descriptor, self.end.size)
            raise
        finally:
            os.close(descriptor)
        return end

    def advance(self, end: End, change: Change) -> None:
        """Note that the log is known up to the end of this change."""
        self.end = end
        self._remember(change.id)

    def take_back(self, end: End) -> bool:
        """Cut off what was appended up to `end`; False where another's group stands behind it."""
        if self._end_now() != end:
            return False
        with self._path.open("r+b") as file:
            file.truncate(self.end.size)
            os.fsync(file.fileno())
        return True

    def changes(self) -> Iterator[Change]:
        """Yield every change, oldest first."""
        for _, path in history_files.numbered(self._folder):
            yield from (group.change for group in history_files.read_groups(path))

    def newest_first(self, before: Place | None = None) -> Iterator[tuple[Place, Change]]:
        """Yield every change with its place, newest first, or those that end before a place."""
        for number, path in reversed(history_files.numbered(self._folder)):
            if before is not None and number > before.number:
                continue
            data, _ = history_files.read(path)
            if before is not None and number == before.number:
                data = data[: before.end - 1]
            for span in reversed(history_lines.spans(data)):
                begin = max(span.begin, len(HEADER))
                group = history_lines.group(data[begin : span.end], begin, path.name)
                if group is not None:
                    yield Place(number, span.end), group.change

    def writers(self) -> set[str]:
        """Return everybody who wrote a change."""
        found: set[str] = set()
        for path in history_files.paths(self._folder):
            found |= history_lines.writers(history_files.read(path)[0])
        return found

    def highest_id(self, table: Table) -> int:
        """Return the highest number in any row id of ours that the log has seen."""
        for _, path in history_files.numbered(self._folder):
            file = _file(path)
            counted = self._counted.get(file, 0)
            if file != self.end.file or counted < self.end.size:
                until = self.end.size if file == self.end.file else None
                self._counted[file] = self._count(path, counted, until)
        return self._seen.get(f"{table.name},{table.prefix}", 0)

    def last_cells(self, table: str) -> dict[str, dict[str, str]]:
        """Return the text last written into each cell of a table, as far as the log goes."""
        rows: dict[str, dict[str, str]] = {}
        for change in self.changes():
            for op in change.ops:
                if op.table != table:
                    continue
                match op:
                    case Set():
                        rows.setdefault(op.row, {})[op.column] = op.after
                    case Add():
                        rows[op.row] = dict(op.cells)
                    case Delete():
                        rows.pop(op.row, None)
        return rows

    def attributed(self, conflicts: Iterable[Conflict]) -> list[Conflict]:
        """Say for each conflict who wrote what stands there and when, where the log knows."""
        return attribution.attributed(conflicts, (change for _, change in self.newest_first()))

    def _count(self, path: Path, start: int, until: int | None) -> int:
        with path.open("rb") as file:
            file.seek(start)
            data = file.read() if until is None else file.read(until - start)
        # A cell's text may look like an id here: then a number is skipped, which does no harm.
        for match in re.finditer(rb",(?:set|add|delete),([a-z]+,[a-z]+)([0-9]{1,9}),", data):
            key = match[1].decode()
            self._seen[key] = max(self._seen.get(key, 0), int(match[2]))
        return start + len(data)

    def _end_now(self) -> End:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return NOTHING
        return End(status.st_size, status.st_ino)

    def _rotate(self) -> None:
        """Put the file away; who reads on knows it by its number in the file system."""
        number = history_files.numbered(self._folder)[-1][0]
        self._path.rename(history_files.rotated_path(self._folder, number))
        durable.sync_folder(self._folder)
        self.end = NOTHING

    def _remember(self, *changes: str) -> None:
        self._before = [*self._before, *changes][-_REMEMBERED:]

    def _put_away_last(self) -> list[Group]:
        """Return the last groups of the file that was put away last."""
        rotated = history_files.rotated(self._folder)
        return history_files.read_groups(rotated[-1][1]) if rotated else []

    def _since(self, start: int, *, cut: bool) -> list[Group]:
        """Read history.csv on from a byte."""
        data, _ = history_files.read(self._path)
        start = max(start, len(HEADER) if data else 0)
        return self._take(data[start:], start, cut=cut)

    def _take(self, data: bytes, start: int, *, cut: bool) -> list[Group]:
        """Read what stands at the end of history.csv, note how far it is whole, cut the rest."""
        end = start + history_lines.last_end(data)
        size = start + len(data)
        if start == len(HEADER) and not data:
            size = self._end_now().size
            end = len(HEADER) if size >= len(HEADER) else 0  # a header that was torn itself
        found = history_lines.groups(data[: end - start], start, self._before)
        now = self._end_now()
        if cut and end < size == now.size:
            with self._path.open("r+b") as file:
                file.truncate(end)
                os.fsync(file.fileno())
        self.end = End(end, now.file)
        self._remember(*(each.change.id for each in found))
        return found

    def _groups(self, path: Path, start: int = 0) -> list[Group]:
        found = history_files.read_groups(path, start, self._before)
        self._remember(*(each.change.id for each in found))
        return found


def _file(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0
