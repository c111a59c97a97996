"""What a table of a project is: its columns, what a cell may hold, and which may be typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the cells of a column hold. Only CHOICE, DATE, MOMENT and YES_NO refuse an entry."""

    TEXT = "text"
    PHONE = "phone"
    CHOICE = "choice"
    DATE = "date"
    MOMENT = "moment"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: The header in the CSV file.
        kind: What its cells hold.
        choices: The codes that a CHOICE column accepts, besides the empty cell.
        computed: Codes that the program sets and nobody chooses by hand.
        by_hand: False where the program fills the column and nobody edits it.
        stamp: True where the store notes each change of the row (when, by whom).
    """

    name: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    by_hand: bool = True
    stamp: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a project, kept in `file`; `key` names the column of row ids."""

    name: str
    key: str
    prefix: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The name of the CSV file in the project's folder."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column | None:
        """Return the column called `name`, or None for a column that we do not know."""
        return next((column for column in self.columns if column.name == name), None)

    def __getitem__(self, name: str) -> Column:
        column = self.column(name)
        if column is None:
            raise KeyError(name)
        return column
