"""Numbers of digits alone, a whole column at once: what libphonenumber would say of each.

It follows `phonenumbers.parse` and `number_type` step by step: the way out of the country, the
calling code, the trunk prefix, then the patterns of each type. What the tables cannot tell for
sure (a prefix that is rewritten, very short numbers) is left to the library, number by number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from portwidgets.domain.numbers import numbering_plan
from portwidgets.domain.numbers.country_digits import (
    NOT_STRIPPED,
    TOO_LONG,
    CountryDigits,
    Truths,
    country_digits,
    prefix,
    says_length,
)
from portwidgets.domain.numbers.digit_automaton import Digits, NotRegular, Numbers
from portwidgets.domain.numbers.numbering_plan import Plan

Objects = npt.NDArray[np.object_]

WIDTH = 20  # columns: a calling code and the longest national number that there can be
_SHORTEST = 7  # digits; short codes are the library's
_ABROAD = 5  # digits at least behind the way out
_LONGEST_CODE = 3
_WORTH_TABLES = 100  # numbers of one calling code; the library has read fewer before they are made
_WORTH_A_LOOK = 8  # of the country's own, whose tables are there
_ZERO = ord("0")


@dataclass(frozen=True, slots=True)
class Column:
    """Digits of many numbers.

    Attributes:
        digits: A row for each, left-aligned, `WIDTH` columns, zeros behind.
        lengths: How many digits each has.
        plus: Whether a "+" stands in front.
    """

    digits: Digits
    lengths: Numbers
    plus: Truths

    def text(self, row: int) -> str:
        """Return a number as text."""
        digits = "".join(map(str, self.digits[row, : self.lengths[row]].tolist()))
        return f"+{digits}" if self.plus[row] else digits


def column_of(texts: Sequence[str]) -> Column:
    """Return texts as a column that hold digits alone, with a "+" in front or not."""
    digits = [text.lstrip("+") for text in texts]
    padded = "".join(each[:WIDTH].ljust(WIDTH, "0") for each in digits)
    return Column(
        np.frombuffer(padded.encode(), dtype=np.uint8).reshape(-1, WIDTH) - np.uint8(_ZERO),
        np.fromiter(map(len, digits), dtype=np.intp, count=len(digits)),
        np.fromiter((text.startswith("+") for text in texts), dtype=np.bool_, count=len(texts)),
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """What numbers are.

    Attributes:
        e164: For each the number; None where it is none, or nothing is known.
        outcomes: Its country and type, the code of its fault, or None: the library must be asked.
    """

    e164: Objects
    outcomes: Objects

    @classmethod
    def unknown(cls, count: int) -> Answers:
        """Return answers that are yet to be found."""
        return cls(np.full(count, None, dtype=object), np.full(count, None, dtype=object))


def missing(objects: Objects) -> Truths:
    """Return which of the objects are None."""
    none: Truths = objects == None  # noqa: E711  asked of each element
    return none


@cache
def digit_reader(region: str) -> DigitReader | None:
    """Return the reader for numbers written in a country; None where its plan is beyond us."""
    try:
        return DigitReader(region)
    except NotRegular:
        return None


class DigitReader:
    """Reads columns of numbers that were written in one country."""

    def __init__(self, region: str) -> None:
        code = numbering_plan.calling_code(region)
        home = country_digits(code) if code else None
        if home is None:
            raise NotRegular(region)
        self._home = home
        self._plan = numbering_plan.plan(code, region)
        self._way_out = prefix(self._plan.way_out)
        self._own_code = prefix(str(code))

    def read(self, column: Column) -> Answers:
        """Return what each number is."""
        answers = Answers.unknown(len(column.lengths))
        known = (column.lengths >= _SHORTEST) & (column.lengths <= WIDTH)
        size, unsure = self._way_out.starts(column.digits, 0, column.lengths)
        size[column.plus] = 0
        # No calling code begins with a zero: in front of one, it is no way out.
        size[column.digits[np.arange(len(size)), size] == 0] = 0
        for cut in np.unique(size).tolist():
            rows = known & (size == cut) & ((cut > 0) | column.plus)
            self._read_abroad(column, rows & (column.lengths >= cut + _ABROAD), cut, answers)
        self._read_home(column, known & ~column.plus & (size == 0) & ~unsure, answers)
        # One more way to read it: the library is asked for what begins with zeros and is no number.
        zeros = ~column.plus & (column.digits[:, :2] == 0).all(axis=1)
        answers.outcomes[zeros & missing(answers.e164)] = None
        return answers

    def _read_abroad(self, column: Column, rows: Truths, start: int, answers: Answers) -> None:
        """Read the rows whose calling code begins in the column `start`."""
        behind = column.digits[:, start : start + _LONGEST_CODE].astype(np.intp)
        codes = _calling_codes()[behind @ (100, 10, 1)] * rows
        present, counts = np.unique(codes, return_counts=True)
        worth = np.where(present == self._home.code, _WORTH_A_LOOK, _WORTH_TABLES)
        for code in present[(present > 0) & (counts >= worth)].tolist():
            country = country_digits(code)
            if country is not None:
                mine = np.flatnonzero(codes == code)
                group = _Group(column, mine, start + len(str(code)), country, country.main)
                group.answer(answers)

    def _read_home(self, column: Column, rows: Truths, answers: Answers) -> None:
        """Read rows that are dialled as they stand, some of them with their own calling code."""
        own, _ = self._own_code.starts(column.digits, 0, column.lengths)
        plain = rows & (own == 0)
        maybe = np.flatnonzero(rows & (own > 0))
        if len(maybe):
            start = len(str(self._home.code))
            whole = _Group(column, maybe, 0, self._home, self._plan)
            behind = _Group(column, maybe, start, self._home, self._plan)
            size, kinds, unsure = behind.trunk()
            better = ~whole.viable() & behind.viable(kinds) | whole.says(TOO_LONG)
            plain[maybe[~better & ~unsure]] = True
            for cut in np.unique(size).tolist():
                mine = maybe[better & ~unsure & (size == cut)]
                _Group(column, mine, start + cut, self._home, self._home.main).answer(answers)
        group = _Group(column, np.flatnonzero(plain), 0, self._home, self._plan)
        group.answer(answers)


class _Group:
    """Rows of a column whose national numbers begin at one place and are read by one plan."""

    def __init__(
        self, column: Column, rows: Numbers, start: int, country: CountryDigits, plan: Plan
    ) -> None:
        self._rows = rows
        self._digits = column.digits[rows]
        self._lengths = column.lengths[rows] - start
        self._start = start
        self._country = country
        self._viable = country.is_viable(plan)
        self._trunk = prefix(plan.trunk)
        self._says = np.array([says_length(plan, length) for length in range(WIDTH + 1)])
        self._kinds = country.automaton.match(self._digits, start, self._lengths)

    def says(self, what: int) -> Truths:
        """Return for which rows this is what their length says."""
        said: Truths = self._says[self._lengths] == what
        return said

    def viable(self, kinds: Numbers | None = None) -> Truths:
        """Return which rows are numbers of the country at all, by what they match."""
        return self._viable[self._kinds if kinds is None else kinds]

    def trunk(self) -> tuple[Numbers, Numbers, Truths]:
        """Return what a trunk prefix takes of each row where cutting it off spoils no number.

        Beside it what all rows match then, and for which the library must be asked.
        """
        sizes, unsure = self._trunk.starts(self._digits, self._start, self._lengths)
        kinds = self._kinds.copy()
        for size in np.unique(sizes[sizes > 0]).tolist():
            some = np.flatnonzero(sizes == size)
            kinds[some] = self._country.automaton.match(
                self._digits[some], self._start + size, self._lengths[some] - size
            )
        spoilt = self.viable() & ~self.viable(kinds)
        return np.where(spoilt, 0, sizes), np.where(spoilt, self._kinds, kinds), unsure

    def answer(self, answers: Answers) -> None:
        """Write the answers of these rows to their places."""
        sizes, kinds, unsure = self.trunk()
        # Where the rest would be too short, what looked like a prefix belongs to the number.
        keep = np.isin(self._says[self._lengths - sizes], NOT_STRIPPED)
        sizes, kinds = np.where(keep, 0, sizes), np.where(keep, self._kinds, kinds)
        lengths = self._lengths - sizes
        outcomes = self._country.outcome[kinds, lengths]
        outcomes[unsure] = self._country.unsure
        answers.outcomes[self._rows] = self._country.outcomes[outcomes]
        valid = np.flatnonzero(self._country.valid[outcomes])
        texts = self._e164(valid, self._start + sizes[valid], lengths[valid])
        answers.e164[self._rows[valid]] = texts

    def _e164(self, rows: Numbers, starts: Numbers, lengths: Numbers) -> Objects:
        code = str(self._country.code)
        places = np.arange(WIDTH)
        shifted = np.minimum(starts[:, None] + places, WIDTH - 1)
        national = np.take_along_axis(self._digits[rows], shifted, axis=1).astype(np.uint32) + _ZERO
        national[places >= lengths[:, None]] = 0  # numpy drops them at a text's end
        written = np.zeros((len(starts), 1 + len(code) + WIDTH), dtype=np.uint32)
        written[:, : 1 + len(code)] = list(map(ord, f"+{code}"))
        written[:, 1 + len(code) :] = national
        return written.view(f"<U{written.shape[1]}").ravel().astype(object)


@cache
def _calling_codes() -> Numbers:
    """Return the calling code for each three digits that a number can begin with, else 0."""
    codes = np.zeros(10**_LONGEST_CODE, dtype=np.intp)
    for code in numbering_plan.calling_codes():
        wide = 10 ** (_LONGEST_CODE - len(str(code)))
        codes[code * wide : (code + 1) * wide] = code
    return codes
