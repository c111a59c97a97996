"""What became of a project: its changes newest first, found by row, person or text, and undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portwidgets.domain.edit import Add, Change, Delete, Op, Set
from portwidgets.domain.reverting import reverting
from portwidgets.errors import Refused
from portwidgets.project.events import Result
from portwidgets.project.row_names import RowNames
from portwidgets.storage.history import Place
from portwidgets.storage.project_folder import ProjectFolder

_FEWEST_DIGITS = 3
_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are looked for.

    Attributes:
        text: What a row, a cell or a person's name must contain; digits are compared as digits.
        by: Whose changes; None for everybody's.
        row: Of which row, as (table, id).
    """

    text: str = ""
    by: str | None = None
    row: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Some changes, newest first.

    Attributes:
        changes: Those that were wanted, with their places.
        last: The place of the last one looked at; where to look on.
        complete: There are no older ones.
    """

    changes: tuple[tuple[Place, Change], ...]
    last: Place | None
    complete: bool


class Past:
    """The changes of a project.

    Args:
        folder: The project's folder.
        write: Writes operations as one change that can be undone.
    """

    def __init__(self, folder: ProjectFolder, write: Callable[[tuple[Op, ...]], Result]) -> None:
        self._folder = folder
        self._write = write

    def __iter__(self) -> Iterator[Change]:
        return (change for _, change in self._folder.newest_first())

    def people(self) -> list[str]:
        """Return everybody who changed something, in the order of their names."""
        return sorted(self._folder.writers(), key=str.casefold)

    def find(
        self,
        wanted: Wanted,
        before: Place | None = None,
        *,
        most: int,
        look_at: int,
        language: str = "en",
    ) -> Found:
        """Look for changes.

        Args:
            wanted: Which.
            before: Only those before this place.
            most: How many are enough.
            look_at: How many changes to look at before giving a first answer.
            language: What the steps of the checklist are called in.
        """
        names = self.names(language)
        found: list[tuple[Place, Change]] = []
        last = before
        for looked, (place, change) in enumerate(self._folder.newest_first(before)):
            if len(found) >= most or looked >= look_at:
                return Found(tuple(found), last, complete=False)
            last = place
            if _is_wanted(change, wanted, names):
                found.append((place, change))
        return Found(tuple(found), last, complete=True)

    def names(self, language: str) -> RowNames:
        """Return what the rows are called."""
        return RowNames(self._folder, language)

    def undo(self, change: str) -> Result:
        """Take one change back, whoever made it, as a new change.

        Cells that were changed since stay, as conflicts.

        Raises:
            Refused: There is no such change.
        """
        found = next((each for each in self if each.id == change), None)
        if found is None:
            raise Refused("history.no_change")
        return self._write(reverting((found,)))

    def undo_behind(self, change: str, newest: str) -> Result:
        """Go back to how it was after a change: take back all that came behind it, as one change.

        Args:
            change: The last change that stays; "" for none.
            newest: The newest change that is taken back, as the person saw it.

        Raises:
            Refused: There is no such change.
        """
        return self._write(reverting(self.behind(change, newest)))

    def behind(self, change: str, newest: str) -> list[Change]:
        """Return the changes behind one, up to `newest`, newest first; it raises as above."""
        found: list[Change] = []
        is_found = False
        for each in self:
            if each.id == change:
                break
            is_found = is_found or each.id == newest
            if is_found:
                found.append(each)
        else:
            if change:
                raise Refused("history.no_change")
        return found


def _is_wanted(change: Change, wanted: Wanted, names: RowNames) -> bool:
    names.note(change)
    if wanted.by is not None and change.by != wanted.by:
        return False
    ops = [*change.ops, *change.acts]
    if wanted.row is not None and not any((op.table, op.row) == wanted.row for op in ops):
        return False
    text = wanted.text.strip().casefold()
    if not text:
        return True
    digits = _NO_DIGIT.sub("", text)
    is_number = len(digits) >= _FEWEST_DIGITS and not any(char.isalpha() for char in text)
    return any(
        text in each.casefold() or (is_number and digits in _NO_DIGIT.sub("", each))
        for each in _texts(change, names)
    )


def _texts(change: Change, names: RowNames) -> Iterator[str]:
    yield change.by
    for op in change.ops:
        yield names(op.table, op.row)
        yield op.row
        match op:
            case Set():
                yield op.before
                yield op.after
            case Add() | Delete():
                yield from op.cells.values()
    for act in change.acts:
        yield names(act.table, act.row)
