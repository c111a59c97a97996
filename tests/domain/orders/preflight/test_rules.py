"""Every rule of the check, by a project that has its fault and by one that nearly has it."""

import pytest
from domain.orders.preflight.planted import TODAY, Planted

from portwidgets import catalog
from portwidgets.domain.orders.preflight import Readiness, Severity
from portwidgets.domain.schema import SITES
from portwidgets.project.telling import Teller

RULES = catalog.rule_book().rules


def each_row(put):
    """Return what changes several rows: `put` is called with each and its cells."""

    def change(planted, rows):
        for row, cells in rows.items():
            put(planted, row, cells)

    return change


def without(planted, rows):
    for row in rows:
        del planted.tables["numbers"][row]


def with_others(planted, rows):
    for kind, cells in rows:
        getattr(planted, kind)(**cells)


CHANGES = {
    "account": lambda planted, cells: planted.account(**cells),
    "order": lambda planted, cells: planted.order(**cells),
    "numbers": each_row(lambda planted, row, cells: planted.number(row, **cells)),
    "sites": each_row(lambda planted, row, cells: planted.put(SITES, id=row, **cells)),
    "others": with_others,
    "steps": lambda planted, steps: setattr(planted, "open_steps", steps),
    "pins": lambda planted, pins: setattr(planted, "pins", set(pins)),
    "gone": without,
}


def plant(**how):
    """Return a planted project with some of it changed: see CHANGES."""
    made = {name: how.pop(name) for name in ("carrier", "region", "today") if name in how}
    planted = Planted(**made)
    for name, change in how.items():
        CHANGES[name](planted, change)
    return planted


def us(**how):
    """The same project in the United States, of mobile numbers."""
    numbers = {
        f"n{at + 1:04}": {"number": f"+1202555010{at}", "type": "mobile"} for at in range(10)
    }
    account = {"country": "US", "btn": "+12025550100", **how.pop("account", {})}
    changed = how.pop("numbers", {})
    numbers = {row: {**cells, **changed.get(row, {})} for row, cells in numbers.items()}
    return plant(region="US", account=account, numbers=numbers, **how)


def stays(*rows, **cells):
    return {row: {"decision": "keep", "order": "", **cells} for row in rows}


LAST = "n0010"
KEEP_LAST = {"numbers": stays(LAST), "order": {"remaining": "keep", "new_btn": "+4567123409"}}
OTHER_ACCOUNT = ("account", {"id": "a0002", "carrier": "Net", "btn": "+4567881040"})
OTHER_ORDER = ("order", {"id": "o0002", "account": "a0001", "status": "draft"})
TWIN = ("number", {"row": "n0011", "number": "+4567123405", "order": "o0002"})
ALL_FREE = {f"n{at + 1:04}": {"number": f"+458010203{at}", "type": "toll_free"} for at in range(10)}

