"""The check and the splitter of a project: kept up with edits, files, PINs and the checklist."""

from datetime import date

import pytest

from portwidgets import Workspace
from portwidgets.domain.orders.preflight import Readiness
from portwidgets.errors import Refused


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", gaining_carrier="Ny Tele", user="IT")
    project.checking.today = lambda: date(2026, 11, 24)
    address = {"street": "Vej 1", "postcode": "5000", "city": "Odense C"}
    project.accounts.add(
        carrier="Tele",
        account_number="4512309",
        btn="67 12 34 00",
        name="Eksempel A/S",
        invoice_name="Eksempel A/S",
        authorised_person="Direktøren",
        invoice_on="2026-11-23",
        **address,
        **{f"invoice_{name}": text for name, text in address.items()},
    )
    project.numbers.add_range("67 12 34 00-09", decision="port", account="a0001", type="fixed_line")
    return project


def split(project, carrier=""):
    return project.apply_split(project.split_orders(carrier))


def codes(project, order="o0001"):
    return {finding.code for finding in project.check(order)[order].findings}


def critical(project):
    return [step.id for step in project.checklist if step.item.critical]


def test_a_proposal_changes_nothing_and_applying_it_is_one_step_to_undo(project):
    proposal = project.split_orders()
    assert [len(order.numbers) for order in proposal.plan.orders] == [10]
    assert len(project.orders) == 0
    project.apply_split(proposal)
    assert set(project.numbers.column("order")) == {"o0001"}
    assert project.orders["o0001"].gaining_carrier == "Ny Tele"
    project.undo()
    assert len(project.orders) == 0
    assert set(project.numbers.column("order")) == {""}


def test_applying_it_again_changes_nothing(project):
    split(project)
    assert project.split_orders().moves == 0
    assert split(project).change is None


def test_orders_that_were_submitted_stay_as_they_are(project):
    split(project)
    project.orders.set("o0001", status="submitted")
    project.numbers.add("67 12 34 20", decision="port", account="a0001", type="fixed_line")
    proposal = project.split_orders()
    assert proposal.untouched == ("o0001",)
    project.apply_split(proposal)
    assert project.numbers.column("order") == ["o0001"] * 10 + ["o0002"]


def test_a_number_that_cannot_be_put_into_an_order_is_named_with_its_reason(project):
    project.numbers.add("67 12 34 0", decision="port", account="a0001")
    project.numbers.add("67 12 34 05", decision="port", account="a0001")
    project.numbers.add("67 12 34 30", decision="port")
    project.numbers.add("67 12 34 31", decision="port", account="a0009")
    project.numbers.add("67 12 34 32", decision="keep", account="a0001")
    told = {out.row: out.code for out in project.split_orders().left_out}
    assert told == {
        "n0011": "split.out_not_valid",
        "n0012": "split.out_double",
        "n0013": "split.out_no_account",
        "n0014": "split.out_no_such_account",
    }


def test_a_number_that_a_submitted_order_has_comes_into_no_other(project):
    project.numbers.add("67 12 34 40", decision="port", account="a0001")
    order = project.orders.add(account="a0001")
    project.numbers.add("67 12 34 40", decision="port", account="a0001", order=order.id)
    project.orders.set(order.id, status="submitted")
    told = {out.row: out.code for out in project.split_orders().left_out}
    assert told == {"n0011": "split.out_double"}
    project.orders.set(order.id, status="cancelled")
    assert project.split_orders().left_out == ()


def test_somebody_elses_edit_in_between_undoes_the_whole_split(project, tmp_path):
    proposal = project.split_orders()
    other = Workspace(tmp_path).open("Nordlys", user="Sales")
    other.numbers.set("n0003", order="o0007")
    with pytest.raises(Refused):
        project.apply_split(proposal)
    assert len(project.orders) == 0
    assert project.numbers.column("order") == ["", "", "o0007", *[""] * 7]


