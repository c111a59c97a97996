"""The panel of orders: what it tells, and that what is done in it is on disk."""

import json

import disk
import pytest
from wire import Wire

from portwidgets import OrderPanel, OrdersPage, OrderTable, RecordTable, Workspace
from portwidgets.errors import Refused


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path).demo(language="en")


@pytest.fixture
def panel(project):
    return OrderPanel(project)


@pytest.fixture
def wire(panel):
    return Wire(panel)


def order(panel, name):
    return next(each for each in panel._state["orders"] if each["order"] == name)


def finding(panel, name, code):
    return next(each for each in order(panel, name)["findings"] if each["code"] == code)


# --- answers -----------------------------------------------------------------------------------


def test_each_order_has_one_answer_and_only_opened_ones_tell_their_findings(panel, wire):
    assert [each["readiness"] for each in panel._state["orders"]] == [
        "closed",
        "not_ready",
        "not_ready",
    ]
    assert (panel._state["ready"], panel._state["waiting"]) == (0, 2)
    assert order(panel, "o0003")["findings"] == []
    assert wire.ask("open", order="o0003", shown=True)["ok"]
    assert finding(panel, "o0003", "address_differs")["suggestion"] == "Eksempelvej 1, st."
    wire.ask("open", order="o0003", shown=False)
    assert order(panel, "o0003")["findings"] == []


def test_taking_a_suggestion_writes_the_cell_and_settles_the_finding(project, panel, wire):
    wire.ask("open", order="o0003", shown=True)
    key = finding(panel, "o0003", "account_number_form")["key"]
    assert wire.ask("take_suggestion", key=key)["ok"]
    assert disk.rows_by("id", project, "accounts")["a0001"]["account_number"] == "004512309"
    assert wire.ask("take_suggestion", key=key)["code"] == "order_panel.settled"


def test_setting_aside_needs_a_reason_is_kept_and_can_be_taken_back(project, panel, wire):
    wire.ask("open", order="o0003", shown=True)
    key = finding(panel, "o0003", "address_differs")["key"]
    errors = order(panel, "o0003")["errors"]
    assert wire.ask("set_aside", key=key, reason=" ")["code"] == "project.no_reason"
    assert wire.ask("set_aside", key=key, reason="The carrier has corrected it")["ok"]
    [waiver] = disk.rows_by("id", project, "waivers").values()
    assert (waiver["rule"], waiver["seen"]) == ("address_differs", "Eksempelvej 1")
    assert order(panel, "o0003")["errors"] == errors - 1
    assert finding(panel, "o0003", "address_differs")["waived"] == "The carrier has corrected it"
    assert wire.ask("take_up", key=key)["ok"]
    assert disk.rows_by("id", project, "waivers") == {}


def test_a_proposal_is_shown_with_its_reasons_and_changes_nothing_until_it_is_used(
    project, panel, wire
):
    before = disk.rows_by("id", project, "numbers")
    assert wire.ask("split", carrier="")["ok"]
    proposal = panel._state["proposal"]
    assert [each["order"] for each in proposal["orders"]] == ["", "o0003", ""]
    assert all(each["why"] for each in proposal["orders"])
    assert proposal["untouched"] == 2
    assert disk.rows_by("id", project, "numbers") == before
    assert wire.ask("apply_split")["orders"] == 3
    assert len(disk.rows_by("id", project, "orders")) == 5
    assert panel._state.get("proposal") is None
    assert wire.ask("apply_split")["code"] == "order_panel.no_proposal"


def test_the_rules_are_those_of_the_carrier_that_is_asked_for(panel, wire):
    wire.ask("split", carrier="Microsoft Teams")
    assert panel._state["proposal"]["rules"] == "Microsoft Teams"
    assert panel._state["proposal"]["limit"] == 999
    wire.ask("drop_split")
    assert panel._state.get("proposal") is None


def test_a_change_by_others_and_another_language_are_shown(project, panel):
    project.accounts.set("a0001", invoice_street="Eksempelvej 1")
    assert order(panel, "o0003")["errors"] == 11
    panel.language = "da"
    assert panel._texts["title"] == "Klar til indsendelse?"
    assert order(panel, "o0003")["status"] == "Kladde"


