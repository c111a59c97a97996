"""Looks at every number of an open project beside everything else, and keeps up with edits."""

from __future__ import annotations

import asyncio
import weakref
from collections import deque
from collections.abc import Callable, Iterable
from time import perf_counter

from portwidgets.domain.edit import Add, Delete, Op, Set
from portwidgets.domain.inventory import SLICE_SECONDS, NumberChecks, Rows
from portwidgets.domain.schema import NUMBERS
from portwidgets.project import Event, Project

AT_ONCE = 500
"""Operations that are followed at once; more are in slices."""

Listener = Callable[[set[str]], None]
"""Called with the rows that are now to be shown differently."""

_of_project: weakref.WeakKeyDictionary[Project, NumberChecking] = weakref.WeakKeyDictionary()


class NumberChecking:
    """The checks of one project's numbers; widgets of the same project share one.

    Attributes:
        checks: What is known so far.
        total: How many rows there are to look at.
    """

    def __init__(self, project: Project) -> None:
        self._project = weakref.proxy(project)  # the registry must not keep a project alive
        self._listeners: list[Listener] = []
        self._running: asyncio.Task[None] | None = None
        self._catching_up: asyncio.Task[None] | None = None
        self._waiting: deque[Op] = deque()  # done, and not looked at yet
        self._start_anew()
        project.observe(self._follow)

    @classmethod
    def of(cls, project: Project) -> NumberChecking:
        """Return the checks of a project, started when they are asked for first."""
        if project not in _of_project:
            _of_project[project] = cls(project)
        return _of_project[project]

    @property
    def done(self) -> int:
        """How many rows were looked at."""
        return len(self.checks)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self._project.numbers)

    def observe(self, listener: Listener) -> None:
        """Call `listener` with the rows whose marks changed, after each slice and each edit."""
        self._listeners.append(listener)

    def unobserve(self, listener: Listener) -> None:
        """Stop calling `listener`."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def _start_anew(self) -> None:
        self.checks = NumberChecks(self._project.region)
        numbers = self._project.numbers
        rows = numbers.ids()

        def text_of(row: str) -> str | None:
            return numbers.cell(row, "number") if row in numbers else None

        slices = self.checks.run(rows, text_of)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # a plain script waits for the answer
            for _ in slices:
                pass
            return

        async def run() -> None:
            for part in slices:
                self._tell({*part.done, *part.remarked})
                await asyncio.sleep(0)

        self._running = loop.create_task(run())

    def _follow(self, event: Event) -> None:
        ops = [op for op in event.ops if op.table == NUMBERS.name]
        if len(ops) <= AT_ONCE and not self._waiting:
            self._take(ops)
            return
        is_idle = not self._waiting
        self._waiting += ops
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # a plain script waits for the answer
            self._take(self._waiting)
            self._waiting.clear()
            return

        async def run() -> None:
            while self._waiting:
                end = perf_counter() + SLICE_SECONDS
                changed: set[str] = set()
                while self._waiting and perf_counter() < end:
                    changed |= self._taken(self._waiting.popleft())
                self._tell(changed)
                await asyncio.sleep(0)

        if is_idle:
            self._catching_up = loop.create_task(run())

    def _take(self, ops: Iterable[Op]) -> None:
        changed: set[str] = set()
        for op in ops:
            changed |= self._taken(op)
        if changed:
            self._tell(changed)

    def _taken(self, op: Op) -> Rows:
        """Look at what an operation changes; return the rows that are now shown differently."""
        match op:
            case Set(column="number"):
                return self.checks.set(op.row, op.after)
            case Add():
                return self.checks.set(op.row, op.cells.get("number", ""))
            case Delete():
                return self.checks.remove(op.row)
        return set()

    def _tell(self, rows: set[str]) -> None:
        for listener in tuple(self._listeners):
            listener(rows)
