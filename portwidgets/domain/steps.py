"""Long work in steps of a few milliseconds, so that others get a turn between them.

Such work is a generator: what it yields is how far it is, what it returns is its result.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any, TypeVar

_AT_ONCE = 500  # items between two looks at the clock

T = TypeVar("T")
Told = TypeVar("Told")

Steps = Generator[float, None, T]
"""Work that yields how much of it is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is; `step` is the code of a text that says what is done ("import.done")."""

    fraction: float
    step: str
    rows: int = 0


ToldSteps = Generator[Progress, None, T]
"""Work of several kinds, which also says what it is at."""


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector away for a moment.

    Long work makes many small values and no cycles; looking for some took a quarter of its time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def finish(steps: Generator[Any, None, T]) -> T:
    """Do everything that is left, and return the result."""
    with uncollected():
        while True:
            try:
                next(steps)
            except StopIteration as end:
                result: T = end.value
                return result


def within(steps: Steps[T], start: float, end: float) -> Steps[T]:
    """Do work as a part of a longer one, which it takes from `start` to `end`."""
    try:
        while True:
            yield start + (end - start) * next(steps)
    except StopIteration as ended:
        result: T = ended.value
        return result
    finally:
        steps.close()


def in_turn(works: Iterable[Steps[None]], count: int) -> Steps[None]:
    """Do `count` works one after the other, each as large a part of the whole."""
    for place, steps in enumerate(works):
        yield from within(steps, place / count, (place + 1) / count)


def told(steps: Steps[T], step: str) -> ToldSteps[T]:
    """Do work, saying what it is at."""
    try:
        while True:
            yield Progress(next(steps), step)
    except StopIteration as ended:
        result: T = ended.value
        return result
    finally:
        steps.close()


def further(steps: ToldSteps[T], start: float) -> ToldSteps[T]:
    """Do told work as the rest of a longer one, of which so much is done."""
    try:
        while True:
            at = next(steps)
            yield Progress(start + (1 - start) * at.fraction, at.step, at.rows)
    except StopIteration as ended:
        result: T = ended.value
        return result
    finally:
        steps.close()


def collected(items: Iterable[T | None], count: int) -> Steps[list[T]]:
    """Collect some `count` items that are made one by one, without those that are None."""
    found: list[T] = []
    for done, item in enumerate(items):
        if done % _AT_ONCE == 0:
            yield done / max(count, done + 1)
        if item is not None:
            found.append(item)
    return found


def slices(steps: Generator[Told, None, T], seconds: float) -> Generator[Told, None, T]:
    """Do work in slices of about so many seconds, yielding after each how far it is."""
    try:
        while True:
            end = perf_counter() + seconds
            with uncollected():
                progress = next(steps)
                while perf_counter() < end:
                    progress = next(steps)
            yield progress
    except StopIteration as ended:
        result: T = ended.value
        return result
    finally:
        steps.close()
