"""What an account keeps when numbers leave it: holes, blocks cut in two, numbers without an answer.

A port that leaves something behind is refused unless all that stays is answered for; a block of
consecutive numbers is best moved whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

from portwidgets.domain.orders.cohort import Cohort
from portwidgets.domain.orders.cohorts import Cohorts
from portwidgets.domain.orders.number_blocks import Block, Fate, Run, blocks_of, length
from portwidgets.domain.schema import Decision, NumberStatus

LONGEST_HOLE = 10
"""Numbers that may be missing between two blocks for them to be one block with a hole."""

GONE = frozenset({NumberStatus.PORTED, NumberStatus.VERIFIED, NumberStatus.CANCELLED})
"""Numbers that are no longer the account's."""


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
    """

    total: int
    in_order: dict[str, int]
    undecided: tuple[str, ...]
    staying: int
    ending: int
    holes: tuple[Hole, ...]
    cuts: tuple[Cut, ...]

    def besides(self, order: str) -> int:
        """Return how many numbers an order leaves behind on the account."""
        return self.total - self.in_order.get(order, 0)


def remainder_of(account: str, cohorts: Cohorts) -> Remainder:
    """Look at all numbers of an account."""
    here = [c for c in cohorts.of_account(account) if c.traits.status not in GONE]
    in_order: dict[str, int] = {}
    for cohort in here:
        order = cohort.traits.order
        in_order[order] = in_order.get(order, 0) + len(cohort.rows)
    digits = defaultdict[Fate, list[int]](list)
    for cohort in here:
        digits[cohort.traits.decision, cohort.traits.order] += cohorts.look(cohort).digits
    blocks = blocks_of(digits)
    gaps, partings = [*_gaps(blocks)], [*_partings(blocks)]
    beside = [*(one.last for one, _ in gaps), *(each.ported for each in partings)]
    rows = _rows_of({f"+{each}" for each in beside}, here)
    return Remainder(
        total=sum(in_order.values()),
        in_order=in_order,
        undecided=tuple(row for c in here if not c.traits.decision for row in c.rows),
        staying=_count(here, Decision.KEEP),
        ending=_count(here, Decision.DISCONNECT),
        holes=tuple(
            Hole(rows[f"+{one.last}"], one.order, f"+{one.last + 1}", f"+{other.first - 1}")
            for one, other in gaps
        ),
        cuts=tuple(
            Cut(rows[f"+{each.ported}"], each.order, f"+{each.beside}", each.stays)
            for each in partings
        ),
    )


def _count(cohorts: Iterable[Cohort], decision: Decision) -> int:
    return sum(len(cohort.rows) for cohort in cohorts if cohort.traits.decision == decision)


def _rows_of(numbers: AbstractSet[str], here: Iterable[Cohort]) -> dict[str, str]:
    """Return the rows of numbers, all looked for in one pass."""
    found: dict[str, str] = {}
    for cohort in here if numbers else ():
        if not numbers.isdisjoint(cohort.rows.values()):
            found |= {number: row for row, number in cohort.rows.items() if number in numbers}
    return found


def _gaps(blocks: Sequence[Block]) -> Iterator[tuple[Run, Run]]:
    """Yield the ends of each hole."""
    for one, other in pairwise(blocks):
        before, after = one[-1], other[0]
        # A gap that is wider than a block beside it parts two blocks; it is no hole in one.
        if after.first - before.last - 1 <= min(LONGEST_HOLE, length(one), length(other)):
            yield before, after


class _Parting(NamedTuple):
    """Two neighbours that part: the digits of the one that is ported, and of the other."""

    ported: int
    order: str
    beside: int
    stays: bool


def _partings(blocks: Iterable[Block]) -> Iterator[_Parting]:
    """Yield where blocks part; not where both stay, or where nobody has an order yet."""
    for one, other in chain.from_iterable(map(pairwise, blocks)):
        ends = (one.last, one), (other.first, other)
        (ported, mine), (beside, theirs) = ends if one.decision == Decision.PORT else reversed(ends)
        stays = theirs.decision != Decision.PORT
        is_ported = mine.decision == Decision.PORT and mine.order and mine.order != theirs.order
        if other.first - one.last == 1 and is_ported and (stays or theirs.order):
            yield _Parting(ported, mine.order, beside, stays)
