"""Many cells at once: what `phone_number.examine` says of each, twenty times as fast and more.

The usual cell is read by tables of digits (`plain_texts`, `digit_reader`). The others are taken
apart one by one, as `examine` does, and their digits are then looked up together. numpy is loaded
by this way only, so import this module where it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from portwidgets.domain import number_text, phone_number
from portwidgets.domain.digit_reader import Column, column_of, digit_reader
from portwidgets.domain.phone_number import Examined, PhoneNumber
from portwidgets.domain.plain_texts import plain

Found = PhoneNumber | str

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


@dataclass(slots=True)
class _Reading:
    """What was found in texts.

    Attributes:
        found: For each the number or the code of its fault.
        extensions: What stands behind a number, by its place.
        tidied: The texts that may say several numbers or a range, by their place.
    """

    found: list[Found]
    extensions: dict[int, str] = field(default_factory=dict)
    tidied: dict[int, str] = field(default_factory=dict)


def _examined(texts: Sequence[str], region: str) -> list[Examined]:
    reading = _read(texts, region)
    examined: list[Examined] = [
        (None, found) if isinstance(found, str) else (found, None) for found in reading.found
    ]
    for place, fault in _more_than_one(reading.tidied, region).items():
        examined[place] = None, fault
    for place, extension in reading.extensions.items():
        number, _ = examined[place]
        if number is not None:
            examined[place] = number.with_extension(extension), "number.extension"
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
    reading = _read([part for _, _, part in asked], region) if asked else _Reading([])
    faults: dict[int, str] = {}
    for (place, code, _), found in zip(asked, reading.found, strict=True):
        if not isinstance(found, str):
            faults.setdefault(place, code)
    return faults


def _read(texts: Sequence[str], region: str) -> _Reading:
    usual = plain(texts)
    answers = _look_up(usual.column, region)
    found = np.full(len(texts), None, dtype=object)
    found[usual.places] = np.fromiter(answers, dtype=object, count=len(answers))
    reading = _Reading(found.tolist())
    for place in usual.places[usual.bound].tolist():
        if isinstance(reading.found[place], str):
            reading.tidied[place] = number_text.tidy(texts[place])
    left = np.ones(len(texts), dtype=np.bool_)
    left[usual.places] = False
    _read_others(texts, np.flatnonzero(left).tolist(), region, reading)
    return reading


def _read_others(
    texts: Sequence[str], places: Sequence[int], region: str, reading: _Reading
) -> None:
    """Read the texts that are not usual: taken apart one by one, looked up together."""
    apart: list[tuple[int, str, str, tuple[str, ...]]] = []
    for place in places:
        if len(texts[place]) > number_text.LONGEST:
            reading.found[place] = "number.too_long"
            continue
        tidied = number_text.tidy(texts[place])
        if fault := number_text.fault(tidied):
            reading.found[place] = fault
            continue
        body, extension = number_text.split_extension(tidied)
        if extension:
            reading.extensions[place] = extension
        apart.append((place, tidied, body, number_text.readings(body)))
    digits = [way for *_, ways in apart for way in ways]
    answers = iter(_look_up(column_of(digits), region, digits))
    for place, tidied, body, ways in apart:
        found = _first([next(answers) for _ in ways])
        if not isinstance(found, str) and _is_two(body, region):
            found = "number.several"
        if isinstance(found, str):
            reading.tidied[place] = tidied
        reading.found[place] = found


def _first(ways: Sequence[Found]) -> Found:
    """Return the first way to read a text that is a number, else the last one's fault."""
    number = next((found for found in ways if not isinstance(found, str)), None)
    return number or (ways[-1] if ways else "number.letters")


def _is_two(body: str, region: str) -> bool:
    """Return whether a number ends at a slash already: "030/12345678" is one number."""
    first, slash, _ = body.partition("/")
    return bool(slash) and phone_number.parse(first, region) is not None


def _look_up(column: Column, region: str, digits: Sequence[str] = ()) -> list[Found]:
    """Return what each number is; what the tables cannot tell is asked of the library.

    Args:
        column: The numbers.
        region: The country that they were written in.
        digits: The same as text, where they are there.
    """
    reader = digit_reader(region)
    answers = reader.read(column) if reader else [None] * len(column.lengths)
    return [
        phone_number.look_up(digits[place] if digits else column.text(place), region)
        if found is None
        else found
        for place, found in enumerate(answers)
    ]
