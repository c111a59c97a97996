"""Where file and inventory differ: cell by cell, each accepted or kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from portwidgets.exchange.importing.account import CellChange, RowSource
from portwidgets.exchange.importing.inventory import Inventory


@dataclass(slots=True)
class Merge:
    """The cells that differ.

    Attributes:
        inventory: What is there.
        changes: What differs, by key, in the order of the file.
        answers: What a person said of a cell; it survives a new reading of the file.
    """

    inventory: Inventory
    changes: dict[str, CellChange] = field(default_factory=dict)
    answers: dict[str, bool] = field(default_factory=dict)
    rows: set[str] = field(default_factory=set)

    def compare(self, row: str, number: str, cells: Mapping[str, str], source: RowSource) -> None:
        """Note the cells of a row for which the file says something else.

        An empty cell of the file says nothing.
        """
        for column, new in cells.items():
            old = self.inventory.cell(row, column)
            if not new or new == old or (column == "note" and new in old):
                continue
            key = f"{row}.{column}"
            accepted = self.answers.get(key, not old)
            self.changes[key] = CellChange(key, row, number, column, old, new, accepted, source)
            self.rows.add(row)

    def answer(self, keys: Iterable[str] | None, *, accepted: bool) -> None:
        """Accept or keep cells; None: all. What is not a change any more is passed over."""
        for key in tuple(self.changes) if keys is None else keys:
            if key in self.changes:
                self.answers[key] = accepted
                self.changes[key] = replace(self.changes[key], accepted=accepted)

    def accepted(self) -> list[CellChange]:
        """Return every cell to write."""
        return [change for change in self.changes.values() if change.accepted]
