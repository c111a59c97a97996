"""Numbers that are alike in all but the number itself: a check looks at each cohort once.

Twenty thousand numbers in fifty orders are some hundred cohorts, so that a rule costs by what the
numbers are, not by how many there are. An edit moves a number from one cohort to another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from portwidgets.domain import phone_number
from portwidgets.domain.schema import NumberType


class Traits(NamedTuple):
    """What the numbers of a cohort have in common: these columns of their rows."""

    type: str
    usage: str
    decision: str
    status: str
    account: str
    order: str
    site: str
    rate_centre: str
    resp_org: str


class Known(NamedTuple):
    """What a valid number says by itself."""

    digits: int
    region: str
    type: NumberType


@dataclass(eq=False, slots=True)
class Cohort:
    """Numbers with the same traits, by row: as E.164, or as typed where they are not valid."""

    traits: Traits
    rows: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> str:
        """The row that stands for all of them."""
        return next(iter(self.rows))


class Cohorts:
    """All numbers of an inventory, by what they have in common.

    Args:
        region: The country whose national numbers are meant.
    """

    def __init__(self, region: str) -> None:
        self._region = region
        self._plain: dict[str, str] = {}  # the E.164 of what is a valid number, else the text
        self._known: dict[str, Known | None] = {}
        self.clear()

    def clear(self) -> None:
        """Forget the rows; what their numbers say is kept."""
        self._by_traits: dict[tuple[str, ...], Cohort] = {}
        self._of_row: dict[str, Cohort] = {}
        self._of_order: dict[str, dict[int, Cohort]] = defaultdict(dict)
        self._of_account: dict[str, dict[int, Cohort]] = defaultdict(dict)
        self._times: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._of_row)

    def load(self, rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        """Take many rows: each its id, its number, and its cells in the order of `Traits`."""
        by_traits, of_row, plain = self._by_traits, self._of_row, self._plain
        for row, text, traits in rows:
            number = plain.get(text)
            if number is None:
                number = self._learn(text)
            cohort = by_traits.get(traits)
            if cohort is None:
                cohort = self._begun(traits)
            cohort.rows[row] = number
            of_row[row] = cohort
        for cohort in by_traits.values():
            self._times.update(cohort.rows.values())

    def set(self, row: str, text: str, traits: tuple[str, ...]) -> None:
        """Take one row, new or changed."""
        self.remove(row)
        number = self._learn(text)
        cohort = self._by_traits.get(traits) or self._begun(traits)
        cohort.rows[row] = number
        self._of_row[row] = cohort
        self._times[number] += 1

    def remove(self, row: str) -> None:
        """Forget a row; one that is not known is passed over."""
        cohort = self._of_row.pop(row, None)
        if cohort is None:
            return
        number = cohort.rows.pop(row)
        self._times[number] -= 1
        if not self._times[number]:
            del self._times[number]
        if not cohort.rows:
            del self._by_traits[cohort.traits]
            del self._of_order[cohort.traits.order][id(cohort)]
            del self._of_account[cohort.traits.account][id(cohort)]

    def of_row(self, row: str) -> Cohort | None:
        """Return the cohort of a row, None where there is no such row."""
        return self._of_row.get(row)

    def of_order(self, order: str) -> list[Cohort]:
        """Return the cohorts whose numbers are in an order."""
        return [*self._of_order[order].values()] if order in self._of_order else []

    def of_account(self, account: str) -> list[Cohort]:
        """Return the cohorts whose numbers are on an account."""
        return [*self._of_account[account].values()] if account in self._of_account else []

    def __iter__(self) -> Iterator[Cohort]:
        return iter([*self._by_traits.values()])

    @property
    def has_doubles(self) -> bool:
        """Whether any text stands in several rows."""
        return len(self._times) < len(self._of_row)

    def is_double(self, number: str) -> bool:
        """Tell whether a number stands in several rows."""
        return self._times.get(number, 0) > 1

    def others(self, number: str, row: str) -> Iterator[tuple[str, Cohort]]:
        """Yield the other rows of a number that stands in several, each with its cohort."""
        for cohort in self:
            for other, text in cohort.rows.items():
                if text == number and other != row:
                    yield other, cohort

    def doubles(self, cohort: Cohort) -> list[str]:
        """Return the rows of a cohort whose number stands in another row, too."""
        times = self._times
        return [row for row, number in cohort.rows.items() if number and times[number] > 1]

    def known(self, text: str) -> Known | None:
        """Return what a number says by itself, None where it is not a valid one."""
        return self._known[self._learn(text)]

    def knowing(self) -> Callable[[str], Known | None]:
        """Return `known` for a loop over numbers of cohorts."""
        return self._known.__getitem__

    def _learn(self, text: str) -> str:
        """Return the E.164 of a text, or the text itself where it is not a valid number."""
        number = self._plain.get(text)
        if number is None:
            found, fault = phone_number.examine(text, self._region)
            if found is None or fault:
                number, known = text, None
            else:
                number = found.e164
                known = Known(int(number[1:]), found.region, found.type)
            self._plain[text] = number
            self._known[number] = known
        return number

    def _begun(self, traits: tuple[str, ...]) -> Cohort:
        cohort = Cohort(Traits(*traits))
        self._by_traits[traits] = cohort
        self._of_order[cohort.traits.order][id(cohort)] = cohort
        self._of_account[cohort.traits.account][id(cohort)] = cohort
        return cohort
