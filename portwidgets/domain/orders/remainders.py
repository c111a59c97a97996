"""What an account keeps when numbers leave it: holes, blocks cut in two, numbers without an answer.

A port that leaves something behind is refused unless all that stays is answered for; a block of
consecutive numbers is best moved whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portwidgets.domain.orders.cohorts import Cohort, Cohorts
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
    holes, cuts = _blocks(here, cohorts)
    return Remainder(
        total=sum(in_order.values()),
        in_order=in_order,
        undecided=tuple(row for c in here if not c.traits.decision for row in c.rows),
        staying=_count(here, Decision.KEEP),
        ending=_count(here, Decision.DISCONNECT),
        holes=holes,
        cuts=cuts,
    )


def _count(cohorts: Iterable[Cohort], decision: Decision) -> int:
    return sum(len(cohort.rows) for cohort in cohorts if cohort.traits.decision == decision)


def _blocks(here: Sequence[Cohort], cohorts: Cohorts) -> tuple[tuple[Hole, ...], tuple[Cut, ...]]:
    """Find the holes in blocks of consecutive numbers, and where a block parts."""
    fates: dict[tuple[str, str], tuple[str, str]] = {}
    fate_of: dict[int, tuple[str, str]] = {}
    for cohort in here:
        fate = (cohort.traits.decision, cohort.traits.order)
        # One tuple for each fate, so that numbers compare by identity.
        digits = cohorts.look(cohort).digits
        fate_of.update(dict.fromkeys(digits, fates.setdefault(fate, fate)))
    line = sorted(fate_of)
    fate_in_line = [*map(fate_of.__getitem__, line)]
    gaps: list[int] = []
    if line and line[-1] - line[0] >= len(line):
        gaps = [at for at, (one, other) in enumerate(pairwise(line), 1) if other - one != 1]
    parts = [at for at, (one, other) in enumerate(pairwise(fate_in_line), 1) if one is not other]
    bounds = [0, *gaps, len(line)]
    lengths = [end - start for start, end in pairwise(bounds)]
    holes = (
        _hole(line[at - 1], line[at], fate_in_line[at - 1][1], cohorts)
        for place, at in enumerate(gaps)
        # A gap that is wider than a block beside it parts two blocks; it is no hole in one.
        if line[at] - line[at - 1] - 1 <= min(LONGEST_HOLE, lengths[place], lengths[place + 1])
    )
    cuts = (
        _cut((line[at - 1], *fate_in_line[at - 1]), (line[at], *fate_in_line[at]), cohorts)
        for at in parts
        if line[at] - line[at - 1] == 1
    )
    return tuple(holes), tuple(cut for cut in cuts if cut is not None)


def _hole(before: int, after: int, order: str, cohorts: Cohorts) -> Hole:
    return Hole(cohorts.rows_of(f"+{before}")[0], order, f"+{before + 1}", f"+{after - 1}")


_End = tuple[int, str, str]
"""A number beside a cut: its digits, its decision, its order."""


def _cut(one: _End, other: _End, cohorts: Cohorts) -> Cut | None:
    """Return where two neighbours part; None where both stay, or nobody has an order yet."""
    mine, theirs = (one, other) if one[1] == Decision.PORT else (other, one)
    digits, decision, order = mine
    beside, their_decision, their_order = theirs
    stays = their_decision != Decision.PORT
    if decision != Decision.PORT or not order or order == their_order:
        return None
    if not stays and not their_order:
        return None
    return Cut(cohorts.rows_of(f"+{digits}")[0], order, f"+{beside}", stays)
