"""Rules about the numbers of an order: valid, once, portable, of one kind, free of features."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from portwidgets.domain.numbers.number_kind import kind_of
from portwidgets.domain.orders.carrier_rules import Shared
from portwidgets.domain.orders.cohort import Cohort
from portwidgets.domain.orders.preflight.case import OrderCase, number_cell
from portwidgets.domain.orders.preflight.finding import Fault, Word
from portwidgets.domain.orders.preflight.to_split import port_numbers
from portwidgets.domain.orders.splitting import why_apart
from portwidgets.domain.orders.transitions import CLOSED, agrees
from portwidgets.domain.schema import Decision, NumberStatus, OrderStatus, Usage

_FEATURES: Mapping[str, str] = {
    Usage.ALARM: "alarm_on_line",
    Usage.ELEVATOR: "lift_on_line",
    Usage.FAX: "fax_on_line",
    Usage.DOOR_PHONE: "door_phone_on_line",
    Usage.PAYMENT_TERMINAL: "terminal_on_line",
}


def some(case: OrderCase) -> Iterator[Fault]:
    """An order has numbers."""
    if not case.count:
        yield Fault("order_empty", case.cell("id"))


def valid(case: OrderCase) -> Iterator[Fault]:
    """Each number exists in its country's numbering plan."""
    for cohort in case.numbers:
        rows = case.cohorts.look(cohort).invalid
        if rows:
            told = {"count": len(rows), "text": cohort.rows[rows[0]]}
            yield Fault("number_invalid", number_cell(rows[0], "number"), told, rows)


def once(case: OrderCase) -> Iterator[Fault]:
    """No number stands twice in an order, or in another order that is open."""
    if not case.cohorts.has_doubles:
        return
    for cohort in case.numbers:
        for row in case.cohorts.doubles(cohort):
            number = cohort.rows[row]
            for other, there in case.cohorts.others(number, row):
                told = {"number": number, "other": other, "order": there.traits.order}
                cell = number_cell(row, "order")
                if there.traits.order == case.id:
                    yield Fault("number_twice", number_cell(row, "number"), told, (row, other))
                elif case.statuses.get(there.traits.order, OrderStatus.CANCELLED) not in CLOSED:
                    yield Fault("number_in_two_orders", cell, told, (row, other))


def on_account(case: OrderCase) -> Iterator[Fault]:
    """Each number is on the account of the order, and is to be ported."""
    for cohort in case.numbers:
        traits = cohort.traits
        if traits.account != case.order["account"] and case.account is not None:
            told = {"account": case.order["account"], "other": traits.account or "–"}
            yield _of_all("not_on_account", cohort, "account", told)
        if traits.decision not in (Decision.PORT, ""):
            decision = Word(f"decision.{traits.decision}")
            yield _of_all("not_to_port", cohort, "decision", {"decision": decision})


def portable(case: OrderCase) -> Iterator[Fault]:
    """Each number is in service and portable."""
    codes: dict[str, str] = {
        NumberStatus.NOT_PORTABLE: "not_portable",
        NumberStatus.CANCELLED: "inactive",
    }
    for cohort in case.numbers:
        if code := codes.get(cohort.traits.status):
            yield _of_all(code, cohort, "status")


def taken(case: OrderCase) -> Iterator[Fault]:
    """Each number is of a country and kind that the gaining carrier takes."""
    takes, carrier, source = case.rules.takes, case.rules.name, case.rules.sources[0]
    here = case.country
    for cohort, said in case.said:
        told: dict[str, object] = {"country": said.region, "carrier": carrier, "here": here}
        if said.region != here:
            yield _of_all("other_country", cohort, "number", told)
        elif takes and said.region not in takes:
            yield _of_all("country_not_taken", cohort, "number", told, source)
        elif takes:
            kind = kind_of(cohort.traits.type, said.type)
            if kind and kind not in takes[said.region]:
                told["kind"] = Word(f"split.kind_{kind}")
                yield _of_all("kind_not_taken", cohort, "type", told, source)


def kind_known(case: OrderCase) -> Iterator[Fault]:
    """Whether a number is fixed or mobile is known, where the numbering plan does not tell."""
    cohort = case.kinds.get(None)
    if cohort is not None:
        yield _of_all("kind_unknown", cohort, "type")


def together(case: OrderCase) -> Iterator[Fault]:
    """The gaining carrier takes these numbers in one order, and so many."""
    rules, carrier = case.rules, case.rules.name or Word("split.plain")
    if rules.limit and case.count > rules.limit:
        told = {"count": case.count, "limit": rules.limit, "carrier": carrier}
        yield Fault("too_many", case.cell("id"), told, source=rules.sources[0])
    first = None
    told_of = set()
    for number in port_numbers(case):
        first = first or number
        for apart in why_apart(first, number, rules):
            if apart.what is None or apart.what in told_of or apart.what is Shared.ACCOUNT:
                continue
            told_of.add(apart.what)
            why = Word(f"preflight.must_share_{apart.what}")
            values: dict[str, object] = {"carrier": carrier, "why": why}
            rows = (number.row, first.row)
            unknown = apart.what is Shared.KIND and not (apart.mine and apart.other)
            row = (first if unknown and first.kind is None else number).row
            cell = number_cell(row, "type" if unknown else "order")
            values |= {
                "mine": _side(apart.what, apart.mine),
                "other": _side(apart.what, apart.other),
            }
            yield Fault("split_needed", cell, values, rows, source=rules.sources[0])


def features(case: OrderCase) -> Iterator[Fault]:
    """Alarms, lifts and the like hang on lines that are not just numbers."""
    for cohort in case.numbers:
        if code := _FEATURES.get(cohort.traits.usage):
            yield _of_all(code, cohort, "usage")


def states(case: OrderCase) -> Iterator[Fault]:
    """An order's status never contradicts its numbers'."""
    try:
        status = OrderStatus(case.order["status"] or OrderStatus.DRAFT)
        numbers = [NumberStatus(c.traits.status or NumberStatus.PLANNED) for c in case.numbers]
    except ValueError:
        return  # a status that is none of ours says nothing
    if not agrees(status, numbers):
        there = {Word(f"number_status.{each}") for each in numbers}
        told = {"status": Word(f"order_status.{status}"), "there": tuple(sorted(there, key=str))}
        yield Fault("states_contradict", case.cell("status"), told)


def _of_all(
    code: str,
    cohort: Cohort,
    column: str,
    values: Mapping[str, object] = MappingProxyType({}),
    source: str = "",
) -> Fault:
    """Return a fault that all numbers of a cohort have, with how many they are."""
    rows = tuple(cohort.rows)
    told = {**values, "count": len(rows)}
    return Fault(code, number_cell(cohort.first, column), told, rows, source=source)


def _side(what: Shared, text: str) -> object:
    if what is Shared.KIND:
        return Word(f"split.kind_{text or 'unknown'}")
    return text or Word("split.unknown")


RULES = (some, valid, once, on_account, portable, taken, kind_known, together, features)
STATES = (states,)
