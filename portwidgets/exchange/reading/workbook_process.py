"""Reads a workbook in a process of its own, started as `python -m` with this module's name.

A workbook can be made to take all memory (one cell in the last row and column is enough), and its
reader cannot be stopped half-way. Here it may fail, or be killed, and the dashboard lives on.

The file comes on the standard input unless a path is given; messages go out on the standard
output, each as its length in four bytes and then MessagePack.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import IO, Any

import msgspec

MEMORY = 2 * 1024**3
"""Bytes that this process may take; 250,000 rows of eight cells took 190 million."""

_ROWS = 1000  # in one message
_LENGTH = 4  # bytes that say how long a message is
_WHOLE = 1e15  # beyond that, a spreadsheet's numbers have lost digits


class SheetStart(msgspec.Struct, tag=True):
    """A sheet begins: its name, whether it is hidden, and how many rows will come."""

    name: str
    hidden: bool
    height: int


class Rows(msgspec.Struct, tag=True):
    """Rows of the sheet that began last, from Excel's row 1 on, empty ones included."""

    rows: list[list[str]]


class Failed(msgspec.Struct, tag=True):
    """The workbook cannot be read: `code` is that of a text in data/texts/import.toml."""

    code: str
    reason: str = ""


class Finished(msgspec.Struct, tag=True):
    """Everything was said."""


Message = SheetStart | Rows | Failed | Finished


def main(arguments: Sequence[str]) -> None:
    """Read the workbook and write its messages."""
    _limit_memory()
    out = sys.stdout.buffer
    for message in _messages(arguments[0] if arguments else None):
        data = msgspec.msgpack.encode(message)
        out.write(len(data).to_bytes(_LENGTH, "big") + data)
    out.flush()


def _messages(path: str | None) -> Iterator[Message]:
    import python_calamine as calamine

    try:
        given = path or io.BytesIO(sys.stdin.buffer.read())
        with calamine.load_workbook(given) as workbook:
            for meta in workbook.sheets_metadata:
                if meta.typ == calamine.SheetTypeEnum.WorkSheet:
                    hidden = meta.visible != calamine.SheetVisibleEnum.Visible
                    yield from _sheet(workbook.get_sheet_by_name(meta.name), hidden=hidden)
        yield Finished()
    except calamine.PasswordError:
        yield Failed("encrypted")
    except (calamine.CalamineError, OSError, ValueError) as error:
        told = str(error)
        yield Failed("encrypted" if "assword" in told or "ncrypt" in told else "damaged", told)


def _sheet(sheet: Any, *, hidden: bool) -> Iterator[Message]:
    yield SheetStart(sheet.name, hidden, sheet.total_height)
    left = [""] * (sheet.start or (0, 0))[1]
    shared = _merged_down(sheet)
    rows: list[list[str]] = []
    for at, values in enumerate(sheet.iter_rows()):
        cells = [*left, *map(text_of, values)]
        for column, text in shared.get(at, {}).items():
            if column < len(cells):
                text.append(cells[column])
                cells[column] = text[0]
        rows.append(cells)
        if len(rows) == _ROWS:
            yield Rows(rows)
            rows = []
    yield Rows(rows)


def _merged_down(sheet: Any) -> dict[int, dict[int, list[str]]]:
    """Return, by row and column, the list that cells merged over several rows share.

    Each puts its text there; the first one is what the spreadsheet shows for all of them.
    """
    found: dict[int, dict[int, list[str]]] = {}
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        shared: list[str] = []
        for row in range(first, last + 1) if last > first else ():
            found.setdefault(row, {})[column] = shared
    return found


def text_of(value: object) -> str:
    """Return a cell's value as the text that stands for it in a list."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < _WHOLE:
            return str(int(value))
        case float():
            return f"{value:.5E}" if abs(value) >= _WHOLE else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return "" if value is None else str(value)


def read_messages(stream: IO[bytes]) -> Iterator[Message]:
    """Yield what the process writes, until it ends or dies."""
    decoder = msgspec.msgpack.Decoder(Message)
    while len(size := stream.read(_LENGTH)) == _LENGTH:
        data = stream.read(int.from_bytes(size, "big"))
        if len(data) < int.from_bytes(size, "big"):
            return
        yield decoder.decode(data)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has none; there the process dies when memory is out
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main(sys.argv[1:])
