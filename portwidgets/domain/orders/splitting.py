"""The order splitter: which port orders a set of numbers must become, as few as the rules allow.

Numbers that agree in all that the gaining carrier's rules name may share an order. All of it is
known of each number but the area (rate centre or RespOrg): a number of no known area goes with
any, and fills up the orders of the known ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from portwidgets.domain.dates.lead_time import PortKind
from portwidgets.domain.orders.carrier_rules import CarrierRules, Shared

_SHARED = tuple(shared for shared in Shared if shared is not Shared.AREA)
_ALL_SHARED = attrgetter(*_SHARED)
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PortNumber:
    """A number that is to be ported, with all that orders are split by.

    Attributes:
        row: Its row in the inventory.
        number: As E.164.
        kind: None where it may be fixed or mobile.
        address: Its service address in one line.
        order: The order that it is in now, empty where it is in none.
    """

    row: str
    number: str
    losing_carrier: str = ""
    account: str = ""
    btn: str = ""
    kind: PortKind | None = None
    country: str = ""
    address: str = ""
    rate_centre: str = ""
    resp_org: str = ""
    order: str = ""

    @property
    def area(self) -> str:
        """The RespOrg of a toll-free number, the rate centre of any other; empty if unknown."""
        return self.resp_org if self.kind is PortKind.TOLL_FREE else self.rate_centre

    def shares(self, what: Shared) -> str:
        """Return what it has of what orders are split by, as people read it."""
        return str(getattr(self, what) or "")


@dataclass(frozen=True, slots=True)
class Apart:
    """Why two numbers cannot share an order.

    Attributes:
        what: What they would have to share; None where the order would only be too large.
        mine: What the one has of it.
        other: What the other has.
    """

    what: Shared | None
    mine: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    """One order that the splitter proposes.

    Attributes:
        order: The draft that it becomes; empty for a new one.
        numbers: In the order of their digits.
        apart: Why it is not one with the order that is most like it; none for the only one.
        like: The place of that order in the plan.
    """

    order: str
    numbers: tuple[PortNumber, ...]
    apart: tuple[Apart, ...] = ()
    like: int | None = None

    @property
    def account(self) -> str:
        """The account that all its numbers are on."""
        return self.numbers[0].account

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of its numbers."""
        return tuple(number.row for number in self.numbers)


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """What the splitter proposes.

    Attributes:
        rules: Whose rules were followed.
        orders: The orders, those of one account together.
        emptied: Drafts that no number is in any more.
    """

    rules: CarrierRules
    orders: tuple[PlannedOrder, ...]
    emptied: tuple[str, ...] = ()


def why_apart(one: PortNumber, other: PortNumber, rules: CarrierRules) -> tuple[Apart, ...]:
    """Return all that keeps two numbers from sharing an order; nothing where they may."""
    return tuple(_differences(one, other, rules.together))


def split(
    numbers: Iterable[PortNumber], rules: CarrierRules, drafts: Mapping[str, str]
) -> SplitPlan:
    """Put numbers into as few orders as the rules allow.

    Args:
        numbers: Those to be ported that are in no order yet, or in a draft.
        rules: The gaining carrier's.
        drafts: The orders that may still be changed, each with its account, empty for any.

    A draft is used again where most of its numbers stay; a block of consecutive numbers is cut
    only where the limit leaves no other way.
    """
    alike: dict[object, list[PortNumber]] = defaultdict(list)
    for number in numbers:
        alike[_ALL_SHARED(number)].append(number)
    groups: dict[Key, list[PortNumber]] = defaultdict(list)
    for some in alike.values():
        groups[_key(some[0], rules)] += some
    parts = [part for key in sorted(groups) for part in _parts(groups[key], rules)]
    names = _reuse(parts, drafts)
    orders = [PlannedOrder(name, tuple(part)) for name, part in zip(names, parts, strict=True)]
    taken = {order.order for order in orders}
    return SplitPlan(
        rules,
        tuple(_explained(at, orders, rules) for at in range(len(orders))),
        tuple(draft for draft in drafts if draft not in taken),
    )


