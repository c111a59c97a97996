"""Adds up what the rows say: which numbers are new, which stand twice, which are known already."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from portwidgets.errors import Refused
from portwidgets.exchange.importing.account import Outcome
from portwidgets.exchange.importing.row_reader import No, Said

MOST_NUMBERS = 2_000_000
"""Different numbers of one import; many large ranges would take all memory."""

CODES = {outcome: code for code, outcome in enumerate(Outcome)}
OUTCOMES = tuple(Outcome)
NOT_ASKED = 255
_STEP = 20_000


def numbers_of(said: Said) -> Iterator[str]:
    """Yield each number that a row says, as E.164."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, tuple):
        for each in said:
            if isinstance(each, str):
                yield each
            else:
                yield from each.numbers()


def count_of(said: Said) -> int:
    """Return how many numbers a row says."""
    if isinstance(said, tuple):
        return sum(1 if isinstance(each, str) else each.count for each in said)
    return int(isinstance(said, str))


@dataclass(slots=True)
class Tally:
    """The rows' outcomes.

    Attributes:
        known: The inventory's row ids by number.
        size: How many keys there are.
        outcomes: The code of each row's outcome by key; `NOT_ASKED` in sheets that are not chosen.
        first: The key of the row that says a number first.
        repeated: How often a number is said again.
        in_inventory: How many different numbers the inventory has already.
    """

    known: Mapping[str, str]
    size: int
    outcomes: bytearray = field(init=False)
    counts: list[int] = field(default_factory=lambda: [0] * len(OUTCOMES))
    first: dict[str, int] = field(default_factory=dict)
    repeated: int = 0
    in_inventory: int = 0

    def __post_init__(self) -> None:
        self.outcomes = bytearray([NOT_ASKED]) * self.size

    def add(self, rows: Iterable[tuple[int, Said]]) -> Iterator[int]:
        """Take rows in the order of the source, yielding now and then how many were taken.

        Raises:
            Refused: They say too many numbers.
        """
        number, first, outcomes = CODES[Outcome.NUMBER], self.first, self.outcomes
        for taken, (key, said) in enumerate(rows):
            if type(said) is str and said not in first and said not in self.known:
                first[said] = key  # nearly every row
                code = number
            else:
                code = CODES[self._outcome(key, said)]
            outcomes[key] = code
            self.counts[code] += 1
            if taken % _STEP == 0:
                self._check()
                yield taken
        self._check()

    def keys(self, outcome: Outcome | None) -> array[int]:
        """Return the keys of the rows with an outcome, or of all that were asked."""
        if outcome is None:
            return array("L", (at for at, code in enumerate(self.outcomes) if code != NOT_ASKED))
        wanted = CODES[outcome]
        return array("L", (at for at, code in enumerate(self.outcomes) if code == wanted))

    def _outcome(self, key: int, said: Said) -> Outcome:
        if isinstance(said, str):
            return self._number(key, said)
        if isinstance(said, No):
            return Outcome.NO_NUMBER if said is No.NUMBER else Outcome.NOT_UNDERSTOOD
        found = {self._number(key, number) for number in numbers_of(said)}
        if Outcome.NUMBER in found:
            written = all(isinstance(each, str) for each in said)
            return Outcome.NUMBER if written else Outcome.RANGE
        known = Outcome.DUPLICATE_OF_INVENTORY
        return known if known in found else Outcome.DUPLICATE_IN_FILE

    def _number(self, key: int, number: str) -> Outcome:
        if number in self.first:
            self.repeated += 1
            return Outcome.DUPLICATE_IN_FILE
        self.first[number] = key
        self._check()
        if number in self.known:
            self.in_inventory += 1
            return Outcome.DUPLICATE_OF_INVENTORY
        return Outcome.NUMBER

    def _check(self) -> None:
        if len(self.first) > MOST_NUMBERS:
            raise Refused("import.too_many_numbers", limit=MOST_NUMBERS)
