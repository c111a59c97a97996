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
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from portwidgets.domain.numbers import numbering_plan
from portwidgets.domain.numbers.cell_reader import Found
from portwidgets.domain.numbers.digit_reader import (
    WIDTH,
    Column,
    DigitReader,
    Objects,
    column_of,
    digit_reader,
    missing,
)
from portwidgets.domain.numbers.number_range import LIMIT, NumberRange
from portwidgets.domain.numbers.phone_number import Examined, Look, PhoneNumber

Said = tuple[tuple[Found, ...], str]
"""What a cell says: its numbers and ranges, and the words around them."""

Read = Callable[[str, Callable[[Look], Look]], Said | None]
"""Reads one cell with its look-ups noted; None where it is not understood."""

SHAPE = str.maketrans("123456789", "0" * 9)
"""Makes a text's shape of it."""

_DIGITS = {code: None for code in range(128) if not chr(code).isdecimal()}
_PLAIN = re.compile(r"\+?\d(?:[\d .-]*\d)?", re.ASCII)
_VALUED = re.compile(  # a fraction, a zero in brackets, a date: their digits' values matter
    r"[.,]0['\"\s]*$|\(\W*0\W*\)|(?<!\d)\d{1,4}([-./])\d{1,2}\1\d{1,4}(?!\d)", re.ASCII
)
_ZERO = ord("0")
_TRIES = 3  # cells that a recipe is made of, and lists in which that is tried
_MOST = 2_000  # shapes that are remembered


@dataclass(frozen=True, slots=True)
class _LookUp:
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

    look_ups: tuple[_LookUp, ...]
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
    digits = text.translate(_DIGITS)
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


def _look_ups(digits: str, made: Sequence[tuple[str, Examined]]) -> tuple[_LookUp, ...] | None:
    """Return where the digits of look-ups stand in a cell; None where that is not certain."""
    found: list[_LookUp] = []
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
        own = text.translate(_DIGITS)
        start = digits.find(own)
        if not _PLAIN.fullmatch(text) or start < 0 or digits.find(own, start + 1) >= 0:
            return None
        plus = text.startswith("+")
        found.append(_LookUp(start, start + len(own), plus, None, region, length))
    return tuple(found)


def _base(text: str, made: Sequence[tuple[str, Examined]], before: Sequence[_LookUp]) -> int | None:
    """Return the look-up whose number's last digits were replaced by those looked up just now."""
    if not before or not text.startswith("+"):
        return None
    last = made[len(before) - 1][0].translate(_DIGITS)
    for place in range(len(before) - 1, -1, -1):
        number = made[place][1][0]
        if number is not None and text == number.e164[: -len(last)] + last:
            return place
    return None


class RecipeBook:
    """The recipes of one country's cells, as they are found.

    Args:
        region: The country whose national numbers are meant.
        read: Takes one cell apart.
    """

    def __init__(self, region: str, read: Read) -> None:
        self._region = region
        self._read = read
        self._recipes: dict[str, Recipe] = {}
        self._failed: Counter[str] = Counter()

    def read(self, shapes: Mapping[str, Sequence[str]]) -> dict[str, Said]:
        """Return what cells say, given by shape, as far as a recipe tells it."""
        reader = digit_reader(self._region)
        if reader is None:
            return {}
        found = ((shape, self._recipe(shape, alike)) for shape, alike in shapes.items())
        groups = [
            _Cells(shape, shapes[shape], recipe, _shortest(self._region))
            for shape, recipe in found
            if recipe is not None
        ]
        _look_up(groups, reader)
        said: dict[str, Said] = {}
        for group in groups:
            read = group.said()
            said |= read
            if len(read) * 2 < len(group.texts):  # the first cell was no good example
                del self._recipes[group.shape]
                self._failed[group.shape] += 1
        return said

    def _recipe(self, shape: str, alike: Sequence[str]) -> Recipe | None:
        known = self._recipes.get(shape)
        if known is not None or self._failed[shape] >= _TRIES:
            return known
        # In a cell with the same digits twice it is not certain which of them are looked up.
        tries = (recipe_of(text, self._read) for text in alike[:_TRIES])
        found = next(filter(None, tries), None)
        if len(self._recipes) + len(self._failed) > _MOST:
            self._recipes.clear()
            self._failed.clear()
        if found is None:
            self._failed[shape] += 1
        else:
            self._recipes[shape] = found
        return found


