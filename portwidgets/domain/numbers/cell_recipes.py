"""Cells that look alike are read alike: one of them is taken apart, all others follow its recipe.

Cells of one shape ("67 12 34 00-09": the same text but for its digits) are taken apart in the same
way as long as what is looked up in them turns out the same: a number of the same country and
length, or none. So the first cell of a shape is read as ever while its look-ups are noted. For the
others these are made together, by the tables of digits; a cell in which one turns out otherwise
is read by itself. What depends on a digit's value besides (a date, the ".0" of a fraction, a zero
in brackets) has no recipe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from portwidgets.domain.numbers.cell_reader import Found
from portwidgets.domain.numbers.number_range import NumberRange
from portwidgets.domain.numbers.phone_number import Examined, Look

Said = tuple[tuple[Found, ...], str]
"""What a cell says: its numbers and ranges, and the words around them."""

Read = Callable[[str, Callable[[Look], Look]], Said | None]
"""Reads one cell with its look-ups noted; None where it is not understood."""

SHAPE = str.maketrans("123456789", "0" * 9)
"""Makes a text's shape of it."""

DIGITS = {code: None for code in range(128) if not chr(code).isdecimal()}
_PLAIN = re.compile(r"\+?\d(?:[\d .-]*\d)?", re.ASCII)
_VALUED = re.compile(  # a fraction, a zero in brackets, a date: their digits' values matter
    r"[.,]0['\"\s]*$|\(\W*0\W*\)|(?<!\d)\d{1,4}([-./])\d{1,2}\1\d{1,4}(?!\d)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class LookUp:
    """What is looked up in each cell of a shape, and how it turns out.

    Attributes:
        start: The first of the cell's digits that belong to it.
        stop: The one behind the last.
        plus: Whether a "+" stands in front.
        base: The look-up whose number's last digits they replace, None where they stand alone.
        region: The country of the number; None where it is none.
        length: The length of its E.164.
    """

    start: int
    stop: int
    plus: bool
    base: int | None
    region: str | None
    length: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the cells of one shape are read.

    Attributes:
        look_ups: What is looked up, in its order.
        found: For each number the place of its look-up, for each range those of its ends.
        note: The words around them.
    """

    look_ups: tuple[LookUp, ...]
    found: tuple[int | tuple[int, int], ...]
    note: str


class _Notes:
    """Notes what is looked up in a cell."""

    def __init__(self) -> None:
        self.made: list[tuple[str, Examined]] = []

    def noting(self, look: Look) -> Look:
        def noted(text: str) -> Examined:
            examined = look(text)
            self.made.append((text, examined))
            return examined

        return noted


def recipe_of(text: str, read: Read) -> Recipe | None:
    """Return how cells of the shape of a text are read; None where each is read by itself."""
    digits = text.translate(DIGITS)
    if not text.isascii() or _VALUED.search(text.translate(SHAPE)):
        return None
    notes = _Notes()
    said = read(text, notes.noting)
    if said is None:
        return None
    numbers, note = said
    look_ups = _look_ups(digits, notes.made)
    if look_ups is None or any(map(str.isdecimal, note)):
        return None
    places = {
        number.e164: place
        for place, (_, (number, _)) in enumerate(notes.made)
        if number is not None
    }
    found: list[int | tuple[int, int]] = []
    for each in numbers:
        if isinstance(each, NumberRange):
            found.append((places[each.first], places[each.last]))
        elif each.extension:
            return None
        else:
            found.append(places[each.e164])
    return Recipe(look_ups, tuple(found), note)


def _look_ups(digits: str, made: Sequence[tuple[str, Examined]]) -> tuple[LookUp, ...] | None:
    """Return where the digits of look-ups stand in a cell; None where that is not certain."""
    found: list[LookUp] = []
    for text, (number, fault) in made:
        if number is not None and fault:
            return None
        region = number.region if number else None
        length = len(number.e164) if number else 0
        base = _base(text, made, found)
        if base is not None:
            last = found[-1]
            found.append(replace(last, plus=True, base=base, region=region, length=length))
            continue
        own = text.translate(DIGITS)
        start = digits.find(own)
        if not _PLAIN.fullmatch(text) or start < 0 or digits.find(own, start + 1) >= 0:
            return None
        plus = text.startswith("+")
        found.append(LookUp(start, start + len(own), plus, None, region, length))
    return tuple(found)


def _base(text: str, made: Sequence[tuple[str, Examined]], before: Sequence[LookUp]) -> int | None:
    """Return the look-up whose number's last digits were replaced by those looked up just now."""
    if not before or not text.startswith("+"):
        return None
    last = made[len(before) - 1][0].translate(DIGITS)
    for place in range(len(before) - 1, -1, -1):
        number = made[place][1][0]
        if number is not None and text == number.e164[: -len(last)] + last:
            return place
    return None