def test_from_the_invoice_to_ready(project):
    split(project)
    assert project.check()["o0001"].readiness is Readiness.NOT_READY
    project.orders.set(
        "o0001", requested_on="2026-12-22", signer="Direktøren", loa_signed_on="2026-11-24"
    )
    assert codes(project) == {"step_open"}
    for step in critical(project):
        project.checklist.tick(step)
    report = project.check()["o0001"]
    assert (report.readiness, report.status) == (Readiness.READY, "ready")
    assert project.orders["o0001"].status == "draft"  # computed, never written


def test_the_answer_follows_what_a_colleague_writes_into_the_files(project, tmp_path):
    split(project)
    assert "name_differs" not in codes(project)
    path = tmp_path / "Nordlys" / "accounts.csv"
    path.write_bytes(path.read_bytes().replace(b"Eksempel A/S", b"Eksempel AS", 1))
    project.refresh()
    assert "name_differs" in codes(project)


def test_a_pin_that_is_kept_settles_its_finding_at_once(project):
    split(project)
    project.accounts.set("a0001", country="US", btn="+12025550100")
    project.numbers.set("n0001", number="+12025550100", type="mobile")
    assert "pin_missing" in codes(project)
    project.secrets.set("accounts", "a0001", "port_out_pin", "1234")
    assert "pin_missing" not in codes(project)


def test_the_answer_changes_with_the_day(project):
    split(project)
    project.orders.set("o0001", requested_on="2026-12-22")
    assert "day_past" not in codes(project)
    project.checking.today = lambda: date(2026, 12, 22)
    assert "day_past" in codes(project)


def test_setting_a_finding_aside_needs_a_reason_and_can_be_undone(project):
    split(project)
    project.accounts.set("a0001", street="Vej 2")
    finding = next(f for f in project.check()["o0001"].findings if f.code == "address_differs")
    with pytest.raises(Refused):
        project.checking.set_aside(finding, " ")
    project.checking.set_aside(finding, "The carrier has corrected it")
    aside = next(f for f in project.check()["o0001"].findings if f.code == "address_differs")
    assert (aside.waived, aside.waived_by) == ("The carrier has corrected it", "IT")
    project.checking.take_up(aside)
    assert project.check()["o0001"].findings[0].waived is None


def test_a_step_that_the_data_proves_is_offered_and_never_ticked(project):
    split(project)
    offered = {step.item for step in project.checking.proven_steps()}
    assert {"gather_account_information", "verify_service_address", "list_numbers"} <= offered
    assert "verify_signer" not in offered
    assert project.checklist.progress().done == 0
    project.checklist.tick("list_numbers")
    assert "list_numbers" not in {step.item for step in project.checking.proven_steps()}


def test_nothing_is_proven_while_a_number_waits_for_its_order(project):
    split(project)
    project.numbers.add("67 12 34 30", decision="port", account="a0001", type="fixed_line")
    assert project.checking.proven_steps() == []


def test_numbers_on_no_account_are_put_on_one_unless_they_name_another(project):
    project.numbers.add("67 12 34 30", decision="port")
    project.numbers.add("67 12 34 31", decision="port", account="451 2309")
    project.numbers.add("67 12 34 32", decision="port", account="99")
    assert project.checking.without_account() == ["n0011", "n0012", "n0013"]
    project.checking.put_on("a0001")
    assert project.numbers.column("account")[10:] == ["a0001", "a0001", "99"]
    project.undo()
    assert project.numbers.column("account")[10:] == ["", "451 2309", "99"]
    with pytest.raises(Refused):
        project.checking.put_on("a0009")


def test_many_numbers_are_understood_like_few(tmp_path):
    project = Workspace(tmp_path).create("Many", user="IT")
    texts = [f"67 13 {at // 100:02} {at % 100:02}" for at in range(1_100)]
    project.accounts.add(carrier="Tele", btn=texts[0])
    project.numbers.add_rows(
        {"number": text, "decision": "port", "account": "a0001"} for text in (*texts, "67 1", "")
    )
    proposal = project.split_orders()
    assert [len(order.numbers) for order in proposal.plan.orders] == [1_100]
    assert {out.code for out in proposal.left_out} == {"split.out_not_valid"}
