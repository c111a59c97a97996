"""How long ports take and how old papers may be: what laws and carriers say, each with its source.

The figures stand in data/lead_times.toml; here is what can be asked of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from portwidgets.domain.dates.business_days import BusinessDays


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read, and when."""

    title: str
    read_on: date
    address: str = ""


class PortKind(StrEnum):
    """The kinds of number that carriers port by different rules."""

    GEOGRAPHIC = "geographic"
    MOBILE = "mobile"
    TOLL_FREE = "toll_free"
    NATIONAL = "national"


class Basis(StrEnum):
    """Who says how long a port takes."""

    LAW = "law"
    INDUSTRY = "industry"
    CARRIER = "carrier"


class Paper(StrEnum):
    """The papers whose age matters on the day of the port."""

    LOA = "loa"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class PortCase:
    """A port as the rules see it.

    Attributes:
        country: ISO 3166, as "DK".
        numbers: How many numbers the order has.
        simple: A single number, alone on its account.
        part_of_range: The order takes a part of a number range out of it.
        carrier: The gaining carrier's name as people write it.
    """

    country: str
    kind: PortKind = PortKind.GEOGRAPHIC
    numbers: int = 1
    simple: bool = False
    part_of_range: bool = False
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class LeadTime:
    """From a complete request at the losing carrier until the port, as one source says it.

    Attributes:
        least: The fewest days.
        most: The most days; what a plan reckons with.
        calendar_days: Whether the days are those of the calendar, not business days.
        carrier: Whose practice it is, as "twilio"; a part of the carrier's name in small letters.
        kinds: The kinds of number it holds for; none means all.
        simple: True for simple ports only, False for others only, None for all.
        part_of_range: The same for a part of a range.
        cut_off: What arrives later in the day counts as of the next business day.
    """

    country: str
    basis: Basis
    least: int
    most: int
    source: Source
    calendar_days: bool = False
    carrier: str = ""
    kinds: tuple[PortKind, ...] = ()
    min_numbers: int = 1
    max_numbers: int = 1_000_000
    simple: bool | None = None
    part_of_range: bool | None = None
    cut_off: time | None = None

    def fits(self, case: PortCase) -> bool:
        """Tell whether it speaks of such a port."""
        return (
            self.country == case.country
            and (not self.kinds or case.kind in self.kinds)
            and self.min_numbers <= case.numbers <= self.max_numbers
            and self.simple in (None, case.simple)
            and self.part_of_range in (None, case.part_of_range)
        )

    def until(self, requested: date, days: BusinessDays) -> date:
        """Return the first day that is safe to plan for, when the request is in on `requested`."""
        if self.calendar_days:
            return days.on_or_after(requested + timedelta(days=self.most))
        return days.add(requested, self.most)

    def before(self, port: date, days: BusinessDays) -> date:
        """Return the last day on which the request must be in for a port on `port`."""
        if self.calendar_days:
            return days.on_or_before(port - timedelta(days=self.most))
        return days.add(port, -self.most)


@dataclass(frozen=True, slots=True)
class PaperAge:
    """How old a paper may be on the day of the port.

    Attributes:
        countries: Where it holds; none means everywhere.
        usual: What to reckon with when the gaining carrier's own limit is not known.
    """

    paper: Paper
    carrier: str
    source: Source
    days: int = 0
    months: int = 0
    countries: tuple[str, ...] = ()
    usual: bool = False

    def last_day(self, dated: date) -> date:
        """Return the last day on which a paper of that date is taken."""
        return add_months(dated, self.months) + timedelta(days=self.days)

    def first_date(self, port: date) -> date:
        """Return the oldest date that the paper may bear for a port on `port`."""
        return add_months(port, -self.months) - timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Rescue:
    """How long a number can still be ported after its service was cancelled, at least."""

    country: str
    months: int
    source: Source

    def last_day(self, ended: date) -> date:
        """Return the last day of the right."""
        return add_months(ended, self.months)


@dataclass(frozen=True, slots=True)
class EndsByItself:
    """A country where the old carrier's agreement on a number ends with its port."""

    country: str
    source: Source


@dataclass(frozen=True, slots=True)
class Reactivation:
    """A country where the losing carrier must activate a number again when its port fails."""

    country: str
    source: Source


@dataclass(frozen=True, slots=True)
class Activation:
    """At what time of the day a carrier activates ports.

    Attributes:
        until: The end of the window; the same as `start` for a fixed time.
        time_zone: The zone of the times, as "Europe/London".
    """

    country: str
    carrier: str
    start: time
    until: time
    time_zone: str
    source: Source


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far ahead a carrier takes a date, in calendar days."""

    country: str
    carrier: str
    days: int
    source: Source


@dataclass(frozen=True, slots=True)
class Settling:
    """How long some callers may still reach the old carrier after a port."""

    hours: int
    source: Source


def add_months(day: date, months: int) -> date:
    """Return the same day of another month; a month too short for it ends on its last day."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))
