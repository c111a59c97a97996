"""Reading what can be read of a damaged table, and filling its wounds from what was known of it.

The file is read line by line, so that one wound costs one line. A line that cannot be trusted is
replaced by the row as the last backup and the history since know it; where they know nothing, what
can be read of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from portwidgets.domain.table import Table
from portwidgets.errors import PortError
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.csv_text import Sheet
from portwidgets.storage.damaged_lines import Record, lines_of, read_rows, separator_in


@dataclass(frozen=True, slots=True)
class Wound:
    """A line that cannot be taken as it stands.

    Attributes:
        line: Counted from 1; 0 for the file as a whole.
        what: What is wrong with it.
        mending: What becomes of it.
    """

    line: int
    what: PortError
    mending: PortError


@dataclass(slots=True)
class Salvaged:
    """A table as it can be had, and what had to be mended for it."""

    table: StoredTable
    wounds: list[Wound] = field(default_factory=list)


def salvage(table: Table, data: bytes, known: StoredTable | None) -> Salvaged:
    """Read a table of which `read_sheet` says that it is damaged.

    Args:
        table: What we know of the table.
        data: The file.
        known: The table as the last backup and the history since know it.
    """
    return _Salvage(table, known).read(data)


class _Salvage:
    def __init__(self, table: Table, known: StoredTable | None) -> None:
        self._table = table
        self._known = known
        names = known.header if known else tuple(column.name for column in table.columns)
        self._header = list(names)
        self._key = 0
        self._wounds: list[Wound] = []
        self._rows: dict[str, list[str]] = {}
        self._gaps: list[tuple[str, bool]] = []  # behind which row lines were lost

    def read(self, data: bytes) -> Salvaged:
        lines = lines_of(data)
        separator = separator_in(lines, self._table, self._header)
        body = self._take_header([*read_rows(lines, separator)])
        self._key = self._header.index(self._table.key)
        is_cut = bool(body) and not lines[-1].ends and len(body[-1].cells) < len(self._header)
        for record in body:
            if is_cut and record is body[-1]:
                record.wrong = "cut_off"
            self._take(record)
        if not body and data.strip() == b"":
            self._gaps.append(("", True))
        if is_cut or not body:
            self._gaps.append((next(reversed(self._rows), ""), True))
        self._fill_gaps()
        return Salvaged(self._made(), self._wounds)

    def _wound(self, record: Record, how: str, **values: object) -> None:
        wrong = PortError(f"doctor.{record.wrong}", line=record.line, **values)
        self._wounds.append(Wound(record.line, wrong, PortError(f"doctor.{how}", **values)))

    # --- header --------------------------------------------------------------------------------

    def _take_header(self, records: list[Record]) -> list[Record]:
        if not records:
            self._header_lost(Record([], 1))
            return []
        first, *body = records
        names = [name.strip() for name in first.cells]
        while names and not names[-1]:
            names.pop()
        is_cut = not body and len(names) < len(self._header)
        if self._table.key not in names or is_cut:
            self._header_lost(first)
            return records if self._is_row(first) else body
        self._header = self._without_twins(names, first.line)
        return body

    def _header_lost(self, record: Record) -> None:
        record.wrong = "no_key_column"
        self._wound(record, "header_put_back", column=self._table.key)
        record.wrong = ""

    def _is_row(self, record: Record) -> bool:
        row = record.cells[0].strip() if record.cells else ""
        is_known = self._known is not None and row in self._known
        return is_known or bool(re.fullmatch(rf"{self._table.prefix}\d+", row))

    def _without_twins(self, names: list[str], line: int) -> list[str]:
        header: list[str] = []
        for name in names:
            free, count = name, 1
            while free in header:
                count += 1
                free = f"{name} ({count})"
            if free != name:
                record = Record([], line, "column_twice")
                self._wound(record, "column_renamed", column=name, new=free)
            header.append(free)
        return header

    # --- rows ----------------------------------------------------------------------------------

    def _take(self, record: Record) -> None:
        width = len(self._header)
        if any(record.cells[width:]) and not record.wrong:
            record.wrong = "too_long_row"
        cells = (record.cells + [""] * width)[:width]
        row = self._row_id(cells)
        if record.wrong:
            self._take_wounded(record, cells, row)
        elif not row:
            self._rows[f"\0{record.line}"] = cells  # typed in a spreadsheet: it gets an id
        elif row in self._rows:
            self._take_twin(record, cells, row)
        else:
            self._rows[row] = cells

    def _row_id(self, cells: Sequence[str]) -> str:
        row = cells[self._key].strip()
        if self._known is not None and row not in self._known:
            found = re.match(rf"{self._table.prefix}\d+", row)
            row = found[0] if found and found[0] in self._known else row
        return row

    def _take_wounded(self, record: Record, cells: list[str], row: str) -> None:
        known = self._known_cells(row)
        if known is not None and row not in self._rows:
            self._rows[row] = known
            self._wound(record, "row_from_history", row=row)
        elif self._is_lost(cells, row):
            self._gaps.append((next(reversed(self._rows), ""), False))
            self._wound(record, "line_left_out", row=row)
        elif row in self._rows:
            self._take_twin(record, cells, row)
        else:
            self._rows[row or f"\0{record.line}"] = cells
            self._wound(record, "row_as_read", row=row)

    def _is_lost(self, cells: list[str], row: str) -> bool:
        """Tell whether a wounded line says nothing: no row that we could have written."""
        if self._known is not None:
            return row not in self._known
        return not re.fullmatch(rf"{self._table.prefix}\d+|[a-z][a-z0-9_]*", row) or not any(cells)

    def _take_twin(self, record: Record, cells: list[str], row: str) -> None:
        first = self._rows[row]
        record.wrong = "row_again"
        if cells == first:
            self._wound(record, "twin_dropped", row=row)
            return
        if cells == self._known_cells(row):
            self._rows[row], cells = cells, first
        self._rows[f"\0{record.line}"] = [
            "" if place == self._key else cell for place, cell in enumerate(cells)
        ]
        self._wound(record, "twin_new_id", row=row)

    def _known_cells(self, row: str) -> list[str] | None:
        if self._known is None or row not in self._known:
            return None
        cells = self._known.row(row)
        return [cells.get(name, "") for name in self._header]

    # --- what was lost -------------------------------------------------------------------------

    def _fill_gaps(self) -> None:
        """Put rows back that stood where lines were lost."""
        if self._known is None:
            return
        order = self._known.ids()
        places = {row: place for place, row in enumerate(order)}
        for row, to_the_end in self._gaps:
            start = places.get(row, -1) + 1
            back = []
            for each in order[start:]:
                if each not in self._rows:
                    back.append(each)
                elif not to_the_end:
                    break
            self._put_back(back, row)

    def _put_back(self, back: list[str], behind: str) -> None:
        if not back:
            return
        new = {row: self._known_cells(row) or [] for row in back}
        rows: dict[str, list[str]] = {} if behind else {**new}
        for row, cells in self._rows.items():
            rows[row] = cells
            if row == behind:
                rows.update(new)
        self._rows = rows
        self._wound(Record([], 0, "rows_missing"), "rows_put_back", count=len(back))

    def _made(self) -> StoredTable:
        for row, cells in self._rows.items():
            cells[self._key] = "" if row.startswith("\0") else row
        rows = [*self._rows.values()]
        sheet = Sheet(
            self._header, rows, [None] * len(rows), [*range(2, len(rows) + 2)], plain=False
        )
        return StoredTable.of_sheet(self._table, sheet, lambda table, _: table.next_id())
