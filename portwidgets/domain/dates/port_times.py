"""All that is known of times, asked about one port or one country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portwidgets.domain.dates.business_days import BusinessDays, CalendarRule
from portwidgets.domain.dates.lead_time import (
    Activation,
    Basis,
    EndsByItself,
    Horizon,
    LeadTime,
    Paper,
    PaperAge,
    PortCase,
    Reactivation,
    Rescue,
    Settling,
)

_ANY = CalendarRule()


@dataclass(frozen=True, slots=True)
class PortTimes:
    """The laws', the industry's and the carriers' figures, as data/lead_times.toml has them."""

    settling: Settling
    calendars: Mapping[str, CalendarRule] = field(default_factory=dict)
    lead_times: tuple[LeadTime, ...] = ()
    paper_ages: tuple[PaperAge, ...] = ()
    rescues: tuple[Rescue, ...] = ()
    ends_by_itself: tuple[EndsByItself, ...] = ()
    reactivations: tuple[Reactivation, ...] = ()
    activations: tuple[Activation, ...] = ()
    horizons: tuple[Horizon, ...] = ()

    def business_days(self, country: str, subdivision: str = "") -> BusinessDays:
        """Return the calendar of a country, or of a part of it."""
        return BusinessDays(country, subdivision, self.calendars.get(country, _ANY))

    def time_zone(self, country: str) -> str:
        """Return the country's only time zone; empty where it has several or is not known."""
        return self.calendars.get(country, _ANY).time_zone

    def legal(self, case: PortCase) -> LeadTime | None:
        """Return what the law says of such a port; None where no law was read."""
        found = (each for each in self.lead_times if each.basis is Basis.LAW and each.fits(case))
        return max(found, key=lambda each: each.most, default=None)

    def practical(self, case: PortCase) -> LeadTime | None:
        """Return what to reckon with: the gaining carrier's word, else what the industry says.

        Where other carriers' words are all that was read, the shortest of them is taken: it is
        the least that a plan must leave room for, and its source is told beside it.
        """
        found = [e for e in self.lead_times if e.basis is not Basis.LAW and e.fits(case)]
        own = [each for each in found if is_carrier(each.carrier, case.carrier)]
        industry = [each for each in found if each.basis is Basis.INDUSTRY]
        if own or industry:
            return max(own or industry, key=lambda each: each.most)
        return min(found, key=lambda each: each.most, default=None)

    def oldest(self, paper: Paper, country: str, carrier: str = "") -> PaperAge:
        """Return how old a paper may be: the gaining carrier's limit, else the usual one."""
        here = [
            each
            for each in self.paper_ages
            if each.paper is paper and (not each.countries or country in each.countries)
        ]
        own = [each for each in here if is_carrier(each.carrier, carrier)]
        return (own or [each for each in here if each.usual])[0]

    def rescue(self, country: str) -> Rescue | None:
        """Return how long a cancelled number can be saved; None where no rule was read."""
        return next((each for each in self.rescues if each.country == country), None)

    def ends_alone(self, country: str) -> EndsByItself | None:
        """Return the rule by which the old agreement ends with the port; None where none is."""
        return next((each for each in self.ends_by_itself if each.country == country), None)

    def reactivation(self, country: str) -> Reactivation | None:
        """Return the rule by which a failed port is taken back; None where none was read."""
        return next((each for each in self.reactivations if each.country == country), None)

    def activation(self, country: str, carrier: str) -> Activation | None:
        """Return when in the day the gaining carrier activates; None where it did not say."""
        for each in self.activations:
            if each.country == country and is_carrier(each.carrier, carrier):
                return each
        return None

    def horizon(self, country: str, carrier: str) -> Horizon | None:
        """Return how far ahead a losing carrier takes a date; None where it did not say."""
        for each in self.horizons:
            if each.country == country and is_carrier(each.carrier, carrier):
                return each
        return None


def is_carrier(carrier: str, name: str) -> bool:
    """Tell whether a carrier of the data, as "zoom", is the one that a person calls `name`."""
    return bool(carrier) and carrier in name.casefold()
