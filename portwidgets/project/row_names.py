"""What the rows of a project are called, those that are gone included."""

from __future__ import annotations

from portwidgets.domain.edit import Add, Change, Delete
from portwidgets.domain.schema import ACCOUNTS, NUMBERS, ORDERS, PROGRESS, SITES, TESTS, WAIVERS
from portwidgets.project.checklist import guide_of
from portwidgets.storage.project_folder import ProjectFolder


class RowNames:
    """What a row is called: a number's row by its number, a step by its words, else by its id.

    A test is called by the number that was called.
    """

    def __init__(self, folder: ProjectFolder, language: str) -> None:
        self._folder = folder
        self._gone: dict[tuple[str, str], str] = {}
        progress = folder.table(PROGRESS.name)
        rows = {row: progress.row(row) for row in progress.ids()}
        guide = guide_of(folder.meta.region, rows)
        self._steps = {item.id: item.label.of(language) for item in guide.items}

    def note(self, change: Change) -> None:
        """Remember what a row was called that is gone now."""
        for op in change.ops:
            if isinstance(op, Add | Delete):
                self._gone.setdefault((op.table, op.row), _name(op.table, op.cells))

    def __call__(self, table: str, row: str) -> str:
        """Return what a row is called; one that is gone, as its deletion knew it."""
        if table == PROGRESS.name and row in self._steps:
            return self._steps[row]
        there = self._folder.has_table(table) and row in self._folder.table(table)
        name = _name(table, self._folder.table(table).row(row)) if there else ""
        name = name or self._gone.get((table, row), "")
        return self(NUMBERS.name, name) if table == TESTS.name and name else name or row


_NAMED_BY = {
    NUMBERS.name: ("number",),
    PROGRESS.name: ("title",),
    ACCOUNTS.name: ("account_number", "carrier", "name"),
    ORDERS.name: ("reference", "gaining_carrier"),
    SITES.name: ("site",),
    TESTS.name: ("number_id",),
    WAIVERS.name: ("reason",),
}


def _name(table: str, cells: dict[str, str]) -> str:
    texts = (cells.get(column, "") for column in _NAMED_BY.get(table, ()))
    return next((text for text in texts if text), "")
