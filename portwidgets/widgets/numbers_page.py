"""The page of numbers: the table and, in its place for a while, what brings numbers in or out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import traitlets
from ipywidgets import DOMWidget

from portwidgets.project import Project
from portwidgets.widgets.number_table import NumberTable
from portwidgets.widgets.spoken_box import SpokenBox

PLACES = ("import", "export")
"""What may stand in the table's place for a while."""


class NumbersPage(SpokenBox):
    """A project's numbers with import and export.

    The panels' scripts are fetched when they are opened first; a panel that is left keeps what
    was being done in it.

    Args:
        project: The project whose numbers they are.
        language: "da" or "en"; the project's own where nothing is said.
        layout: As for any ipywidgets box.

    Attributes:
        shown: "import" or "export", "" for the table; observable.
        language: The language that everything is shown in; may be set.
    """

    shown = traitlets.Enum(("", *PLACES), "", read_only=True)

    def __init__(
        self, project: Project, language: str | None = None, *, layout: Any = None
    ) -> None:
        self._project = project
        self._panels: dict[str, DOMWidget] = {}
        language = language or project.language
        self._table = NumberTable(project, language, go=self.show, places=PLACES)
        super().__init__(language, [self._table], layout)

    def show(self, page: str = "") -> None:
        """Show "import" or "export" in the table's place; without a name, the table."""
        before = self.shown
        self.set_trait("shown", page)
        if page and page not in self._panels:
            self._panels[page] = self._make(page)
        elif page == "export":
            self._panels[page].renew()
        # A view is drawn anew when its panel comes back: it takes the keyboard then.
        self.children = (self._table, self._panels[page]) if page else (self._table,)
        self._table.layout.display = "none" if page else None
        if before and not page:
            self._table.resume(before)

    def point_at(self, rows: Sequence[str], column: str = "number", label: str = "") -> None:
        """Bring rows of the table into sight, as `NumberTable.point_at` does."""
        if self.shown:
            self.show()
        self._table.point_at(rows, column, label)

    def _speakers(self) -> tuple[DOMWidget, ...]:
        return (self._table, *self._panels.values())

    def _make(self, page: str) -> DOMWidget:
        if page == "import":
            from portwidgets.widgets.import_panel import ImportPanel

            return ImportPanel(self._project, self.language, leave=self.show)
        from portwidgets.widgets.export_panel import ExportPanel

        table = self._table
        return ExportPanel(
            self._project, self.language, leave=self.show, selected=lambda: table.selection
        )
