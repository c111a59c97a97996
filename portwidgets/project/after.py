"""The tables as they will be after a change, over those that stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from portwidgets.domain.edit import Set
from portwidgets.storage.project_folder import ProjectFolder


@dataclass
class After:
    """The cells of one table: those that a change sets, and below them those that stand.

    Attributes:
        added: The cells of new rows whose id the change gives.
        gone: The rows that it deletes.
        follows: What was set because something else was, in its order.
    """

    folder: ProjectFolder
    table: str
    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    added: dict[str, dict[str, str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    follows: list[Set] = field(default_factory=list)

    def __contains__(self, row: str) -> bool:
        return row in self.added or (row in self.folder.table(self.table) and row not in self.gone)

    def before(self, row: str, column: str) -> str:
        """Return a cell as it stands; empty where there is no such row."""
        rows = self.folder.table(self.table)
        return rows.cell(row, column) if row in rows else ""

    def cell(self, row: str, column: str) -> str:
        """Return a cell as it will be."""
        known = self.cells.get((row, column))
        if known is not None:
            return known
        if row in self.added:
            return self.added[row].get(column, "")
        return self.before(row, column)

    def follow(self, row: str, column: str, text: str) -> None:
        """Set a cell because something else was set."""
        before = self.cell(row, column)
        if before != text:
            self.cells[row, column] = text
            self.follows.append(Set(self.table, row, column, before, text))
