"""What is known of all numbers together: which are invalid or double, kept up with every edit.

No row is looked at twice: an edit costs the same at ten numbers and at a hundred thousand, and a
first look at all of them runs in slices, so that whoever works on the table is not kept waiting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from time import perf_counter

from portwidgets.domain.numbers import phone_number
from portwidgets.domain.schema import NumberType
from portwidgets.domain.table import Column

Rows = set[str]  # ids; also a name for the type where a method is called `set`

DUPLICATE = "number.duplicate"
SLICE_SECONDS = 0.015  # below what a person notices between two keystrokes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a number's text says by itself; rows alike share one.

    Attributes:
        fault: The code of why it is no valid number, None when it is one.
        type: What it is probably used for: a suggestion.
        national: The pattern in which the number is shown to its own country; the number as it
            is shown where the text is not E.164.
        international: The pattern in which it is shown to all others, likewise.
    """

    fault: str | None
    type: NumberType | None = None
    national: str = ""
    international: str = ""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the first look.

    Attributes:
        done: The rows that were looked at, in order; none where all had gone meanwhile.
        remarked: Rows of earlier slices that turned out to be duplicates.
    """

    done: list[str]
    remarked: Rows


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in the inventory: the code of its text, and the cells it concerns."""

    code: str
    rows: list[str] = field(default_factory=list)
    column: str = "number"

    @property
    def count(self) -> int:
        """How many rows it concerns."""
        return len(self.rows)


class NumberChecks:
    """Validity and duplicates of the numbers of one inventory, by row.

    Two rows are duplicates when they say the same valid number, however it is written.
    """

    __slots__ = ("_by_number", "_numbers", "_region", "_verdicts", "_verdicts_by_look")

    def __init__(self, region: str) -> None:
        self._region = region
        self._verdicts: dict[str, Verdict] = {}
        self._numbers: dict[str, str] = {}  # the E.164 of valid rows
        # Nearly every number has one row, which then stands here bare: a container each is waste.
        self._by_number: dict[str, str | dict[str, None]] = {}
        self._verdicts_by_look: dict[Verdict, Verdict] = {}

    def __len__(self) -> int:
        return len(self._verdicts)

    def set(self, row: str, text: str) -> Rows:
        """Take a row's text; return the rows that are now to be shown differently."""
        verdict, number = self._judge(text)
        before = self._verdicts.get(row), self.problem(row)
        changed: Rows = set()
        if self._numbers.get(row) != number:
            changed = self._leave(row) | self._enter(row, number)
        self._verdicts[row] = verdict
        if (verdict, self.problem(row)) != before:
            changed.add(row)
        return changed

    def remove(self, row: str) -> Rows:
        """Forget a row; return the other rows that are now to be shown differently."""
        self._verdicts.pop(row, None)
        return self._leave(row)

    def verdict(self, row: str) -> Verdict | None:
        """Return what a row's text says by itself, None where it was not looked at yet."""
        return self._verdicts.get(row)

    def problem(self, row: str) -> str | None:
        """Return the code of what is wrong with a row, None where nothing is, as far as known."""
        verdict = self._verdicts.get(row)
        if verdict is None:
            return None
        return verdict.fault or (DUPLICATE if self.duplicates_of(row) else None)

    def duplicates_of(self, row: str) -> list[str]:
        """Return the other rows that say the same number."""
        rows = self._by_number.get(self._numbers.get(row, ""), row)
        return [] if isinstance(rows, str) else [other for other in rows if other != row]

    def run(
        self,
        rows: Iterable[str],
        text_of: Callable[[str], str | None],
        seconds: float = SLICE_SECONDS,
        clock: Callable[[], float] = perf_counter,
    ) -> Iterator[Slice]:
        """Look at many rows, yielding after each slice of time; edits may come in between.

        Args:
            rows: Their ids.
            text_of: Returns a row's text as it is when its turn comes, None where it is gone.
            seconds: How long a slice may take.
            clock: What tells the time.
        """
        done: list[str] = []
        remarked: Rows = set()
        end = clock() + seconds
        for row in rows:
            if (text := text_of(row)) is not None:
                remarked |= self.set(row, text)
                done.append(row)
            if clock() >= end:
                yield Slice(done, remarked.difference(done))
                done, remarked = [], set()
                end = clock() + seconds
        if done:
            yield Slice(done, remarked.difference(done))

    def _judge(self, text: str) -> tuple[Verdict, str | None]:
        number, fault = phone_number.examine(text, self._region)
        if number is None or fault:
            return self._shared(Verdict(fault)), None
        e164 = text if text == number.e164 else number.e164  # one string where two are alike
        national = phone_number.show(e164, "national", self._region)
        international = phone_number.show(e164, "international", self._region)
        if text != e164:  # its characters do not fill a pattern: it is told as it is shown
            return self._shared(Verdict(None, number.type, national, international)), e164
        verdict = Verdict(
            None,
            number.type,
            phone_number.pattern(national, e164),
            phone_number.pattern(international, e164),
        )
        return self._shared(verdict), e164

    def _shared(self, verdict: Verdict) -> Verdict:
        return self._verdicts_by_look.setdefault(verdict, verdict)

    def _enter(self, row: str, number: str | None) -> Rows:
        if number is None:
            return set()
        self._numbers[row] = number
        match self._by_number.get(number):
            case None:
                self._by_number[number] = row
            case str(only):
                self._by_number[number] = {only: None, row: None}
                return {only}
            case rows:
                rows[row] = None
        return set()

    def _leave(self, row: str) -> Rows:
        number = self._numbers.pop(row, None)
        if number is None:
            return set()
        rows = self._by_number[number]
        if isinstance(rows, str):
            del self._by_number[number]
            return set()
        del rows[row]
        if len(rows) > 1:
            return set()
        (only,) = rows
        self._by_number[number] = only
        return {only}


def count_by(column: Column, values: Iterable[str]) -> dict[str, int]:
    """Count the values of a CHOICE column: its codes in order, then other texts, "" for empty."""
    counts = Counter(values)
    return {code: counts.pop(code, 0) for code in column.choices} | dict(counts)


def findings(checks: NumberChecks, decisions: Iterable[tuple[str, str]]) -> list[Finding]:
    """Return what the data proves to be wrong, the gravest first, without what does not occur.

    Args:
        checks: What is known of the numbers.
        decisions: Each row's id and its decision, empty where nobody has answered.
    """
    missing = Finding("number.found_missing")
    invalid = Finding("number.found_invalid")
    duplicates = Finding("number.found_duplicates")
    undecided = Finding("number.found_undecided", column="decision")
    by_problem = {"number.empty": missing, DUPLICATE: duplicates}
    for row, decision in decisions:
        if problem := checks.problem(row):
            by_problem.get(problem, invalid).rows.append(row)
        if not decision:
            undecided.rows.append(row)
    return [found for found in (invalid, duplicates, missing, undecided) if found.rows]
