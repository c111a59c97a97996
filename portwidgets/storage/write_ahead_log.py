"""The write-ahead log, history.csv: each change is appended to it before its tables are written.

When it has grown long it is put away as history-0001.csv, history-0002.csv, ... and begun anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from portwidgets.domain.schema import TABLES
from portwidgets.domain.steps import Steps, finish
from portwidgets.storage import durable, history_end, history_files, history_lines
from portwidgets.storage.durable import Stamp
from portwidgets.storage.history_lines import HEADER, Group

_TAIL = 256 * 1024
_TOLD_AGAIN = _TAIL // 2  # bytes; so that the tail says of each table which version stands
_REMEMBERED = 1000  # changes; what was appended without a lock follows one of the last few
_LONGEST = 4 * 1024 * 1024  # bytes; some 30,000 edited cells
_BINARY = getattr(os, "O_BINARY", 0)
_TABLES = frozenset(table.name for table in TABLES)


class End(NamedTuple):
    """How far history.csv is known: its length, and which file it is."""

    size: int
    file: int


NOTHING = End(0, 0)
FIRST = "-"
"""What the first change of a history follows."""


class Log:
    """The log of one project, read up to `end`.

    Attributes:
        end: How far it is known.
        stands: The version of each table's file that holds what the log tells, as far as its last
            part says it.
    """

    def __init__(self, path: Path) -> None:
        self._folder, self._path = path.parent, path
        self.end = NOTHING
        self.stands: dict[str, Stamp] = {}
        self._all_told_at = -_TAIL  # the byte before which a closing line named every table
        self._before = [FIRST]  # the ids of the last changes up to there, oldest first

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
        self.stands, self._all_told_at = {}, -_TAIL
        for group in before:
            self.stands.update(group.stands)
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
        known = [
            place for place, (_, path) in enumerate(files) if file_number(path) == self.end.file
        ]
        if not known:
            return None
        groups = self._groups(files[known[0]][1], self.end.size)
        for _, path in files[known[0] + 1 :]:
            groups += self._groups(path)
        self._begin_anew()
        return groups + self._since(0, cut=cut)

    def append(self, group: Group) -> End | None:
        """Write a group durably and return the log's new end, which is not yet `end`.

        Args:
            group: What it says of the versions that stand is written as far as the last part of
                the log does not say it.

        Returns:
            None where another's group stands there already: this one does not count.

        Raises:
            OSError: It is not in the log.
        """
        lines = finish(history_lines.op_lines(group.change))
        return finish(self.appending(group, lines, portion=None))

    def appending(
        self,
        group: Group,
        lines: Sequence[bytes],
        *,
        portion: int | None,
        holds: Callable[[], bool] = lambda: True,
    ) -> Steps[End | None]:
        """Do the same in steps.

        Args:
            group: The group.
            lines: Its lines (`history_lines.op_lines`).
            portion: How many bytes are written in a step; None: all at once.
            holds: Asked before the line that makes the group count: whether it still fits. It is
                not where nothing is written in steps.
        """
        if self.end.size >= _LONGEST:
            self._rotate()
        closing = self._closing(group, sum(map(len, lines)))
        whole = [*(() if self.end.size else (HEADER,)), *lines, closing]
        size = sum(map(len, whole))
        flags = os.O_CREAT | os.O_RDWR | os.O_APPEND | _BINARY
        descriptor = os.open(self._path, flags, durable.MODE)
        try:
            if portion is not None:
                yield from durable.writing(descriptor, whole[:-1], portion)
                if not holds():
                    self._cut_back(descriptor, size)
                    return None
            durable.write_all(descriptor, b"".join(whole) if portion is None else closing)
            os.fsync(descriptor)
            end = End(self.end.size + size, os.fstat(descriptor).st_ino)
            if os.lseek(descriptor, 0, os.SEEK_END) != end.size:  # locks would have kept them out
                return self._end_among_others(descriptor, group, end.file)
        except OSError:
            self._cut_back(descriptor, size)
            raise
        finally:
            os.close(descriptor)
        return end

    def _end_among_others(self, descriptor: int, group: Group, file: int) -> End | None:
        """Return where our group ends, by the rule that all read by; None where it does not count.

        One that does not count may stand before ours, and ours count nevertheless.
        """
        with open(os.dup(descriptor), "rb") as log:  # noqa: PTH123  it may have another name by now
            log.seek(self.end.size)
            spans = history_lines.spans(log.read(), self._before)
        ours = [each.end for each in spans if each.change == group.change.id]
        return End(self.end.size + ours[0], file) if ours else None

    def _cut_back(self, descriptor: int, size: int) -> None:
        """Take away what was written of a group, unless another's stands behind it."""
        if os.lseek(descriptor, 0, os.SEEK_END) <= self.end.size + size:
            os.ftruncate(descriptor, self.end.size)

    def advance(self, end: End, group: Group) -> None:
        """Note that the log is known up to the end of this group, which was appended."""
        if self._must_tell_all(group):
            self._all_told_at = end.size
        self.end = end
        self._remember(group)

    def take_back(self, end: End) -> bool:
        """Cut off what was appended up to `end`; False where another's group stands behind it."""
        if self._end_now() != end:
            return False
        with self._path.open("r+b") as file:
            file.truncate(self.end.size)
            os.fsync(file.fileno())
        return True

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
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.end, self._all_told_at = NOTHING, -_TAIL

    def _closing(self, group: Group, size: int) -> bytes:
        """Return a group's last line; every so often, and at the start of a file, it tells all.

        Args:
            group: The group.
            size: How long its other lines are.
        """
        follows = self._before[-1] if self._before else ""
        if not self._must_tell_all(group):
            is_new = {name: each for name, each in group.stands.items() if name in group.before}
            line = history_lines.closing_line(replace(group, stands=is_new), follows)
            if size + len(line) < _TOLD_AGAIN:
                return line
        return history_lines.closing_line(group, follows)

    def _must_tell_all(self, group: Group) -> bool:
        is_due = self.end.size - self._all_told_at > _TOLD_AGAIN
        return self.end.size == 0 or is_due or not group.stands.keys() <= self.stands.keys()

    def _remember(self, *groups: Group) -> None:
        for group in groups:
            self.stands.update(group.stands)
        self._before = [*self._before, *(group.change.id for group in groups)][-_REMEMBERED:]

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
            history_end.check(data[end - start :], end)
            with self._path.open("r+b") as file:
                file.truncate(end)
                os.fsync(file.fileno())
        self.end = End(end, now.file)
        self._remember(*found)
        if any(each.stands.keys() >= _TABLES for each in found):
            self._all_told_at = max(self._all_told_at, start)  # or further on
        return found

    def _groups(self, path: Path, start: int = 0) -> list[Group]:
        found = history_files.read_groups(path, start, self._before)
        self._remember(*found)
        return found


def file_number(path: Path) -> int:
    """Return what a file keeps when it is put away under another name; 0 where there is none."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return 0
