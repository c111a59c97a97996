"""A change in the words of the person who reads it: rows by their names, codes by their labels."""

from portwidgets import catalog
from portwidgets.domain.edit import Act, Add, Change, Conflict, Delete, Op, Replaced, Set
from portwidgets.domain.numbers.phone_number import show
from portwidgets.domain.schema import TABLES
from portwidgets.domain.table import Column, Kind
from portwidgets.project import Project

_MOST = 12  # operations of a change that are told; the rest is counted
_CELLS = 4  # cells of a new or deleted row that are told


class HistoryWords:
    """Tells changes of one project in one language."""

    def __init__(self, project: Project, language: str) -> None:
        self._region = project.region
        self._language = language
        self._names = project.past.names(language)
        self._tables = {table.name: table for table in TABLES}

    def change(self, change: Change) -> dict[str, object]:
        """Return a change as the browser is told."""
        self._names.note(change)
        ops = [self._op(op) for op in change.ops[:_MOST]]
        ops += [self._act(act) for act in change.acts]
        return {
            "id": change.id,
            "at": change.at,
            "by": change.by,
            "ops": ops,
            "more": max(0, len(change.ops) - _MOST),
            "undoable": bool(change.ops),
        }

    def conflict(self, conflict: Conflict) -> dict[str, object]:
        """Return what was left as it is, because it was changed since."""
        told = self._op(conflict.op)
        column = self._column(conflict.op.table, str(told.get("column", "")))
        current = None if conflict.current is None else self._shown(column, conflict.current)
        return {**told, "current": current, "by": conflict.by, "at": conflict.at}

    def _op(self, op: Op) -> dict[str, object]:
        told: dict[str, object] = {"table": op.table, "row": op.row, "name": self._name(op)}
        match op:
            case Set():
                column = self._column(op.table, op.column)
                before, after = self._shown(column, op.before), self._shown(column, op.after)
                label = self._label(op.table, op.column)
                told |= {"kind": "set", "label": label, "column": op.column}
                told |= {"before": before, "after": after, "holds": column.kind.value}
            case Add():
                told |= {"kind": "add", "cells": self._cells(op)}
            case Delete():
                told |= {"kind": "delete", "cells": self._cells(op)}
        return told

    def _act(self, act: Act) -> dict[str, object]:
        if isinstance(act, Replaced):
            return {
                "kind": "replaced", "table": act.table, "row": "", "name": f"{act.table}.csv",
                "count": act.rows,
            }  # fmt: skip
        secret = catalog.text(f"secret.{act.name}", self._language)
        name = self._row_name(act.table, act.row)
        return {
            "kind": act.deed.value, "table": act.table, "row": act.row, "name": name,
            "label": secret,
        }  # fmt: skip

    def _cells(self, op: Add | Delete) -> list[str]:
        filled = ((self._column(op.table, name), text) for name, text in op.cells.items() if text)
        told = (self._shown(column, text) for column, text in filled if column.by_hand)
        return [text for text in told if text != self._name(op)][:_CELLS]

    def _name(self, op: Op) -> str:
        return self._row_name(op.table, op.row)

    def _row_name(self, table: str, row: str) -> str:
        return show(self._names(table, row), "national", self._region)

    def _column(self, table: str, name: str) -> Column:
        known = self._tables[table].column(name) if table in self._tables else None
        return known or Column(name)

    def _label(self, table: str, name: str) -> str:
        is_known = table in self._tables and self._tables[table].column(name) is not None
        return catalog.text(f"column.{name}", self._language) if is_known else name

    def _shown(self, column: Column, text: str) -> str:
        if column.kind is Kind.PHONE:
            return show(text, "national", self._region)
        return catalog.labels(column, self._language).get(text, text)
