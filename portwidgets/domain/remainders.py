"""What an account keeps when numbers leave it: holes, blocks cut in two, numbers without an answer.

A port that leaves something behind is refused unless all that stays is answered for; a block of
consecutive numbers is best moved whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portwidgets.domain.cohorts import Cohort, Cohorts
from portwidgets.domain.schema import Decision, NumberStatus

LONGEST_HOLE = 10
"""Numbers that may be missing between two blocks for them to be one block with a hole."""

_GONE = frozenset({NumberStatus.PORTED, NumberStatus.VERIFIED, NumberStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Hole:
    """Numbers that are missing in a block: somebody's, or forgotten.

    Attributes:
        row: The row of the last number before it.
        order: The order of that number.
        first: The first missing number, as E.164.
        last: The last one.
    """

    row: str
    order: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Two neighbouring numbers of a block that part ways: one is ported and one is not.

    Attributes:
        row: The row of the one that is ported.
        order: Its order.
        number: The one that stays, or goes in another order.
        stays: Whether it stays.
    """

    row: str
    order: str
    number: str
    stays: bool


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is known of all numbers of an account together.

    Attributes:
        total: How many there are that have not left it yet.
        in_order: How many of them are in each order.
        undecided: The rows of those that nobody has answered for.
        staying: How many are to stay with the carrier.
        ending: How many are to be disconnected.
        holes: Numbers missing in its blocks.
        cuts: Where its blocks part.
        numbers: The rows of its numbers that have not left, by number.
    """

    total: int
    in_order: dict[str, int]
    undecided: tuple[str, ...]
    staying: int
    ending: int
    holes: tuple[Hole, ...]
    cuts: tuple[Cut, ...]
    numbers: dict[str, str]

    def besides(self, order: str) -> int:
        """Return how many numbers an order leaves behind on the account."""
        return self.total - self.in_order.get(order, 0)


def remainder_of(account: str, cohorts: Cohorts) -> Remainder:
    """Look at all numbers of an account."""
    here = [c for c in cohorts.of_account(account) if c.traits.status not in _GONE]
    in_order: dict[str, int] = {}
    numbers: dict[str, str] = {}
    for cohort in here:
        order = cohort.traits.order
        in_order[order] = in_order.get(order, 0) + len(cohort.rows)
        numbers.update(zip(cohort.rows.values(), cohort.rows, strict=True))
    holes, cuts = _blocks(here, cohorts, numbers)
    return Remainder(
        total=sum(in_order.values()),
        in_order=in_order,
        undecided=tuple(row for c in here if not c.traits.decision for row in c.rows),
        staying=_count(here, Decision.KEEP),
        ending=_count(here, Decision.DISCONNECT),
        holes=holes,
        cuts=cuts,
        numbers=numbers,
    )


def _count(cohorts: Iterable[Cohort], decision: Decision) -> int:
    return sum(len(cohort.rows) for cohort in cohorts if cohort.traits.decision == decision)


def _blocks(
    here: Sequence[Cohort], cohorts: Cohorts, rows: Mapping[str, str]
) -> tuple[tuple[Hole, ...], tuple[Cut, ...]]:
    """Find the holes in blocks of consecutive numbers, and where a block parts."""
    knowing = cohorts.knowing()
    owners: dict[int, Cohort] = {}
    for cohort in here:
        for known in map(knowing, cohort.rows.values()):
            if known is not None:
                owners[known.digits] = cohort
    digits = sorted(owners)
    cuts = [
        _cut(one, other, owners, rows)
        for one, other in pairwise(digits)
        if owners[one] is not owners[other] and other - one == 1
    ]
    gaps = [at for at, (one, other) in enumerate(pairwise(digits), 1) if other - one != 1]
    bounds = [0, *gaps, len(digits)]
    lengths = [end - start for start, end in pairwise(bounds)]
    holes = [
        _hole(digits[at - 1], digits[at], owners, rows)
        for place, at in enumerate(gaps)
        # A gap that is wider than a block beside it parts two blocks; it is no hole in one.
        if digits[at] - digits[at - 1] - 1 <= min(LONGEST_HOLE, lengths[place], lengths[place + 1])
    ]
    return tuple(holes), tuple(cut for cut in cuts if cut is not None)


def _hole(before: int, after: int, owners: Mapping[int, Cohort], rows: Mapping[str, str]) -> Hole:
    order = owners[before].traits.order
    return Hole(rows[f"+{before}"], order, f"+{before + 1}", f"+{after - 1}")


def _cut(one: int, other: int, owners: Mapping[int, Cohort], rows: Mapping[str, str]) -> Cut | None:
    """Return where two neighbours part; None where both go together or both stay."""
    mine, theirs = one, other
    if owners[mine].traits.decision != Decision.PORT:
        mine, theirs = other, one
    port, beside = owners[mine].traits, owners[theirs].traits
    if port.decision != Decision.PORT or not port.order or port.order == beside.order:
        return None
    stays = beside.decision != Decision.PORT
    if not stays and not beside.order:
        return None
    return Cut(rows[f"+{mine}"], port.order, f"+{theirs}", stays)
