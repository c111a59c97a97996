"""For each rule about the account: a project with its fault, and one that nearly has it."""

from domain.orders.preflight.planting import LAST, OTHER_ACCOUNT, plant, us

FAULTS = {
    "account_missing": (
        lambda: plant(order={"account": ""}),
        lambda: plant(order={"account": "a0001"}),
    ),
    "account_unknown": (
        lambda: plant(order={"account": "a0009"}),
        lambda: plant(others=[OTHER_ACCOUNT], order={"account": "a0002"}),
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
    "open_changes": (
        lambda: plant(account={"open_changes": "yes"}),
        lambda: plant(account={"open_changes": "no"}),
    ),
    "locked": (
        lambda: plant(account={"locked": "yes"}),
        lambda: plant(account={"locked": "no"}),
    ),
    "internet_on_account": (
        lambda: plant(account={"internet": "yes"}),
        lambda: plant(account={"internet": "no"}),
    ),
}
