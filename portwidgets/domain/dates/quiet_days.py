"""Which days are good to port on: mid-week, inside the month, nobody on holiday."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from portwidgets.domain.dates.business_days import BusinessDays, Closed

_ONE_DAY = timedelta(days=1)
_MONDAY, _FRIDAY = 0, 4
_LAST_DAYS = 2
_SEARCHED = 120  # days; a quiet one is found within two weeks nearly always


class Advice(StrEnum):
    """What speaks against a day, the gravest first."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    HALF_CLOSED = "half_closed"
    MONDAY = "monday"
    FRIDAY = "friday"
    MONTH_END = "month_end"
    BEFORE_HOLIDAY = "before_holiday"
    AFTER_HOLIDAY = "after_holiday"


def advice(day: date, days: BusinessDays) -> tuple[Advice, ...]:
    """Return what speaks against porting on a day; nothing for a good one."""
    if off := days.why_closed(day):
        return (Advice.WEEKEND if off.why is Closed.WEEKEND else Advice.HOLIDAY,)
    found = {
        Advice.HALF_CLOSED: days.warning(day) is not None,
        Advice.MONDAY: day.weekday() == _MONDAY,
        Advice.FRIDAY: day.weekday() == _FRIDAY,
        Advice.MONTH_END: _is_month_end(day, days),
        Advice.BEFORE_HOLIDAY: _is_off(day + _ONE_DAY, days),
        Advice.AFTER_HOLIDAY: _is_off(day - _ONE_DAY, days),
    }
    return tuple(each for each, holds in found.items() if holds)


def quiet_day(first: date, days: BusinessDays) -> date:
    """Return the first day from `first` on that nothing speaks against."""
    for distance in range(_SEARCHED):
        day = first + timedelta(days=distance)
        if not advice(day, days):
            return day
    return days.on_or_after(first)


def _is_month_end(day: date, days: BusinessDays) -> bool:
    """Tell whether a business day is one of a month's last two, or its first."""
    next_month = days.add(day, _LAST_DAYS).month != day.month
    return next_month or days.add(day, -1).month != day.month


def _is_off(day: date, days: BusinessDays) -> bool:
    off = days.why_closed(day) or days.warning(day)
    return off is not None and off.why is not Closed.WEEKEND
