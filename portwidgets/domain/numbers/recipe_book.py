"""Reads cells of one shape together, by the recipes of one country that are found on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from portwidgets.domain.numbers import numbering_plan
from portwidgets.domain.numbers.cell_reader import Found
from portwidgets.domain.numbers.cell_recipes import DIGITS, LookUp, Read, Recipe, Said, recipe_of
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
from portwidgets.domain.numbers.phone_number import PhoneNumber

_ZERO = ord("0")
_TRIES = 3  # cells that a recipe is made of, and lists in which that is tried
_MOST = 2_000  # shapes that are remembered


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
        joined = "".join(text.translate(DIGITS) for text in texts)
        digits = np.frombuffer(joined.encode(), dtype=np.uint8) - np.uint8(_ZERO)
        self._digits = digits.reshape(len(texts), -1)
        self._shortest = shortest
        self._numbers: list[dict[int, PhoneNumber]] = []
        self._rows = np.arange(len(texts))
        """Those in which all turned out as it did in the first cell."""

    def column(self, look_up: LookUp) -> Column:
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

    def take(self, look_up: LookUp, e164: Objects, outcomes: Objects) -> None:
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
