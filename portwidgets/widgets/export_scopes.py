"""Which numbers an export may be about: all, the selected ones, those of a status or an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from portwidgets import catalog
from portwidgets.domain.inventory import count_by
from portwidgets.domain.schema import NUMBERS
from portwidgets.project import Project

_SELECTED = "selected"
_BY = ("order", "status", "decision")
"""Columns whose values are offered, as "status:planned"."""


class Scopes:
    """The choices of one project, as they were at the last `look`.

    Args:
        project: Whose numbers.
        selected: Returns the rows that are selected elsewhere.
    """

    def __init__(self, project: Project, selected: Callable[[], Sequence[str]]) -> None:
        self._project = project
        self._selected = selected
        self._offered: dict[str, int] = {}
        self.look()

    def __contains__(self, scope: object) -> bool:
        return scope in self._offered

    def look(self) -> None:
        """See anew what there is to choose, and how many rows each choice means."""
        numbers = self._project.numbers
        offered = {"": len(numbers)}
        if selected := self.rows(_SELECTED):
            offered[_SELECTED] = len(selected)
        for name in _BY:
            for value, count in count_by(NUMBERS[name], numbers.column(name)).items():
                if value and 0 < count < len(numbers):
                    offered[f"{name}:{value}"] = count
        self._offered = offered

    def count(self, scope: str) -> int:
        """Return how many rows are meant."""
        return self._offered.get(scope, 0)

    def rows(self, scope: str) -> list[str] | None:
        """Return the ids of the rows that are meant; None for all."""
        numbers = self._project.numbers
        if not scope:
            return None
        if scope == _SELECTED:
            return [row for row in self._selected() if row in numbers]
        column, _, value = scope.partition(":")
        pairs = zip(numbers.ids(), numbers.column(column), strict=True)
        return [row for row, cell in pairs if cell == value]

    def told(self, language: str) -> list[dict[str, object]]:
        """Return the choices as the browser is told: name, group, label, how many."""
        return [_told(scope, count, language) for scope, count in self._offered.items()]


def _told(scope: str, count: int, language: str) -> dict[str, object]:
    column, of_column, value = scope.partition(":")
    if of_column:
        group = catalog.text(f"column.{column}", language)
        label = catalog.labels(NUMBERS[column], language).get(value, value)
    else:
        group, label = "", catalog.text(f"export_panel.scope_{scope or 'all'}", language)
    return {"value": scope, "group": group, "label": label, "count": count}
