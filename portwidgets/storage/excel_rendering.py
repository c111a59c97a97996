"""What a spreadsheet makes of a cell when it saves: told apart from what a person changed."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum, auto

from portwidgets import catalog
from portwidgets.domain.cells import read_cell
from portwidgets.domain.numbers.phone_number import canonical
from portwidgets.domain.table import Column, Kind
from portwidgets.errors import Refused

_NUMBER = re.compile(r"[+-]?\d+")
_SCIENTIFIC = re.compile(r"([+-]?\d)(?:[.,](\d+))?E\+?(\d{1,3})", re.IGNORECASE)
_THREE_NUMBERS = re.compile(r"(\d{1,4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,4})\.?(?:[ T](.+))?")
_MIDNIGHT = re.compile(r"0?0[:.]00(?:[:.]00)?")
_TRUTH = {"yes": ("TRUE", "SAND"), "no": ("FALSE", "FALSK")}
_E164 = re.compile(r"\+\d+")
_EXACT = 15  # digits that a spreadsheet's number holds


class Rendering(Enum):
    """How the text in a file stands to the text that we stored."""

    SAME = auto()
    """The stored text, whole, as a spreadsheet writes it."""
    CUT = auto()
    """The stored text with digits lost: only a person can say whether it was also changed."""
    CHANGED = auto()
    """Something else."""


def rendering(stored: str, shown: str, region: str) -> Rendering:
    """Tell whether `shown` is how a spreadsheet saves `stored`."""
    if shown in _same_texts(stored) or _same_date(stored, shown, region):
        return Rendering.SAME
    if _NUMBER.fullmatch(stored):
        return _number(stored, shown)
    return Rendering.CHANGED


def understood(column: Column | None, text: str, region: str) -> str:
    """Return what a person meant who typed `text` in a spreadsheet; text we cannot read stays."""
    if column is None or not text or not column.by_hand:
        return text
    if column.kind is Kind.PHONE:
        return text if _E164.fullmatch(text) else canonical(text, region)
    if column.kind is Kind.TEXT or text in column.choices:
        return text
    try:
        return read_cell(column, text, region, catalog.codes(column))
    except Refused:
        return text


def _same_texts(stored: str) -> tuple[str, ...]:
    lines = stored.replace("\r\n", "\n")
    return (stored, stored.strip(" "), lines, lines.replace("\n", "\r\n"), *_TRUTH.get(stored, ()))


def _number(stored: str, shown: str) -> Rendering:
    """Compare digits: the plus and leading zeros may be gone, digits behind the 15th are lost."""
    if _NUMBER.fullmatch(shown):
        if int(shown) == int(stored):
            return Rendering.SAME
        digits, other = str(abs(int(stored))), str(abs(int(shown)))
        cut = len(digits) > _EXACT and other == digits[:_EXACT].ljust(len(digits), "0")
        return Rendering.CUT if cut else Rendering.CHANGED
    match = _SCIENTIFIC.fullmatch(shown)
    if match is None:
        return Rendering.CHANGED
    whole, fraction, power = match[1], match[2] or "", int(match[3])
    unit = power - len(fraction)
    if unit < 0 or power > len(stored):
        return Rendering.CHANGED
    value = int(whole + fraction) * 10**unit
    if value == int(stored):
        return Rendering.SAME
    return Rendering.CUT if abs(value - int(stored)) * 2 <= 10**unit else Rendering.CHANGED


def _same_date(stored: str, shown: str, region: str) -> bool:
    """Compare dates: in the region's order where the text can be read so, else in any order."""
    day, _, clock = stored.partition("T")
    parts = _THREE_NUMBERS.fullmatch(shown)
    if parts is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return False
    if not _same_clock(clock, parts[4] or ""):
        return False
    written = " ".join(parts.group(1, 2, 3))
    first, second, third = (int(part) for part in written.split())
    if first > 31:  # noqa: PLR2004  no month has more days: the year comes first
        return _iso(first, second, third) == day
    year = third if third > 99 else third + 2000  # noqa: PLR2004  two digits of a year
    month_first, day_first = _iso(year, first, second), _iso(year, second, first)
    if month_first and day_first:
        return day == (month_first if region == "US" else day_first)
    return day == (month_first or day_first)


def _same_clock(stored: str, shown: str) -> bool:
    if not stored:
        return not shown or _MIDNIGHT.fullmatch(shown) is not None
    plain = shown.replace(".", ":").zfill(5)
    return plain in (stored, f"{stored}:00", stored.removesuffix(":00"))


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
