"""What a project tells its observers and its callers about a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from portwidgets.domain.edit import Change, Conflict, Op, SecretAct, Set
from portwidgets.errors import Refused


class Origin(StrEnum):
    """Where a change came from."""

    OWN = "own"
    UNDO = "undo"
    REDO = "redo"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Event:
    """A change that is on disk and in memory.

    Attributes:
        ops: What was done, row by row and cell by cell; none where a spreadsheet only cut digits
            off, which changes nothing but `project.cut`, or secrets came and went.
        origin: Own, an undo or redo of one's own, or another's (another tab, a colleague, Excel).
        at: When, in UTC; empty for what came from outside.
        by: Who; empty for what came from outside.
        acts: What was done with secrets here; another's window tells only that something was.
    """

    ops: tuple[Op, ...]
    origin: Origin
    at: str = ""
    by: str = ""
    acts: tuple[SecretAct, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an edit.

    Attributes:
        change: What was written; None where nothing had to be.
        conflicts: What was left out, because someone else changed it in between.
    """

    change: Change | None
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """An entry that its column does not take; `row` counts new rows as "+1", "+2", ..."""

    row: str
    column: str
    text: str
    reason: Refused


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a block of entries: what was written, and what was refused."""

    result: Result
    refused: tuple[RefusedCell, ...] = ()


Apply = Callable[[Iterable[Op]], Result]
"""Writes operations as one change."""


Observer = Callable[[Event], None]


def raise_conflict(result: Result) -> None:
    """Tell a script that someone else was there first; a page shows its conflicts itself.

    Raises:
        Refused: An operation was left out.
    """
    if result.conflicts:
        conflict = result.conflicts[0]
        column = conflict.op.column if isinstance(conflict.op, Set) else ""
        raise Refused(
            "project.changed_since",
            row=conflict.op.row,
            column=column,
            current=conflict.current or "",
            by=conflict.by or "?",
        )
