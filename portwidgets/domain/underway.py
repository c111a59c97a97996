"""Work that is done in steps by one, and finished by whoever cannot wait for it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Generic, TypeVar

T = TypeVar("T")
Told = TypeVar("Told")


class Underway(Generic[Told, T]):
    """Steps that were begun: their result, or their error, is that of who began them.

    Attributes:
        told: What the last step told, as how much is done.
        is_over: Whether there is nothing left to do.
    """

    def __init__(self, steps: Generator[Told, None, T], told: Told) -> None:
        self._steps = steps
        self._result: T
        self._error: BaseException | None = None
        self.told = told
        self.is_over = False

    def step(self) -> None:
        """Do the next step, if there is one."""
        if self.is_over:
            return
        try:
            self.told = next(self._steps)
        except StopIteration as end:
            self.is_over, self._result = True, end.value
        except BaseException as error:  # noqa: BLE001  `result` raises it
            self.is_over, self._error = True, error

    def finish(self) -> None:
        """Do everything that is left."""
        while not self.is_over:
            self.step()

    def result(self) -> T:
        """Finish, and return the result or raise the error."""
        self.finish()
        if self._error is not None:
            raise self._error
        return self._result
