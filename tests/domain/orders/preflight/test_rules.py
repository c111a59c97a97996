"""Every rule of the check, by a project that has its fault and by one that nearly has it."""

import pytest
from domain.orders.preflight import account_faults, date_faults, number_faults, remainder_faults
from domain.orders.preflight.planted import Planted
from domain.orders.preflight.planting import LAST, plant

from portwidgets import catalog
from portwidgets.domain.orders.preflight import Readiness, Severity
from portwidgets.project.telling import Teller

RULES = catalog.rule_book().rules
FAULTS = account_faults.FAULTS | number_faults.FAULTS | remainder_faults.FAULTS | date_faults.FAULTS


def test_the_planted_project_itself_is_ready():
    report = Planted().preflight().report("o0001")
    assert report.findings == ()
    assert (report.readiness, report.status, report.numbers) == (Readiness.READY, "ready", 10)


def test_every_rule_has_a_project_with_the_fault_and_one_that_nearly_has_it():
    assert set(FAULTS) == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_fault_is_found_and_holds_the_order_up_if_it_is_an_error(code):
    report = FAULTS[code][0]().preflight().report("o0001")
    assert code in {finding.code for finding in report.findings}
    if RULES[code].severity is Severity.ERROR:
        assert report.readiness is Readiness.NOT_READY


@pytest.mark.parametrize("code", RULES)
def test_what_nearly_has_the_fault_is_not_accused_of_it(code):
    assert code not in FAULTS[code][1]().findings()


@pytest.mark.parametrize("code", RULES)
def test_a_finding_names_the_cell_to_fix_and_says_in_both_languages_why_and_how(code):
    planted = FAULTS[code][0]()
    finding = planted.findings()[code]
    table, row, column = finding.fault.cell
    if table != "progress":
        assert column in planted.row(table, row)
        assert finding.seen == planted.row(table, row)[column]
    told = {language: Teller(language, "DK").finding(finding) for language in catalog.LANGUAGES}
    for each in told.values():
        assert each.why.endswith(".")
        assert each.how.endswith(".")
        assert "{" not in each.why + each.how
        assert "Word(" not in each.why + each.how
    assert told["da"].why != told["en"].why


@pytest.mark.parametrize(
    "code", [code for code in RULES if "differs" in code or code == "btn_stranded"]
)
def test_a_carriers_own_code_stands_beside_the_finding(code):
    finding = FAULTS[code][0]().findings()[code]
    assert {carrier for carrier, _ in finding.carrier_codes} == {"Telnyx", "Bandwidth"}


@pytest.mark.parametrize(
    "code",
    [
        "address_differs",
        "name_differs",
        "account_number_form",
        "signer_not_authorised",
        "day_weekend",
    ],
)
def test_taking_the_suggestion_settles_the_finding(code):
    planted = FAULTS[code][0]()
    fault = planted.findings()[code].fault
    planted.tables[fault.cell.table][fault.cell.row][fault.cell.column] = fault.suggestion
    assert code not in planted.findings()


def test_the_country_before_a_postcode_is_taken_away_by_the_suggestion():
    planted = plant(account={"postcode": "dk-5000", "invoice_postcode": "dk-5000"})
    fault = planted.findings()["postcode_form"].fault
    assert (fault.suggestion, fault.source) == ("5000", "Danmarks Statistik, POSTNR")


def test_of_a_country_whose_forms_nobody_read_nothing_is_said():
    planted = plant(account={"country": "FR", "postcode": "x", "company_id": "1"})
    assert {"postcode_form", "company_id_form"}.isdisjoint(planted.findings())


def test_the_difference_is_shown_letter_by_letter_with_its_kind():
    finding = FAULTS["name_differs"][0]().findings()["name_differs"]
    assert [(str(piece.side), piece.text) for piece in finding.fault.difference] == [
        ("both", "Eksempel"),
        ("ours", ","),
        ("both", " A/S"),
    ]
    assert "komma" in Teller("da", "DK").finding(finding).why


@pytest.mark.parametrize("status", ["submitted", "foc_confirmed", "completed", "cancelled"])
def test_an_order_that_the_carriers_have_is_not_checked_again(status):
    planted = plant(order={"status": status, "signer": ""}, account={"name": ""})
    number = {"completed": "ported", "cancelled": "planned"}.get(status, status)
    for row in planted.ids("numbers"):
        planted.number(row, status=number)
    report = planted.preflight().report("o0001")
    assert report.findings == ()
    closed = status in ("completed", "cancelled")
    assert report.readiness is (Readiness.CLOSED if closed else Readiness.UNDER_WAY)


def test_a_letter_need_not_state_what_its_order_does_not_move():
    stated = {"loa_numbers": "+4567123400-08"}
    for last in ({"status": "not_portable"}, {"decision": "keep"}):
        assert "loa_numbers_differ" not in plant(numbers={LAST: last}, order=stated).findings()
