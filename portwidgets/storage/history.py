"""history.csv: every change, appended before its tables are written; the write-ahead log.

A change is a group of lines, one for each operation, and a closing line that counts them and
says which versions of the table files the change replaces and makes. A group without its
closing line never happened: it is cut off before the next one is appended.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from portwidgets.domain.edit import (
    Add,
    Change,
    Conflict,
    Delete,
    Op,
    SecretAct,
    SecretDeed,
    Set,
)
from portwidgets.domain.schema import Table
from portwidgets.errors import DamagedFile
from portwidgets.storage import durable
from portwidgets.storage.csv_text import encode_row, read_records
from portwidgets.storage.durable import Stamp

FILE = "history.csv"
_DEEDS = frozenset(SecretDeed)
HEADER = (
    encode_row(("change", "at", "by", "op", "table", "row", "column", "before", "after")) + b"\n"
)

# Inside a quoted cell every quote is doubled, so no cell can hold `,"{` and pose as a closing line.
_CLOSING = re.compile(rb',commit,,,,,"(\{""ops""[^\n]*\})"\n')
_TAIL = 256 * 1024
_BINARY = getattr(os, "O_BINARY", 0)


class _Versions(msgspec.Struct, frozen=True):
    before: Stamp
    after: Stamp


class _Closing(msgspec.Struct, frozen=True):
    ops: int
    tables: dict[str, _Versions]


class _Row(msgspec.Struct, frozen=True):
    cells: dict[str, str]
    after: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """A change as it stands in the log.

    Attributes:
        before: The version of each touched table's file that the change replaces.
        after: The version it makes; None where whoever reads on must read the file anew.
    """

    change: Change
    before: Mapping[str, Stamp]
    after: Mapping[str, Stamp]


class History:
    """The log of one project, read up to `end`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.end = 0
        self._counted = 0
        self._seen: dict[str, int] = {}

    def grown(self) -> bool:
        """Tell whether the log is not as long as we know it."""
        try:
            return self._path.stat().st_size != self.end
        except FileNotFoundError:
            return self.end != 0

    def tail(self, *, cut: bool) -> list[Group]:
        """Go to the end of the log and return its last groups, oldest first.

        Args:
            cut: Cut off what a crash left unfinished at the end.

        Raises:
            DamagedFile: The file was written by something else.
        """
        size = _TAIL
        while True:
            data, start = self._read_tail(size)
            ends = [match.end() for match in _CLOSING.finditer(data)]
            first = 0 if start == 0 else (ends[0] if ends else None)
            if first is not None and (start == 0 or len(ends) > 1):
                break
            size *= 8
        self._finish(start, data, ends, cut=cut)
        first = len(HEADER) if start == 0 else first
        return _groups(data[first : self.end - start], start + first)

    def news(self, *, cut: bool) -> list[Group] | None:
        """Return the groups since `end` and move it; None where the log was replaced.

        Raises:
            DamagedFile: The file was written by something else.
        """
        if self.end == 0:
            return self.tail(cut=cut)
        try:
            with self._path.open("rb") as file:
                file.seek(self.end)
                data = file.read()
                if file.tell() < self.end:
                    return None
        except FileNotFoundError:
            return None
        start = self.end
        self._finish(start, data, [match.end() for match in _CLOSING.finditer(data)], cut=cut)
        return _groups(data[: self.end - start], start)

    def append(self, group: Group) -> int:
        """Write a group durably and return the log's new end, which is not yet `end`.

        Raises:
            OSError: It is not in the log.
        """
        data = _encode(group) if self.end else HEADER + _encode(group)
        flags = os.O_CREAT | os.O_WRONLY | os.O_APPEND | _BINARY
        descriptor = os.open(self._path, flags, durable.MODE)
        try:
            durable.write_all(descriptor, data)
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, self.end)
            raise
        finally:
            os.close(descriptor)
        return self.end + len(data)

    def take_back(self) -> None:
        """Cut off what was appended behind `end`."""
        with self._path.open("r+b") as file:
            file.truncate(self.end)
            os.fsync(file.fileno())

    def changes(self) -> Iterator[Change]:
        """Yield every change, oldest first."""
        data = self._read_tail(-1)[0]
        ends = [match.end() for match in _CLOSING.finditer(data)]
        start = len(HEADER)
        for end in ends:
            yield from (group.change for group in _groups(data[start:end], start))
            start = end

    def highest_id(self, table: Table) -> int:
        """Return the highest number in any row id of ours that the log has seen."""
        if self._counted < self.end:
            with self._path.open("rb") as file:
                file.seek(self._counted)
                self._count(file.read(self.end - self._counted))
            self._counted = self.end
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
        conflicts = list(conflicts)
        if not conflicts:
            return []
        writers: dict[tuple[str, str, str], tuple[str | None, Change]] = {}
        for change in self.changes():
            for op in change.ops:
                match op:
                    case Set():
                        writers[op.table, op.row, op.column] = (op.after, change)
                    case Add():
                        writers[op.table, op.row, ""] = (op.row, change)
                        for column, text in op.cells.items():
                            writers[op.table, op.row, column] = (text, change)
                    case Delete():
                        writers[op.table, op.row, ""] = (None, change)
        return [_attributed(conflict, writers) for conflict in conflicts]

    def _count(self, data: bytes) -> None:
        # A cell's text may look like an id here: then a number is skipped, which does no harm.
        for match in re.finditer(rb",(?:set|add|delete),([a-z]+,[a-z]+)([0-9]{1,9}),", data):
            key = match[1].decode()
            self._seen[key] = max(self._seen.get(key, 0), int(match[2]))

    def _read_tail(self, size: int) -> tuple[bytes, int]:
        """Return the last bytes, all for -1, and where they start; the header is checked."""
        try:
            with self._path.open("rb") as file:
                head = file.read(len(HEADER))
                if not HEADER.startswith(head):
                    raise DamagedFile("storage.foreign_history", file=FILE)
                length = file.seek(0, os.SEEK_END)
                start = 0 if size < 0 else max(0, length - size)
                file.seek(start)
                return file.read(), start
        except FileNotFoundError:
            return b"", 0

    def _finish(self, start: int, data: bytes, ends: list[int], *, cut: bool) -> None:
        whole = min(len(data), len(HEADER)) if start == 0 else 0
        if start == 0 and len(data) < len(HEADER):
            whole = 0  # a header that was torn itself
        end = start + (ends[-1] if ends else whole)
        if cut and end < start + len(data):
            with self._path.open("r+b") as file:
                file.truncate(end)
                os.fsync(file.fileno())
        self.end = end


