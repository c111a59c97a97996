"""What each row of a sheet says: its numbers, or why it has none.

Rows are read in batches, because numbers are looked up many at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portwidgets.domain.numbers.cell_reader import CellReading, Found
from portwidgets.domain.numbers.number_cell import read_column, read_many_cells
from portwidgets.domain.numbers.number_prose import read_prose
from portwidgets.errors import Refused
from portwidgets.exchange.importing.account import Remark
from portwidgets.exchange.importing.mapping import EXTENSION, is_mapped_by_value
from portwidgets.exchange.importing.number_parts import NumberParts
from portwidgets.exchange.importing.plan import SheetPlan
from portwidgets.exchange.importing.said import No, Said, extension_note, said_by, words_of
from portwidgets.exchange.importing.shapes import (
    count_phone_like,
    few_digits,
    is_nothing,
    is_total,
    phone_like,
)

Texts = tuple[str, ...]
_NONE = frozenset(No)

_TITLE = Remark("import.title")
_HEADING = Remark("import.heading")
_HEADING_AGAIN = Remark("import.heading_again")
_SECTION = Remark("import.section")
_TOTAL = Remark("import.total")
_EMPTY = Remark("import.empty_number")
_WORDS = Remark("import.words_only")
_OTHER_DIGITS = Remark("import.other_digits")
_ELSEWHERE = Remark("import.number_elsewhere")


@dataclass(slots=True)
class Batch:
    """What some rows say.

    Attributes:
        said: For each row what it says.
        notes: By key, the words and extensions that stood with a number.
        reasons: By key, why a row says no number.
        sections: By key of a section's row, its text.
        values: How often a text stands in a column in which texts stand for something.
    """

    said: list[Said] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, Remark] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)
    values: Counter[tuple[str, str]] = field(default_factory=Counter)


class RowReader:
    """Reads the rows of one sheet as its plan says.

    Args:
        plan: The sheet, its headings and columns known.
        region: The country whose national numbers are meant.
    """

    def __init__(self, plan: SheetPlan, region: str) -> None:
        self._plan = plan
        self._region = region
        self._numbers = plan.numbers
        self._parts = NumberParts(plan, region)
        # What is kept as text may hold a number that belongs to the row; ids of accounts and
        # orders look like one and are none.
        self._wordy = [
            at for at in plan.texts if plan.columns[at].target not in ("account", "order")
        ]
        self._headings = {
            tuple(map(str.strip, plan.rows.batch(at, at + 1)[0])) for at in plan.headings
        }
        self._valued = [at for at in plan.texts if is_mapped_by_value(plan.columns[at].target)]
        self._left_out = [
            at for at, column in enumerate(plan.columns) if not column.target and not column.secret
        ]

    def read(self, start: int, stop: int) -> Batch:
        """Return what the rows from one place to another say."""
        batch = Batch()
        lines = self._plan.rows.batch(start, stop)
        below = max(self._plan.first - start, 0)
        for at, line in enumerate(lines[:below], start):
            self._above(batch, at, line)
        if lines := lines[below:]:
            columns = list(zip(*lines, strict=True))
            self._count(columns)
            self._read_below(batch, lines, columns, start + below)
            self._count_values(batch, lines, columns, below)
        return batch

    def _read_below(
        self, batch: Batch, lines: Sequence[Sequence[str]], columns: Sequence[Texts], start: int
    ) -> None:
        """Read the rows below the headings."""
        if self._plan.prose:
            for at, line in enumerate(lines, start):
                self._take(batch, at, line, [read_prose(line[0], self._region)])
            return
        found = self._found(lines, columns)
        for at, (line, said) in enumerate(zip(lines, found, strict=True), start):
            if isinstance(said, str):
                batch.said.append(said)
            else:
                self._take(batch, at, line, said)

    def _found(
        self, lines: Sequence[Sequence[str]], columns: Sequence[Texts]
    ) -> Iterator[str | list[CellReading]]:
        """Yield what stands where numbers belong: E.164 where that is one number and no more."""
        if self._parts or len(self._numbers) != 1:
            texts = [self._texts(line) for line in lines]
            flat = [text for each in texts for text in each]
            readings = iter(read_many_cells(flat, self._region))
            yield from ([next(readings) for _ in each] for each in texts)
            return
        cells = columns[self._numbers[0]]
        for cell, said in zip(cells, read_column(cells, self._region), strict=True):
            if isinstance(said, str):
                yield said
            else:
                yield [] if is_nothing(cell) else [said]

    def _texts(self, line: Sequence[str]) -> list[str]:
        """Return the texts of a row that must be numbers."""
        texts = [line[at] for at in self._numbers if not is_nothing(line[at])]
        return [self._parts.abroad(line, texts[0])] if len(texts) == 1 else texts

    def _take(
        self, batch: Batch, at: int, line: Sequence[str], readings: Sequence[CellReading]
    ) -> None:
        key = self._plan.offset + at
        fault = next((reading.fault for reading in readings if reading.fault), None)
        found: list[Found] = []
        note = ""
        if fault is None:
            try:
                found, note = self._together(line, readings)
            except Refused as contradiction:
                fault = contradiction
        if fault is not None:
            reason = None if self._plan.prose else self._no_number(line, batch, key)
            batch.said.append(No.NUMBER if reason else No.SENSE)
            batch.reasons[key] = reason or Remark.of(fault)
            return
        if found:
            batch.said.append(said_by(found))
            if note:
                batch.notes[key] = note
            return
        reason = self._elsewhere(line) or self._no_number(line, batch, key) or _EMPTY
        batch.said.append(No.SENSE if reason is _ELSEWHERE else No.NUMBER)
        batch.reasons[key] = reason

    def _together(
        self, line: Sequence[str], readings: Sequence[CellReading]
    ) -> tuple[list[Found], str]:
        """Return all numbers of a row and the words with them.

        Raises:
            Refused: Its cells contradict each other.
        """
        found = [one for reading in readings for one in reading.found]
        notes = [reading.note for reading in readings if reading.note]
        if found and self._parts:
            found = self._parts.ranged(line, found)
            extension = self._parts.text(line, EXTENSION)
            if extension and not any(getattr(one, "extension", "") for one in found):
                notes.append(extension_note(extension))
        return found, words_of(found, notes)

    def _above(self, batch: Batch, at: int, line: Sequence[str]) -> None:
        """Take a row above the headings, or theirs: a number there must not be passed over."""
        key = self._plan.offset + at
        heading = at in self._plan.headings
        reading = CellReading() if heading else read_prose(" | ".join(line), self._region)
        hidden = bool(reading.found) or reading.fault is not None
        batch.said.append(No.SENSE if hidden else No.NUMBER)
        batch.reasons[key] = _ELSEWHERE if hidden else _HEADING if heading else _TITLE

    def _elsewhere(self, line: Sequence[str]) -> Remark | None:
        """Tell of a number in a row whose place for numbers is empty."""
        for at in self._wordy:
            if phone_like(line[at]):
                reading = read_prose(line[at], self._region)
                if reading.found or reading.fault:
                    return _ELSEWHERE
        return None

    def _no_number(self, line: Sequence[str], batch: Batch, key: int) -> Remark | None:
        """Return what a row without a number is, None where it should have one."""
        if self._plan.prose:
            return _OTHER_DIGITS if any(map(phone_like, line)) else _WORDS
        texts = [line[at] for at in self._numbers if line[at].strip()]
        if not all(map(few_digits, texts)):
            return None
        if self._is_heading(line):
            return _HEADING_AGAIN
        filled = [cell.strip() for cell in line if cell.strip()]
        if any(map(is_total, (*filled[:1], *texts))):
            return _TOTAL
        if len(filled) == 1 and len(line) > 1 and filled[0][0].isalpha():
            batch.sections[key] = filled[0]
            return _SECTION
        return None

    def _is_heading(self, line: Sequence[str]) -> bool:
        return tuple(map(str.strip, line)) in self._headings

    def _count(self, columns: Sequence[Texts]) -> None:
        """Count what stands in the columns, and what of it looks like a number left out."""
        for at, column in enumerate(self._plan.columns):
            column.filled += len(columns[at]) - columns[at].count("")
        for at in self._left_out:
            self._plan.columns[at].phone_like += count_phone_like(columns[at])

    def _count_values(
        self, batch: Batch, lines: Sequence[Sequence[str]], columns: Sequence[Texts], above: int
    ) -> None:
        """Count the texts that stand for something, in rows with numbers."""
        empty = [
            line for line, said in zip(lines, batch.said[above:], strict=True) if said in _NONE
        ]
        for at in self._valued:
            target = self._plan.columns[at].target
            counts = Counter(columns[at])
            counts.subtract(line[at] for line in empty)
            for text, count in counts.items():
                if count and not is_nothing(text):
                    batch.values[target, text.strip()] += count
