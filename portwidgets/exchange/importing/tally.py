"""Adds up what the rows say: which numbers are new, which stand twice, which are known already."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portwidgets.errors import Refused
from portwidgets.exchange.importing.account import Outcome
from portwidgets.exchange.importing.said import No, Said

MOST_NUMBERS = 2_000_000
"""Different numbers of one import; many large ranges would take all memory."""

CODES = {outcome: code for code, outcome in enumerate(Outcome)}
OUTCOMES = tuple(Outcome)
NOT_ASKED = 255
_STEP = 20_000  # rows between two looks at the clock


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

    def add(self, start: int, rows: Sequence[Said]) -> Iterator[int]:
        """Take the rows of a sheet in their order, yielding now and then how many were taken.

        Args:
            start: The key of the first.
            rows: What they say.

        Raises:
            Refused: They say too many numbers.
        """
        for at in range(0, len(rows), _STEP):
            part = rows[at : at + _STEP]
            self._take(start + at, part)
            if len(self.first) > MOST_NUMBERS:
                raise Refused("import.too_many_numbers", limit=MOST_NUMBERS)
            yield at + len(part)

    def _take(self, start: int, rows: Sequence[Said]) -> None:
        first, known, outcomes = self.first, self.known, self.outcomes
        plain = CODES[Outcome.NUMBER]
        for key, said in enumerate(rows, start):
            # Nearly every row is one number that stands nowhere else.
            if isinstance(said, str) and said not in first and said not in known:
                first[said] = key
                outcomes[key] = plain
            else:
                outcomes[key] = CODES[self._outcome(key, said)]
        for code in CODES.values():
            self.counts[code] += outcomes.count(code, start, start + len(rows))

    def keys(self, outcome: Outcome | None) -> array[int]:
        """Return the keys of the rows with an outcome, or of all that were asked."""
        if outcome is None:
            return array("L", (at for at, code in enumerate(self.outcomes) if code != NOT_ASKED))
        wanted = CODES[outcome]
        return array("L", (at for at, code in enumerate(self.outcomes) if code == wanted))

    def correct(self, key: int, before: Said, now: Said) -> bool:
        """Take what one row says now; False where other rows' outcomes may follow from it."""
        if not isinstance(before, No) or isinstance(now, tuple):
            return False
        if isinstance(now, str) and self.first.get(now, -1) > key:
            return False
        self.counts[self.outcomes[key]] -= 1
        self._take(key, (now,))
        return True

    def _outcome(self, key: int, said: Said) -> Outcome:
        if isinstance(said, str):
            return self._number(key, said)
        if isinstance(said, No):
            return Outcome.NO_NUMBER if said is No.NUMBER else Outcome.NOT_UNDERSTOOD
        found = set()
        for each in said:
            if isinstance(each, str):
                found.add(self._number(key, each))
            else:
                found |= self._range(key, list(each.numbers()))
        if Outcome.NUMBER in found:
            written = all(isinstance(each, str) for each in said)
            return Outcome.NUMBER if written else Outcome.RANGE
        known = Outcome.DUPLICATE_OF_INVENTORY
        return known if known in found else Outcome.DUPLICATE_IN_FILE

    def _range(self, key: int, numbers: list[str]) -> set[Outcome]:
        if self.first.keys().isdisjoint(numbers) and self.known.keys().isdisjoint(numbers):
            self.first.update(dict.fromkeys(numbers, key))
            return {Outcome.NUMBER}
        return {self._number(key, number) for number in numbers}

    def _number(self, key: int, number: str) -> Outcome:
        if number in self.first:
            self.repeated += 1
            return Outcome.DUPLICATE_IN_FILE
        self.first[number] = key
        if number in self.known:
            self.in_inventory += 1
            return Outcome.DUPLICATE_OF_INVENTORY
        return Outcome.NUMBER
