"""Blocks of consecutive numbers, each as its runs of numbers that share one fate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

Fate = tuple[str, str]
"""What becomes of a number: the decision on it, and its order."""


class Run(NamedTuple):
    """Consecutive numbers of one fate: the digits of the first and of the last one."""

    first: int
    last: int
    decision: str
    order: str


Block = Sequence[Run]


def blocks_of(numbers: Mapping[Fate, Iterable[int]]) -> list[list[Run]]:
    """Return the blocks of numbers, given by their fate, in order."""
    runs = sorted(
        Run(first, last, *fate)
        for fate, digits in numbers.items()
        for first, last in _consecutive(digits)
    )
    blocks: list[list[Run]] = []
    for run in runs:
        if not blocks or run.first > blocks[-1][-1].last + 1:
            blocks.append([run])
        elif run.last > blocks[-1][-1].last:  # else it stands twice, which another rule tells
            blocks[-1].append(run)
    return blocks


def length(block: Block) -> int:
    """Return how many numbers a block has."""
    return block[-1].last - block[0].first + 1


def _consecutive(digits: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last number of each run."""
    line = sorted({*digits})
    bounds = [0, len(line)]
    if line and line[-1] - line[0] >= len(line):
        steps = enumerate(pairwise(line), 1)
        bounds[1:1] = [at for at, (one, other) in steps if other - one != 1]
    for start, end in pairwise(bounds) if line else ():
        yield line[start], line[end - 1]