def test_the_panel_says_that_a_pin_is_kept_and_never_which(project, panel):
    project.secrets.set("accounts", "a0001", "port_out_pin", "8642")
    assert panel._state["secrets"] == {"a0001": ["port_out_pin"]}
    assert "8642" not in json.dumps(panel._state)


def test_numbers_on_no_account_are_put_on_one_in_a_step(project, panel, wire):
    assert panel._state["loose"] == []  # those on no account stay where they are, or end
    project.numbers.add("67 12 34 90", decision="port")
    assert [each["count"] for each in panel._state["loose"]] == [3, 3, 3]
    assert wire.ask("put_on", account="a0002")["count"] == 3
    assert panel._state["loose"] == []


def test_a_finding_leads_to_its_cell(project):
    asked = []
    panel = OrderPanel(project, lambda *given: asked.append(given))
    wire = Wire(panel)
    wire.ask("open", order="o0003", shown=True)
    wire.ask("show_cell", key=finding(panel, "o0003", "undecided")["key"])
    [(cell, rows, label)] = asked
    assert (cell, rows) == (("numbers", "n0004", "decision"), ("n0004",))
    assert label == "1 number of the account awaits a decision."


# --- tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["accounts", "orders", "sites"])
def test_a_table_opens_is_edited_and_saved_like_the_numbers(project, table):
    widget = RecordTable(project, table)
    wire = Wire(widget)
    assert wire.ask("open")["complete"]
    [added] = wire.ask("add")["added"]
    row = added if isinstance(added, str) else added[0]
    column = "note" if table != "accounts" else "name"
    assert wire.ask("set", row=row, column=column, text="Ny", before="")["changed"] == 1
    assert disk.rows_by("id", project, table)[row][column] == "Ny"
    assert wire.ask("set", row=row, column=column, text="x", before="other")["conflicts"]
    wire.ask("select", rows=[row])
    assert widget.selection == (row,)
    assert wire.ask("delete", rows=[row])["deleted"] == 1
    assert row not in disk.rows_by("id", project, table)
    assert wire.ask("undo")["added"]


def test_a_block_with_headings_in_either_language_goes_to_their_columns(project):
    wire = Wire(RecordTable(project, "accounts"))
    block = [["Udbyder", "Account number", "Navn på fakturaen"], ["Tele", "0012", "Firma ApS"]]
    wire.ask("paste", rows=[], columns=["note"], block=block, at_end=True)
    row = disk.rows_by("id", project, "accounts")["a0004"]
    assert (row["carrier"], row["account_number"]) == ("Tele", "0012")
    assert row["invoice_name"] == "Firma ApS"


def test_there_is_no_table_of_secrets_or_history(project):
    for name in ("waivers", "history", "secrets"):
        with pytest.raises(Refused):
            RecordTable(project, name)


def test_the_table_of_orders_offers_the_accounts_and_says_what_is_ready(project):
    table = OrderTable(project)
    wire = Wire(table)
    wire.ask("open")
    account = next(each for each in table._state["columns"] if each["name"] == "account")
    assert [each["code"] for each in account["choices"]] == ["a0001", "a0002", "a0003"]
    for found in project.check("o0003")["o0003"].findings:
        if found.holds_up:
            project.checking.set_aside(found, "Tried out")
    ops = [op for each in wire.customs if each.get("event") == "patch" for op in each["ops"]]
    assert ["s", "o0003", "~status", "ready"] in ops
    assert disk.rows_by("id", project, "orders")["o0003"]["status"] == "draft"


def test_the_page_sends_a_person_to_its_own_tables_or_to_another_page(project):
    asked = []
    page = OrdersPage(project, elsewhere=lambda *given: asked.append(given))
    wire = Wire(page.children[0])
    wire.ask("open", order="o0003", shown=True)
    panel, accounts = page.children[0], page.children[1]
    wire.ask("show_cell", key=finding(panel, "o0003", "address_differs")["key"])
    assert accounts._state["pointed"]["rows"] == ["a0001"]
    assert accounts._state["pointed"]["column"] == "street"
    wire.ask("show_cell", key=finding(panel, "o0003", "undecided")["key"])
    wire.ask("show_cell", key=finding(panel, "o0003", "step_open")["key"])
    assert [given[0] for given in asked] == ["numbers", "checklist"]
    page.language = "da"
    assert {widget.language for widget in page.children} == {"da"}
    page.close()
