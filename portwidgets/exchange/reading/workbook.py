"""Reads every sheet of a workbook: XLSX, XLSM, XLSB, XLS and ODS."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO, Self

from portwidgets.errors import Refused
from portwidgets.exchange.reading.rows import SheetRows
from portwidgets.exchange.reading.source import Source
from portwidgets.exchange.reading.workbook_process import (
    Failed,
    Finished,
    Message,
    Rows,
    SheetStart,
    read_messages,
)

_MODULE = "portwidgets.exchange.reading.workbook_process"
_MOMENT = 0.02  # seconds
_AHEAD = 8  # messages that may wait


def read_workbook(source: Source, into: list[SheetRows]) -> Iterator[float]:
    """Read each sheet, yielding how far it is; a generator that is closed stops the reader.

    Raises:
        Refused: It is encrypted, damaged, too large for the memory, or has too many rows.
    """
    command = [sys.executable, "-P", "-m", _MODULE]
    if source.path:
        command.append(str(source.path.resolve()))
    with subprocess.Popen(  # noqa: S603  our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield from _read(process, source, into)
        finally:
            process.kill()


def _read(
    process: subprocess.Popen[bytes], source: Source, into: list[SheetRows]
) -> Iterator[float]:
    if process.stdin is None or process.stdout is None:
        raise AssertionError
    threading.Thread(target=_send, args=(process, source), daemon=True).start()
    with _Inbox(process.stdout) as inbox:
        number = done = total = 0
        while True:
            match inbox.next():
                case None:
                    yield done / (total + 1)
                case SheetStart() as start:
                    ending = source.name.rpartition(".")[2].upper()
                    into.append(SheetRows(source.name, start.name, start.hidden, dialect=ending))
                    number, total = 1, total + start.height
                case Rows(rows):
                    into[-1].add(number, rows)
                    number += len(rows)
                    done += len(rows)
                    yield done / (total + 1)
                case Failed(code):
                    raise Refused(f"import.{code}", file=source.name)
                case Finished():
                    return
                case _:
                    raise Refused("import.takes_too_much", file=source.name)


class _Died:
    """The process ended without saying why: it wanted more memory than it may have."""


class _Inbox:
    """What the process says, taken from its pipe by a thread: nobody waits long for it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._stopped = False
        self._queue: queue.Queue[Message | _Died] = queue.Queue(maxsize=_AHEAD)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True

    def next(self) -> Message | _Died | None:
        """Return what it said next, None where it said nothing for a moment."""
        try:
            return self._queue.get(timeout=_MOMENT)
        except queue.Empty:
            return None

    def _run(self) -> None:
        for message in read_messages(self._stream):
            self._put(message)
        self._put(_Died())

    def _put(self, message: Message | _Died) -> None:
        while not self._stopped:
            with contextlib.suppress(queue.Full):
                self._queue.put(message, timeout=_MOMENT)
                return


def _send(process: subprocess.Popen[bytes], source: Source) -> None:
    """Hand the file over; a process that ends before it has all is dealt with by its reader."""
    if process.stdin is None:
        return
    with contextlib.suppress(OSError, ValueError), process.stdin:
        if source.path is None:
            with source.open() as file:
                while chunk := file.read(1 << 20):
                    process.stdin.write(chunk)
