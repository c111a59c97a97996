"""The cells of a demo: dates that count from the day of its making, texts in two languages.

"{today-21}" is a day, "{workday+8}" one from Monday to Friday, "{Lager|Warehouse}" a text in
Danish and English.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY = re.compile(r"\{(today|workday)([+-]\d+)\}")
_BOTH = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_SATURDAY = 5


def fill_dates(text: str, today: date) -> str:
    """Put ISO dates into a text; workdays are counted without regard to public holidays."""

    def day(found: re.Match[str]) -> str:
        distance = int(found[2])
        if found[1] == "workday":
            return _workday(today, distance).isoformat()
        return (today + timedelta(days=distance)).isoformat()

    return _DAY.sub(day, text)


def in_language(text: str, language: str) -> str:
    """Return a text in `language`; any other than Danish is English."""
    return _BOTH.sub(lambda found: found[1 if language == "da" else 2], text)


def _workday(today: date, distance: int) -> date:
    """Return the workday so many workdays away; at a weekend the first one is its Monday."""
    step = timedelta(days=1 if distance >= 0 else -1)
    day = today
    for _ in range(abs(distance)):
        day = _off_weekend(day + step, step)
    return _off_weekend(day, step)


def _off_weekend(day: date, step: timedelta) -> date:
    while day.weekday() >= _SATURDAY:
        day += step
    return day