# For each rule: what has the fault, and what nearly has it.
CASES = {
    "states_contradict": (
        lambda: plant(numbers={LAST: {"status": "submitted"}}),
        lambda: plant(numbers={LAST: {"status": "planned"}}),
    ),
    "account_missing": (
        lambda: plant(order={"account": ""}),
        lambda: plant(order={"account": "a0001"}),
    ),
    "account_unknown": (
        lambda: plant(order={"account": "a0009"}),
        lambda: plant(others=[OTHER_ACCOUNT], order={"account": "a0002"}),
    ),
    "order_empty": (
        lambda: plant(gone=[f"n{at + 1:04}" for at in range(10)]),
        lambda: plant(gone=[f"n{at + 1:04}" for at in range(1, 10)]),
    ),
    "address_missing": (
        lambda: plant(account={"street": "  "}),
        lambda: plant(account={"street": "1", "invoice_street": "1"}),
    ),
    "address_differs": (
        lambda: plant(account={"street": "Eksempelvej 1"}),
        lambda: plant(account={"street": "Eksempelvej 1", "invoice_street": "Eksempelvej 1"}),
    ),
    "address_not_compared": (
        lambda: plant(account={"invoice_city": ""}),
        lambda: plant(account={"city": "Odense", "invoice_city": "Odense"}),
    ),
    "postcode_form": (
        lambda: plant(account={"postcode": "500", "invoice_postcode": "500"}),
        lambda: plant(account={"postcode": "0800", "invoice_postcode": "0800"}),
    ),
    "company_id_form": (
        lambda: plant(account={"company_id": "13748137"}),  # the check digit is one too high
        lambda: plant(account={"company_id": "DK 13-74-81-36"}),
    ),
    "postcode_missing": (
        lambda: plant(account={"postcode": ""}),
        lambda: plant(account={"postcode": "0000", "invoice_postcode": "0000"}),
    ),
    "postcode_differs": (
        lambda: plant(account={"postcode": "5001"}),
        lambda: plant(account={"postcode": "5001", "invoice_postcode": "5001"}),
    ),
    "postcode_not_compared": (
        lambda: plant(account={"invoice_postcode": ""}),
        lambda: plant(account={"invoice_city": ""}),
    ),
    "name_missing": (
        lambda: plant(account={"name": ""}),
        lambda: plant(account={"name": "X", "invoice_name": "X"}),
    ),
    "name_differs": (
        lambda: plant(account={"name": "Eksempel, A/S"}),
        lambda: plant(account={"name": "Eksempel, A/S", "invoice_name": "Eksempel, A/S"}),
    ),
    "name_not_compared": (
        lambda: plant(account={"invoice_name": " "}),
        lambda: plant(account={"invoice_street": " "}),
    ),
    "account_number_missing": (
        lambda: plant(account={"account_number": ""}),
        lambda: plant(account={"account_number": "0"}),
    ),
    "account_number_form": (
        lambda: plant(account={"account_number": "0045-12309"}),
        lambda: plant(account={"account_number": "DK004512309"}),
    ),
    "account_number_is_phone": (
        lambda: plant(account={"account_number": "67123400"}),
        lambda: plant(account={"account_number": "67123499"}),
    ),
    "pin_missing": (
        us,
        lambda: us(pins=[("accounts", "a0001")]),
    ),
    "signer_missing": (
        lambda: plant(order={"signer": ""}),
        lambda: plant(order={"signer": "Direktøren "}),
    ),
    "signer_not_authorised": (
        lambda: plant(order={"signer": "Regnskabschefen"}),
        lambda: plant(
            order={"signer": "Regnskabschefen"}, account={"authorised_person": "Regnskabschefen"}
        ),
    ),
    "authorised_missing": (
        lambda: plant(account={"authorised_person": ""}),
        lambda: plant(account={"authorised_person": "Direktøren"}),
    ),
    "text_cut": (
        lambda: plant(
            carrier="Microsoft Teams",
            account={"name": "Eksempel Handel og Håndværk A/S"},
        ),
        lambda: plant(
            carrier="Microsoft Teams",
            account={"name": "Eksempel Handel & Co. A/S"},  # 25 characters
        ),
    ),
    "site_address_differs": (
        lambda: plant(
            sites={"s0001": {"site": "Aarhus", "street": "Prøvegade 12", "city": "Aarhus C"}},
            numbers={LAST: {"site": "aarhus"}},
        ),
        lambda: plant(
            sites={
                "s0001": {
                    "site": "Odense",
                    "street": "Eksempelvej 1, st.",
                    "postcode": "5000",
                    "city": "Odense C",
                }
            },
            numbers={LAST: {"site": "Odense"}},
        ),
    ),
    "btn_missing": (
        lambda: plant(account={"btn": ""}),
        lambda: plant(account={"btn": "+4567123409"}),
    ),
    "btn_invalid": (
        lambda: plant(account={"btn": "67 12"}),
        lambda: plant(account={"btn": "67 12 34 09"}),
    ),
    "btn_toll_free": (
        lambda: plant(account={"btn": "+4580102030"}),
        lambda: plant(account={"btn": "+4580102030"}, numbers=ALL_FREE),
    ),
    "btn_not_listed": (
        lambda: plant(account={"btn": "+4567123411"}),
        lambda: plant(account={"btn": "+4567123409"}),
    ),
    "btn_elsewhere": (
        lambda: plant(others=[OTHER_ACCOUNT], numbers={"n0001": {"account": "a0002"}}),
        lambda: plant(others=[OTHER_ACCOUNT], numbers={LAST: {"account": "a0002"}}),
    ),
    "btn_stranded": (
        lambda: plant(numbers=stays(LAST), order={"remaining": "keep"}),
        lambda: plant(**KEEP_LAST),
    ),
    "new_btn_not_staying": (
        lambda: plant(numbers=stays(LAST), order={"remaining": "keep", "new_btn": "+4567123405"}),
        lambda: plant(**KEEP_LAST),
    ),
    "btn_in_partial": (
        lambda: plant(carrier="Microsoft Teams", **KEEP_LAST),
        lambda: plant(
            carrier="Microsoft Teams", numbers=stays("n0001"), order={"remaining": "keep"}
        ),
    ),
    "btn_left_behind": (
        lambda: plant(numbers={"n0001": {"order": ""}}),
        lambda: plant(numbers=stays("n0001"), order={"remaining": "keep"}),
    ),
    "undecided": (
        lambda: plant(numbers={LAST: {"decision": "", "order": ""}}),
        lambda: plant(numbers={LAST: {"decision": "disconnect", "order": ""}}),
    ),
    "remaining_missing": (
        lambda: plant(numbers=stays(LAST)),
        lambda: plant(numbers=stays(LAST, status="cancelled")),
    ),
    "remaining_contradicts": (
        lambda: plant(numbers=stays(LAST), order={"remaining": "disconnect"}),
        lambda: plant(
            numbers=stays(LAST, decision="disconnect"), order={"remaining": "disconnect"}
        ),
    ),
    "number_invalid": (
        lambda: plant(numbers={LAST: {"number": "67 12 34 0"}}),
        lambda: plant(numbers={LAST: {"number": "67 12 34 09"}}),
    ),
    "number_twice": (
        lambda: plant(numbers={LAST: {"number": "67 12 34 05"}}),
        lambda: plant(numbers={LAST: {"number": "+4567123405", "order": ""}}),
    ),
    "number_in_two_orders": (
        lambda: plant(
            others=[
                OTHER_ORDER,
                TWIN,
            ]
        ),
        lambda: plant(
            others=[
                ("order", {"id": "o0002", "account": "a0001", "status": "cancelled"}),
                TWIN,
            ]
        ),
    ),
    "not_on_account": (
        lambda: plant(others=[OTHER_ACCOUNT], numbers={LAST: {"account": "a0002"}}),
        lambda: plant(others=[OTHER_ACCOUNT], numbers={LAST: {"account": "a0002", "order": ""}}),
    ),
    "not_to_port": (
        lambda: plant(numbers={LAST: {"decision": "keep"}}),
        lambda: plant(numbers=stays(LAST)),
    ),
    "not_portable": (
        lambda: plant(numbers={LAST: {"status": "not_portable"}}),
        lambda: plant(numbers={LAST: {"status": "not_portable", "order": ""}}),
    ),
    "inactive": (
        lambda: plant(numbers={LAST: {"status": "cancelled"}}),
        lambda: plant(numbers={LAST: {"status": "cancelled", "order": ""}}),
    ),
    "other_country": (
        lambda: plant(numbers={LAST: {"number": "+442079460123"}}),
        lambda: plant(numbers={LAST: {"number": "+442079460123", "order": ""}}),
    ),
    "country_not_taken": (
        lambda: plant(
            carrier="Twilio",
            account={"country": "GB"},
            numbers={f"n{at + 1:04}": {"number": f"+44207946012{at}"} for at in range(10)},
        ),
        lambda: plant(carrier="Twilio"),
    ),
    "kind_not_taken": (
        lambda: plant(
            carrier="Twilio", numbers={f"n{at + 1:04}": {"type": "mobile"} for at in range(10)}
        ),
        lambda: plant(carrier="Twilio", numbers=ALL_FREE, account={"btn": "+4580102030"}),
    ),
    "split_needed": (
        lambda: plant(numbers={LAST: {"type": "mobile"}}),
        lambda: plant(numbers={LAST: {"type": "voip"}}),
    ),
    "too_many": (
        lambda: plant(
            carrier="Teams",
            numbers={f"n{at:04}": {"number": f"+456713{at:04}"} for at in range(11, 1001)},
        ),
        lambda: plant(
            carrier="Teams",
            numbers={f"n{at:04}": {"number": f"+456713{at:04}"} for at in range(11, 1000)},
        ),
    ),
    "kind_unknown": (
        lambda: plant(numbers={LAST: {"type": ""}}),
        lambda: plant(numbers={LAST: {"type": "", "order": ""}}),
    ),
    "open_changes": (
        lambda: plant(account={"open_changes": "yes"}),
        lambda: plant(account={"open_changes": "no"}),
    ),
    "locked": (
        lambda: plant(account={"locked": "yes"}),
        lambda: plant(account={"locked": "no"}),
    ),
    "day_missing": (
        lambda: plant(order={"requested_on": ""}),
        lambda: plant(order={"requested_on": "", "foc_on": "2026-12-22"}),
    ),
    "day_past": (
        lambda: plant(order={"requested_on": TODAY.isoformat()}),
        lambda: plant(order={"requested_on": "2026-11-25"}),
    ),
    "day_weekend": (
        lambda: plant(order={"requested_on": "2027-01-09"}),
        lambda: plant(order={"requested_on": "2027-01-08"}),
    ),
    "day_holiday": (
        lambda: plant(order={"requested_on": "2026-12-25"}),
        lambda: plant(order={"requested_on": "2026-12-23"}),
    ),
    "day_half_closed": (
        lambda: plant(order={"requested_on": "2026-12-24"}),
        lambda: plant(order={"requested_on": "2026-12-23"}),
    ),
    "day_too_soon": (
        # One number of several is not simple: four business days by 47 CFR 52.35.
        lambda: us(order={"requested_on": "2026-11-30"}),
        lambda: us(order={"requested_on": "2026-12-01"}),  # Thanksgiving is no business day
    ),
    "day_tight": (
        lambda: plant(order={"requested_on": "2026-12-21"}),
        lambda: plant(order={"requested_on": "2026-12-22"}),
    ),
    "day_too_far": (
        lambda: us(account={"carrier": "Allstream"}, order={"requested_on": "2026-12-28"}),
        lambda: us(account={"carrier": "Allstream"}, order={"requested_on": "2026-12-24"}),
    ),
    "invoice_missing": (
        lambda: plant(account={"invoice_on": ""}),
        lambda: plant(carrier="Microsoft Teams", account={"invoice_on": ""}),
    ),
    "invoice_in_future": (
        lambda: plant(account={"invoice_on": "2026-11-25"}),
        lambda: plant(account={"invoice_on": "2026-11-24"}),
    ),
    "invoice_too_old": (
        lambda: plant(account={"invoice_on": "2026-11-21"}),  # 31 days before the port
        lambda: plant(account={"invoice_on": "2026-11-22"}),
    ),
    "loa_not_signed": (
        lambda: plant(order={"loa_signed_on": ""}),
        lambda: plant(order={"loa_signed_on": TODAY.isoformat()}),
    ),
    "loa_in_future": (
        lambda: plant(order={"loa_signed_on": "2026-11-25"}),
        lambda: plant(order={"loa_signed_on": "2026-11-24"}),
    ),
    "loa_too_old": (
        lambda: plant(order={"loa_signed_on": "2026-09-22"}),  # 91 days before the port
        lambda: plant(order={"loa_signed_on": "2026-09-23"}),
    ),
    "loa_expired": (
        lambda: plant(order={"loa_expires_on": "2026-12-21"}),
        lambda: plant(order={"loa_expires_on": "2026-12-22"}),
    ),
    "loa_numbers_differ": (
        lambda: plant(order={"loa_numbers": "+4567123400-08"}),
        lambda: plant(order={"loa_numbers": "+4567123400-08, +4567123409"}),
    ),
    "step_open": (
        lambda: plant(steps=["verify_signer"]),
        lambda: plant(steps=["configure_phone_system"]),  # of later
    ),
    "block_hole": (
        lambda: plant(gone=["n0005"]),
        lambda: plant(gone=["n0005", "n0006", "n0007", "n0008", "n0009"]),
    ),
    "block_holes": (
        lambda: plant(gone=["n0005", "n0006"]),
        lambda: plant(gone=["n0009", "n0010"]),
    ),
    "block_cut": (
        lambda: plant(**KEEP_LAST),
        lambda: plant(
            numbers={LAST: {"number": "+4567123419", "decision": "keep", "order": ""}},
            order={"remaining": "keep", "new_btn": "+4567123419"},
        ),
    ),
    "block_in_two_orders": (
        lambda: plant(others=[OTHER_ORDER], numbers={LAST: {"order": "o0002"}}),
        lambda: plant(
            others=[OTHER_ORDER], numbers={LAST: {"number": "+4567123411", "order": "o0002"}}
        ),
    ),
    "alarm_on_line": (
        lambda: plant(numbers={LAST: {"usage": "alarm"}}),
        lambda: plant(numbers={LAST: {"usage": "alarm", "order": ""}}),
    ),
    "lift_on_line": (
        lambda: plant(numbers={LAST: {"usage": "elevator"}}),
        lambda: plant(numbers={LAST: {"usage": "queue"}}),
    ),
    "fax_on_line": (
        lambda: plant(numbers={LAST: {"usage": "fax"}}),
        lambda: plant(numbers={LAST: {"usage": "user"}}),
    ),
    "door_phone_on_line": (
        lambda: plant(numbers={LAST: {"usage": "door_phone"}}),
        lambda: plant(numbers={LAST: {"usage": "other"}}),
    ),
    "terminal_on_line": (
        lambda: plant(numbers={LAST: {"usage": "payment_terminal"}}),
        lambda: plant(numbers={LAST: {"usage": "main"}}),
    ),
    "internet_on_account": (
        lambda: plant(account={"internet": "yes"}),
        lambda: plant(account={"internet": "no"}),
    ),
}


def test_the_planted_project_itself_is_ready():
    report = Planted().preflight().report("o0001")
    assert report.findings == ()
    assert (report.readiness, report.status, report.numbers) == (Readiness.READY, "ready", 10)


def test_every_rule_has_a_project_with_the_fault_and_one_that_nearly_has_it():
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_fault_is_found_and_holds_the_order_up_if_it_is_an_error(code):
    report = CASES[code][0]().preflight().report("o0001")
    assert code in {finding.code for finding in report.findings}
    if RULES[code].severity is Severity.ERROR:
        assert report.readiness is Readiness.NOT_READY


@pytest.mark.parametrize("code", RULES)
def test_what_nearly_has_the_fault_is_not_accused_of_it(code):
    assert code not in CASES[code][1]().findings()


@pytest.mark.parametrize("code", RULES)
def test_a_finding_names_the_cell_to_fix_and_says_in_both_languages_why_and_how(code):
    planted = CASES[code][0]()
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
    finding = CASES[code][0]().findings()[code]
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
    planted = CASES[code][0]()
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
    finding = CASES["name_differs"][0]().findings()["name_differs"]
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
