"""Who wrote what stands in an operation's way, as far as the history knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from portwidgets.domain.edit import Add, Change, Conflict, Delete, Set

_Key = tuple[str, str, str]
_Writers = Mapping[_Key, tuple[str | None, Change]]


def attributed(conflicts: Iterable[Conflict], changes: Iterator[Change]) -> list[Conflict]:
    """Say for each conflict who wrote what stands there and when.

    Args:
        conflicts: What was left out of a change.
        changes: The history, newest first; it is read no further than needed.
    """
    conflicts = list(conflicts)
    wanted = {key for conflict in conflicts for key in _keys(conflict)}
    writers: dict[_Key, tuple[str | None, Change]] = {}
    while wanted and (change := next(changes, None)):
        for key, text in _written(change):
            if key in wanted:
                writers[key] = (text, change)
        wanted -= writers.keys()
    return [_attributed(conflict, writers) for conflict in conflicts]


def _written(change: Change) -> Iterator[tuple[_Key, str | None]]:
    """Yield what a change wrote into cells; for a whole row, "" is the column."""
    for op in change.ops:
        match op:
            case Set():
                yield (op.table, op.row, op.column), op.after
            case Add():
                yield (op.table, op.row, ""), op.row
                for column, text in op.cells.items():
                    yield (op.table, op.row, column), text
            case Delete():
                yield (op.table, op.row, ""), None


def _keys(conflict: Conflict) -> list[_Key]:
    """Return where the writer of what stands in the way may have written."""
    op = conflict.op
    if isinstance(op, Delete):
        return [(op.table, op.row, name) for name in ("", *op.cells)]
    column = op.column if isinstance(op, Set) and conflict.current is not None else ""
    return [(op.table, op.row, column)]


def _attributed(conflict: Conflict, writers: _Writers) -> Conflict:
    for key in _keys(conflict):
        text, change = writers.get(key, ("\0", None))
        if change is not None and text == conflict.current:
            return Conflict(conflict.op, conflict.current, change.by, change.at)
    return conflict
