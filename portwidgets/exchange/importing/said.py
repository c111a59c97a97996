"""What a row says: its numbers and ranges, or why it has none.

Of most rows that is one text, the number, so that a million of them fit in the memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from portwidgets.domain.numbers.cell_reader import Found
from portwidgets.domain.numbers.number_range import NumberRange
from portwidgets.domain.numbers.phone_number import PhoneNumber


class No(Enum):
    """Why a row says no number."""

    NUMBER = "number"
    """It has none to say: a heading, a total, an empty cell."""
    SENSE = "sense"
    """Somebody must look: what stands there is no number, or one stands elsewhere in the row."""


Said = str | tuple[str | NumberRange, ...] | No
"""What a row says: its one number as E.164, several numbers and ranges, or none."""


def said_by(found: Sequence[Found]) -> Said:
    """Return numbers and ranges in the form in which many rows of them are kept."""
    said = tuple(one.e164 if isinstance(one, PhoneNumber) else one for one in found)
    return said[0] if len(said) == 1 and isinstance(said[0], str) else said


def numbers_of(said: Said) -> Iterator[str]:
    """Yield each number that a row says, as E.164."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, tuple):
        for each in said:
            if isinstance(each, str):
                yield each
            else:
                yield from each.numbers()


def count_of(said: Said) -> int:
    """Return how many numbers a row says."""
    if isinstance(said, tuple):
        return sum(1 if isinstance(each, str) else each.count for each in said)
    return int(isinstance(said, str))


def words_of(found: Sequence[Found], notes: Sequence[str]) -> str:
    """Return the words that stood with numbers, and their extensions."""
    extensions = [
        extension_note(one.extension)
        for one in found
        if isinstance(one, PhoneNumber) and one.extension
    ]
    return ", ".join(filter(None, (*notes, *extensions)))


def extension_note(digits: str) -> str:
    """Return how an extension stands in a note: understood in both languages."""
    return f"ext. {digits}"
