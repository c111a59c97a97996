"""Accounts, orders and sites are edited like the numbers, each in its own file."""

import disk
import pytest

from portwidgets import Workspace
from portwidgets.errors import Refused


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path).create("Nordlys", gaining_carrier="Ny Tele", user="IT")


def test_an_account_keeps_the_invoices_text_letter_by_letter_and_its_number_as_e164(project):
    added = project.accounts.add(carrier="Tele", btn="67 12 34 00", invoice_name=" Eksempel, ApS ")
    assert (added.id, added.btn, added.invoice_name) == ("a0001", "+4567123400", " Eksempel, ApS ")
    assert disk.rows(project, "accounts")[0]["invoice_name"] == " Eksempel, ApS "


def test_a_new_order_is_a_draft_for_the_projects_gaining_carrier(project):
    assert project.orders.add(account="a0001").status == "draft"
    assert project.orders.add(gaining_carrier="Other").gaining_carrier == "Other"
    assert disk.rows(project, "orders")[0]["gaining_carrier"] == "Ny Tele"


def test_nobody_says_that_an_order_is_ready(project):
    order = project.orders.add()
    with pytest.raises(Refused, match="ready"):
        project.orders.set(order.id, status="ready")
    assert project.orders[order.id].status == "draft"


def test_each_edit_is_one_step_to_undo_whatever_its_table(project):
    site = project.sites.add(site="Aarhus", postcode="8000")
    project.sites.set(site.id, postcode="8200", city="Aarhus N")
    project.undo()
    assert project.sites[site.id].postcode == "8000"
    project.undo()
    assert len(project.sites) == 0
    project.redo()
    assert project.sites[site.id].site == "Aarhus"
