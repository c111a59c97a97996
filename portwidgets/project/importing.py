"""An import into a project: the preview that knows its inventory, and what applying it writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from portwidgets.domain.cells import fold
from portwidgets.domain.edit import Add, Set
from portwidgets.domain.schema import NUMBERS
from portwidgets.errors import PortError, Refused
from portwidgets.exchange.importing.account import CellChange
from portwidgets.exchange.importing.inventory import Inventory
from portwidgets.exchange.importing.memory import Shape
from portwidgets.exchange.importing.preview import Preview
from portwidgets.exchange.reading import Given
from portwidgets.project.events import Result
from portwidgets.storage.import_shapes import ImportShapes, StoredShape

if TYPE_CHECKING:
    from portwidgets.project.project import Project

_Rows = list[Mapping[str, str]]

_TOGETHER = frozenset({"status", "order"})
"""Columns in which a number can contradict its order or the order's other numbers."""


class ImportPreview(Preview):
    """What importing files into a project would do; nothing is written before `apply`.

    Args:
        project: Where the numbers go.
        given: Paths, uploads and pasted texts.
    """

    def __init__(self, project: Project, given: Sequence[Given]) -> None:
        project.refresh()
        self._project = project
        self._before = _inventory_of(project)
        super().__init__(given, project.region, self._before, _Shapes(project))

    def apply(self) -> Result:
        """Write the new numbers and the accepted cells as one change that can be undone.

        How the files were understood is remembered for the next ones of their shape. A cell that
        somebody changed since the preview was made is left as they wrote it, and comes back as a
        conflict; a number that somebody added since is not added again. A number whose status
        or order would contradict others is left out as a whole: `refused` says why.

        Raises:
            Refused: There is nothing to write, nothing of it is possible, or the disk did not
                take it; nothing was changed.
        """
        engine = self._done()
        self._project.refresh()
        there = _inventory_of(self._project).by_number(self._project.region)
        numbers = self._project.numbers
        rows = [row for row in self._new_rows() if row["number"] not in there]
        changes = [change for change in engine.merge.accepted() if change.row in numbers]
        if not rows and not changes:
            raise Refused("import.nothing_to_apply")
        rows, changes = self._possible(rows, changes)
        result = numbers.enter(
            [(change.row, change.column, change.new) for change in changes],
            add=rows,
            seen={(change.row, change.column): change.old for change in changes},
        ).result
        self.remember()
        return result

    @property
    def refused(self) -> Mapping[str, PortError]:
        """The numbers that `apply` left out because they would contradict others, and why."""
        return self._engine.refused

    def _possible(self, rows: _Rows, changes: list[CellChange]) -> tuple[_Rows, list[CellChange]]:
        """Leave out the numbers whose status or order would contradict others."""
        names = {change.row: change.number for change in changes}
        refused = self._project.numbers.refusals(
            [
                *(
                    Set(NUMBERS.name, change.row, change.column, change.old, change.new)
                    for change in changes
                    if change.column in _TOGETHER
                ),
                *(
                    Add(NUMBERS.name, row["number"], dict(row))
                    for row in rows
                    if not _TOGETHER.isdisjoint(row)
                ),
            ]
        )
        self._engine.refused = {names.get(row, row): why for row, why in refused.items()}
        if refused:
            rows = [row for row in rows if row["number"] not in refused]
            changes = [change for change in changes if change.row not in refused]
        if not rows and not changes:
            first = next(iter(refused.values()))
            raise Refused("import.all_refused", count=len(refused), reason=first)
        return rows, changes

    def _new_rows(self) -> Iterator[Mapping[str, str]]:
        engine = self._engine
        for number, key in engine.new_numbers():
            source = str(engine.sheet_of(key).source(key))
            yield {"number": number, "source": source, **engine.cells(key, number)}


class _Shapes:
    """What the workspace remembers of files."""

    def __init__(self, project: Project) -> None:
        self._file = ImportShapes(project.path)

    def recall(self, shape: str) -> Shape | None:
        """Return what is remembered, None where this shape is new."""
        found = self._file.read().get(shape)
        return Shape(found.columns, found.values) if found else None

    def keep(self, shapes: Mapping[str, Shape]) -> None:
        """Remember shapes."""
        self._file.keep(
            {
                name: StoredShape(
                    dict(shape.columns), {name: dict(codes) for name, codes in shape.values.items()}
                )
                for name, shape in shapes.items()
            }
        )


def _inventory_of(project: Project) -> Inventory:
    accounts = {
        fold(account["account_number"]): account.id
        for account in project.accounts
        if account["account_number"]
    }
    numbers = project.numbers
    return Inventory(numbers.ids(), numbers.column("number"), numbers.cell, accounts)
