"""The plan as a calendar file (iCalendar, RFC 5545): days for a calendar to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """An entry of a whole day.

    Attributes:
        key: What it is, the same each time the file is made: a calendar then moves the entry
            that it has, instead of showing a second one.
    """

    key: str
    day: date
    summary: str
    description: str = ""


def calendar_file(name: str, days: Iterable[CalendarDay], made: datetime, language: str) -> bytes:
    """Return a calendar of whole days, as .ics.

    Args:
        name: What the calendar is called.
        days: Its entries.
        made: When; entries made later replace those made before.
        language: Of the texts.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//portwidgets//plan//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for each in days:
        event = Event()
        event.add("uid", f"{each.key}@portwidgets")
        event.add("dtstamp", made.astimezone(UTC))
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", each.summary)
        if each.description:
            event.add("description", each.description)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
