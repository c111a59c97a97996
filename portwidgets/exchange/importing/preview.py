"""What an import would do, before it is done: looked at, corrected, and then applied.

A preview is worked on in slices, so that a dashboard stays alive:

    preview = project.start_import(path, Upload("list.xlsx", data), Pasted(text))
    while (done := preview.work()) < 1:       # some 50 ms each; `progress` tells what it is at
        await asyncio.sleep(0)                # to cancel: preview.close()

`project.import_file(path)` does that loop and returns the finished preview. A method that changes
what must be read again (`choose_sheets`, `map_column`, `map_value`, `set_headings`) only notes it:
the work is done by `work()`, or by itself when a result is asked for. `correct`, `leave_out`,
`take_as_typed`, `accept` and `keep` are done at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from time import perf_counter

from portwidgets.domain.cells import fold
from portwidgets.domain.schema import NUMBERS
from portwidgets.domain.steps import Progress, uncollected
from portwidgets.errors import Refused
from portwidgets.exchange.importing import account_file, summing
from portwidgets.exchange.importing.account import (
    Account,
    AccountRow,
    CellChange,
    MappedColumn,
    MappedValue,
    MissingNumber,
    Outcome,
    Page,
    Remark,
    SheetInfo,
)
from portwidgets.exchange.importing.corrections import Corrections
from portwidgets.exchange.importing.engine import Engine
from portwidgets.exchange.importing.inventory import Inventory
from portwidgets.exchange.importing.mapping import TARGETS, is_mapped_by_value
from portwidgets.exchange.importing.memory import Memory, NoMemory, shape_of
from portwidgets.exchange.importing.row_account import account_row
from portwidgets.exchange.importing.sheet_import import SheetImport
from portwidgets.exchange.reading import Given, Source

SLICE_SECONDS = 0.05


class Preview:
    """What files say and what applying them would do; a project's own adds `apply`.

    Args:
        given: Paths, uploads and pasted texts.
        region: The country whose national numbers are meant.
        inventory: What is there already.
        memory: Remembers how files of a shape are understood.

    Raises:
        Refused: A file is not there, or too large.
    """

    def __init__(
        self,
        given: Sequence[Given],
        region: str,
        inventory: Inventory | None = None,
        memory: Memory | None = None,
    ) -> None:
        self._sources = [Source(each) for each in given]
        self._engine = Engine(self._sources, region, inventory or Inventory(), memory or NoMemory())
        self._progress = Progress(0.0, "import.reading")
        self._steps: Iterator[Progress] | None = self._engine.whole()
        self._read = False

    # --- the work

    def work(self, seconds: float = SLICE_SECONDS) -> float:
        """Work for about so long; return how far it is, 1.0 when everything is known.

        Raises:
            Refused: A file cannot be read; the error names it and says what to do.
        """
        end = perf_counter() + seconds
        with uncollected():
            while self._steps is not None:
                try:
                    self._progress = next(self._steps)
                except StopIteration:
                    self._steps, self._read = None, True
                    self._progress = Progress(1.0, "import.done", self._engine.tally.size)
                except BaseException:
                    self.close()
                    raise
                if perf_counter() >= end:
                    break
        return self._progress.fraction

    @property
    def progress(self) -> Progress:
        """How far the work is and what it is at, without working."""
        return self._progress

    def close(self) -> None:
        """Stop, and free what is held; a preview that is closed can only be thrown away."""
        stop = getattr(self._steps, "close", None)
        self._steps = None
        if stop is not None:
            stop()
        self._engine.forget()

    def _done(self) -> Engine:
        """Return everything that is known, once it is."""
        while self._steps is not None:
            self.work()
        return self._engine

    def _recognised(self) -> Engine:
        """Return the sheets and their columns, whose rows may still have to be read."""
        return self._engine if self._read else self._done()

    def _again(self, sheets: Iterable[SheetImport]) -> None:
        self._steps = self._engine.again(sheets)
        self._progress = Progress(0.0, "import.understanding")

    # --- the whole

    @property
    def account(self) -> Account:
        """The sum: rows in and what became of them."""
        return summing.account(self._done())

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the person should know of the whole, as columns left out that hold numbers."""
        return tuple(summing.remarks(self._done(), self._sources))

    # --- sheets and columns

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """Every sheet of every file."""
        return tuple(sheet.info() for sheet in self._recognised().sheets)

    def choose_sheets(self, keys: Iterable[int]) -> None:
        """Import these sheets and no others."""
        chosen = set(keys)
        sheets = self._recognised().sheets
        for sheet in sheets:
            sheet.plan.chosen = sheet.key in chosen
        self._again(sheet for sheet in sheets if sheet.plan.chosen and not sheet.said)

    def set_headings(self, sheet: int, rows: Iterable[int]) -> None:
        """Say which rows of a sheet (as `RowSource.row`) are its headings; none: it has none."""
        found = self._sheet(sheet)
        numbers = set(rows)
        places = [at for at in range(len(found.plan.rows)) if found.plan.rows.number(at) in numbers]
        found.plan.headings = tuple(places)
        found.map(self._engine.region, self._engine.memory)
        self._again([found])

    def columns(self, sheet: int) -> tuple[MappedColumn, ...]:
        """Return the columns of a sheet and where their cells go.

        `filled` and `phone_like` are known when the work is done.
        """
        return self._sheet(sheet).columns()

    def map_column(self, sheet: int, index: int, target: str) -> None:
        """Send a column elsewhere; "" leaves it out.

        Raises:
            Refused: There is no such sheet, column or target, or PINs stand in it.
        """
        found = self._sheet(sheet)
        if target and target not in TARGETS:
            raise Refused("import.unknown_target", target=target)
        if not 0 <= index < len(found.plan.columns):
            raise Refused("import.unknown_column", column=index)
        column = found.plan.columns[index]
        if target and column.secret:
            raise Refused("import.secret_column", heading=column.heading)
        found.map_column(index, target)
        self._again([found] if found.plan.chosen else [])

    def values(self) -> tuple[MappedValue, ...]:
        """Return the texts of columns with choices, those that mean nothing to us first."""
        return summing.values(self._done())

    def map_value(self, column: str, text: str, code: str) -> None:
        """Say what a text in a column stands for; "" sends it to the note.

        Raises:
            Refused: The column does not have that code.
        """
        known = NUMBERS.column(column)
        if known is None or not is_mapped_by_value(column):
            raise Refused("import.unknown_target", target=column)
        if code:
            code = self._recognised().values.check(known, code)
        self._recognised().values.choose(column, text, code)
        self._again(())

    def remember(self) -> None:
        """Keep how these files were understood, for the next ones of their shape."""
        engine = self._recognised()
        shapes = {
            sheet.plan.shape: shape_of(sheet.plan, engine.values.chosen | engine.values.remembered)
            for sheet in engine.sheets
            if sheet.plan.chosen and not sheet.plan.prose
        }
        engine.memory.keep(shapes)

    # --- rows

    def rows(
        self, outcome: Outcome | None = None, *, offset: int = 0, limit: int = 100, search: str = ""
    ) -> Page[AccountRow]:
        """Return a part of the rows in the order of the source, of one outcome or of all."""
        engine = self._done()
        keys: Sequence[int] = engine.keys(outcome)
        if wanted := fold(search):
            keys = [key for key in keys if engine.sheet_of(key).holds(key, wanted)]
        shown = keys[offset : offset + limit]
        return Page(len(keys), offset, tuple(account_row(engine, key) for key in shown))

    def row(self, key: int) -> AccountRow:
        """Return one row."""
        return account_row(self._done(), key)

    def correct(self, key: int, text: str) -> AccountRow:
        """Read `text` in the place of a row's numbers and return what it now is.

        "" takes the correction back.
        """
        return self._corrected(key, lambda corrections: corrections.correct(key, text))

    def leave_out(self, key: int) -> AccountRow:
        """Say that a row has no number that is wanted; `correct(key, "")` takes it back."""
        return self._corrected(key, lambda corrections: corrections.leave_out(key))

    def take_as_typed(self, key: int) -> AccountRow:
        """Take a row's text as it is, to be mended in the inventory, where it shows as invalid."""
        engine = self._done()
        typed = engine.corrections.texts.get(key) or engine.sheet_of(key).typed(key)
        text = typed or engine.sheet_of(key).text(key)
        return self._corrected(key, lambda corrections: corrections.take_as_typed(key, text))

    def _corrected(self, key: int, correct: Callable[[Corrections], None]) -> AccountRow:
        engine = self._done()
        before = engine.said(key)
        correct(engine.corrections)
        if not engine.add_up_one(key, before):
            self._steps = engine.add_up()
        return account_row(self._done(), key)

    # --- the inventory

    def changes(self, *, offset: int = 0, limit: int = 100) -> Page[CellChange]:
        """Return a part of the cells in which file and inventory differ."""
        found = tuple(self._done().merge.changes.values())
        return Page(len(found), offset, found[offset : offset + limit])

    def accept(self, keys: Iterable[str] | None = None) -> None:
        """Write what the file says into these cells of the inventory; None: into all."""
        self._done().merge.answer(keys, accepted=True)

    def keep(self, keys: Iterable[str] | None = None) -> None:
        """Leave these cells of the inventory as they are; None: all."""
        self._done().merge.answer(keys, accepted=False)

    def missing(self, *, offset: int = 0, limit: int = 100) -> Page[MissingNumber]:
        """Return a part of the numbers that the inventory has and the file does not."""
        return summing.missing(self._done(), offset, limit)

    # --- to take along

    def account_csv(self, language: str, region: str = "") -> Iterator[bytes]:
        """Yield the account as a CSV file for a spreadsheet, one line for each row in."""
        return account_file.account_csv(self._done(), language, region or self._engine.region)

    def as_dict(self, language: str) -> Mapping[str, object]:
        """Return the whole account for JSON: the sum, the mapping, and every row."""
        return account_file.as_dict(self._done(), self._sources, language)

    def _sheet(self, key: int) -> SheetImport:
        sheets = self._recognised().sheets
        if not 0 <= key < len(sheets):
            raise Refused("import.unknown_sheet", sheet=key)
        return sheets[key]
