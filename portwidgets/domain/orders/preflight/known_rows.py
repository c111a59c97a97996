"""The rows that a check keeps at hand: few, and looked at for every order."""

from __future__ import annotations

from portwidgets.domain.orders.preflight.case import Cells
from portwidgets.domain.orders.preflight.setting import Tables
from portwidgets.domain.schema import ACCOUNTS, ORDERS, SITES, WAIVERS

_WAIVED = ("rule", "order", "table", "row", "column")


class KnownRows:
    """Orders, accounts, sites and waivers.

    Args:
        tables: Where they are read.

    Attributes:
        orders: The cells of each order by its id.
        accounts: The cells of each account by its id.
        sites: The cells of each site by its folded name.
        waivers: The cells of each waiver by the rule, the order and the cell that it is about.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.orders: dict[str, Cells] = {}
        self.accounts: dict[str, Cells] = {}
        self.sites: dict[str, Cells] = {}
        self.waivers: dict[tuple[str, ...], Cells] = {}

    def load(self) -> None:
        """Read them all."""
        self.orders = self._all(ORDERS.name)
        self.accounts = self._all(ACCOUNTS.name)
        self.read_sites()
        self.read_waivers()

    def read_sites(self) -> None:
        """Read the sites anew."""
        sites = self._all(SITES.name).values()
        self.sites = {cells["site"].strip().casefold(): cells for cells in sites}

    def read_waivers(self) -> None:
        """Read the waivers anew."""
        rows = self._all(WAIVERS.name).values()
        self.waivers = {tuple(cells[name] for name in _WAIVED): cells for cells in rows}

    def take_order(self, row: str) -> tuple[Cells | None, Cells | None]:
        """Read an order anew; return it as it was before, and as it is."""
        return self.orders.get(row), self._take(self.orders, ORDERS.name, row)

    def take_account(self, row: str) -> None:
        """Read an account anew."""
        self._take(self.accounts, ACCOUNTS.name, row)

    def orders_of(self, account: str) -> set[str]:
        """Return the orders that take numbers from an account."""
        return {row for row, cells in self.orders.items() if cells["account"] == account}

    def where(self, table: str, row: str) -> Cells:
        """Return the cells of any row, none where it is gone."""
        known = {ACCOUNTS.name: self.accounts, ORDERS.name: self.orders}.get(table)
        return (known.get(row) if known else self._tables.row(table, row)) or {}

    def _all(self, table: str) -> dict[str, Cells]:
        return {row: self._tables.row(table, row) or {} for row in self._tables.ids(table)}

    def _take(self, rows: dict[str, Cells], table: str, row: str) -> Cells | None:
        cells = self._tables.row(table, row)
        if cells is None:
            rows.pop(row, None)
        else:
            rows[row] = cells
        return cells
