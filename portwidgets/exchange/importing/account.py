"""The account of an import: what became of every row, in values that a page or a program shows.

All of them are frozen and small; what can be long (rows, changes, missing numbers) comes in pages.
A preview counts rows that hold at least one character: rows in = the sum over all outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from portwidgets.errors import PortError

Item = TypeVar("Item")


class Outcome(StrEnum):
    """What became of a row; each row has one, so that they add up."""

    NUMBER = "number"
    """At least one new number, written out; several in one row are its `count`."""
    RANGE = "range"
    """At least one new number out of a range that was expanded."""
    DUPLICATE_IN_FILE = "duplicate_in_file"
    """All its numbers stand in earlier rows of this import."""
    DUPLICATE_OF_INVENTORY = "duplicate_of_inventory"
    """No new number, and at least one that the inventory has: its cells are compared."""
    NO_NUMBER = "no_number"
    """A heading, a section, a total, a row without a number, or one left out by hand."""
    NOT_UNDERSTOOD = "not_understood"
    """Something stands where a number belongs that is none, or not only one: nothing is taken."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Why something is so, as a text's code and its values."""

    code: str
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, error: PortError) -> Remark:
        """Return why something was refused."""
        return cls(error.code, tuple(error.values.items()))

    def text(self, language: str) -> str:
        """Return it in "da" or "en"; an error among its values is told in its turn."""
        return PortError(self.code, **dict(self.values)).text(language)


@dataclass(frozen=True, slots=True)
class RowSource:
    """Where a row stands: as Excel counts rows, or as the lines of a text, from 1.

    Attributes:
        file: The file's name without its folder; "" for pasted text.
        sheet: The sheet's name; "" where a file has none.
        row: Its number.
    """

    file: str
    sheet: str
    row: int

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.file, self.sheet, str(self.row))))


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One row of the source.

    Attributes:
        key: What the preview's methods call it; stable as long as the preview lives.
        source: Where it stands.
        cells: Its original texts, untouched.
        outcome: What became of it.
        count: How many numbers it says, those of ranges included.
        numbers: The first of them as E.164 (at most `SHOWN_NUMBERS`).
        becomes: The cells that its numbers get besides the number, by column of the inventory.
        reason: Why it was not taken as numbers; None for NUMBER and RANGE.
        remarks: What was done to its texts, as a leading zero restored or a text put to the note.
        typed: What stands where its numbers belong: a correction begins with it.
        corrected: What a person typed in the place of its numbers; None where nobody did.
    """

    key: int
    source: RowSource
    cells: tuple[str, ...]
    outcome: Outcome
    count: int = 0
    numbers: tuple[str, ...] = ()
    becomes: tuple[tuple[str, str], ...] = ()
    reason: Remark | None = None
    remarks: tuple[Remark, ...] = ()
    typed: str = ""
    corrected: str | None = None


SHOWN_NUMBERS = 20


@dataclass(frozen=True, slots=True)
class Account:
    """The sum of an import.

    Attributes:
        rows: Rows in, over all chosen sheets.
        outcomes: How many rows came to each outcome; every outcome is there, they sum to `rows`.
        numbers: Different numbers that the file says: `new` + `in_inventory`.
        new: Numbers that will be added.
        in_inventory: Numbers that the inventory has already.
        changed: Of those, the ones that differ in at least one cell from the file.
        cells: The cells that differ.
        accepted: Of those, the ones that `apply` writes.
        repeated: How often the file says a number again that it said before.
        missing: Numbers in the inventory that the file does not have.
        left_out: Cells that look like a phone number and stand in columns that are left out.
    """

    rows: int
    outcomes: Mapping[Outcome, int]
    numbers: int = 0
    new: int = 0
    in_inventory: int = 0
    changed: int = 0
    cells: int = 0
    accepted: int = 0
    repeated: int = 0
    missing: int = 0
    left_out: int = 0

    @property
    def not_understood(self) -> int:
        """Rows that somebody must look at."""
        return self.outcomes[Outcome.NOT_UNDERSTOOD]


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a long list.

    Attributes:
        total: How many there are in the whole list, after its filter.
        offset: Which one `items` begins with, from 0.
        items: The part that was asked for.
    """

    total: int
    offset: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of a workbook, or the whole of a text.

    Attributes:
        key: What the preview's methods call it.
        file: The file's name; "" for pasted text.
        name: The sheet's name; "" where a file has none.
        hidden: Whether Excel hides it.
        rows: Its rows that hold something.
        chosen: Whether it is imported: at first every visible sheet that has numbers.
        headings: The rows of the headings, as `RowSource.row`; none where there are no headings.
        dialect: How it was read, for a person: "UTF-8, ;" or "XLSX".
        problems: What the person should know of it, as that it looks like another sheet.
    """

    key: int
    file: str
    name: str
    hidden: bool
    rows: int
    chosen: bool
    headings: tuple[int, ...] = ()
    dialect: str = ""
    problems: tuple[Remark, ...] = ()


class Basis(StrEnum):
    """What the mapping of a column rests on."""

    HEADING = "heading"
    CONTENT = "content"
    REMEMBERED = "remembered"
    CHOSEN = "chosen"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of a sheet and where its cells go.

    Attributes:
        index: Its place, from 0.
        letter: The same as Excel says it ("A").
        heading: What stands above it; a heading of two rows is joined by a space.
        target: A column of the inventory, a target of `schema.NUMBER_PARTS`, or "": left out.
        confidence: From 0 to 1; below 0.5 the person should look.
        basis: What the target rests on.
        examples: Some of its texts, different ones, the first ones.
        alternatives: Other targets that would fit, the likeliest first.
        filled: Its cells that hold something, below the headings.
        phone_like: How many of those look like a phone number.
    """

    index: int
    letter: str
    heading: str
    target: str
    confidence: float
    basis: Basis
    examples: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    filled: int = 0
    phone_like: int = 0


@dataclass(frozen=True, slots=True)
class MappedValue:
    """A text in a column of choices, yes/no or dates, and the code that it stands for.

    Attributes:
        column: The inventory's column.
        text: As it stands in the file.
        count: In how many rows.
        code: What becomes of it; "" where it has no meaning here and goes to the note.
        basis: HEADING for a word that we know, REMEMBERED, CHOSEN, or NOTHING.
    """

    column: str
    text: str
    count: int
    code: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the inventory for which the file says something else.

    Attributes:
        key: What `accept` and `keep` call it.
        row: The inventory's row id.
        number: The number there, as E.164.
        column: The inventory's column.
        old: What stands there; "" where the file fills an empty cell.
        new: What the file says, as it would be stored.
        accepted: Whether `apply` writes it: at first where `old` is empty.
        source: The row that says it.
    """

    key: str
    row: str
    number: str
    column: str
    old: str
    new: str
    accepted: bool
    source: RowSource


@dataclass(frozen=True, slots=True)
class MissingNumber:
    """A number that the inventory has and the file does not.

    Attributes:
        row: The inventory's row id.
        number: As it stands there.
        cells: The other cells that are filled.
    """

    row: str
    number: str
    cells: tuple[tuple[str, str], ...] = ()
