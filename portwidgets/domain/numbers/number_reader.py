"""Many cells at once: what `phone_number.examine` says of each, twenty times as fast and more.

The usual cell is read by tables of digits (`plain_texts`, `digit_reader`). The others are taken
apart one by one, as `examine` does, and their digits are then looked up together. numpy is loaded
by this way only, so import this module where it is used.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from portwidgets.domain.numbers import number_text, phone_number
from portwidgets.domain.numbers.digit_reader import (
    Answers,
    Column,
    Objects,
    column_of,
    digit_reader,
    missing,
)
from portwidgets.domain.numbers.phone_number import Examined, PhoneNumber
from portwidgets.domain.numbers.plain_texts import Plain, plain
from portwidgets.domain.schema import NumberType

Outcome = tuple[str, NumberType] | str
"""The country and the type of a number, or the code of a fault."""

_AT_ONCE = 32_768  # texts; more take memory, not time


def read_many(texts: Sequence[str], region: str) -> list[Examined]:
    """Return what `phone_number.examine` returns for each text, in order.

    Args:
        texts: Cells as people write them.
        region: The country whose national numbers are meant, as "DK".
    """
    known: dict[str, Examined] = dict.fromkeys(texts, (None, None))
    distinct = list(known)
    for start in range(0, len(distinct), _AT_ONCE):
        part = distinct[start : start + _AT_ONCE]
        known.update(zip(part, _examined(part, region), strict=True))
    return [known[text] for text in texts]


def read_plain(texts: Sequence[str], region: str) -> list[str | Examined]:
    """Return each text's number as E.164 where it is one number and nothing else.

    Of the others what `examine` says, save that several numbers and ranges may have the fault of
    their digits: whoever takes such texts apart finds that out.
    """
    found: list[str | Examined] = []
    for start in range(0, len(texts), _AT_ONCE):
        reading = _read(texts[start : start + _AT_ONCE], region)
        part: list[str | Examined] = reading.e164.tolist()
        for place in (*np.flatnonzero(missing(reading.e164)).tolist(), *reading.extensions):
            part[place] = reading.examined(place)
        found += part
    return found


@dataclass(slots=True)
class _Reading:
    """What was found in texts.

    Attributes:
        e164: For each its number, None where it is none.
        outcomes: For each what its number is, or the code of its fault.
        extensions: What stands behind a number, by its place.
        tidied: The texts that may say several numbers or a range, by their place.
    """

    e164: Objects
    outcomes: Objects
    extensions: dict[int, str] = field(default_factory=dict)
    tidied: dict[int, str] = field(default_factory=dict)

    def examined(self, place: int) -> Examined:
        """Return what is said of one text."""
        outcome = self.outcomes[place]
        if isinstance(outcome, str):
            return None, outcome
        number = PhoneNumber(self.e164[place], *outcome)
        if extension := self.extensions.get(place):
            return number.with_extension(extension), "number.extension"
        return number, None


def _examined(texts: Sequence[str], region: str) -> list[Examined]:
    reading = _read(texts, region)
    examined: list[Examined] = [
        (None, outcome) if number is None else (PhoneNumber(number, *outcome), None)
        for number, outcome in zip(reading.e164.tolist(), reading.outcomes.tolist(), strict=True)
    ]
    for place, fault in _more_than_one(reading.tidied, region).items():
        examined[place] = None, fault
    for place in reading.extensions:
        if reading.e164[place] is not None:
            examined[place] = reading.examined(place)
    return examined


def _more_than_one(tidied: dict[int, str], region: str) -> dict[int, str]:
    """Return which texts are no number because they say several numbers or a range."""
    asked = [
        (place, code, part)
        for place, text in tidied.items()
        for code, parts in (
            ("number.several", number_text.parts(text)),
            ("number.range", [first for first, _ in number_text.range_ends(text)]),
        )
        for part in parts
    ]
    faults: dict[int, str] = {}
    if asked:
        numbers = _read([part for _, _, part in asked], region).e164.tolist()
        for (place, code, _), number in zip(asked, numbers, strict=True):
            if number is not None:
                faults.setdefault(place, code)
    return faults


def _read(texts: Sequence[str], region: str) -> _Reading:
    """Read usual texts as they are, then others once they are tidied, then what is left."""
    blank = Answers.unknown(len(texts))
    reading = _Reading(blank.e164, blank.outcomes)
    left = _read_usual(plain(texts), np.arange(len(texts)), region, reading)
    for place in left.bound:
        reading.tidied[place] = number_text.tidy(texts[place])
    bodies: dict[int, str] = {}
    for place in left.unusual:
        if len(texts[place]) > number_text.LONGEST:
            reading.outcomes[place] = "number.too_long"
            continue
        tidied = number_text.tidy(texts[place])
        if fault := number_text.fault(tidied):
            reading.outcomes[place] = fault
            continue
        bodies[place], extension = number_text.split_extension(tidied)
        reading.tidied[place] = tidied
        if extension:
            reading.extensions[place] = extension
    if bodies:
        places = np.fromiter(bodies, dtype=np.intp, count=len(bodies))
        usual = plain(list(bodies.values()), tidied=True)
        left = _read_usual(usual, places, region, reading)
        _read_one_by_one({place: bodies[place] for place in left.unusual}, region, reading)
        for place in places[~missing(reading.e164[places])].tolist():
            del reading.tidied[place]
    return reading


@dataclass(frozen=True, slots=True)
class _Left:
    """Where texts stand that are not read yet: not usual, or possibly a range."""

    unusual: list[int]
    bound: list[int]


def _read_usual(
    usual: Plain, places: npt.NDArray[np.intp], region: str, reading: _Reading
) -> _Left:
    """Read the usual ones of the texts that stand at these places."""
    answers = _look_up(usual.column, region)
    mine = places[usual.places]
    reading.e164[mine] = answers.e164
    reading.outcomes[mine] = answers.outcomes
    others = np.ones(len(places), dtype=np.bool_)
    others[usual.places] = False
    bound = mine[usual.bound & missing(answers.e164)]
    return _Left(places[others].tolist(), bound.tolist())


def _read_one_by_one(bodies: Mapping[int, str], region: str, reading: _Reading) -> None:
    """Read what is no number at first sight: its ways to be one are looked up together."""
    readings = {place: number_text.readings(body) for place, body in bodies.items()}
    ways = [way for each in readings.values() for way in each]
    answers = _look_up(column_of(ways), region, ways)
    found = iter(zip(answers.e164.tolist(), answers.outcomes.tolist(), strict=True))
    for place, each in readings.items():
        number, outcome = _first(list(itertools.islice(found, len(each))))
        if number is not None and _is_two(bodies[place], region):
            number, outcome = None, "number.several"
        reading.e164[place] = number
        reading.outcomes[place] = outcome


def _first(ways: Sequence[tuple[str | None, Outcome]]) -> tuple[str | None, Outcome]:
    """Return the first way to read a text that is a number, else the last one's fault."""
    numbers = (way for way in ways if way[0] is not None)
    return next(numbers, ways[-1] if ways else (None, "number.letters"))


def _is_two(body: str, region: str) -> bool:
    """Return whether a number ends at a slash already: "030/12345678" is one number."""
    first, slash, _ = body.partition("/")
    return bool(slash) and phone_number.parse(first, region) is not None


def _look_up(column: Column, region: str, digits: Sequence[str] = ()) -> Answers:
    """Return what each number is; what the tables cannot tell is asked of the library.

    Args:
        column: The numbers.
        region: The country that they were written in.
        digits: The same as text, where they are there.
    """
    reader = digit_reader(region)
    answers = reader.read(column) if reader else Answers.unknown(len(column.lengths))
    for place in np.flatnonzero(missing(answers.outcomes)).tolist():
        text = digits[place] if digits else column.text(place)
        found = phone_number.look_up(text, region)
        if isinstance(found, str):
            answers.outcomes[place] = found
        else:
            answers.e164[place] = found.e164
            answers.outcomes[place] = found.region, found.type
    return answers
