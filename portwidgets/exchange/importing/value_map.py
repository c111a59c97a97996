"""What the texts in columns of choices, yes/no and dates stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portwidgets import catalog
from portwidgets.domain.cells import fold, read_cell
from portwidgets.domain.schema import NUMBERS
from portwidgets.domain.table import Column, Kind
from portwidgets.errors import Refused
from portwidgets.exchange.importing.account import Basis


@dataclass(slots=True)
class ValueMap:
    """What texts in columns of choices, yes/no and dates stand for.

    Attributes:
        chosen: A person's answers by column and folded text; "" sends it to the note.
        remembered: The same from an earlier file.
    """

    region: str
    chosen: dict[tuple[str, str], str] = field(default_factory=dict)
    remembered: dict[tuple[str, str], str] = field(default_factory=dict)
    _read: dict[tuple[str, str], str | None] = field(default_factory=dict)
    _columns: dict[str, Column] = field(init=False)
    _codes: dict[str, Mapping[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self._columns = {column.name: column for column in NUMBERS.columns}
        self._codes = {column.name: catalog.codes(column) for column in NUMBERS.columns}

    def code(self, column: str, text: str) -> str | None:
        """Return what is stored for a text, None where it has no meaning in its column."""
        if self._columns[column].kind is Kind.TEXT:
            return self._look(column, text)  # nearly every one is another
        key = column, text
        if key not in self._read:
            self._read[key] = self._look(column, text)
        return self._read[key]

    def basis(self, column: str, text: str) -> Basis:
        """Return what the meaning of a text rests on."""
        folded = column, fold(text)
        if folded in self.chosen:
            return Basis.CHOSEN
        if folded in self.remembered:
            return Basis.REMEMBERED
        return Basis.NOTHING if self.code(column, text) is None else Basis.HEADING

    def check(self, column: Column, code: str) -> str:
        """Return what a column stores for a code.

        Raises:
            Refused: It has none such.
        """
        return read_cell(column, code, self.region, catalog.codes(column))

    def choose(self, column: str, text: str, code: str) -> None:
        """Take a person's answer."""
        self.chosen[column, fold(text)] = code
        self._read.clear()

    def _look(self, column: str, text: str) -> str | None:
        if self.chosen or self.remembered:
            folded = column, fold(text)
            for answers in (self.chosen, self.remembered):
                if folded in answers:
                    return answers[folded] or None
        known, codes = self._columns[column], self._codes[column]
        try:
            return read_cell(known, text, self.region, codes)
        except Refused:
            return None
