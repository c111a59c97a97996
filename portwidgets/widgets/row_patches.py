"""Tells the browser of changed rows: change by change, a large one in parts, packed if long."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence

import msgspec

from portwidgets.domain.edit import Add, Delete, Op, Set
from portwidgets.widgets.number_rows import pack

PACKED_FROM = 8_000
"""Bytes of a patch from which on it is compressed."""
AT_ONCE = 1_000
"""Operations that are sent in one patch."""

Patch = list[object]
"""What became of one row or cell, as the browser's table takes it."""


class RowPatches:
    """The changes of one table that the browser is told of.

    Args:
        send: Sends a message to the browser, as a widget does.
    """

    def __init__(self, send: Callable[..., None]) -> None:
        self._send = send
        self._waiting: deque[tuple[Sequence[Op], str]] = deque()  # parts of changes, in order
        self._sending: asyncio.Task[None] | None = None

    def tell(self, ops: Sequence[Op], origin: str) -> None:
        """Tell of a change; of a large one in parts, between which others are served."""
        if len(ops) > AT_ONCE and self._begin(ops, origin):
            return
        for _ in self.parts():  # what was done earlier comes first
            pass
        self.send([_patch(op) for op in ops], origin)

    def parts(self) -> Iterator[None]:
        """Send what waits, part by part."""
        while self._waiting:
            ops, origin = self._waiting.popleft()
            self.send([_patch(op) for op in ops], origin)
            yield

    def send(self, patches: list[Patch], origin: str) -> None:
        """Send patches at once."""
        content: dict[str, object] = {"event": "patch", "origin": origin}
        packed = msgspec.json.encode(patches)
        if len(packed) < PACKED_FROM:
            self._send({**content, "ops": patches})
        else:
            self._send(content, [pack(packed)])

    def _begin(self, ops: Sequence[Op], origin: str) -> bool:
        """Begin to send in parts; False in a plain script, where nobody else is to be served."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False
        starts = range(0, len(ops), AT_ONCE)
        self._waiting.extend((ops[at : at + AT_ONCE], origin) for at in starts)

        async def send() -> None:
            for _ in self.parts():
                await asyncio.sleep(0)

        self._sending = loop.create_task(send())
        return True


def _patch(op: Op) -> Patch:
    match op:
        case Set():
            return ["s", op.row, op.column, op.after]
        case Add():
            return ["a", op.row, op.cells, op.after]
        case Delete():
            return ["d", op.row]
