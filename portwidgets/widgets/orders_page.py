"""The page of orders: the answers, and the tables of accounts, orders and sites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from portwidgets.domain.orders.preflight.finding import Cell
from portwidgets.domain.schema import ACCOUNTS, NUMBERS, ORDERS, PROGRESS, SITES
from portwidgets.project import Project
from portwidgets.widgets.order_panel import OrderPanel
from portwidgets.widgets.order_table import OrderTable
from portwidgets.widgets.record_table import RecordTable
from portwidgets.widgets.spoken_box import SpokenBox

Elsewhere = Callable[[str, Sequence[str], str, str], None]
"""Shows rows of another page: called with its name, the rows, the column, what they are called."""

_PAGES = {NUMBERS.name: "numbers", PROGRESS.name: "checklist"}


class OrdersPage(SpokenBox):
    """A project's accounts and port orders, and whether each order can be submitted.

    Args:
        project: Whose accounts and orders.
        language: "da" or "en"; the project's own where nothing is said.
        elsewhere: Shows rows of another page of the dashboard.
        layout: As for any ipywidgets box.

    Attributes:
        language: The language that everything is shown in; may be set.
    """

    def __init__(
        self,
        project: Project,
        language: str | None = None,
        *,
        elsewhere: Elsewhere | None = None,
        layout: Any = None,
    ) -> None:
        language = language or project.language
        self._elsewhere = elsewhere
        self._panel = OrderPanel(project, self.point_at, language=language)
        self._tables: dict[str, RecordTable] = {
            ACCOUNTS.name: RecordTable(project, ACCOUNTS.name, language),
            ORDERS.name: OrderTable(project, language),
            SITES.name: RecordTable(project, SITES.name, language),
        }
        super().__init__(language, [self._panel, *self._tables.values()], layout)

    def point_at(self, cell: Cell, rows: Sequence[str] = (), label: str = "") -> None:
        """Bring a cell into sight, on this page or on another of the dashboard."""
        table = self._tables.get(cell.table)
        if table is not None:
            table.point_at([cell.row], cell.column)
        elif self._elsewhere and cell.table in _PAGES:
            # The row of the cell first: it gets the focus.
            meant = [cell.row, *(row for row in rows if row != cell.row)]
            self._elsewhere(_PAGES[cell.table], meant, cell.column, label)
