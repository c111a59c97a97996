"""The check is kept up: after any edits it says what a check of everything anew would say."""

import pytest
from domain.orders.preflight.planted import Planted
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.edit import Set
from portwidgets.domain.orders.preflight import Readiness
from portwidgets.domain.schema import TABLES, WAIVERS


@pytest.fixture
def planted():
    planted = Planted()
    planted.account(street="Eksempelvej 1")
    return planted


def waive(planted, finding, reason="The carrier says so", **cells):
    table, row, column = finding.fault.cell
    told = {"rule": finding.code, "order": finding.order, "seen": finding.seen, "reason": reason}
    planted.put(WAIVERS, id="w0001", table=table, row=row, column=column, **{**told, **cells})


def test_a_finding_that_is_set_aside_no_longer_holds_the_order_up_and_keeps_its_reason(planted):
    preflight = planted.preflight()
    assert preflight.report("o0001").readiness is Readiness.NOT_READY
    waive(planted, preflight.report("o0001").findings[0])
    preflight.apply([Set("waivers", "w0001", "reason", "", "x")])
    report = preflight.report("o0001")
    assert report.readiness is Readiness.READY
    assert [finding.waived for finding in report.findings] == ["The carrier says so"]


def test_what_is_set_aside_comes_back_when_its_cell_says_something_else(planted):
    waive(planted, planted.findings()["address_differs"])
    planted.account(street="Eksempelvej 2")
    assert planted.findings()["address_differs"].waived is None


def test_a_waiver_of_another_order_does_not_count(planted):
    waive(planted, planted.findings()["address_differs"], order="o0002")
    assert planted.findings()["address_differs"].holds_up


def test_the_gravest_comes_first_and_what_is_set_aside_last(planted):
    planted.account(internet="yes")
    planted.order(signer="")
    waive(planted, planted.findings()["signer_missing"])
    assert list(planted.findings()) == ["address_differs", "internet_on_account", "signer_missing"]


texts = {
    "numbers": {
        "number": ["+4567123400", "+4567123405", "+4567123450", "x", ""],
        "decision": ["port", "keep", ""],
        "account": ["a0001", "a0002", ""],
        "order": ["o0001", "o0002", ""],
        "status": ["planned", "cancelled"],
        "type": ["fixed_line", "mobile", ""],
        "usage": ["alarm", ""],
        "site": ["Aarhus", ""],
    },
    "accounts": {"btn": ["+4567123400", ""], "name": ["Eksempel A/S", "X"], "carrier": ["Net"]},
    "orders": {
        "account": ["a0001", "a0002"],
        "status": ["draft", "submitted", "cancelled"],
        "remaining": ["keep", ""],
    },
    "sites": {"street": ["Vej 1", ""]},
}
rows = {
    "numbers": [f"n{at + 1:04}" for at in range(12)],
    "accounts": ["a0001", "a0002"],
    "orders": ["o0001", "o0002"],
    "sites": ["s0001"],
}
edits = st.sampled_from(sorted(texts)).flatmap(
    lambda table: st.tuples(
        st.just(table),
        st.sampled_from(rows[table]),
        st.sampled_from(sorted(texts[table])).flatmap(
            lambda column: st.tuples(st.just(column), st.sampled_from(texts[table][column]))
        ),
        st.booleans(),
    )
)


def apply(planted, edit):
    """Set a cell, or let the row go; the row is made where it is not there."""
    table, row, (column, text), goes = edit
    cells = planted.tables[table]
    if goes and row in cells:
        del cells[row]
    else:
        if row not in cells:
            schema = next(each for each in TABLES if each.name == table)
            planted.put(schema, id=row)
        cells[row] = cells[row] | {column: text}
    return Set(table, row, column, "", text)


@given(st.lists(st.lists(edits, min_size=1, max_size=3), max_size=6))
def test_after_any_edits_the_check_says_what_a_new_one_would_say(steps):
    planted = Planted()
    preflight = planted.preflight()
    for step in steps:
        preflight.apply([apply(planted, edit) for edit in step])
        anew = planted.preflight()
        for order in planted.ids("orders"):
            kept, new = preflight.report(order), anew.report(order)
            assert (kept.readiness, kept.status, kept.numbers) == (
                new.readiness,
                new.status,
                new.numbers,
            )
            assert {finding.code for finding in kept.findings} == {
                finding.code for finding in new.findings
            }
