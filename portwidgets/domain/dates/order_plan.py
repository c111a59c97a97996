"""The plan of an order as a value: its steps, its papers, and what is wrong with its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portwidgets.domain.dates.business_days import BusinessDays
from portwidgets.domain.dates.lead_time import LeadTime, Paper, PaperAge, PortCase
from portwidgets.domain.dates.quiet_days import Advice
from portwidgets.domain.dates.site_hours import Site


class Anchor(StrEnum):
    """The days of an order that its steps are counted from."""

    SUBMIT = "submit"
    PORT = "port"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step of every plan: so many business days before (negative) or after its anchor."""

    id: str
    anchor: Anchor
    days: int


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a plan in order, and which of them each item of the checklist belongs to."""

    rules: tuple[StepRule, ...]
    items: Mapping[str, str]


class Fault(StrEnum):
    """What is wrong with the day of a port."""

    TOO_SOON_BY_LAW = "too_soon_by_law"
    TOO_SOON_IN_PRACTICE = "too_soon_in_practice"
    TOO_FAR = "too_far"
    LOA_TOO_OLD = "loa_too_old"
    INVOICE_TOO_OLD = "invoice_too_old"


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What a plan needs to know of an order.

    Attributes:
        submitted: The carriers have the request.
        ported: The numbers have moved: nothing is left to plan but the end of the old service.
        losing_carrier: Its name as people write it.
        done: The ids of steps that the data or the checklist says are done.
    """

    id: str
    case: PortCase
    days: BusinessDays
    wanted: date | None = None
    foc: date | None = None
    submitted: bool = False
    ported: bool = False
    losing_carrier: str = ""
    loa_signed: date | None = None
    loa_expires: date | None = None
    invoice: date | None = None
    sites: tuple[Site, ...] = ()
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """The last day for a step; `day` is None where no lead time is known to count back with."""

    id: str
    day: date | None
    done: bool = False

    def late(self, today: date) -> bool:
        """Tell whether the step should have been done by now."""
        return not self.done and self.day is not None and self.day < today


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """A paper of an order: until when it is taken, and how new one must be for the port's day.

    Attributes:
        dated: Its date; None where there is none yet.
        last_day: The last day on which it is taken; None where it has no date.
        not_before: The oldest date that a paper may bear for this port.
        limit: Whose rule that is.
    """

    paper: Paper
    dated: date | None
    last_day: date | None
    not_before: date
    limit: PaperAge


@dataclass(frozen=True, slots=True)
class OrderPlan:
    """The plan of one order.

    Attributes:
        port: The day that it is planned for: the FOC day, else the wanted day, else the first
            quiet day that can be reached.
        fixed: Whether a carrier or a person has named that day.
        earliest: The first day that can be reckoned with from now on; None where no lead time
            is known.
        by_law: The same by the law's lead time.
        lead: The lead time that is reckoned with, the law's where no other was read.
        quiet: The first quiet day from the planned one on, which may be that day itself.
    """

    order: OrderFacts
    port: date
    fixed: bool
    earliest: date | None
    by_law: date | None
    lead: LeadTime | None
    law: LeadTime | None
    quiet: date
    steps: tuple[PlannedStep, ...] = ()
    papers: tuple[PaperPlan, ...] = ()
    faults: tuple[Fault, ...] = ()
    advice: tuple[Advice, ...] = ()
