"""A step that is done once for many requests: a paste of rows redraws once, not at every row."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

SECONDS = 0.2
"""How long after the first request a step is done, where nobody says otherwise."""


class Later:
    """Does a step a moment after it is first asked for, however often it is asked for until then.

    Args:
        step: What is done.
        seconds: How long a moment is.
    """

    def __init__(self, step: Callable[[], None], seconds: float = SECONDS) -> None:
        self._step = step
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether the step was asked for and is not done yet."""
        return self._timer is not None

    def ask(self) -> None:
        """Ask for the step; a plain script, which has no later, gets it at once."""
        if self._timer is not None:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._step()
            return
        self._timer = loop.call_later(self._seconds, self._do)

    def cancel(self) -> None:
        """Do without the step."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _do(self) -> None:
        self._timer = None
        self._step()
