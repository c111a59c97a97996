"""Parts of a number in columns of their own: where its range ends, how many, its country code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from portwidgets.domain.numbers.cell_reader import Found
from portwidgets.domain.numbers.number_cell import read_cell_numbers
from portwidgets.domain.numbers.number_range import LIMIT, NumberRange
from portwidgets.domain.numbers.phone_number import PhoneNumber, examine
from portwidgets.domain.schema import NUMBER_PARTS
from portwidgets.errors import Refused
from portwidgets.exchange.importing.mapping import COUNT, COUNTRY_CODE, LAST
from portwidgets.exchange.importing.plan import SheetPlan
from portwidgets.exchange.importing.shapes import is_nothing

_COUNT = re.compile(r"\d{1,9}", re.ASCII)


class NumberParts:
    """The columns of a sheet that say a part of its numbers; false where there are none."""

    def __init__(self, plan: SheetPlan, region: str) -> None:
        self._region = region
        self._places = {name: at[0] for name in NUMBER_PARTS if (at := plan.with_target(name))}

    def __bool__(self) -> bool:
        return bool(self._places)

    def text(self, line: Sequence[str], name: str) -> str:
        """Return what a row says of a part; "" where it says nothing."""
        text = line[self._places[name]].strip() if name in self._places else ""
        return "" if is_nothing(text) else text

    def abroad(self, line: Sequence[str], number: str) -> str:
        """Return a national number with the country code that stands beside it."""
        code = self.text(line, COUNTRY_CODE).lstrip("+0").removesuffix(".0")
        plain = number.strip()
        if code.isdecimal() and not plain.startswith(("+", "00", "tel:")):
            return f"+{code} {plain}"
        return number

    def ranged(self, line: Sequence[str], found: list[Found]) -> list[Found]:
        """Make a range of a first number and the cells that say its last one or how many.

        Raises:
            Refused: They contradict each other, or what stands there is no end and no count.
        """
        last, count = self.text(line, LAST), self._count(line)
        first = found[0]
        if last:
            if len(found) > 1 or not isinstance(first, PhoneNumber):
                raise Refused("import.range_of_several")
            found = [self._until(first, last)]
        elif count > 1 and len(found) == 1 and isinstance(first, PhoneNumber):
            found = [self._counted(first, count)]
        said = sum(one.count if isinstance(one, NumberRange) else 1 for one in found)
        if count and count != said:
            raise Refused("import.count_differs", count=count, said=said)
        return found

    def _count(self, line: Sequence[str]) -> int:
        """Return how many numbers a row says that there are, 0 where it does not say."""
        typed = self.text(line, COUNT)
        plain = typed.removesuffix(".0").removesuffix(",0")
        if typed and not _COUNT.fullmatch(plain):
            raise Refused("import.not_a_count", typed=typed)
        return int(plain or 0)

    def _until(self, first: PhoneNumber, last: str) -> PhoneNumber | NumberRange:
        one = read_cell_numbers(last, self._region)
        if len(one.found) == 1 and isinstance(one.found[0], PhoneNumber):
            if one.found[0].e164 == first.e164:
                return first
            last = one.found[0].e164
        reading = read_cell_numbers(f"{first.e164} ... {last}", self._region)
        if reading.fault:
            raise Refused(reading.fault.code, **reading.fault.values)
        if len(reading.found) != 1 or not isinstance(reading.found[0], NumberRange):
            raise Refused("import.not_an_end", first=first.e164, last=last)
        return reading.found[0]

    def _counted(self, first: PhoneNumber, count: int) -> NumberRange:
        if count > LIMIT:
            raise Refused("number.range_too_large", count=count, limit=LIMIT)
        last = f"+{int(first.e164) + count - 1}"
        number, fault = examine(last, self._region)
        if number is None or fault or len(last) != len(first.e164):
            raise Refused("import.not_an_end", first=first.e164, last=last)
        return NumberRange(first.e164, last)
