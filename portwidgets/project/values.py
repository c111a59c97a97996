"""Python's values as the text of a cell: None, dates, truths and numbers besides text."""

from __future__ import annotations

from datetime import date, datetime

from portwidgets.domain.cells import YEARS
from portwidgets.domain.table import Column, Kind


def as_text(column: Column, value: object) -> str:
    """Return what a person would type for a value.

    A moment with a time zone becomes the time at the person's place, as the table shows it.
    """
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            if column.kind is Kind.DATE:
                return value.date().isoformat()
            here = at_persons_place(value)
            return here.isoformat(timespec="seconds" if here.second else "minutes")
        case date():
            return value.isoformat()
        case float() if value.is_integer():  # pandas makes floats of whole numbers
            return str(int(value))
    return str(value)


def today() -> date:
    """Return the day at the person's place: plans and due dates are made of such days."""
    return date.today()  # noqa: DTZ011  no other place is meant


def as_moment(text: str) -> datetime | None:
    """Return a stored date or moment at the person's place, None where the text is neither.

    One of a year that cannot be entered is none either: nothing can be reckoned from it.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at_persons_place(moment) if moment.year in YEARS else None


def at_persons_place(moment: datetime) -> datetime:
    """Return a moment as the clock on the person's wall showed it, without a zone."""
    # A timestamp of pandas has no `astimezone()` without a zone.
    return datetime.fromtimestamp(moment.timestamp()) if moment.tzinfo else moment  # noqa: DTZ006  that zone is meant


def as_day(text: str) -> date | None:
    """Return the day that a cell holds, None where it holds none."""
    moment = as_moment(text)
    return moment.date() if moment else None
