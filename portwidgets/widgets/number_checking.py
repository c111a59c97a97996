"""Looks at every number of an open project beside everything else, and keeps up with edits."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable

from portwidgets.domain.edit import Add, Delete, Set
from portwidgets.domain.inventory import NumberChecks
from portwidgets.domain.schema import NUMBERS
from portwidgets.project import Event, Project

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
        changed: set[str] = set()
        for op in event.ops:
            if op.table != NUMBERS.name:
                continue
            match op:
                case Set(column="number"):
                    changed |= self.checks.set(op.row, op.after)
                case Add():
                    changed |= self.checks.set(op.row, op.cells.get("number", ""))
                case Delete():
                    changed |= self.checks.remove(op.row)
        if changed:
            self._tell(changed)

    def _tell(self, rows: set[str]) -> None:
        for listener in tuple(self._listeners):
            listener(rows)