class _Cells:
    """Cells of one shape, and what was looked up in them so far."""

    def __init__(self, shape: str, texts: Sequence[str], recipe: Recipe, shortest: int) -> None:
        self.shape = shape
        self.texts = texts
        self.recipe = recipe
        joined = "".join(text.translate(_DIGITS) for text in texts)
        digits = np.frombuffer(joined.encode(), dtype=np.uint8) - np.uint8(_ZERO)
        self._digits = digits.reshape(len(texts), -1)
        self._shortest = shortest
        self._numbers: list[dict[int, PhoneNumber]] = []
        self._rows = np.arange(len(texts))
        """Those in which all turned out as it did in the first cell."""

    def column(self, look_up: _LookUp) -> Column:
        """Return what is to be looked up, in as many rows as are left; none where it is known."""
        own = self._digits[self._rows, look_up.start : look_up.stop]
        size = own.shape[1]
        if look_up.base is not None:
            bases = self._numbers[look_up.base]
            ends = (own + np.uint8(_ZERO)).tobytes().decode()
            return column_of(
                [
                    bases[row].e164[:-size] + ends[at * size : (at + 1) * size]
                    for at, row in enumerate(self._rows.tolist())
                ]
            )
        if look_up.region is None and size < self._shortest:
            own = own[:0]  # too short for any number
        padded = np.zeros((len(own), WIDTH), dtype=np.uint8)
        padded[:, :size] = own[:, :WIDTH]
        lengths = np.full(len(own), size, dtype=np.intp)
        return Column(padded, lengths, np.full(len(own), look_up.plus))

    def take(self, look_up: _LookUp, e164: Objects, outcomes: Objects) -> None:
        """Take what came of it; rows in which it is not what it was in the first cell drop out."""
        found: dict[int, PhoneNumber] = {}
        self._numbers.append(found)
        if look_up.region is None:
            if len(e164):
                self._rows = self._rows[missing(e164) & ~missing(outcomes)]
            return
        for row, number, outcome in zip(
            self._rows.tolist(), e164.tolist(), outcomes.tolist(), strict=True
        ):
            if number is None or len(number) != look_up.length or outcome[0] != look_up.region:
                continue
            found[row] = PhoneNumber(number, *outcome)
        self._rows = np.fromiter(found, dtype=np.intp, count=len(found))

    def said(self) -> dict[str, Said]:
        """Return what the cells say that are left; not one with a range that cannot be."""
        together = ((row, self._together(row)) for row in self._rows.tolist())
        note = self.recipe.note
        return {self.texts[row]: (found, note) for row, found in together if found is not None}

    def _together(self, row: int) -> tuple[Found, ...] | None:
        found: list[Found] = []
        for place in self.recipe.found:
            if isinstance(place, int):
                found.append(self._numbers[place][row])
                continue
            first, last = (self._numbers[end][row].e164 for end in place)
            if not 0 <= int(last) - int(first) < LIMIT:
                return None
            found.append(NumberRange(first, last))
        return tuple(found)


def _look_up(groups: Sequence[_Cells], reader: DigitReader) -> None:
    """Look everything up, of all shapes together: few long columns take less than many short."""
    for turn in range(max((len(group.recipe.look_ups) for group in groups), default=0)):
        asked = [
            (group, group.recipe.look_ups[turn])
            for group in groups
            if turn < len(group.recipe.look_ups)
        ]
        columns = [group.column(look_up) for group, look_up in asked]
        answers = reader.read(
            Column(
                np.concatenate([column.digits for column in columns]),
                np.concatenate([column.lengths for column in columns]),
                np.concatenate([column.plus for column in columns]),
            )
        )
        start = 0
        for (group, look_up), column in zip(asked, columns, strict=True):
            stop = start + len(column.lengths)
            group.take(look_up, answers.e164[start:stop], answers.outcomes[start:stop])
            start = stop


def _shortest(region: str) -> int:
    """Return how many digits a number has at least, written inside a country."""
    code = numbering_plan.calling_code(region)
    return numbering_plan.plan(code, region).lengths[0] if code else 0
