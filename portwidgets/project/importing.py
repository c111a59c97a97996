"""An import into a project: the preview that knows its inventory, and what applying it writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from portwidgets.domain.cells import fold
from portwidgets.domain.edit import Add, Set
from portwidgets.domain.schema import NUMBERS
from portwidgets.domain.steps import Steps, ToldSteps, collected, finish, further, told, within
from portwidgets.errors import PortError, Refused
from portwidgets.exchange.importing.account import CellChange
from portwidgets.exchange.importing.inventory import Inventory
from portwidgets.exchange.importing.memory import Shape
from portwidgets.exchange.importing.preview import Preview
from portwidgets.exchange.reading import Given
from portwidgets.project.accounts import Accounts
from portwidgets.project.events import Result
from portwidgets.project.numbers import Numbers
from portwidgets.storage.import_shapes import ImportShapes, StoredShape
from portwidgets.storage.project_folder import ProjectFolder

_Rows = list[Mapping[str, str]]

_TOGETHER = frozenset({"status", "order"})
"""Columns in which a number can contradict its order or the order's other numbers."""

_MADE = 0.3  # how much of an import is done when its rows are made


class ImportPreview(Preview):
    """What importing files into a project would do; nothing is written before `apply`.

    Args:
        given: Paths, uploads and pasted texts.
        folder: The project's folder.
        numbers: Where the numbers go.
        accounts: The accounts that a list may name by their numbers.
        refresh: Reads what others wrote into the project meanwhile.
    """

    def __init__(
        self,
        given: Sequence[Given],
        folder: ProjectFolder,
        *,
        numbers: Numbers,
        accounts: Accounts,
        refresh: Callable[[], None],
    ) -> None:
        self._folder = folder
        self._numbers = numbers
        self._accounts = accounts
        self._refresh = refresh
        self._before = self._inventory()
        super().__init__(given, folder.meta.region, self._before, _Shapes(folder.path))

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
        rows, changes = finish(self._wanted())
        entered = self._numbers.enter(_cells(changes), add=rows, seen=_seen(changes))
        self.remember()
        return entered.result

    def apply_in_steps(self) -> ToldSteps[Result]:
        """Do what `apply` does in steps, between which the project can be looked at.

        Until "storage.writing" is told, nothing has happened, and closing the steps gives them
        up; from there on the import is made, whoever closes them.
        """
        wanted = within(self._wanted(), 0, _MADE)
        rows, changes = yield from told(wanted, "storage.preparing")
        entering = self._numbers.enter_in_steps(_cells(changes), add=rows, seen=_seen(changes))
        entered = yield from further(entering, _MADE)
        self.remember()
        return entered.result

    def _wanted(self) -> Steps[tuple[_Rows, list[CellChange]]]:
        """Return the new rows and the cells to change, as the inventory is by now."""
        engine = self._done()
        inventory = self._inventory()
        there = engine.known
        if inventory.numbers != self._before.numbers or inventory.ids != self._before.ids:
            there = yield from within(inventory.by_number(self._folder.meta.region), 0, 0.3)
        making = collected(self._new_rows(there), len(engine.tally.first))
        rows = yield from within(making, 0.3, 1)
        changes = [change for change in engine.merge.accepted() if change.row in self._numbers]
        if not rows and not changes:
            raise Refused("import.nothing_to_apply")
        return self._possible(rows, changes)

    def _inventory(self) -> Inventory:
        """Return the numbers that there are by now."""
        self._refresh()
        told = [(fold(account["account_number"]), account.id) for account in self._accounts]
        times = Counter(number for number, _ in told)
        # What two carriers' accounts are called names neither: a person must say which is meant.
        accounts = {number: row for number, row in told if number and times[number] == 1}
        numbers = self._numbers
        return Inventory(numbers.ids(), numbers.column("number"), numbers.cell, accounts)

    @property
    def refused(self) -> Mapping[str, PortError]:
        """The numbers that `apply` left out because they would contradict others, and why."""
        return self._engine.refused

    def _possible(self, rows: _Rows, changes: list[CellChange]) -> tuple[_Rows, list[CellChange]]:
        """Leave out the numbers whose status or order would contradict others."""
        names = {change.row: change.number for change in changes}
        refused = self._numbers.refusals(
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

    def _new_rows(self, there: Container[str]) -> Iterator[Mapping[str, str] | None]:
        engine = self._engine
        for number, key in engine.new_numbers():
            if number in there:
                yield None
            else:
                sheet = engine.sheet_of(key)
                cells = engine.cells_of(sheet, key, number)
                yield {"number": number, "source": str(sheet.source(key)), **cells}


def _cells(changes: Iterable[CellChange]) -> list[tuple[str, str, object]]:
    return [(change.row, change.column, change.new) for change in changes]


def _seen(changes: Iterable[CellChange]) -> dict[tuple[str, str], str]:
    return {(change.row, change.column): change.old for change in changes}


class _Shapes:
    """What the workspace remembers of files."""

    def __init__(self, project: Path) -> None:
        self._file = ImportShapes(project)

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
