"""The port orders as a table: whether each is ready stands in it, computed and kept up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portwidgets.domain.schema import ACCOUNTS, ORDERS
from portwidgets.project import Event, Origin, Project
from portwidgets.widgets.order_told import account_told
from portwidgets.widgets.record_table import RecordTable

_STATUS = "~status"


class OrderTable(RecordTable):
    """A project's port orders, edited inline.

    A draft that can be submitted is shown as ready; that stands in no file.

    Args:
        project: The project whose orders they are.
        language: "da" or "en"; the project's own where nothing is said.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    def __init__(self, project: Project, language: str | None = None, **traits: object) -> None:
        self._shown: dict[str, str] = {}
        super().__init__(project, ORDERS.name, language, **traits)

    def _computed(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        self._shown = self._statuses()
        return {_STATUS: [self._shown.get(row, "") for row in ids]}

    def _statuses(self) -> dict[str, str]:
        """Return the status of each order whose status is another than its file says."""
        return {
            order: report.status
            for order, report in self._project.check().items()
            if report.status != self._records.cell(order, "status")
        }

    def _columns_told(self) -> list[dict[str, object]]:
        """Offer the accounts to choose from, each with the carrier and the number."""
        accounts = [
            {"code": row.id, "label": account_told(row), "by_hand": True}
            for row in self._project.accounts
        ]
        told = super()._columns_told()
        for column in told:
            if column["name"] == "account" and accounts:
                column |= {"kind": "choice", "choices": accounts}
        return told

    def _follow(self, event: Event) -> None:
        super()._follow(event)
        if any(op.table == ACCOUNTS.name for op in event.ops):
            self.publish({"columns": self._columns_told()})
        before, self._shown = self._shown, self._statuses()
        changed: list[list[object]] = [
            ["s", row, _STATUS, self._shown.get(row, "")]
            for row in before.keys() | self._shown.keys()
            if row in self._records and before.get(row) != self._shown.get(row)
        ]
        if changed:
            self._patches.send(changed, Origin.OWN.value)
