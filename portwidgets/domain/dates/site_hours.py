"""Hours of a port at sites in different time zones: when all of them are at work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from portwidgets.domain.dates.lead_time import Activation

OPENS, CLOSES = time(9), time(15)
"""Hours in which somebody is there to test and an hour is left to mend."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place with numbers; `zone` is empty where nobody knows its time zone."""

    name: str
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, in UTC."""

    start: datetime
    end: datetime

    def at(self, zone: str) -> tuple[datetime, datetime]:
        """Return the stretch as the clocks in a zone show it."""
        there = ZoneInfo(zone)
        return self.start.astimezone(there), self.end.astimezone(there)


@cache
def is_zone(text: str) -> bool:
    """Tell whether a text names a time zone, as "Europe/Copenhagen"."""
    return text in available_timezones()


def working_hours(day: date, zones: Iterable[str]) -> Window | None:
    """Return when all zones are at work on a day; None where they never are at once."""
    stretches = [_window(day, OPENS, CLOSES, zone) for zone in set(zones)]
    if not stretches:
        return None
    start = max(each.start for each in stretches)
    end = min(each.end for each in stretches)
    return Window(start, end) if start < end else None


def activation_window(day: date, activation: Activation) -> Window:
    """Return when a carrier activates on a day."""
    return _window(day, activation.start, activation.until, activation.time_zone)


def _window(day: date, start: time, end: time, zone: str) -> Window:
    there = ZoneInfo(zone)
    return Window(
        datetime.combine(day, start, there).astimezone(UTC),
        datetime.combine(day, end, there).astimezone(UTC),
    )
