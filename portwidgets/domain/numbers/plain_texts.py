"""Many texts at once, read for their digits: what `number_text` does with one, for usual ones.

Usual are digits and what people put between them, with an apostrophe around them or the ".0" of a
fraction behind; nearly every cell of a column of numbers is. All others are named, so that
`number_text` takes them one by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from portwidgets.domain.numbers import number_text
from portwidgets.domain.numbers.digit_reader import WIDTH, Column

Marks = npt.NDArray[np.uint8]
Truths = npt.NDArray[np.bool_]

LONGEST = 40  # characters; longer texts are more than a number
_KNOWN = 0x2100  # characters that the table tells of: Latin, Arabic, Indic, punctuation
_NINE = 9
_SPACE, _PLUS, _OPEN, _CLOSE, _DASH, _DOT, _NOTHING, _QUOTE, _OTHER, _END = range(10, 20)
_MARKS = {" ": _SPACE, "+": _PLUS, "(": _OPEN, ")": _CLOSE, "-": _DASH, ".": _DOT, "": _NOTHING}
_INSIDE = np.isin(np.arange(_END + 1), (*range(_NINE + 1), _CLOSE, _DASH, _DOT))
_ZERO_IN_BRACKETS = re.compile(r"\(\W*\d\W*\)")  # it may belong to the number or not
_DATE_DIGITS = range(6, 9)  # "1-1-2026" to "22-11-2026"


@dataclass(frozen=True, slots=True)
class Plain:
    """The usual ones among many texts.

    Attributes:
        places: Where they stand among the texts.
        column: Their digits.
        bound: Which of them hold a dash or dots, so that they may say a range.
    """

    places: npt.NDArray[np.intp]
    column: Column
    bound: Truths


def plain(texts: Sequence[str], *, tidied: bool = False) -> Plain:
    """Return the usual texts with their digits.

    Args:
        texts: Cells, or what `number_text.tidy` made of them.
        tidied: A quotation mark or a ".0" that is still there then belongs to the text.
    """
    lengths = np.fromiter(map(len, texts), dtype=np.intp, count=len(texts))
    width = max(min(int(lengths.max(initial=0)), LONGEST), 1)
    characters = np.array(texts, dtype=f"<U{width}").view(np.uint32).reshape(len(texts), width)
    marks = _table()[np.minimum(characters, _KNOWN)]
    marks[np.arange(width) >= lengths[:, None]] = _END
    if tidied:
        marks[marks == _QUOTE] = _OTHER
    usual = (lengths <= width) & _is_usual(marks, lengths)
    if brackets := np.flatnonzero(usual & (marks == _OPEN).any(axis=1)).tolist():
        found = (_ZERO_IN_BRACKETS.search(texts[place]) for place in brackets)
        usual[brackets] = [each is None for each in found]
    places = np.flatnonzero(usual)
    marks = marks[places]
    is_digit = marks <= _NINE
    counts = is_digit.sum(axis=1)
    fraction, unsure = _fractions(marks, is_digit, counts)
    if tidied:
        unsure |= fraction
    counts = counts - fraction
    sure = ~unsure & ~_may_be_date(marks, counts) & (counts > 0) & (counts <= WIDTH)
    column = _column(marks[sure], is_digit[sure], counts[sure])
    bound = (marks[sure] == _DASH).any(axis=1) | ((marks[sure] == _DOT).sum(axis=1) > 1)
    return Plain(places[sure], column, bound)


def _is_usual(marks: Marks, lengths: npt.NDArray[np.intp]) -> Truths:
    """Return which rows hold nothing but a number, the plus in front and quotes around it."""
    usual: Truths = ~(marks == _OTHER).any(axis=1)
    quotes = marks == _QUOTE
    outer = np.zeros_like(quotes)
    outer[:, 0] = True
    outer[np.arange(len(marks)), np.clip(lengths, 1, marks.shape[1]) - 1] = True
    usual &= ~(quotes & ~outer).any(axis=1)
    plus = marks == _PLUS
    # In front of a plus only spaces and opening brackets may stand.
    late = plus & (np.cumsum(_INSIDE[marks], axis=1, dtype=np.uint8) > 0)
    usual &= (plus.sum(axis=1) <= 1) & ~late.any(axis=1)
    return usual


def _fractions(
    marks: Marks, is_digit: Truths, counts: npt.NDArray[np.intp]
) -> tuple[Truths, Truths]:
    """Return which rows end with the ".0" of a whole number, and for which that is unsure."""
    rows = np.arange(len(marks))
    last = marks.shape[1] - 1 - np.argmax(is_digit[:, ::-1], axis=1)
    before = marks[rows, np.maximum(last - 1, 0)]
    ends = (counts > 1) & (marks[rows, last] == 0) & (before == _DOT)
    bare = is_digit.sum(axis=1) + (marks == _END).sum(axis=1) + (marks == _PLUS).sum(axis=1)
    is_fraction = ends & (bare == marks.shape[1] - 1)
    return is_fraction, ends & ~is_fraction


def _may_be_date(marks: Marks, counts: npt.NDArray[np.intp]) -> Truths:
    parts = ((marks == _DASH) | (marks == _DOT)).sum(axis=1)
    may_be: Truths = np.isin(counts, _DATE_DIGITS) & (parts == len("--"))
    return may_be


def _column(marks: Marks, is_digit: Truths, counts: npt.NDArray[np.intp]) -> Column:
    rows, columns = np.nonzero(is_digit)
    place = np.cumsum(is_digit, axis=1, dtype=np.uint8)[rows, columns] - 1
    digits = np.zeros((len(marks), WIDTH + 1), dtype=np.uint8)
    digits[rows, np.minimum(place, WIDTH)] = marks[rows, columns]
    digits[np.arange(WIDTH + 1) >= counts[:, None]] = 0  # the zero of a fraction
    return Column(digits[:, :WIDTH], counts, (marks == _PLUS).any(axis=1))


@cache
def _table() -> Marks:
    """Return what each character says, as `number_text.tidy` takes it."""
    table = np.full(_KNOWN + 1, _OTHER, dtype=np.uint8)
    for code in range(_KNOWN):
        says = number_text.plain_character(chr(code))
        if says.isascii() and says.isdecimal():
            table[code] = int(says)
        elif says in number_text.QUOTES and says:
            table[code] = _QUOTE
        else:
            table[code] = _MARKS.get(says, _OTHER)
    return table
