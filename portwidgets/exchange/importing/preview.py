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

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

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


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came through the browser."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Pasted:
    """A block from the clipboard, or a text with numbers in it."""

    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: `step` is a code of data/texts/import.toml, as "import.reading"."""

    fraction: float
    step: str
    rows: int = 0


class Preview(Protocol):
    """What the files say and what applying them would do. Nothing is applied before `apply`."""

    def work(self, seconds: float = 0.05) -> float:
        """Work for about so long; return how far it is, 1.0 when everything is known.

        Raises:
            Refused: A file cannot be read; the error names it and says what to do.
        """

    @property
    def progress(self) -> Progress:
        """How far the work is and what it is at, without working."""

    def close(self) -> None:
        """Stop, and free what is held; a preview that is closed can only be thrown away."""

    @property
    def account(self) -> Account:
        """The sum: rows in and what became of them."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the person should know of the whole, as columns left out that hold numbers."""

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """Every sheet of every file."""

    def choose_sheets(self, keys: Iterable[int]) -> None:
        """Import these sheets and no others."""

    def set_headings(self, sheet: int, rows: Iterable[int]) -> None:
        """Say which rows of a sheet (as `Source.row`) are its headings; none: it has none."""

    def columns(self, sheet: int) -> tuple[MappedColumn, ...]:
        """Return the columns of a sheet and where their cells go."""

    def map_column(self, sheet: int, index: int, target: str) -> None:
        """Send a column elsewhere; "" leaves it out.

        Raises:
            Refused: There is no such target.
        """

    def values(self) -> tuple[MappedValue, ...]:
        """Return the texts of columns with choices, those that mean nothing to us first."""

    def map_value(self, column: str, text: str, code: str) -> None:
        """Say what a text in a column stands for; "" sends it to the note.

        Raises:
            Refused: The column does not have that code.
        """

    def rows(
        self, outcome: Outcome | None = None, *, offset: int = 0, limit: int = 100, search: str = ""
    ) -> Page[AccountRow]:
        """Return a part of the rows in the order of the source, of one outcome or of all."""

    def correct(self, key: int, text: str) -> AccountRow:
        """Read `text` in the place of a row's numbers and return what it now is.

        "" takes the correction back.
        """

    def leave_out(self, key: int) -> AccountRow:
        """Say that a row has no number that is wanted; `correct(key, "")` takes it back."""

    def take_as_typed(self, key: int) -> AccountRow:
        """Take a row's text as it is, to be mended in the inventory, where it shows as invalid."""

    def changes(self, *, offset: int = 0, limit: int = 100) -> Page[CellChange]:
        """Return a part of the cells in which file and inventory differ."""

    def accept(self, keys: Iterable[str] | None = None) -> None:
        """Write what the file says into these cells of the inventory; None: into all."""

    def keep(self, keys: Iterable[str] | None = None) -> None:
        """Leave these cells of the inventory as they are; None: all."""

    def missing(self, *, offset: int = 0, limit: int = 100) -> Page[MissingNumber]:
        """Return a part of the numbers that the inventory has and the file does not."""

    def apply(self) -> Any:
        """Write the new numbers and the accepted cells as one change; return the `Result`.

        The mapping is remembered in the workspace for the next file of this shape.

        Raises:
            Refused: Nothing can be written, or the disk did not take it; nothing was changed.
        """

    def account_csv(self, language: str) -> Iterator[bytes]:
        """Yield the account as a CSV file for a spreadsheet, one line for each row in."""

    def as_dict(self, language: str) -> Mapping[str, object]:
        """Return the whole account for JSON: the sum, the mapping, and every row."""
