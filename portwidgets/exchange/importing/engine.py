"""The work behind a preview: read the files, recognise their columns, read the rows, add up."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from portwidgets.domain.cells import fold
from portwidgets.domain.steps import Progress, told, within
from portwidgets.errors import PortError
from portwidgets.exchange.importing.account import Outcome
from portwidgets.exchange.importing.corrections import Corrections
from portwidgets.exchange.importing.entries import Entries
from portwidgets.exchange.importing.inventory import Inventory
from portwidgets.exchange.importing.memory import Memory
from portwidgets.exchange.importing.merge import Merge
from portwidgets.exchange.importing.plan import SheetPlan
from portwidgets.exchange.importing.said import Said
from portwidgets.exchange.importing.sheet_import import SheetImport
from portwidgets.exchange.importing.tally import Tally
from portwidgets.exchange.importing.value_map import ValueMap
from portwidgets.exchange.reading import SheetRows, Source, read

_READING, _UNDERSTANDING = 0.4, 0.5  # shares of the work; the rest is adding up
_STEP = 200  # rows compared between two looks at the clock


class Engine:
    """Everything that an import knows, made step by step by generators that tell how far they are.

    Attributes:
        sheets: What was read, in order; their rows' keys run through all of them.
        values: What texts in columns of choices stand for.
        corrections: What a person typed instead of rows.
        tally: The outcomes of the rows.
        merge: Where file and inventory differ.
        known: The inventory's row ids by number.
        refused: The numbers that were left out when the rest was written, and why.
    """

    def __init__(
        self, sources: Sequence[Source], region: str, inventory: Inventory, memory: Memory
    ) -> None:
        self.region = region
        self.inventory = inventory
        self.memory = memory
        self.sheets: list[SheetImport] = []
        self.values = ValueMap(region)
        self.corrections = Corrections(region)
        self.known: dict[str, str] = {}
        self.refused: Mapping[str, PortError] = {}
        self.forget()
        self._sources = sources
        self._stale: set[int] = set()

    def forget(self) -> None:
        """Drop what was read and added up."""
        self.sheets = []
        self.tally = Tally({}, 0)
        self.merge = Merge(self.inventory)
        self._keys: dict[Outcome | None, array[int]] = {}
        self._entries: dict[int, Entries] = {}

    def whole(self) -> Iterator[Progress]:
        """Do everything from the files on."""
        read_sheets: list[SheetRows] = []
        for at, source in enumerate(self._sources):
            for fraction in read(source, read_sheets):
                share = (at + fraction) / len(self._sources)
                yield Progress(_READING * share, "import.reading", sum(map(len, read_sheets)))
        knowing = within(self.inventory.by_number(self.region), _READING, _READING)
        self.known = yield from told(knowing, "import.understanding")
        offset = 0
        for key, rows in enumerate(read_sheets):
            self.sheets.append(SheetImport(key, SheetPlan(rows, offset)))
            offset += len(rows)
        yield from self._recognise()
        yield from self.again(sheet for sheet in self.sheets if sheet.plan.chosen)

    def again(self, sheets: Iterable[SheetImport]) -> Iterator[Progress]:
        """Read the rows of sheets whose plan has changed, and add everything up.

        That they must be read again is noted at once: steps in whose place others come before
        they began leave it to those.
        """
        self._stale |= {sheet.key for sheet in sheets}
        return self._read_stale()

    def _read_stale(self) -> Iterator[Progress]:
        stale = [self.sheets[key] for key in sorted(self._stale)]
        total = sum(len(sheet.plan.rows) for sheet in stale) or 1
        before = 0
        for sheet in stale:
            for rows in sheet.read(self.region):
                share = (before + rows) / total
                fraction = _READING + _UNDERSTANDING * share
                yield Progress(fraction, "import.understanding", before + rows)
            before += len(sheet.plan.rows)
            self._stale.discard(sheet.key)
        yield from self.add_up()

    def add_up(self) -> Iterator[Progress]:
        """Find every row's outcome, and what differs from the inventory."""
        done = _READING + _UNDERSTANDING
        size = sum(len(sheet.plan.rows) for sheet in self.sheets)
        tally = Tally(self.known, size)
        before = 0
        for sheet in self.sheets:
            for taken in tally.add(sheet.plan.offset, self._said(sheet)):
                fraction = done + (1 - done) / 2 * (before + taken) / size
                yield Progress(fraction, "import.comparing", before + taken)
            before += len(sheet.plan.rows)
        merge = Merge(self.inventory, answers=self.merge.answers)
        self._entries = {}
        for taken, (number, row) in enumerate(self.known.items()):
            key = tally.first.get(number)
            if key is not None:
                cells = self.cells(key, number)
                merge.compare(row, number, cells, self.sheet_of(key).source(key))
            if taken % _STEP == 0:
                fraction = done + (1 - done) / 2 * (1 + taken / len(self.known))
                yield Progress(fraction, "import.comparing", size)
        self.tally, self.merge = tally, merge
        self._keys = {}

    def add_up_one(self, key: int, before: Said) -> bool:
        """Add up one row that was corrected; False where all must be added up again."""
        now = self.said(key)
        if not self.tally.correct(key, before, now):
            return False
        if isinstance(now, str) and now in self.known and self.tally.first[now] == key:
            source = self.sheet_of(key).source(key)
            self.merge.compare(self.known[now], now, self.cells(key, now), source)
        self._keys = {}
        return True

    def sheet_of(self, key: int) -> SheetImport:
        """Return the sheet that a row stands in."""
        place = bisect_right(self.sheets, key, key=lambda sheet: sheet.plan.offset)
        return self.sheets[place - 1]

    def said(self, key: int) -> Said:
        """Return what a row says, corrections included."""
        sheet = self.sheet_of(key)
        return self.corrections.said.get(key, sheet.said[key - sheet.plan.offset])

    def words(self, key: int) -> str:
        """Return the words that stood with a row's numbers."""
        return self._words(self.sheet_of(key), key)

    def _words(self, sheet: SheetImport, key: int) -> str:
        if key in self.corrections.texts:
            return self.corrections.notes.get(key, "")
        return sheet.notes.get(key, "")

    def cells(self, key: int, number: str) -> dict[str, str]:
        """Return the cells that a row gives to one of its numbers, besides the number."""
        return self.cells_of(self.sheet_of(key), key, number)

    def cells_of(self, sheet: SheetImport, key: int, number: str) -> dict[str, str]:
        """Do the same, given the row's sheet."""
        entries = self._entries.get(sheet.key)
        if entries is None:
            accounts = self.inventory.accounts
            entries = Entries(sheet.plan, self.values, sheet.sections, accounts)
            self._entries[sheet.key] = entries
        return entries.of(key - sheet.plan.offset, number, self._words(sheet, key))

    def keys(self, outcome: Outcome | None) -> array[int]:
        """Return the keys of the rows with an outcome, or of all, in order."""
        if outcome not in self._keys:
            self._keys[outcome] = self.tally.keys(outcome)
        return self._keys[outcome]

    def new_numbers(self) -> Iterator[tuple[str, int]]:
        """Yield each number that the inventory lacks, with the row that says it first."""
        known = self.known
        return ((number, key) for number, key in self.tally.first.items() if number not in known)

    def missing(self) -> list[str]:
        """Return the ids of the inventory's rows whose number the file does not have."""
        first = self.tally.first
        return [row for number, row in self.known.items() if number not in first]

    def _said(self, sheet: SheetImport) -> Sequence[Said]:
        """Return what the rows of a sheet say, corrections included; nothing if it is left out."""
        if not sheet.plan.chosen:
            return ()
        offset, end = sheet.plan.offset, sheet.plan.offset + len(sheet.said)
        mine = {key: said for key, said in self.corrections.said.items() if offset <= key < end}
        if not mine:
            return sheet.said
        said = list(sheet.said)
        for key, corrected in mine.items():
            said[key - offset] = corrected
        return said

    def _recognise(self) -> Iterator[Progress]:
        for sheet in self.sheets:
            sheet.recognise(self.region, self.memory)
            sheet.twin = self._twin(sheet)
            sheet.plan.chosen = (
                sheet.has_numbers and not sheet.plan.rows.hidden and sheet.twin is None
            )
            shape = self.memory.recall(sheet.plan.shape)
            for column, values in shape.values.items() if shape else ():
                self.values.remembered.update(
                    {(column, fold(text)): code for text, code in values.items()}
                )
            yield Progress(_READING, "import.understanding")
        if len(self.sheets) == 1:  # its rows are accounted for, whatever they are
            self.sheets[0].plan.chosen = True

    def _twin(self, sheet: SheetImport) -> int | None:
        """Return an earlier sheet of the same file with the same rows."""
        rows = sheet.plan.rows
        for other in self.sheets[: sheet.key]:
            theirs = other.plan.rows
            if (theirs.file, len(theirs)) == (rows.file, len(rows)) and all(
                one == two for one, two in zip(rows.packed(), theirs.packed(), strict=True)
            ):
                return other.key
        return None
