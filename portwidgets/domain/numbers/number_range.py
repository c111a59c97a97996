"""Number ranges: "70 12 34 00-99" is a hundred numbers that a person writes as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portwidgets.domain.numbers import number_text, phone_number
from portwidgets.domain.numbers.phone_number import Look
from portwidgets.errors import Refused

LIMIT = 10_000  # the largest series that a carrier is given at once


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Consecutive numbers of one country and one length, both ends included, as E.164."""

    first: str
    last: str

    @property
    def count(self) -> int:
        """How many numbers there are; below one where the ends are reversed."""
        return int(self.last) - int(self.first) + 1

    def numbers(self) -> Iterator[str]:
        """Yield every number as E.164, the first one first."""
        return (f"+{number}" for number in range(int(self.first), int(self.last) + 1))


def parse_range(text: str, region: str) -> NumberRange | None:
    """Return the range that a text says, or None where it says none.

    The last number is written in full or as the digits that differ. What is one valid number is
    no range: "030 123456-99" is a German number. "70123400/01" are two numbers, no range either.

    Raises:
        Refused: The range is reversed or has more than `LIMIT` numbers.
    """
    if phone_number.parse(text, region) or len(text) > number_text.LONGEST:
        return None
    for first, last in number_text.range_ends(number_text.tidy(text)):
        if found := between(first, last, lambda part: phone_number.examine(part, region)):
            return check_range(found)
    return None


def between(first: str, last: str, look: Look) -> NumberRange | None:
    """Return the range from one text to another, the last one in full or as its last digits."""
    start, fault = look(first)
    if start is None or fault:
        return None
    end, fault = look(last)
    if end is None or fault or len(end.e164) != len(start.e164):
        end, fault = look(with_last_digits(start.e164, last))
    if end is None or fault or end.region != start.region or len(end.e164) != len(start.e164):
        return None
    return NumberRange(start.e164, end.e164)


def with_last_digits(e164: str, last: str) -> str:
    """Put the digits of "99" in the place of a number's last ones; "" where they do not fit."""
    digits = next(iter(number_text.readings(last)), "")
    fits = digits.isdecimal() and len(digits) < len(e164) - 1
    return e164[: -len(digits)] + digits if fits else ""


def check_range(found: NumberRange) -> NumberRange:
    """Return a range that can be expanded.

    Raises:
        Refused: It is reversed or has more than `LIMIT` numbers.
    """
    if found.count < 1:
        raise Refused("number.range_reversed", first=found.first, last=found.last)
    if found.count > LIMIT:
        raise Refused("number.range_too_large", count=found.count, limit=LIMIT)
    return found