def _encode(group: Group) -> bytes:
    change = group.change
    head = (change.id, change.at, change.by)
    lines = [encode_row((*head, *_op_cells(op))) for op in change.ops]
    lines += [
        encode_row((*head, act.deed, act.table, act.row, act.name, "", "")) for act in change.acts
    ]
    versions = {name: _Versions(group.before[name], group.after[name]) for name in group.before}
    closing = msgspec.json.encode(_Closing(len(lines), versions)).decode()
    lines.append(encode_row((*head, "commit", "", "", "", "", closing)))
    return b"\n".join((*lines, b""))


def _op_cells(op: Op) -> tuple[str, ...]:
    match op:
        case Set():
            return ("set", op.table, op.row, op.column, op.before, op.after)
        case Add():
            return ("add", op.table, op.row, "", "", _row_text(op))
        case Delete():
            return ("delete", op.table, op.row, "", _row_text(op), "")


def _row_text(op: Add | Delete) -> str:
    return msgspec.json.encode(_Row(op.cells, op.after)).decode()


def _groups(data: bytes, start: int) -> list[Group]:
    """Read the whole groups in a part of the log that starts at byte `start`.

    Raises:
        DamagedFile: Something else than this module wrote there.
    """
    try:
        return _whole_groups(data)
    except (ValueError, csv.Error, msgspec.MsgspecError):
        raise DamagedFile("storage.damaged_history", file=FILE, place=start) from None


def _whole_groups(data: bytes) -> list[Group]:
    """Read groups; one whose lines are not as many as it counted is not whole and left out."""
    groups = []
    lines: list[list[str]] = []
    for record in read_records(data.decode()):
        identity, at, by, kind, _, _, _, _, versions = record
        if kind != "commit":
            lines.append(record)
            continue
        closing = msgspec.json.decode(versions, type=_Closing)
        own = [line for line in lines if line[0] == identity]
        lines = []
        if len(own) != closing.ops:
            continue
        ops = tuple(_op(line) for line in own if line[3] not in _DEEDS)
        acts = tuple(_act(line) for line in own if line[3] in _DEEDS)
        change = Change(identity, at, by, ops, acts)
        groups.append(
            Group(
                change,
                {name: each.before for name, each in closing.tables.items()},
                {name: each.after for name, each in closing.tables.items()},
            )
        )
    return groups


def _op(line: list[str]) -> Op:
    _, _, _, kind, table, row, column, before, after = line
    if kind == "set":
        return Set(table, row, column, before, after)
    if kind == "add":
        added = msgspec.json.decode(after, type=_Row)
        return Add(table, row, added.cells, added.after)
    gone = msgspec.json.decode(before, type=_Row)
    return Delete(table, row, gone.cells, gone.after)


def _act(line: list[str]) -> SecretAct:
    _, _, _, deed, table, row, name, _, _ = line
    return SecretAct(SecretDeed(deed), table, row, name)


def _attributed(conflict: Conflict, writers: Mapping[Any, tuple[str | None, Change]]) -> Conflict:
    op = conflict.op
    column = op.column if isinstance(op, Set) and conflict.current is not None else ""
    keys = [(op.table, op.row, column)]
    if isinstance(op, Delete):
        keys = [(op.table, op.row, name) for name in ("", *op.cells)]
        keys = [key for key in keys if key in writers and writers[key][0] == conflict.current]
    for key in keys:
        text, change = writers.get(key, ("\0", None))
        if change is not None and text == conflict.current:
            return Conflict(op, conflict.current, change.by, change.at)
    return conflict
