"""Taking many changes back at once: the operations that undo them, each cell's path made short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from portwidgets.domain.edit import Change, Op, Set, undoing


def reverting(changes: Iterable[Change]) -> tuple[Op, ...]:
    """Return the operations that take changes back, as if none of them had been made.

    Args:
        changes: Newest first, as they are taken back.
    """
    ops: list[Op] = []
    open_sets: dict[tuple[str, str, str], int] = {}
    for change in changes:
        for op in undoing(change):
            if not isinstance(op, Set):
                # A row that comes or goes ends the paths of its cells.
                for key in [key for key in open_sets if key[:2] == (op.table, op.row)]:
                    del open_sets[key]
                ops.append(op)
                continue
            key = (op.table, op.row, op.column)
            place = open_sets.get(key)
            before = ops[place] if place is not None else None
            if place is not None and isinstance(before, Set) and before.after == op.before:
                ops[place] = replace(before, after=op.after)
            else:
                open_sets[key] = len(ops)
                ops.append(op)
    return tuple(op for op in ops if not isinstance(op, Set) or op.before != op.after)
