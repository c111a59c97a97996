"""One text at a time, by the same tables: for the parts of cells that are taken apart.

Only digits and spaces are read here, in the two ways that most numbers of a country are written:
as dialled inside it, or with a plus and its code. For all else `phone_number.examine` is asked.
"""

from __future__ import annotations

import re
from functools import cache

from portwidgets.domain.numbers import numbering_plan, phone_number
from portwidgets.domain.numbers.country_digits import (
    NOT_STRIPPED,
    CountryDigits,
    country_digits,
    prefix,
    says_length,
)
from portwidgets.domain.numbers.numbering_plan import Plan
from portwidgets.domain.numbers.phone_number import Examined, Look, PhoneNumber

_QUICK = re.compile(r"\+?[0-9][0-9 ]{6,23}")
_SHORTEST, _LONGEST = 7, 17  # digits
_MOST_KNOWN = 50_000  # texts whose answer is remembered: "01" and "Reception" come again and again


def remembering(region: str, known: dict[str, Examined]) -> Look:
    """Return what says of a text what `phone_number.examine` says of it, quickly.

    Args:
        region: The country whose national numbers are meant.
        known: What is known already; what is found out is added.
    """

    def look(text: str) -> Examined:
        if found := known.get(text):
            return found
        if number := _quick(text, region):
            return number, None
        if len(known) >= _MOST_KNOWN:
            known.clear()
        found = known[text] = phone_number.examine(text, region)
        return found

    return look


def _quick(text: str, region: str) -> PhoneNumber | None:
    reader = _reader(region)
    return reader.read(text) if reader is not None and _QUICK.fullmatch(text) else None


class _SingleReader:
    """Reads the numbers of one country where that needs no second thought."""

    def __init__(self, country: CountryDigits, home: Plan) -> None:
        self._code = str(country.code)
        self._home = _National(country, home)
        self._main = _National(country, country.main)
        # Numbers that begin so may be others' or have their own code in front.
        self._not_home = (self._code, "00", *(prefix(home.way_out).plain or ("",)))

    def read(self, text: str) -> PhoneNumber | None:
        digits = text.replace(" ", "")
        if digits.startswith("+"):
            return self._abroad(digits[1:])
        return None if digits.startswith(self._not_home) else self._home.read(digits)

    def _abroad(self, digits: str) -> PhoneNumber | None:
        if not digits.startswith(self._code):
            return None
        return self._main.read(digits[len(self._code) :])


class _National:
    """The tables of one plan as plain lists, which are quicker for one number."""

    def __init__(self, country: CountryDigits, plan: Plan) -> None:
        self._table = country.automaton.table.tolist()
        self._kind = country.automaton.kind.tolist()
        self._outcome = country.outcome.tolist()
        self._outcomes = country.outcomes.tolist()
        self._viable = country.is_viable(plan).tolist()
        self._trunk = prefix(plan.trunk).plain
        self._plan = plan
        self._code = country.code

    def read(self, digits: str) -> PhoneNumber | None:
        if self._trunk is None or not _SHORTEST <= len(digits) <= _LONGEST:
            return None
        kind = self._match(digits)
        if trunk := next(filter(digits.startswith, self._trunk), ""):
            shorter = digits[len(trunk) :]
            other = self._match(shorter)
            spoilt = self._viable[kind] and not self._viable[other]
            if not spoilt and says_length(self._plan, len(shorter)) not in NOT_STRIPPED:
                digits, kind = shorter, other
        found = self._outcomes[self._outcome[kind][len(digits)]]
        return PhoneNumber(f"+{self._code}{digits}", *found) if isinstance(found, tuple) else None

    def _match(self, digits: str) -> int:
        state = 0
        for digit in map(int, digits):
            state = self._table[state * 10 + digit]
        kind: int = self._kind[state]
        return kind


@cache
def _reader(region: str) -> _SingleReader | None:
    code = numbering_plan.calling_code(region)
    country = country_digits(code) if code else None
    return _SingleReader(country, numbering_plan.plan(code, region)) if country else None
