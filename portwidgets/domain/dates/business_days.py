"""Business days of a country: no weekend, no public holiday, and the days when desks are half shut.

The holidays come from the package `holidays`, which is imported here only, when it is first asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_PUBLIC = ("public",)


class Closed(StrEnum):
    """Why nobody ports on a day."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    HALF_CLOSED = "half_closed"


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which nobody works, or few do.

    Attributes:
        name_da: The holiday's name in Danish where the country's list has it, else in its own
            language; empty for a weekend.
        name_en: The same in English.
    """

    day: date
    why: Closed
    name_da: str = ""
    name_en: str = ""

    def name(self, language: str) -> str:
        """Return the holiday's name in `language`; empty for a weekend."""
        return self.name_da if language == "da" else self.name_en


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """Which lists of `holidays` hold in a country.

    Attributes:
        closed: The categories on whose days nobody works.
        half_closed: The categories whose days are business days by law, but most desks are shut.
        subdivision: The part of the country that is meant where none is named, as "ENG".
        time_zone: The country's only time zone; empty where it has several.
    """

    closed: tuple[str, ...] = _PUBLIC
    half_closed: tuple[str, ...] = ()
    subdivision: str = ""
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """Counts business days in one country, or in a part of it.

    Attributes:
        country: ISO 3166, as "DK".
        subdivision: The part, in ISO 3166-2 without the country, as "BY"; empty for the usual.
        rule: Which lists hold.
    """

    country: str
    subdivision: str = ""
    rule: CalendarRule = CalendarRule()

    @property
    def known(self) -> bool:
        """Whether the country's holidays are known; else only weekends are left out."""
        return _calendar(self.country, "", _PUBLIC, "en") is not None

    def why_closed(self, day: date) -> DayOff | None:
        """Return why `day` is no business day, None where it is one."""
        if day.weekday() >= _SATURDAY:
            return DayOff(day, Closed.WEEKEND)
        return self._listed(day, self.rule.closed, Closed.HOLIDAY)

    def is_business_day(self, day: date) -> bool:
        """Tell whether `day` counts; a half-closed day does."""
        return self.why_closed(day) is None

    def warning(self, day: date) -> DayOff | None:
        """Return why a business day is a bad one to port on: most desks are shut."""
        if not self.rule.half_closed or not self.is_business_day(day):
            return None
        return self._listed(day, self.rule.half_closed, Closed.HALF_CLOSED)

    def on_or_after(self, day: date) -> date:
        """Return the first business day that is not before `day`."""
        while not self.is_business_day(day):
            day += _ONE_DAY
        return day

    def on_or_before(self, day: date) -> date:
        """Return the last business day that is not after `day`."""
        while not self.is_business_day(day):
            day -= _ONE_DAY
        return day

    def add(self, day: date, count: int) -> date:
        """Return the business day that lies `count` business days after `day`, or before it.

        The day itself is not counted: one business day after a Friday is the Monday. With 0 it
        is the first business day from `day` on.
        """
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_business_day(day):
                day += step
        return day if count else self.on_or_after(day)

    def received_on(self, moment: datetime, cut_off: time | None = None) -> date:
        """Return the business day on which what arrives at `moment`, local time, counts as there.

        After the cut-off, and on a day off, it is the next business day.
        """
        day = moment.date()
        late = cut_off is not None and moment.time() > cut_off
        return self.on_or_after(day + _ONE_DAY if late and self.is_business_day(day) else day)

    def days_off(self, first: date, last: date) -> list[DayOff]:
        """Return the holidays and half-closed days from `first` to `last`, without weekends."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        found = (self.why_closed(day) or self.warning(day) for day in days)
        return [off for off in found if off and off.why is not Closed.WEEKEND]

    def _listed(self, day: date, categories: tuple[str, ...], why: Closed) -> DayOff | None:
        part = self.subdivision or self.rule.subdivision
        names = [_name(self.country, part, categories, each, day) for each in ("da", "en")]
        return DayOff(day, why, *names) if all(names) else None


@lru_cache(maxsize=10_000)  # the orders of a project have few days between them
def _name(
    country: str, subdivision: str, categories: tuple[str, ...], language: str, day: date
) -> str:
    calendar = _calendar(country, subdivision, categories, language)
    return "" if calendar is None else calendar.get(day) or ""


@cache
def _calendar(
    country: str, subdivision: str, categories: tuple[str, ...], language: str
) -> HolidayBase | None:
    """Return the holidays of a country; None for one whose holidays nobody listed."""
    import holidays

    try:
        plain = holidays.country_holidays(country)
    except NotImplementedError:  # not on its list, as AC and TA, which have numbers; `known` tells
        return None
    return holidays.country_holidays(
        country,
        subdiv=subdivision if subdivision in plain.subdivisions else None,
        categories=[each for each in categories if each in plain.supported_categories],
        language=_spoken(plain, language),
    )


def _spoken(calendar: HolidayBase, language: str) -> str | None:
    """Return the calendar's code for a language, for one that it lacks the country's own."""
    codes = [code for code in calendar.supported_languages if code.partition("_")[0] == language]
    own = [code for code in codes if code.endswith(f"_{calendar.country}")]
    return next(iter(own + codes), calendar.default_language)
