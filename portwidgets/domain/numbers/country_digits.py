"""The tables of one calling code: what its national numbers are, by pattern and by length."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from portwidgets.domain.numbers import numbering_plan, phone_number
from portwidgets.domain.numbers.digit_automaton import (
    DigitAutomaton,
    Digits,
    NotRegular,
    Numbers,
    compile_patterns,
)
from portwidgets.domain.numbers.numbering_plan import GENERAL, LEADING, SPECIAL_TYPES, Plan
from portwidgets.domain.schema import NumberType

Truths = npt.NDArray[np.bool_]
Outcome = tuple[str, NumberType] | str | None
Matched = frozenset[tuple[str, str]]

LENGTHS = 24  # more digits than any column has
LONGEST = 17  # of a national number, for the library
_SHORTEST = 7  # below it a number that fits no pattern may be an emergency number

TOO_SHORT, LOCAL, POSSIBLE, TOO_LONG, WRONG = range(5)  # what a length says
NOT_STRIPPED = (TOO_SHORT, LOCAL, WRONG)
_FAULTS = {
    TOO_SHORT: "number.too_short",
    LOCAL: "number.too_short",
    POSSIBLE: "number.not_in_use_in_plan",
    TOO_LONG: "number.too_long",
    WRONG: "number.wrong_length",
}


class Prefix:
    """What may stand in front of a number: the way out, a calling code, a trunk zero.

    Plain digits are cut off here; what else a country has (carriers' codes, areas to be added) is
    only noticed, and left to the library.
    """

    def __init__(self, pattern: str) -> None:
        self._ways = [_way(each) for each in _alternatives(pattern)]

    @property
    def plain(self) -> tuple[str, ...] | None:
        """The digits that it can be; None where it is more than that."""
        ways = [way for way in self._ways if isinstance(way, tuple)]
        return tuple("".join(map(str, way)) for way in ways) if ways == self._ways else None

    def starts(self, digits: Digits, start: int, lengths: Numbers) -> tuple[Numbers, Truths]:
        """Return how many digits of each number it takes, and for which the library must be asked.

        As in a regular expression, the first alternative that fits is taken.
        """
        sizes = np.zeros(len(digits), dtype=np.intp)
        unsure = np.zeros(len(digits), dtype=np.bool_)
        for way in self._ways:
            open_ = (sizes == 0) & ~unsure
            if way is None:
                unsure |= open_
            elif isinstance(way, tuple):
                fits = open_ & (lengths >= len(way))
                for place, digit in enumerate(way, start=start):
                    fits &= digits[:, place] == digit
                sizes[fits] = len(way)
            else:
                unsure |= open_ & way.where("")[way.match(digits, start, lengths)]
        return sizes, unsure


def _alternatives(pattern: str) -> list[str]:
    """Split a pattern where it offers a choice at its top."""
    depth, parts = 0, [""] if pattern else []
    for character in pattern:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _way(pattern: str) -> tuple[int, ...] | DigitAutomaton[str] | None:
    """Return plain digits as such, other patterns as automata, None for what is beyond us."""
    if re.fullmatch(r"[0-9]+", pattern):
        return tuple(map(int, pattern))
    whole = pattern.endswith(")$")
    try:
        return compile_patterns({"": pattern[:-1] if whole else rf"(?:{pattern})\d*"})
    except NotRegular:
        return None


@cache
def prefix(pattern: str) -> Prefix:
    """Return a prefix, made once."""
    return Prefix(pattern)


class CountryDigits:
    """The numbers of all countries of one calling code.

    Attributes:
        plans: Their plans, the main country's first.
        automaton: Their patterns.
        outcomes: What a number can turn out to be: its country and type, the code of its fault, or
            None where the library must be asked.
        valid: Which of them are numbers.
        outcome: Which of them it is, by what it matches and by its length.
    """

    def __init__(self, code: int) -> None:
        self.code = code
        regions = numbering_plan.regions_of(code)
        self.plans = [numbering_plan.plan(code, region) for region in regions]
        self.automaton: DigitAutomaton[tuple[str, str]] = compile_patterns(
            {
                (plan.region, kind): numbers.pattern
                for plan in self.plans
                for kind, numbers in plan.kinds.items()
            }
            | {
                (plan.region, LEADING): rf"(?:{plan.leading})\d*"
                for plan in self.plans
                if plan.leading
            }
        )
        places: dict[Outcome, int] = {None: 0}
        self.outcome = np.array(
            [
                places.setdefault(self._outcome(matched, length), len(places))
                for matched in self.automaton.kinds
                for length in range(LENGTHS)
            ]
        ).reshape(-1, LENGTHS)
        self.outcomes = np.empty(len(places), dtype=object)
        self.outcomes[:] = list(places)
        self.valid = np.array([isinstance(each, tuple) for each in places])

    unsure = 0
    """The place in `outcomes` that says nothing."""

    @property
    def main(self) -> Plan:
        """The plan that holds where the digits name no country."""
        return self.plans[0]

    def is_viable(self, plan: Plan) -> Truths:
        """Return for each kind of match whether it is a number of that country's at all."""
        return self.automaton.where((plan.region, GENERAL))

    def _outcome(self, matched: Matched, length: int) -> Outcome:
        if length > LONGEST:
            return "number.too_long"
        for plan in self.plans:
            kind = _type(plan, matched, length)
            alone = len(self.plans) == 1
            if alone or ((plan.region, LEADING) in matched if plan.leading else kind is not None):
                if kind is not None and len(str(self.code)) + length > phone_number.MOST_DIGITS:
                    return phone_number.BEYOND_E164
                if kind is not None:
                    return plan.region, kind
                break
        return _FAULTS[says_length(self.main, length)] if length >= _SHORTEST else None


@cache
def country_digits(code: int) -> CountryDigits | None:
    """Return the tables of a calling code; None where a pattern of its is beyond us."""
    try:
        return CountryDigits(code)
    except NotRegular:
        return None


def says_length(plan: Plan, length: int) -> int:
    """Return what the library says of a number's length."""
    if length in plan.local_lengths:
        return LOCAL
    if length < plan.lengths[0]:
        return TOO_SHORT
    if length > plan.lengths[-1]:
        return TOO_LONG
    return POSSIBLE if length in plan.lengths else WRONG


def _type(plan: Plan, matched: Matched, length: int) -> NumberType | None:
    def fits(kind: str) -> bool:
        numbers = plan.kinds.get(kind)
        if numbers is None or (plan.region, kind) not in matched:
            return False
        return not numbers.lengths or length in numbers.lengths

    if not fits(GENERAL):
        return None
    if special := next(filter(fits, SPECIAL_TYPES), None):
        return special
    if fits(NumberType.FIXED_LINE):
        both = plan.one_pattern or fits(NumberType.MOBILE)
        return NumberType.FIXED_LINE_OR_MOBILE if both else NumberType.FIXED_LINE
    mobile = not plan.one_pattern and fits(NumberType.MOBILE)
    return NumberType.MOBILE if mobile else None
