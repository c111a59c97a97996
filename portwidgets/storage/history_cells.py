"""The cells of a line of history.csv: an operation, or what was done with a secret, or outside.

In the order op, table, row, column, before, after; a row that came or went stands in one cell.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from portwidgets.domain.edit import Act, Add, Delete, Op, Replaced, SecretAct, SecretDeed, Set
from portwidgets.storage.csv_text import encode_cell, encode_row

_DEEDS = frozenset(SecretDeed)
_REPLACED = "replaced"
_OPS = frozenset({"set", "add", "delete"})
_CELLS = 9


class _Row(msgspec.Struct, frozen=True):
    cells: dict[str, str]
    after: str | None


def written(done: Op | Act) -> tuple[str, ...]:
    """Return the cells."""
    match done:
        case Set():
            return ("set", done.table, done.row, done.column, done.before, done.after)
        case Add():
            return ("add", done.table, done.row, "", "", _row_text(done))
        case Delete():
            return ("delete", done.table, done.row, "", _row_text(done), "")
        case Replaced():
            return (_REPLACED, done.table, "", "", "", str(done.rows))
        case SecretAct():
            return (done.deed, done.table, done.row, done.name, "", "")


def line_of(op: Op) -> bytes:
    """Return the cells of an operation as they stand in the line."""
    if isinstance(op, Set):
        return encode_row(written(op))
    # Written out: of thousands of rows that came or went, only the JSON has quotes in it.
    place = f"{op.table},{encode_cell(op.row)}".encode()
    row = msgspec.json.encode(_Row(op.cells, op.after)).replace(b'"', b'""')
    return (
        b'add,%b,,,"%b"' % (place, row)
        if isinstance(op, Add)
        else b'delete,%b,,"%b",'
        % (
            place,
            row,
        )
    )


def is_line(cells: Sequence[str]) -> bool:
    """Tell whether these are the cells of a whole line, its first three included."""
    return len(cells) == _CELLS and (cells[3] in _OPS or is_act(cells))


def is_act(line: Sequence[str]) -> bool:
    """Tell whether a line is no operation, which could be taken back."""
    return line[3] == _REPLACED or line[3] in _DEEDS


def op(line: Sequence[str]) -> Op:
    """Read an operation.

    Raises:
        ValueError: It is none.
        msgspec.MsgspecError: It is none.
    """
    _, _, _, kind, table, row, column, before, after = line
    if kind == "set":
        return Set(table, row, column, before, after)
    if kind == "add":
        added = msgspec.json.decode(after, type=_Row)
        return Add(table, row, added.cells, added.after)
    gone = msgspec.json.decode(before, type=_Row)
    return Delete(table, row, gone.cells, gone.after)


def act(line: Sequence[str]) -> Act:
    """Read what is no operation.

    Raises:
        ValueError: It is none.
    """
    _, _, _, deed, table, row, name, _, after = line
    if deed == _REPLACED:
        return Replaced(table, int(after))
    return SecretAct(SecretDeed(deed), table, row, name)


def _row_text(row: Add | Delete) -> str:
    return msgspec.json.encode(_Row(row.cells, row.after)).decode()
