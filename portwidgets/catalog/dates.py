"""Days as people write them: "24. november 2026" and "24 November 2026"."""

from __future__ import annotations

from datetime import date

from portwidgets.catalog.wording import text

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def day_text(day: date, language: str) -> str:
    """Return a day in words."""
    month = text(f"date.{_MONTHS[day.month - 1]}", language)
    return text("date.day", language, day=day.day, month=month, year=day.year)


def weekday_text(day: date, language: str) -> str:
    """Return a day in words, its weekday first."""
    weekday = text(f"date.{_WEEKDAYS[day.weekday()]}", language)
    return text("date.weekday_and_day", language, weekday=weekday, day=day_text(day, language))
