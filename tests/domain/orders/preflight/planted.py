"""A project that is ready to submit, in memory, to plant a fault in."""

from datetime import date

from portwidgets import catalog
from portwidgets.domain.orders.cohort import Traits
from portwidgets.domain.orders.preflight import Preflight, Setting
from portwidgets.domain.schema import ACCOUNTS, NUMBERS, ORDERS, TABLES

TODAY = date(2026, 11, 24)  # a Tuesday

ACCOUNT = {
    "id": "a0001",
    "carrier": "Tele Eksempel A/S",
    "account_number": "004512309",
    "btn": "+4567123400",
    "name": "Eksempel A/S",
    "authorised_person": "Direktøren",
    "street": "Eksempelvej 1, st.",
    "postcode": "5000",
    "city": "Odense C",
    "country": "DK",
    "invoice_on": "2026-11-23",  # a day old: it serves thirty days
    "invoice_name": "Eksempel A/S",
    "invoice_street": "Eksempelvej 1, st.",
    "invoice_postcode": "5000",
    "invoice_city": "Odense C",
}
ORDER = {
    "id": "o0001",
    "account": "a0001",
    "status": "draft",
    "requested_on": "2026-12-22",  # four weeks ahead, a Tuesday
    "signer": "Direktøren",
    "loa_signed_on": "2026-11-20",
}
NUMBER = {
    "type": "fixed_line",
    "decision": "port",
    "status": "planned",
    "account": "a0001",
    "order": "o0001",
}


class Planted:
    """A project of one account, one order and ten numbers, which nothing is wrong with."""

    def __init__(self, *, carrier="Ny Tele", region="DK", today=TODAY):
        self.carrier, self.region, self.today = carrier, region, today
        self.tables = {table.name: {} for table in TABLES}
        self.open_steps = []
        self.pins = set()
        self.put(ACCOUNTS, **ACCOUNT)
        self.put(ORDERS, **ORDER)
        for at in range(10):
            self.number(f"n{at + 1:04}", f"+456712340{at}")

    def put(self, table, /, **cells):
        row = {column.name: "" for column in table.columns} | self.tables[table.name].get(
            cells["id"], {}
        )
        self.tables[table.name][cells["id"]] = row | cells

    def number(self, row, number="", **cells):
        known = self.tables["numbers"].get(row)
        told = cells if known else {**NUMBER, **cells}
        self.put(NUMBERS, id=row, **({"number": number} if number else {}), **told)

    def account(self, **cells):
        self.put(ACCOUNTS, id=cells.pop("id", "a0001"), **cells)

    def order(self, **cells):
        self.put(ORDERS, id=cells.pop("id", "o0001"), **cells)

    # --- what the check asks for ---

    def ids(self, table):
        return list(self.tables[table])

    def row(self, table, row):
        return self.tables[table].get(row)

    def numbers(self):
        for row, cells in self.tables["numbers"].items():
            yield row, cells["number"], tuple(cells[name] for name in Traits._fields)

    def setting(self):
        return Setting(
            region=self.region,
            gaining_carrier=self.carrier,
            today=self.today,
            carriers=catalog.carriers(),
            times=catalog.times(),
            forms=catalog.written_forms(),
            book=catalog.rule_book(),
            critical_open=lambda: self.open_steps,
            has_pin=lambda table, row: (table, row) in self.pins,
        )

    def preflight(self):
        preflight = Preflight(self, self.setting())
        preflight.load()
        return preflight

    def findings(self, order="o0001"):
        return {finding.code: finding for finding in self.preflight().report(order).findings}
