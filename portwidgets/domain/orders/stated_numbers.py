"""The numbers that a letter of authorization states, as one cell: "+4567123400-19, +4567123430".

The end of a block is written as the digits that differ, so that a letter with thousands of numbers
fits into a cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from portwidgets.domain.orders.transitions import OUT
from portwidgets.domain.schema import Decision

LONGEST = 32_000
"""Characters that fit into a cell of a spreadsheet, with some room."""

_STAYS = frozenset({Decision.KEEP, Decision.DISCONNECT})


def is_stated(status: str, decision: str) -> bool:
    """Tell whether an order's letter states a number: it moves, or nobody has said otherwise."""
    return status not in OUT and decision not in _STAYS


def write_numbers(numbers: Iterable[str]) -> str:
    """Return numbers, given as E.164, as one cell."""
    return ", ".join(map(_block, _merged((int(each[1:]),) * 2 for each in numbers)))


@dataclass(frozen=True, slots=True)
class StatedNumbers:
    """What stands in such a cell.

    Attributes:
        blocks: The numbers' digits: first and last of each block, ascending, apart.
        texts: Parts that are no numbers.
    """

    blocks: tuple[tuple[int, int], ...]
    texts: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str, e164: Callable[[str], str]) -> StatedNumbers:
        """Read a cell, which a person may have typed.

        Args:
            text: What stands there.
            e164: Returns a number's E.164, or the text itself where it is no number.
        """
        blocks, texts = [], []
        for part in filter(None, map(str.strip, text.split(","))):
            block = _read(part, e164)
            if block:
                blocks.append(block)
            else:
                texts.append(part)
        return cls(tuple(_merged(blocks)), tuple(texts))

    @property
    def count(self) -> int:
        """How many numbers it states, parts that are none included."""
        return sum(last - first + 1 for first, last in self.blocks) + len(self.texts)

    def difference(self, digits: Iterable[int]) -> Difference | None:
        """Return how it differs from the numbers with these digits; None where it does not."""
        there = sorted(set(digits))
        stated = sum(
            bisect_right(there, last) - bisect_left(there, first) for first, last in self.blocks
        )
        if stated == len(there) == self.count:
            return None
        numbers = (*self._missing(there), *self.texts[:1])
        first = numbers[0] if numbers else f"+{next(self._surplus(set(there)))}"
        return Difference(len(there) - stated, self.count - stated, first)

    def _missing(self, there: Iterable[int]) -> Iterator[str]:
        ends = [last for _, last in self.blocks]
        for number in there:
            place = bisect_left(ends, number)
            if place == len(ends) or number < self.blocks[place][0]:
                yield f"+{number}"
                return

    def _surplus(self, there: set[int]) -> Iterator[int]:
        for first, last in self.blocks:
            yield from (number for number in range(first, last + 1) if number not in there)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a letter differs from its order.

    Attributes:
        missing: How many numbers of the order it does not state.
        surplus: How many it states that the order does not have.
        number: One of them, of the missing ones where there are any.
    """

    missing: int
    surplus: int
    number: str


def _read(part: str, e164: Callable[[str], str]) -> tuple[int, int] | None:
    start, _, end = part.partition("-")
    first, end = e164(start.strip())[1:], end.strip()
    last = first[: len(first) - len(end)] + end
    if not (first.isdecimal() and last.isdecimal()) or len(last) != len(first) or last < first:
        return None
    return int(first), int(last)


def _merged(blocks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return blocks in order, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(blocks):
        if merged and first <= merged[-1][1] + 1 and len(str(first)) == len(str(merged[-1][1])):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _block(block: tuple[int, int]) -> str:
    first, last = map(str, block)
    if first == last:
        return f"+{first}"
    pairs = zip(first, last, strict=True)
    shared = next(at for at, (one, other) in enumerate(pairs) if one != other)
    return f"+{first}-{last[shared:]}"
