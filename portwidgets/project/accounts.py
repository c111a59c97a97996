"""The accounts at losing carriers, the port orders and the sites of a project."""

from __future__ import annotations

from collections.abc import Mapping

from portwidgets.domain.schema import ACCOUNTS, ORDERS, SITES, OrderStatus
from portwidgets.project.records import Records
from portwidgets.project.row import Row
from portwidgets.project.values import as_text


class Accounts(Records[Row]):
    """The accounts at losing carriers: what an order will say, and what the invoice says.

    Their PINs are secrets: `project.secrets`.
    """

    table = ACCOUNTS
    row_type = Row


class Orders(Records[Row]):
    """The port orders. A number belongs to the order that its own row names."""

    table = ORDERS
    row_type = Row

    def _completed(self, cells: Mapping[str, object]) -> Mapping[str, object]:
        status = as_text(ORDERS["status"], cells.get("status", "")).strip()
        carrier = cells.get("gaining_carrier") or self._folder.meta.gaining_carrier
        return {**cells, "gaining_carrier": carrier, "status": status or OrderStatus.DRAFT.value}


class Sites(Records[Row]):
    """The places: the service address of the numbers whose site is called so."""

    table = SITES
    row_type = Row
