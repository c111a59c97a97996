"""Patterns of digits, many at once: a table that tells for each number which of them it matches.

A numbering plan is a set of regular expressions over ten digits. All of a country's are compiled
into one deterministic automaton, so that a column of numbers is matched against all of them by one
look-up in a table for each place.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Digits = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.intp]
Name = TypeVar("Name", bound=Hashable)

_DIGITS = 10
_ALL = (1 << _DIGITS) - 1
_TOKEN = re.compile(
    r"(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<either>\|)"
    r"|(?P<digits>\d|\\d|\[[\d-]+\])|(?P<repeat>[?*+]|\{(\d+)(?:(,)(\d*))?\})",
    re.ASCII,
)


class NotRegular(Exception):
    """A pattern uses what this module does not know."""


@dataclass(slots=True)
class _Part:
    """A piece of a pattern: whether it matches nothing, and where it can begin and end."""

    first: set[int] = field(default_factory=set)
    last: set[int] = field(default_factory=set)
    empty: bool = False

    def or_nothing(self) -> _Part:
        """Return this part where it may be missing."""
        return _Part(self.first, self.last, empty=True)


@dataclass(frozen=True, slots=True)
class DigitAutomaton(Generic[Name]):
    """What numbers match.

    Attributes:
        table: The next state for state * 10 + digit.
        kind: For each state the place in `kinds` of what a number that ends there matches.
        kinds: The sets of patterns that a number can match together.
    """

    table: npt.NDArray[np.intp]
    kind: npt.NDArray[np.intp]
    kinds: tuple[frozenset[Name], ...]

    def match(self, digits: Digits, start: int, lengths: Numbers) -> Numbers:
        """Return for each number the place in `kinds` of the patterns that match all of it.

        Args:
            digits: A row for each number, a column for each place.
            start: The column that the numbers begin in.
            lengths: How many digits each has from there.
        """
        state = np.zeros(len(digits), dtype=np.intp)
        width = digits.shape[1] - start
        for place in range(min(width, int(lengths.max(initial=0)))):
            going = self.table[state * _DIGITS + digits[:, start + place]]
            state = np.where(place < lengths, going, state)
        return self.kind[state]

    def where(self, name: Name) -> npt.NDArray[np.bool_]:
        """Return for each of `kinds` whether a pattern is among it."""
        return np.array([name in kind for kind in self.kinds])


def compile_patterns(patterns: Mapping[Name, str]) -> DigitAutomaton[Name]:
    """Return one automaton for patterns of digits.

    Raises:
        NotRegular: A pattern has more in it than digits, classes, groups, choices and repeats.
    """
    names: dict[str, set[Name]] = {}
    for name, pattern in patterns.items():  # countries that share a code share many patterns
        names.setdefault(pattern, set()).add(name)
    reader = _Reader()
    ends: dict[int, set[Name]] = {}
    start: set[int] = set()
    at_once: set[Name] = set()
    for pattern, alike in names.items():
        part = reader.read(pattern)
        start |= part.first
        at_once |= alike if part.empty else set()
        for place in part.last:
            ends[place] = alike
    return _determined(reader, start, ends, frozenset(at_once))


def _determined(
    reader: _Reader, start: set[int], ends: Mapping[int, set[Name]], at_once: frozenset[Name]
) -> DigitAutomaton[Name]:
    """Make every set of places that can be reached one state (the subset construction)."""
    nothing: frozenset[Name] = frozenset()
    by_digit = [reader.by_digit(follow) for follow in reader.follow]
    # States are sets of places; the first is where every number begins, the second leads nowhere.
    beginning, nowhere = frozenset({-1}), frozenset[int]()
    by_digit.append(reader.by_digit(start))  # place -1
    numbers = {beginning: 0, nowhere: 1}
    rows: list[list[int]] = []
    kinds: dict[frozenset[Name], int] = {nothing: 0}
    kind: list[int] = []
    waiting = [beginning, nowhere]
    for state in waiting:
        row = []
        for digit in range(_DIGITS):
            going = frozenset().union(*(by_digit[place][digit] for place in state))
            if going not in numbers:
                numbers[going] = len(numbers)
                waiting.append(going)
            row.append(numbers[going])
        rows.append(row)
        matched = nothing.union(*(ends.get(place, nothing) for place in state))
        matched = at_once if state is beginning else matched
        kind.append(kinds.setdefault(matched, len(kinds)))
    return DigitAutomaton(
        np.array(rows, dtype=np.intp).ravel(), np.array(kind, dtype=np.intp), tuple(kinds)
    )


class _Reader:
    """Reads patterns into places, where a digit stands, and which place may follow which."""

    def __init__(self) -> None:
        self.masks: list[int] = []  # for each place the digits that may stand there
        self.follow: list[set[int]] = []
        self._tokens: list[re.Match[str]] = []
        self._at = 0

    def read(self, pattern: str) -> _Part:
        """Return a pattern's places."""
        self._tokens = list(_tokens(pattern))
        self._at = 0
        part = self._choice()
        if self._at < len(self._tokens):
            raise NotRegular(pattern)
        return part

    def by_digit(self, places: set[int]) -> list[frozenset[int]]:
        """Return which of the places each digit leads to."""
        return [
            frozenset(place for place in places if self.masks[place] >> digit & 1)
            for digit in range(_DIGITS)
        ]

    def _next(self, kind: str) -> re.Match[str] | None:
        found = self._tokens[self._at] if self._at < len(self._tokens) else None
        return found if found is not None and found.lastgroup == kind else None

    def _choice(self) -> _Part:
        whole = self._sequence()
        while self._next("either"):
            self._at += 1
            other = self._sequence()
            whole = _Part(
                whole.first | other.first, whole.last | other.last, whole.empty or other.empty
            )
        return whole

    def _sequence(self) -> _Part:
        whole = _Part(empty=True)
        while self._next("open") or self._next("digits"):
            whole = self._joined(whole, self._repeated())
        return whole

    def _repeated(self) -> _Part:
        """Read a digit or group with what says how often; it is read again for each time."""
        begin = self._at
        part = self._once()
        times = self._next("repeat")
        if times is None:
            return part
        end = self._at + 1
        least, most = _times(times)
        whole = part if least else part.or_nothing()
        if most == 0:
            raise NotRegular(times[0])
        for turn in range(2, (most or max(least, 1)) + 1):
            self._at = begin
            again = self._once()
            whole = self._joined(whole, again if turn <= least else again.or_nothing())
            part = again
        if most is None:
            self._link(part.last, part.first)
        self._at = end
        return whole

    def _once(self) -> _Part:
        token = self._tokens[self._at]
        self._at += 1
        if token.lastgroup == "digits":
            self.masks.append(_mask(token[0]))
            self.follow.append(set())
            place = {len(self.masks) - 1}
            return _Part(set(place), set(place))
        part = self._choice()
        if not self._next("close"):
            raise NotRegular("a group without an end")
        self._at += 1
        return part

    def _joined(self, one: _Part, two: _Part) -> _Part:
        self._link(one.last, two.first)
        return _Part(
            one.first | two.first if one.empty else one.first,
            one.last | two.last if two.empty else two.last,
            one.empty and two.empty,
        )

    def _link(self, before: set[int], after: set[int]) -> None:
        for place in before:
            self.follow[place] |= after


def _tokens(pattern: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token is None:
            raise NotRegular(pattern)
        yield token
        at = token.end()


def _times(token: re.Match[str]) -> tuple[int, int | None]:
    known = {"?": (0, 1), "*": (0, None), "+": (1, None)}
    if token[0] in known:
        return known[token[0]]
    least, comma, most = token[6], token[7], token[8]
    return int(least), (int(most) if most else None) if comma else int(least)


def _mask(digits: str) -> int:
    if digits == r"\d":
        return _ALL
    mask = 0
    for first, last in re.findall(r"(\d)(?:-(\d))?", digits):
        for digit in range(int(first), int(last or first) + 1):
            mask |= 1 << digit
    return mask
