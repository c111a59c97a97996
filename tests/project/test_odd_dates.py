"""A date that no port can have, as programs write for "none" and "never", stops nothing."""

import pytest

from portwidgets import Workspace

ENTERED = "2026-12-01"
ODD = [
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
]
ACCOUNT = {
    "carrier": "Tele Eksempel A/S",
    "account_number": "004512309",
    "btn": "67123499",
    "name": "Øre ApS",
    "authorised_person": "Direktøren",
    "street": "Ærøvej 1",
    "postcode": "5000",
    "city": "Odense",
}
CELLS = [
    ("orders", "o0001", "requested_on"),
    ("orders", "o0001", "foc_on"),
    ("orders", "o0001", "loa_signed_on"),
    ("orders", "o0001", "loa_expires_on"),
    ("accounts", "a0001", "invoice_on"),
    ("accounts", "a0001", "cancelled_on"),
    ("numbers", "n0001", "foc_on"),
    ("numbers", "n0002", "ported_at"),
]


@pytest.fixture
def project(tmp_path):
    made = Workspace(tmp_path).create("Kontoret", gaining_carrier="Ny Eksempel Tele A/S")
    made.accounts.add(**ACCOUNT)
    made.orders.add(account="a0001")
    made.numbers.add("67 12 34 00", order="o0001", account="a0001", decision="port")
    made.numbers.add("67 12 34 01", account="a0001", decision="port", status="ported")
    return made


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize(("table", "row", "column"), CELLS)
def test_a_date_that_no_port_can_have_counts_as_none_and_stays_in_its_cell(
    project, table, row, column, text
):
    getattr(project, table).set(row, **{column: ENTERED})
    file = project.path / f"{table}.csv"
    told = file.read_text("utf-8").replace(ENTERED, text).replace(",ported,", ",verified,")
    file.write_text(told, "utf-8")
    project.refresh()
    project.plan.fill_due_dates()
    assert project.check()["o0001"].findings
    assert project.guard.warning()
    for paper in (project.papers.report, project.papers.calendar):
        assert paper("en")
    assert project.papers.run_sheet("o0001", "en")
    for target in ("csv", "xlsx"):
        assert project.export(target).files
    assert len(project.numbers.to_pandas()) == 2
    assert getattr(project, table)[row][column] == text
    assert project.letter("o0001")
