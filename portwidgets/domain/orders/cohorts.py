"""All numbers of an inventory by what they have in common: a check looks at each cohort once.

Twenty thousand numbers in fifty orders are some hundred cohorts, so that a rule costs by what the
numbers are, not by how many there are. An edit moves a number from one cohort to another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from portwidgets.domain.orders.cohort import Cohort, Look, Said, Traits
from portwidgets.domain.orders.number_lookup import NumberLookup

NumberRow = tuple[str, str, tuple[str, ...]]
"""A row: its id, its number, and its cells in the order of `Traits`."""


class Cohorts:
    """All numbers of an inventory.

    Args:
        region: The country whose national numbers are meant.
    """

    def __init__(self, region: str) -> None:
        self._lookup = NumberLookup(region)
        self.clear()

    def clear(self) -> None:
        """Forget the rows; what their numbers say is kept."""
        self._by_traits: dict[tuple[str, ...], Cohort] = {}
        self._of_order: dict[str, dict[int, Cohort]] = defaultdict(dict)
        self._of_account: dict[str, dict[int, Cohort]] = defaultdict(dict)
        self._of_row: dict[str, Cohort] | None = None  # made when a row is asked about
        self._times: Counter[str] | None = None  # counted when something stands twice, or changes
        self._changed()

    def _changed(self) -> None:
        """Forget what was found out over all rows."""
        self._doubles: bool | None = None
        self._row_of: dict[str, str] | None = None  # of a number in several rows, one of them
        self._on_account: dict[tuple[str, str], Cohort | None] = {}

    def __len__(self) -> int:
        return sum(len(cohort.rows) for cohort in self._by_traits.values())

    def __iter__(self) -> Iterator[Cohort]:
        return iter([*self._by_traits.values()])

    # --- rows ------------------------------------------------------------------------------

    def load(self, rows: Iterable[NumberRow]) -> None:
        """Take many rows."""
        plain = self._lookup.plain
        if not plain:
            rows = [*rows]
            self._lookup.learn({text for _, text, _ in rows})
        rows_of = {traits: cohort.rows for traits, cohort in self._by_traits.items()}
        for row, text, traits in rows:
            try:
                rows_of[traits][row] = plain[text]
            except KeyError:  # the first such number, or the first of its cohort
                if traits not in rows_of:
                    rows_of[traits] = self._begun(traits).rows
                rows_of[traits][row] = self.e164(text)
        self._of_row = self._times = None
        self._changed()

    def set(self, row: str, text: str, traits: tuple[str, ...]) -> None:
        """Take one row, new or changed."""
        self.remove(row)
        number = self.e164(text)
        self._counted()[number] += 1
        cohort = self._by_traits.get(traits) or self._begun(traits)
        cohort.rows[row] = number
        cohort.look = None
        self._rows()[row] = cohort
        self._changed()

    def remove(self, row: str) -> None:
        """Forget a row; one that is not known is passed over."""
        cohort = self._rows().pop(row, None)
        if cohort is None:
            return
        times, number = self._counted(), cohort.rows.pop(row)
        times[number] -= 1
        if not times[number]:
            del times[number]
        cohort.look = None
        self._changed()
        if not cohort.rows:
            del self._by_traits[cohort.traits]
            del self._of_order[cohort.traits.order][id(cohort)]
            del self._of_account[cohort.traits.account][id(cohort)]

    def _begun(self, traits: tuple[str, ...]) -> Cohort:
        cohort = Cohort(Traits(*traits))
        self._by_traits[traits] = cohort
        self._of_order[cohort.traits.order][id(cohort)] = cohort
        self._of_account[cohort.traits.account][id(cohort)] = cohort
        return cohort

    # --- cohorts ---------------------------------------------------------------------------

    def of_row(self, row: str) -> Cohort | None:
        """Return the cohort of a row, None where there is no such row."""
        return self._rows().get(row)

    def of_order(self, order: str) -> list[Cohort]:
        """Return the cohorts whose numbers are in an order."""
        return [*self._of_order[order].values()] if order in self._of_order else []

    def of_account(self, account: str) -> list[Cohort]:
        """Return the cohorts whose numbers are on an account."""
        return [*self._of_account[account].values()] if account in self._of_account else []

    def on_account(self, account: str, number: str) -> Cohort | None:
        """Return the cohort of an account that has a number, None where none has it."""
        key = (account, number)
        if key not in self._on_account:
            having = (c for c in self.of_account(account) if number in c.rows.values())
            self._on_account[key] = next(having, None)
        return self._on_account[key]

    def _rows(self) -> dict[str, Cohort]:
        if self._of_row is None:
            self._of_row = {row: cohort for cohort in self for row in cohort.rows}
        return self._of_row

    # --- numbers that stand in several rows ------------------------------------------------

    @property
    def has_doubles(self) -> bool:
        """Whether any text stands in several rows."""
        if self._doubles is None:
            distinct = self._times or set[str]().union(*(each.rows.values() for each in self))
            self._doubles = len(distinct) < len(self)
        return self._doubles

    def is_double(self, number: str) -> bool:
        """Tell whether a number stands in several rows."""
        return self.has_doubles and self._counted()[number] > 1

    def rows_of(self, number: str) -> list[str]:
        """Return the rows of a number."""
        if self._row_of is None:
            self._row_of = {number: row for cohort in self for row, number in cohort.rows.items()}
        if number not in self._row_of:
            return []
        if not self.is_double(number):
            return [self._row_of[number]]
        return [row for row, _ in self.others(number, "")]

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

    def _counted(self) -> Counter[str]:
        if self._times is None:
            self._times = Counter()
            for cohort in self:
                self._times.update(cohort.rows.values())
        return self._times

    # --- what numbers say ------------------------------------------------------------------

    def e164(self, text: str) -> str:
        """Return the E.164 of a text, or the text itself where it is not a valid number."""
        return self._lookup.e164(text)

    def said(self, text: str) -> Said | None:
        """Return what a number says by itself, None where it is not a valid one."""
        return self._lookup.said(text)

    def look(self, cohort: Cohort) -> Look:
        """Return what the numbers of a cohort say by themselves."""
        if cohort.look is None:
            cohort.look = self._look(cohort)
        return cohort.look

    def _look(self, cohort: Cohort) -> Look:
        numbers = cohort.rows.values()
        said = self._lookup.all_said(numbers)
        kinds = {*said}
        if kinds == {None}:
            return Look({}, (*cohort.rows,), ())
        if None not in kinds:
            digits = self._lookup.digits(numbers)
            invalid: tuple[str, ...] = ()
        else:
            paired = [*zip(cohort.rows.items(), said, strict=True)]
            digits = self._lookup.digits(number for (_, number), one in paired if one)
            invalid = tuple(row for (row, _), one in paired if not one)
        rows = [*cohort.rows] if len(kinds) > 1 else [cohort.first]
        first = sorted((said.index(kind), kind) for kind in kinds if kind)
        return Look({kind: rows[at] for at, kind in first}, invalid, digits)
