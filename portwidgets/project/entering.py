"""What people and programs enter, as what cells will hold: thousands as well as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portwidgets import catalog
from portwidgets.domain.cells import is_plain, read_cell
from portwidgets.domain.numbers.phone_number import canonical
from portwidgets.domain.table import Column, Kind, Table
from portwidgets.errors import Refused
from portwidgets.project.events import RefusedCell
from portwidgets.project.values import as_text

_MANY = 200  # numbers; for fewer, numpy is not worth its loading


class EntryReader:
    """Reads entries into one table, each text of a column with choices or dates once.

    Attributes:
        refused: The entries that their columns do not take.
    """

    def __init__(self, table: Table, region: str) -> None:
        self._region = region
        self._columns = {column.name: column for column in table.columns}
        self._phones = {column.name for column in table.columns if column.kind is Kind.PHONE}
        self._texts = {
            column.name for column in table.columns if column.kind is Kind.TEXT and column.by_hand
        }
        self._codes: dict[str, Mapping[str, str]] = {}
        self._read: dict[tuple[str, str], str | Refused] = {}
        self._numbers: dict[str, str] = {}
        self.refused: list[RefusedCell] = []

    def expect(self, entries: Iterable[tuple[str, object]]) -> None:
        """Look many phone numbers up together, for `read` to be asked for them next.

        Args:
            entries: Columns and what is entered there; only phone numbers count.
        """
        typed = {
            as_text(self._columns[name], value) for name, value in entries if name in self._phones
        }
        self._numbers = {}
        if len(typed) < _MANY:
            return
        from portwidgets.domain.numbers.number_reader import read_plain  # it loads numpy

        texts = list(typed)
        found = zip(texts, read_plain(texts, self._region), strict=True)
        self._numbers = {
            text: number if isinstance(number, str) else text for text, number in found
        }

    def row(self, row_id: str, entries: Mapping[str, object]) -> dict[str, str]:
        """Return the filled cells of a new row; what is refused is left out."""
        cells: dict[str, str] = {}
        for name, value in entries.items():
            # What nearly every text is: as it will be stored.
            if name in self._texts and isinstance(value, str) and is_plain(value):
                text: str | None = value
            else:
                text = self.read(row_id, name, value)
            if text:
                cells[name] = text
        return cells

    def read(self, row_id: str, name: str, value: object) -> str | None:
        """Return what a cell will hold, None where the entry is refused."""
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = Column(name)
        text = value if isinstance(value, str) else as_text(column, value)
        if column.kind is Kind.PHONE:
            known = self._numbers.get(text)
            return canonical(text, self._region) if known is None else known
        found = self._cell(column, text)
        if isinstance(found, Refused):
            self.refused.append(RefusedCell(row_id, name, text, found))
            return None
        return found

    def _cell(self, column: Column, text: str) -> str | Refused:
        if column.kind is Kind.TEXT:
            return self._look(column, text)
        key = column.name, text
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = self._look(column, text)
        return found

    def _look(self, column: Column, text: str) -> str | Refused:
        codes = self._codes.get(column.name)
        if codes is None:
            codes = self._codes[column.name] = catalog.codes(column)
        try:
            return read_cell(column, text, self._region, codes)
        except Refused as reason:
            return reason.with_traceback(None)
