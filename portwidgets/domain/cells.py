"""What a typed or pasted text becomes in a cell: a code, an ISO date, yes or no, or a refusal."""

import re
from collections.abc import Mapping
from datetime import date, time

from portwidgets.domain.table import Column, Kind
from portwidgets.errors import Refused

YEARS = range(1900, 2200)
"""The years that can be entered; programs write others for "none" (0001) and "never" (9999)."""

_YES = frozenset({"yes", "y", "ja", "j", "true", "sand", "x", "1"})
_NO = frozenset({"no", "n", "nej", "false", "falsk", "0"})

# Where the month or the year is written first; everywhere else it is the day. A typed date has
# one meaning in a region or is refused: guessing would move a port by months.
_MONTH_FIRST = frozenset({"US"})
_YEAR_FIRST = frozenset({"CA", "CN", "HU", "JP", "KR", "LT", "SE", "TW", "ZA"})
_DASHED = frozenset({"DK", "NL"})
_DOTTED = frozenset({"AT", "BG", "CH", "CZ", "DE", "EE", "FI", "HR", "LV", "NO", "PL", "RO", "SK"})

_YEAR_MONTH_DAY = re.compile(r"(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})\.?", re.ASCII)
_TWO_THEN_YEAR = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})([-/.]) ?(\d{4}|\d{2})", re.ASCII)
_DAY_AND_TIME = re.compile(
    r"(?P<day>.+?)(?:T|,? +(?:kl\.? *)?)"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?P<zone>Z|[+-]\d{2}:\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_HALF_DAY = 12
_TOLD = 60  # so many characters of a refused text are said back


def fold(text: str) -> str:
    """Return the form in which typed choices are compared: no case, no needless space."""
    return " ".join(text.split()).casefold()


def read_cell(column: Column, text: str, region: str, codes: Mapping[str, str]) -> str:
    """Return what a cell of `column` holds when somebody enters `text`.

    Empty text always clears the cell. A phone number and free text stay as they were typed,
    save one closing line break, which a copied spreadsheet cell brings along, and what cannot
    stand in a file (NUL, half a surrogate pair). Do not ask for a cell that nobody changed: a
    status that only the program sets is refused here.

    Args:
        column: The column, of any table.
        text: What was typed, pasted or imported.
        region: The project's region ("DK"): it decides which of day and month comes first.
        codes: The code for each folded label (`fold`), where the column has choices.

    Raises:
        Refused: The text cannot stand in this column.
    """
    if not column.by_hand:
        raise Refused("cell.not_by_hand", column=column.name)
    typed = text.strip()
    match column.kind:
        case Kind.TEXT | Kind.PHONE:
            return _writable(text)
        case _ if not typed:
            return ""
        case Kind.CHOICE:
            return _choice(column, typed, codes)
        case Kind.DATE:
            return _date(typed, region)
        case Kind.MOMENT:
            return _moment(typed, region)
        case Kind.YES_NO:
            return _yes_no(typed)


def date_example(region: str) -> str:
    """Return a date as it is written in a region."""
    if region in _YEAR_FIRST:
        return "2026-11-22"
    if region in _MONTH_FIRST:
        return "11/22/2026"
    separator = "-" if region in _DASHED else "." if region in _DOTTED else "/"
    return separator.join(("22", "11", "2026"))


def is_plain(text: str) -> bool:
    """Tell whether a text can stand in a file as it is: most can, and are told so quickly."""
    return text.isprintable()


def _writable(text: str) -> str:
    if is_plain(text):
        return text
    if text.endswith("\n"):
        text = text.removesuffix("\n").removesuffix("\r")
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "")


def _choice(column: Column, typed: str, codes: Mapping[str, str]) -> str:
    code = codes.get(fold(typed), "")
    if code not in column.choices:
        raise Refused("cell.unknown_choice", typed=_told(typed))
    if code in column.computed:
        raise Refused("cell.computed_choice", typed=_told(typed))
    return code


def _yes_no(typed: str) -> str:
    folded = fold(typed)
    if folded not in _YES | _NO:
        raise Refused("cell.not_yes_no", typed=_told(typed))
    return "yes" if folded in _YES else "no"


def _date(typed: str, region: str) -> str:
    day, clock = _day_and_clock(typed, region)
    # A spreadsheet writes a date as its midnight; any other time would be lost, so it is refused.
    if day is None or clock not in ("", "00:00"):
        raise Refused("cell.not_a_date", typed=_told(typed), example=date_example(region))
    return day.isoformat()


def _moment(typed: str, region: str) -> str:
    day, clock = _day_and_clock(typed, region)
    if day is None:
        example = f"{date_example(region)} 14:30"
        raise Refused("cell.not_a_moment", typed=_told(typed), example=example)
    return f"{day.isoformat()}T{clock}" if clock else day.isoformat()


def _day_and_clock(typed: str, region: str) -> tuple[date | None, str]:
    """Return the day, None where there is no such moment, and the time with its zone if given."""
    day = _day(typed, region)
    parts = _DAY_AND_TIME.fullmatch(typed)
    if day is not None or parts is None:
        return day, ""
    hour, zone = int(parts["hour"]), (parts["zone"] or "").upper()
    if parts["half"]:
        hour = hour % _HALF_DAY + (_HALF_DAY if parts["half"] in "pP" else 0)
    try:
        clock = time.fromisoformat(f"{hour:02}:{parts['minute']}:{parts['second'] or '00'}{zone}")
    except ValueError:
        return None, ""
    shown = clock.replace(tzinfo=None).isoformat("seconds" if clock.second else "minutes")
    return _day(parts["day"], region), shown + zone


def _day(text: str, region: str) -> date | None:
    """Read a day in the region's order; None where there is no such day or it is ambiguous."""
    if match := _YEAR_MONTH_DAY.fullmatch(text):
        return _real(match[1], match[3], match[4])
    match = _TWO_THEN_YEAR.fullmatch(text)
    if match is None or region in _YEAR_FIRST:
        return None
    first, second, year = match[1], match[3], match[5]
    if region not in _MONTH_FIRST:
        return _real(year, second, first)
    # Dots are a European hand: in an American project 05.11.2026 could be either day.
    return None if "." in (match[2], match[4]) else _real(year, first, second)


def _real(year: str, month: str, day: str) -> date | None:
    full = int(year) if len(year) == len("2026") else 2000 + int(year)
    try:
        return date(full, int(month), int(day)) if full in YEARS else None
    except ValueError:
        return None


def _told(typed: str) -> str:
    return typed if len(typed) <= _TOLD else f"{typed[:_TOLD]}…"
