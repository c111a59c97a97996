"""The pre-flight check of 20,000 numbers in 50 orders, from loaded rows, and the order splitter.

Against a plain Python pass that reads every field of every row of the same tables once, from rows
that are dicts in memory. Warm is a check in a session that has seen the numbers; cold is the first
one, which asks the numbering plan about each number.
"""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from figures import Figure, How
from inventory import temporary
from stage import Settings

from portwidgets import catalog
from portwidgets.domain.edit import Set
from portwidgets.project import Project
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.workspace_folder import WorkspaceFolder

NUMBERS, ORDERS, ACCOUNTS = 20_000, 50, 10
TABLES = ("progress", "numbers", "accounts", "orders", "sites", "waivers")
TIMES_PAIRS = 3
WARM_UP = 2


def figures(given: Settings) -> Iterator[Figure]:
    """Yield the figures."""
    with temporary(given.folder) as folder:
        project = make_project(Path(folder))
        rows = loaded(project)
        cold = milliseconds(project.check)
        preflight = project.checking.fresh()
        assert sum(report.numbers for report in project.check().values()) == NUMBERS
        plain, full, again, splits = [], [], [], []
        for turn in range(given.pairs * TIMES_PAIRS + WARM_UP):
            plain.append(milliseconds(partial(read_all, rows)))
            full.append(milliseconds(partial(check_all, preflight)))
            op = edit(project, turn)
            again.append(milliseconds(partial(check_again, preflight, op)))
            splits.append(milliseconds(project.split_orders))
        yield Figure(
            name=f"{NUMBERS:,} numbers in {ORDERS} orders, a full check",
            ours=full[WARM_UP:],
            other=plain[WARM_UP:],
            against="a plain pass that reads every field of every row once",
            how=How.TIMES,
            most=3.0,
            digits=1,
        )
        yield Figure(
            name="    checked again after one edit", ours=again[WARM_UP:], most=50, digits=1
        )
        yield Figure(name="    the first check, cold", ours=[cold], digits=0)
        yield Figure(name="    split into orders", ours=splits[WARM_UP:], most=1_000, digits=0)


def check_all(preflight) -> None:
    preflight.load()
    preflight.reports()


def check_again(preflight, op) -> None:
    preflight.apply([op])
    preflight.reports()


def read_all(rows: list[dict[str, str]]) -> int:
    """Read every field of every row once."""
    read = 0
    for row in rows:
        for column in row:
            text = row[column]
            read += len(text)
    return read


def loaded(project: Project) -> list[dict[str, str]]:
    tables = (project._folder.table(name) for name in TABLES)
    return [table.row(row) for table in tables for row in table.ids()]


def edit(project: Project, turn: int) -> Set:
    """Make an edit that concerns an order and its account, and return it."""
    row = f"n{NUMBERS // 2 + turn:04}"
    project._folder.commit([Set("numbers", row, "decision", "port", "keep")], by="benchmark")
    return Set("numbers", row, "decision", "port", "keep")


def make_project(folder: Path) -> Project:
    """Write a project with faults of several kinds in each order."""
    steps = [{"item": item.id, "state": "open"} for item in catalog.checklist("DK").items]
    meta = Meta(title="Orders", region="DK", language="en", gaining_carrier="Ny Tele")
    rows = {
        "progress": steps,
        "numbers": map(number, range(NUMBERS)),
        "accounts": map(account, range(ACCOUNTS)),
        "orders": map(order, range(ORDERS)),
    }
    return Project(WorkspaceFolder(folder).create(meta, rows, name="orders"))


def number(place: int) -> dict[str, str]:
    """Return a row; numbers of an order are consecutive and nobody's."""
    at_order = place * ORDERS // NUMBERS
    return {
        "id": f"n{place:04}",
        "number": f"+45{67_000_000 + place}",
        "type": ("fixed_line", "mobile", "")[place // 7_000],
        "usage": ("user", "user", "queue", "fax", "alarm")[place % 5],
        "decision": "port",
        "status": "planned",
        "account": f"a{at_order * ACCOUNTS // ORDERS:04}",
        "order": f"o{at_order:04}",
        "site": f"Site {place // 200}",
        "user": f"User {place}",
        "destination": f"Extension {place % 9_000 + 1000}",
        "note": "On the bill" if place % 10 == 0 else "",
        "source": f"Invoice page {place // 50 + 1}",
    }


def account(place: int) -> dict[str, str]:
    address = {"street": f"Vej {place}", "postcode": "5000", "city": "Odense C"}
    return {
        "id": f"a{place:04}",
        "carrier": f"Tele {place}",
        "account_number": f"{45_000 + place}",
        "btn": f"+45{67_000_000 + place * NUMBERS // ACCOUNTS}",
        "name": "Eksempel A/S",
        "invoice_name": "Eksempel ApS",
        "authorised_person": "The managing director",
        "invoice_on": "2026-11-01",
        **address,
        **{f"invoice_{name}": text for name, text in address.items()},
    }


def order(place: int) -> dict[str, str]:
    return {
        "id": f"o{place:04}",
        "account": f"a{place * ACCOUNTS // ORDERS:04}",
        "gaining_carrier": "Ny Tele",
        "status": "draft",
        "requested_on": "2026-12-22",
        "signer": "The managing director",
        "loa_signed_on": "2026-11-20",
    }


def milliseconds(call) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000
