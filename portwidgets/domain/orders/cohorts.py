"""Numbers that are alike in all but the number itself: a check looks at each cohort once.

Twenty thousand numbers in fifty orders are some hundred cohorts, so that a rule costs by what the
numbers are, not by how many there are. An edit moves a number from one cohort to another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from portwidgets.domain.numbers import phone_number
from portwidgets.domain.numbers.phone_number import Examined
from portwidgets.domain.schema import NumberType

_MANY = 1_000  # texts from which on they are looked up together

_DIGITS, _SAID = itemgetter(0), itemgetter(1)  # of what is known of a number


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


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What a valid number says by itself, but for its digits; numbers alike share one."""

    region: str
    type: NumberType


class Known(NamedTuple):
    """A valid number."""

    digits: int
    said: Said


@dataclass(frozen=True, slots=True)
class Look:
    """What the numbers of a cohort say by themselves.

    Attributes:
        said: Each country and type that occurs, with a row that has it.
        invalid: The rows whose numbers are not valid.
        digits: The valid numbers.
    """

    said: dict[Said, str]
    invalid: tuple[str, ...]
    digits: tuple[int, ...]


@dataclass(eq=False, slots=True)
class Cohort:
    """Numbers with the same traits, by row: as E.164, or as typed where they are not valid."""

    traits: Traits
    rows: dict[str, str] = field(default_factory=dict)
    look: Look | None = None  # until its rows change

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
        self._said: dict[tuple[str, NumberType], Said] = {}
        self.clear()

    def clear(self) -> None:
        """Forget the rows; what their numbers say is kept."""
        self._by_traits: dict[tuple[str, ...], Cohort] = {}
        self._count = 0
        self._of_row: dict[str, Cohort] | None = None  # made when a row is asked about
        self._of_order: dict[str, dict[int, Cohort]] = defaultdict(dict)
        self._of_account: dict[str, dict[int, Cohort]] = defaultdict(dict)
        self._row_of: dict[str, str] = {}  # of a number that stands in several rows, one of them
        self._times: Counter[str] | None = None  # counted when something stands twice

    def __len__(self) -> int:
        return self._count

    def load(self, rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        """Take many rows: each its id, its number, and its cells in the order of `Traits`."""
        plain = self._plain
        if not plain:
            rows = [*rows]
            self._learn({text for _, text, _ in rows})
        rows_of = {traits: cohort.rows for traits, cohort in self._by_traits.items()}
        for row, text, traits in rows:
            try:
                rows_of[traits][row] = plain[text]
            except KeyError:  # the first such number, or the first of its cohort
                if traits not in rows_of:
                    rows_of[traits] = self._begun(traits).rows
                rows_of[traits][row] = self.e164(text)
        for cohort in self._by_traits.values():
            self._row_of.update(zip(cohort.rows.values(), cohort.rows, strict=True))
        self._count = sum(len(cohort.rows) for cohort in self._by_traits.values())
        self._of_row = self._times = None

    def set(self, row: str, text: str, traits: tuple[str, ...]) -> None:
        """Take one row, new or changed."""
        self.remove(row)
        number = self.e164(text)
        cohort = self._by_traits.get(traits) or self._begun(traits)
        cohort.rows[row] = number
        cohort.look = None
        self._rows()[row] = cohort
        self._count += 1
        self._row_of.setdefault(number, row)
        self._times = None

    def remove(self, row: str) -> None:
        """Forget a row; one that is not known is passed over."""
        cohort = self._rows().pop(row, None)
        if cohort is None:
            return
        self._count -= 1
        number = cohort.rows.pop(row)
        cohort.look = None
        self._times = None
        if self._row_of[number] == row:
            del self._row_of[number]
            twins = (row for row, _ in self.others(number, ""))
            if twin := next(twins, None) if len(self._row_of) < self._count else None:
                self._row_of[number] = twin
        if not cohort.rows:
            del self._by_traits[cohort.traits]
            del self._of_order[cohort.traits.order][id(cohort)]
            del self._of_account[cohort.traits.account][id(cohort)]

    def of_row(self, row: str) -> Cohort | None:
        """Return the cohort of a row, None where there is no such row."""
        return self._rows().get(row)

    def _rows(self) -> dict[str, Cohort]:
        if self._of_row is None:
            self._of_row = {row: cohort for cohort in self for row in cohort.rows}
        return self._of_row

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
        return len(self._row_of) < self._count

    def is_double(self, number: str) -> bool:
        """Tell whether a number stands in several rows."""
        return self.has_doubles and self._counted()[number] > 1

    def rows_of(self, number: str) -> list[str]:
        """Return the rows of a number."""
        if number not in self._row_of:
            return []
        if not self.is_double(number):
            return [self._row_of[number]]
        return [row for row, _ in self.others(number, "")]

    def _counted(self) -> Counter[str]:
        if self._times is None:
            self._times = Counter()
            for cohort in self:
                self._times.update(cohort.rows.values())
        return self._times

    def others(self, number: str, row: str) -> Iterator[tuple[str, Cohort]]:
        """Yield the other rows of a number that stands in several, each with its cohort."""
        for cohort in self:
            for other, text in cohort.rows.items():
                if text == number and other != row:
                    yield other, cohort

    def doubles(self, cohort: Cohort) -> list[str]:
        """Return the rows of a cohort whose number stands in another row, too."""
        times = self._counted()
        return [row for row, number in cohort.rows.items() if number and times[number] > 1]

    def known(self, text: str) -> Known | None:
        """Return what a number says by itself, None where it is not a valid one."""
        return self._known[self.e164(text)]

    def look(self, cohort: Cohort) -> Look:
        """Return what the numbers of a cohort say by themselves."""
        if cohort.look is None:
            knowns = [*map(self._known.__getitem__, cohort.rows.values())]
            invalid: tuple[str, ...] = ()
            if None in knowns:
                paired = zip(cohort.rows, knowns, strict=True)
                invalid = tuple(row for row, known in paired if known is None)
            valid = [*filter(None, knowns)]
            said = self._with_rows(cohort, len({*map(_SAID, valid)}))
            cohort.look = Look(said, invalid, tuple(map(_DIGITS, valid)))
        return cohort.look

    def _with_rows(self, cohort: Cohort, count: int) -> dict[Said, str]:
        found: dict[Said, str] = {}
        for row, number in cohort.rows.items():
            known = self._known[number]
            if known is not None and known.said not in found:
                found[known.said] = row
                if len(found) == count:
                    break
        return found

    def e164(self, text: str) -> str:
        """Return the E.164 of a text, or the text itself where it is not a valid number."""
        number = self._plain.get(text)
        if number is None:
            number = self._note(text, phone_number.examine(text, self._region))
        return number

    def _learn(self, texts: Collection[str]) -> None:
        """Look many texts up at once, which is faster from some number on."""
        if len(texts) < _MANY:
            return
        from portwidgets.domain.numbers.number_reader import read_many  # it brings numpy along

        ordered = [*texts]
        for text, examined in zip(ordered, read_many(ordered, self._region), strict=True):
            self._note(text, examined)

    def _note(self, text: str, examined: Examined) -> str:
        found, fault = examined
        number, known = text, None
        if found is not None and not fault:
            number = found.e164
            key = (found.region, found.type)
            known = Known(int(number[1:]), self._said.setdefault(key, Said(*key)))
        self._plain[text] = number
        self._known[number] = known
        return number

    def _begun(self, traits: tuple[str, ...]) -> Cohort:
        cohort = Cohort(Traits(*traits))
        self._by_traits[traits] = cohort
        self._of_order[cohort.traits.order][id(cohort)] = cohort
        self._of_account[cohort.traits.account][id(cohort)] = cohort
        return cohort