def _key(number: PortNumber, rules: CarrierRules) -> Key:
    return tuple(
        _folded(number.shares(what)) if what in rules.together else ""
        for what in (Shared.ACCOUNT, *_SHARED)
    )


@lru_cache(maxsize=10_000)  # the numbers of an area all say the same
def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _parts(group: list[PortNumber], rules: CarrierRules) -> list[list[PortNumber]]:
    """Split numbers that agree in all but the area: by area, then by the limit."""
    limit = rules.limit or len(group)
    areas: dict[str, list[PortNumber]] = defaultdict(list)
    for number in group:
        areas[_folded(number.area) if Shared.AREA in rules.together else ""].append(number)
    anywhere = sorted(areas.pop("", []), key=_by_digits)
    parts: list[list[PortNumber]] = []
    for area in sorted(areas):
        parts += _cut(sorted(areas[area], key=_by_digits), limit)
    for part in parts:  # those of no known area take the room that is left
        room = limit - len(part)
        part.extend(anywhere[:room])
        part.sort(key=_by_digits)
        del anywhere[:room]
    return parts + _cut(anywhere, limit)


def _by_digits(number: PortNumber) -> tuple[int, str]:
    return len(number.number), number.number


def _cut(numbers: Sequence[PortNumber], limit: int) -> list[list[PortNumber]]:
    """Cut into as few parts as the limit allows, where it can be between two blocks."""
    parts: list[list[PortNumber]] = []
    start, count = 0, -(-len(numbers) // limit)
    for left in range(count, 0, -1):
        least = max(start + 1, len(numbers) - (left - 1) * limit)
        end = min(start + limit, len(numbers))
        gaps = (at for at in range(end, least - 1, -1) if _is_gap(numbers, at))
        cut = next(gaps, end)
        parts.append(list(numbers[start:cut]))
        start = cut
    return parts


def _is_gap(numbers: Sequence[PortNumber], at: int) -> bool:
    return at == len(numbers) or int(numbers[at].number) - int(numbers[at - 1].number) > 1


def _reuse(parts: Sequence[Sequence[PortNumber]], drafts: Mapping[str, str]) -> list[str]:
    """Give each part the draft that most of its numbers are in already, each draft once."""
    wishes = [
        (-count, place, draft)
        for place, part in enumerate(parts)
        for draft, count in Counter(number.order for number in part).items()
        if drafts.get(draft) in ("", part[0].account)
    ]
    names = [""] * len(parts)
    free = dict(drafts)
    for _, place, draft in sorted(wishes):
        if not names[place] and draft in free:
            names[place] = draft
            del free[draft]
    for place, part in enumerate(parts):  # an empty draft of the account is used up, too
        if not names[place]:
            empty = (draft for draft, account in free.items() if account == part[0].account)
            names[place] = next(empty, "")
            free.pop(names[place], None)
    return names


def _explained(at: int, orders: Sequence[PlannedOrder], rules: CarrierRules) -> PlannedOrder:
    """Say why an order is not one with the one that is most like it."""
    mine = orders[at].numbers[0]
    others = [
        (why_apart(mine, other.numbers[0], rules), place)
        for place, other in enumerate(orders)
        if place != at
    ]
    if not others:
        return orders[at]
    apart, place = min(others, key=lambda other: (len(other[0]), abs(other[1] - at)))
    return replace(orders[at], apart=apart or (Apart(None),), like=place)


def _differences(one: PortNumber, other: PortNumber, together: Iterable[Shared]) -> Iterator[Apart]:
    for what in together:
        mine, theirs = one.shares(what), other.shares(what)
        if what is Shared.AREA and not (mine and theirs):
            continue
        if _folded(mine) != _folded(theirs):
            yield Apart(what, mine, theirs)
