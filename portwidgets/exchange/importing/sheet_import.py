"""One sheet of an import: its plan, and what its rows said when they were last read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from portwidgets.exchange.importing.account import (
    Basis,
    MappedColumn,
    Remark,
    RowSource,
    SheetInfo,
)
from portwidgets.exchange.importing.columns import REPEATED, recognise, remember
from portwidgets.exchange.importing.headings import find_headings
from portwidgets.exchange.importing.mapping import is_mapped_by_value
from portwidgets.exchange.importing.memory import Memory
from portwidgets.exchange.importing.plan import SheetPlan
from portwidgets.exchange.importing.row_reader import RowReader
from portwidgets.exchange.importing.said import Said
from portwidgets.exchange.importing.shapes import is_nothing
from portwidgets.exchange.importing.value_map import ValueMap

_FIRST_BATCH, _LARGEST_BATCH = 1000, 8000  # rows; more at a time are faster, and wait longer
_SHORT, _LONG = 0.025, 0.06  # seconds: between two looks at the clock a person notices nothing
_MOST_VALUES = 2000  # different texts of a column that are still shown one by one
_MASK = "•••"


@dataclass(slots=True)
class SheetImport:
    """A sheet.

    Attributes:
        key: What the preview calls it.
        plan: How it is understood.
        said: What each row says; as long as the sheet once it was read.
        notes: By key, the words that stood with numbers.
        reasons: By key, why a row says no number.
        sections: By key of a section's row, its text.
        values: How often each text stands in a column where texts stand for something.
        twin: The key of an earlier sheet with the same rows.
    """

    key: int
    plan: SheetPlan
    said: list[Said] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, Remark] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)
    values: Counter[tuple[str, str]] = field(default_factory=Counter)
    twin: int | None = None

    def recognise(self, region: str, memory: Memory) -> None:
        """Find the headings, and the columns below them."""
        self.plan.headings = find_headings(self.plan.rows)
        self.map(region, memory)

    def map(self, region: str, memory: Memory) -> None:
        """Find where the columns below the headings go: as for a file of this shape before."""
        self.forget()
        recognise(self.plan, region)
        if shape := memory.recall(self.plan.shape):
            remember(self.plan, shape.columns)

    @property
    def has_numbers(self) -> bool:
        """Whether a column of it holds numbers."""
        return bool(self.plan.numbers)

    def read(self, region: str) -> Iterator[int]:
        """Read every row, yielding how many were read."""
        self.forget()
        reader = RowReader(self.plan, region)
        rows = self.plan.rows
        start, size = 0, _FIRST_BATCH
        while start < len(rows):
            stop = min(start + size, len(rows))
            began = perf_counter()
            batch = reader.read(start, stop)
            self.said += batch.said
            self.notes |= batch.notes
            self.reasons |= batch.reasons
            self.sections |= batch.sections
            if len(self.values) < _MOST_VALUES:
                self.values.update(batch.values)
            size = _next_size(size, perf_counter() - began)
            start = stop
            yield stop

    def forget(self) -> None:
        """Forget what the rows said."""
        self.said, self.notes, self.reasons, self.sections = [], {}, {}, {}
        self.values = Counter()
        for column in self.plan.columns:
            column.filled = column.phone_like = 0

    def source(self, key: int) -> RowSource:
        """Return where a row stands."""
        rows = self.plan.rows
        return RowSource(rows.file, rows.name, rows.number(key - self.plan.offset))

    def cells(self, key: int) -> tuple[str, ...]:
        """Return the original texts of a row, those of secret columns masked."""
        columns = self.plan.columns
        return tuple(
            _MASK if cell and at < len(columns) and columns[at].secret else cell
            for at, cell in enumerate(self.plan.rows.cells(key - self.plan.offset))
        )

    def text(self, key: int) -> str:
        """Return a row as one text."""
        return " | ".join(filter(None, map(str.strip, self.cells(key))))

    def holds(self, key: int, folded: str) -> bool:
        """Tell whether a text stands in a row, in any case; in no secret column."""
        if any(column.secret for column in self.plan.columns):
            return folded in self.text(key).casefold()
        return folded in self.plan.rows.packed_at(key - self.plan.offset).casefold()

    def typed(self, key: int) -> str:
        """Return what stands where a row's numbers belong."""
        cells = self.plan.rows.cells(key - self.plan.offset)
        texts = (cells[at].strip() for at in self.plan.numbers if at < len(cells))
        return ", ".join(text for text in texts if not is_nothing(text))

    def unmapped(self, cells: Sequence[str], values: ValueMap) -> Iterator[tuple[str, str]]:
        """Yield heading and text of the cells whose text has no meaning in their column."""
        for at in self.plan.texts:
            column, text = self.plan.columns[at], cells[at].strip() if at < len(cells) else ""
            says = is_mapped_by_value(column.target) and not is_nothing(text)
            if says and values.code(column.target, text) is None:
                yield column.heading, text

    def map_column(self, at: int, target: str) -> None:
        """Send a column where a person says; another with that target leaves it."""
        for other, column in enumerate(self.plan.columns):
            if other != at and column.target == target and target not in REPEATED:
                column.target = ""
        column = self.plan.columns[at]
        column.target, column.confidence, column.basis = target, 1.0, Basis.CHOSEN
        self.plan.prose = self.plan.prose and target == "number"
        self.forget()

    def info(self) -> SheetInfo:
        """Return it as a person chooses it."""
        rows = self.plan.rows
        headings = tuple(rows.number(at) for at in self.plan.headings)
        return SheetInfo(
            self.key,
            rows.file,
            rows.name,
            rows.hidden,
            len(rows),
            self.plan.chosen,
            headings,
            rows.dialect,
            tuple(self._problems()),
        )

    def columns(self) -> tuple[MappedColumn, ...]:
        """Return its columns and where their cells go."""
        return tuple(
            MappedColumn(
                at,
                letter(at),
                column.heading,
                column.target,
                column.confidence,
                column.basis,
                column.examples,
                column.alternatives,
                column.filled,
                column.phone_like,
            )
            for at, column in enumerate(self.plan.columns)
        )

    def _problems(self) -> Iterator[Remark]:
        if self.plan.rows.hidden:
            yield Remark("import.hidden_sheet")
        if self.twin is not None:
            yield Remark("import.twin_sheet")
        if not self.has_numbers:
            yield Remark("import.sheet_without_numbers")
        if self.plan.rows.quotes_open:
            yield Remark("import.quotes_open")
        for column in self.plan.columns:
            if column.secret:
                yield Remark("import.secret_column", (("heading", column.heading),))


def letter(at: int) -> str:
    """Return how Excel calls a column: 0 is "A", 26 is "AA"."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _next_size(size: int, seconds: float) -> int:
    """Return how many rows to read next, after so many took so long."""
    if seconds < _SHORT:
        return min(size * 2, _LARGEST_BATCH)
    return max(size // 2, _FIRST_BATCH // 2) if seconds > _LONG else size
