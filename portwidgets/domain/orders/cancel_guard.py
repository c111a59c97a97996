"""When an old account may be cancelled: what all its numbers, their tests and its leftovers say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from portwidgets.domain.dates.lead_time import EndsByItself, Rescue
from portwidgets.domain.dates.port_times import PortTimes
from portwidgets.domain.orders.transitions import MOVED
from portwidgets.domain.schema import Decision, NumberStatus

_ONE_DAY = timedelta(days=1)


class Verdict(StrEnum):
    """What to do with an old account, the most urgent first."""

    RESCUE = "rescue"
    DO_NOT_CANCEL = "do_not_cancel"
    SAFE_FROM = "safe_from"
    CANCEL_YOURSELF = "cancel_yourself"
    ENDS_BY_ITSELF = "ends_by_itself"


class Reason(StrEnum):
    """Why an account must stay as it is; each with the rows of its numbers, where it has any."""

    UNDECIDED = "undecided"
    NOT_PORTED = "not_ported"
    REJECTED = "rejected"
    NOT_PORTABLE = "not_portable"
    NOT_TESTED = "not_tested"
    KEPT = "kept"
    NO_NUMBERS = "no_numbers"


class Leftover(StrEnum):
    """What ends, or goes on costing, with the account and not with the ports."""

    DISCONNECTED = "disconnected"
    INTERNET = "internet"
    INTERNET_UNKNOWN = "internet_unknown"


@dataclass(frozen=True, slots=True)
class OldAccount:
    """An account at the losing carrier, as its row says it.

    Attributes:
        internet: "yes", "no", or empty where nobody has looked.
        cancelled_on: The day on which it ends because somebody cancelled it.
    """

    id: str
    country: str
    internet: str = ""
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True)
class OldNumber:
    """A number of such an account; `ported_on` is None where nobody noted the day."""

    row: str
    decision: str
    status: str
    ported_on: date | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """The answer for one account.

    Attributes:
        day: From when it may end, or until when its numbers can be saved; None where no day is
            known.
        over: The last day to save its numbers has passed.
        rule: The law behind the answer, where one is.
    """

    account: str
    verdict: Verdict
    day: date | None = None
    over: bool = False
    reasons: dict[Reason, tuple[str, ...]] = field(default_factory=dict)
    leftovers: dict[Leftover, tuple[str, ...]] = field(default_factory=dict)
    rule: EndsByItself | Rescue | None = None


def guard(
    account: OldAccount, numbers: Iterable[OldNumber], times: PortTimes, today: date
) -> Guard:
    """Return whether an account may be cancelled, from when, and what speaks against it."""
    rows = tuple(numbers)
    reasons = _reasons(rows)
    leftovers = _leftovers(account, rows)
    if account.cancelled_on is not None and reasons.keys() - {Reason.NO_NUMBERS}:
        rule = times.rescue(account.country)
        last = rule.last_day(account.cancelled_on) if rule else None
        over = last is not None and last < today
        return Guard(account.id, Verdict.RESCUE, last, over, reasons, leftovers, rule)
    if reasons:
        return Guard(account.id, Verdict.DO_NOT_CANCEL, reasons=reasons, leftovers=leftovers)
    day = _settled(rows, times, today)
    alone = times.ends_alone(account.country)
    if day > today:
        verdict = Verdict.SAFE_FROM
    else:
        verdict = Verdict.CANCEL_YOURSELF if leftovers or not alone else Verdict.ENDS_BY_ITSELF
    return Guard(account.id, verdict, day, leftovers=leftovers, rule=alone)


def most_urgent(guards: Iterable[Guard]) -> Guard | None:
    """Return the answer that the page's warning gives: the most urgent account's."""
    order = list(Verdict)
    return min(
        guards, key=lambda each: (order.index(each.verdict), each.day or date.max), default=None
    )


def _reasons(numbers: tuple[OldNumber, ...]) -> dict[Reason, tuple[str, ...]]:
    found: dict[Reason, list[str]] = {reason: [] for reason in Reason}
    for number in numbers:
        if reason := _reason(number):
            found[reason].append(number.row)
    told = {reason: tuple(rows) for reason, rows in found.items() if rows}
    return told if numbers else {Reason.NO_NUMBERS: ()}


def _reason(number: OldNumber) -> Reason | None:
    if number.status == NumberStatus.VERIFIED:
        return None
    if number.status == NumberStatus.PORTED:
        return Reason.NOT_TESTED
    match number.decision:
        case Decision.DISCONNECT:
            return None
        case Decision.KEEP:
            return Reason.KEPT
        case Decision.PORT:
            match number.status:
                case NumberStatus.NOT_PORTABLE:
                    return Reason.NOT_PORTABLE
                case NumberStatus.EXCEPTION:
                    return Reason.REJECTED
            return Reason.NOT_PORTED
    return Reason.UNDECIDED


def _leftovers(
    account: OldAccount, numbers: tuple[OldNumber, ...]
) -> dict[Leftover, tuple[str, ...]]:
    dead = tuple(
        number.row
        for number in numbers
        if number.decision == Decision.DISCONNECT and number.status not in MOVED
    )
    told = {Leftover.DISCONNECTED: dead} if dead else {}
    if account.internet != "no":
        known = account.internet == "yes"
        told[Leftover.INTERNET if known else Leftover.INTERNET_UNKNOWN] = ()
    return told


def _settled(numbers: tuple[OldNumber, ...], times: PortTimes, today: date) -> date:
    """Return the first day on which no caller is sent to the old carrier any more.

    A number without a day of its port could have moved today.
    """
    moved = [
        number.ported_on or today for number in numbers if number.status == NumberStatus.VERIFIED
    ]
    if not moved:
        return today
    midnight = datetime.combine(max(moved) + _ONE_DAY, datetime.min.time())
    last = midnight + timedelta(hours=times.settling.hours)
    return last.date()
