"""The lines of history.csv: how a change is written there, and read back.

A change is a group of lines, one for each operation, and a closing line. That one counts them,
says which versions of the table files the change replaces and makes, and which change it follows.
A group without its closing line never happened. Nor did one that follows an earlier change than
the last: where a file system has no locks two may append at once, and the first of them counts.

It also says which version of a table's file holds what the history tells, and no more: a file that
is found in another version was written by something else. A group of nothing but its closing line
is a note of that, and no change.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from portwidgets.domain.edit import Change
from portwidgets.domain.steps import Steps, finish
from portwidgets.errors import DamagedFile
from portwidgets.storage import history_cells
from portwidgets.storage.csv_text import encode_row, read_records
from portwidgets.storage.durable import Stamp

FILE = "history.csv"
_AT_ONCE = 500  # operations between two looks at the clock
HEADER = (
    encode_row(("change", "at", "by", "op", "table", "row", "column", "before", "after")) + b"\n"
)

# Inside a quoted cell every quote is doubled, so no cell can hold `,"{` and pose as a closing line.
_CLOSING = re.compile(rb',commit,,,,,"(\{""ops""[^\n]*\})"\n')


_WRITER = re.compile(rb'\n[^,\n"]+,[^,\n"]*,("(?:[^"]|"")*"|[^,\n"]*),commit,,,,,"\{""ops"":(?!0,)')


class _Versions(msgspec.Struct, frozen=True):
    before: Stamp
    after: Stamp


class _Closing(msgspec.Struct, frozen=True, omit_defaults=True):
    ops: int
    tables: dict[str, _Versions]
    id: str = ""
    follows: str = ""  # older groups do not say it
    stands: dict[str, Stamp] = {}  # where `tables` does not say it


@dataclass(frozen=True, slots=True)
class Group:
    """A change as it stands in the log.

    Attributes:
        before: The version of each touched table's file that the change replaces.
        after: The version it makes; None where whoever reads on must read the file anew.
        stands: The version of each table's file that holds what the history tells up to here.
    """

    change: Change
    before: Mapping[str, Stamp]
    after: Mapping[str, Stamp]
    stands: Mapping[str, Stamp] = field(default_factory=dict)

    @property
    def is_note(self) -> bool:
        """Whether it only says what stands, and nobody changed anything."""
        return not self.change.ops and not self.change.acts


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a part of the log a group stands, and the id of its change."""

    begin: int
    end: int
    change: str


def encode(group: Group, follows: str) -> bytes:
    """Return the lines of a group behind the change with the id `follows`."""
    return b"".join((*finish(op_lines(group.change)), closing_line(group, follows)))


def op_lines(change: Change) -> Steps[list[bytes]]:
    """Return the lines of a change without the closing one, in blocks."""
    head = encode_row((change.id, change.at, change.by))
    blocks: list[bytes] = []
    for start in range(0, len(change.ops), _AT_ONCE):
        yield start / len(change.ops)
        ops = change.ops[start : start + _AT_ONCE]
        blocks.append(b"".join(b"%b,%b\n" % (head, history_cells.line_of(op)) for op in ops))
    acts = (encode_row(history_cells.written(act)) for act in change.acts)
    return [*blocks, *(b"%b,%b\n" % (head, act) for act in acts)]


def closing_line(group: Group, follows: str) -> bytes:
    """Return the line that makes a group count, behind the change with the id `follows`."""
    change = group.change
    count = len(change.ops) + len(change.acts)
    versions = {name: _Versions(group.before[name], group.after[name]) for name in group.before}
    stands = {
        name: version
        for name, version in group.stands.items()
        if name not in group.after or group.after[name] != version
    }
    told = _Closing(count, versions, change.id, follows, stands)
    closing = msgspec.json.encode(told).decode()
    cells = (change.id, change.at, change.by, "commit", "", "", "", "", closing)
    return encode_row(cells) + b"\n"


def last_end(data: bytes) -> int:
    """Return where in a part of the log its last closing line ends, 0 without one."""
    return max((match.end() for match in _CLOSING.finditer(data)), default=0)


def first_end(data: bytes) -> int | None:
    """Return where in a part of the log its first closing line ends."""
    found = _CLOSING.search(data)
    return found.end() if found else None


def writers(data: bytes) -> set[str]:
    """Return everybody who is named in a part of the log."""
    found = {match[1] for match in _WRITER.finditer(data)}
    return {next(read_records(each.decode()), [""])[0] for each in found}


def spans(data: bytes, before: Sequence[str] = ()) -> list[Span]:
    """Find the groups in a part of the log.

    Args:
        data: The part.
        before: The ids of the changes before it, as far as they are known, oldest first.
    """
    found = []
    last = before[-1] if before else ""
    seen = {*before}
    begin = 0
    for match in _CLOSING.finditer(data):
        change, follows = _identity(match[1])
        if not follows or follows == last or follows not in seen:
            found.append(Span(begin, match.end(), change))
            last = change
        seen |= {change, follows}
        begin = match.end()
    return found


def groups(data: bytes, start: int, before: Sequence[str] = (), file: str = FILE) -> list[Group]:
    """Read the whole groups in a part of the log that starts at byte `start`.

    Raises:
        DamagedFile: Something else than this module wrote there.
    """
    found = (
        group(data[each.begin : each.end], start + each.begin, file) for each in spans(data, before)
    )
    return [each for each in found if each is not None]


def group(data: bytes, start: int, file: str = FILE) -> Group | None:
    """Read what ends with a closing line; None where lines of it are missing.

    Raises:
        DamagedFile: Something else than this module wrote there.
    """
    try:
        return _group(data)
    except (ValueError, LookupError, csv.Error, msgspec.MsgspecError):
        raise DamagedFile("storage.damaged_history", file=file, place=start) from None


def _identity(closing: bytes) -> tuple[str, str]:
    try:
        told = msgspec.json.decode(closing.replace(b'""', b'"'), type=_Closing)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return "", ""  # reading the group says what is wrong
    return told.id, told.follows


def _group(data: bytes) -> Group | None:
    *lines, (identity, at, by, _, _, _, _, _, versions) = read_records(data.decode())
    closing = msgspec.json.decode(versions, type=_Closing)
    own = [line for line in lines if line[:1] == [identity]]  # not what a crash left before them
    if len(own) != closing.ops:
        return None
    ops = tuple(history_cells.op(line) for line in own if not history_cells.is_act(line))
    acts = tuple(history_cells.act(line) for line in own if history_cells.is_act(line))
    after = {name: each.after for name, each in closing.tables.items()}
    return Group(
        Change(identity, at, by, ops, acts),
        {name: each.before for name, each in closing.tables.items()},
        after,
        {**after, **closing.stands},
    )
