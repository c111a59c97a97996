"""The demo project: whole, the same in both languages, nobody's numbers, its mistakes planted."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portwidgets import Workspace, catalog
from portwidgets.domain.cells import read_cell
from portwidgets.domain.inventory import NumberChecks, findings
from portwidgets.domain.numbers import phone_number
from portwidgets.domain.schema import ACCOUNTS, NUMBERS, ORDERS, PROGRESS, TABLES
from portwidgets.domain.table import Kind
from portwidgets.errors import CatalogError

FOLDER = Path(catalog.__file__).parent.parent / "data" / "demo"
TODAY = date(2026, 11, 22)

# The series that the Danish plan holds in reserve, and London's numbers for drama (Ofcom).
NOBODYS = ("+4567", "+4568", "+442079460")


@pytest.fixture(scope="module", params=["da", "en"])
def demo(request):
    return catalog.demo(TODAY, request.param)


def _checks(demo):
    checks = NumberChecks(demo.region)
    for row in demo.rows[NUMBERS.name]:
        checks.set(row["id"], row["number"])
    return checks


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_files_are_written_as_a_project_writes_its_own(table):
    content = (FOLDER / table.file).read_bytes()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
    assert rows[0] == [column.name for column in table.columns]
    assert {len(row) for row in rows} == {len(table.columns)}
    again = io.StringIO()
    csv.writer(again, lineterminator="\n").writerows(rows)
    assert again.getvalue().encode("utf-8") == content


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_has_an_id_of_its_own_and_every_cell_could_have_been_entered(demo, table):
    rows = demo.rows[table.name]
    assert len({row[table.key] for row in rows}) == len(rows)
    for row in rows:
        for column in table.columns:
            text = row[column.name]
            assert not set("{}|") & set(text)
            if column.by_hand and column.kind not in (Kind.TEXT, Kind.PHONE):
                assert (
                    read_cell(column, text, demo.region, {code: code for code in column.choices})
                    == text
                )


def test_the_checklist_is_whole_and_its_steps_exist(demo):
    steps = [row["item"] for row in demo.rows[PROGRESS.name] if not row["section"]]
    own = [row for row in demo.rows[PROGRESS.name] if row["section"]]
    guide = catalog.checklist(demo.region)
    assert steps == [item.id for item in guide.items]
    assert {row["section"] for row in own} <= {section.id for section in guide.sections}


def test_some_steps_are_done_some_due_one_late_and_one_does_not_apply(demo):
    rows = demo.rows[PROGRESS.name]
    states = Counter(row["state"] for row in rows)
    assert states["done"] >= 6
    assert states["not_applicable"] == 1
    due = [date.fromisoformat(row["due"]) for row in rows if row["due"]]
    assert min(due) < TODAY < max(due)
    assert all(row["changed_at"] and row["changed_by"] for row in rows if row["state"] != "open")


def test_accounts_and_orders_that_are_named_exist(demo):
    accounts = {row["id"] for row in demo.rows[ACCOUNTS.name]}
    orders = {row["id"]: row["account"] for row in demo.rows[ORDERS.name]}
    assert len(accounts) == 3
    assert set(orders.values()) <= accounts
    for row in demo.rows[NUMBERS.name]:
        assert row["account"] in accounts | {""}
        assert row["order"] == "" or orders[row["order"]] == row["account"]
    assert {row["status"] for row in demo.rows[ORDERS.name]} == {"completed", "exception", "draft"}


def test_every_number_that_could_ring_is_nobodys(demo):
    cells = [row["number"] for row in demo.rows[NUMBERS.name]]
    cells += [row["btn"] for row in demo.rows[ACCOUNTS.name]]
    numbers = [found.e164 for cell in cells if (found := phone_number.parse(cell, demo.region))]
    assert len(numbers) > 40
    assert all(number.startswith(NOBODYS) for number in numbers)


def test_the_mistakes_in_it_are_found_and_no_others(demo):
    rows = demo.rows[NUMBERS.name]
    checks = _checks(demo)
    found = findings(checks, ((row["id"], row["decision"]) for row in rows))
    by_id = {row["id"]: row for row in rows}
    told = {one.code: [by_id[row]["number"] for row in one.rows] for one in found}
    assert told == {
        "number.found_invalid": ["67 88 10 4", "4,57E+09", "12 34 56 78"],
        "number.found_duplicates": ["+4567123405", "67 12 34 05"],
        "number.found_undecided": ["+4567123403", "+4567881042", "+4567881043"],
    }
    problems = [checks.problem(row["id"]) for row in rows if "E+" in row["number"]]
    assert problems == ["number.digits_lost"]


def test_a_main_number_is_kept_though_its_account_is_ported(demo):
    decisions = {row["number"]: row["decision"] for row in demo.rows[NUMBERS.name]}
    kept = [row["id"] for row in demo.rows[ACCOUNTS.name] if decisions[row["btn"]] == "keep"]
    ported = {row["account"] for row in demo.rows[NUMBERS.name] if row["decision"] == "port"}
    assert kept == ["a0003"]
    assert "a0003" in ported


def test_numbers_stand_at_several_statuses(demo):
    statuses = Counter(row["status"] for row in demo.rows[NUMBERS.name])
    assert len(statuses) >= 6
    assert 38 <= statuses.total() <= 45


# --- how it came about ------------------------------------------------------------------------

ROLES = {"IT", "Økonomi", "Finance", "Ledelsen", "Management", "Reception"}


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_changes_lead_to_what_stands_there_and_the_history_tells_them(language, tmp_path):
    demo = catalog.demo(TODAY, language)
    project = Workspace(tmp_path).demo(language=language, today=TODAY)
    told = [(change.at, change.by, change.ops) for change in project.history()]
    assert told == [(change.at, change.by, change.ops) for change in demo.changes]
    for table in TABLES:
        rows = getattr(project, table.name, None)
        if rows is not None:
            assert [dict(row) for row in rows] == demo.rows[table.name]
    assert project.contradictions == {}


def test_the_changes_are_of_the_last_weeks_in_order_and_by_roles(demo):
    moments = [change.at for change in demo.changes]
    assert moments == sorted(moments)
    assert moments[0] < f"{TODAY.isoformat()}T" > moments[-1]
    assert {change.by for change in demo.changes} <= ROLES
    assert 10 <= len(demo.changes) <= 25
    assert {op.table for change in demo.changes for op in change.ops} >= {
        "progress",
        "accounts",
        "orders",
        "numbers",
        "tests",
    }


def test_a_change_that_does_not_lead_to_the_rows_is_found(demo):
    first = demo.changes[0]
    wrong = replace(first, ops=(replace(first.ops[0], after="open"), *first.ops[1:]))
    with pytest.raises(CatalogError, match="history"):
        replace(demo, changes=(wrong,)).rows_before()


def test_numbers_and_decisions_do_not_depend_on_the_language():
    danish, english = (
        catalog.demo(TODAY, language).rows[NUMBERS.name] for language in ("da", "en")
    )
    told = {"user", "destination", "note", "source"}
    for one, other in zip(danish, english, strict=True):
        assert {name for name in one if one[name] != other[name]} <= told
    assert any(one["user"] != other["user"] for one, other in zip(danish, english, strict=True))
