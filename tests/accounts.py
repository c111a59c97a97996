"""Accounts at a losing carrier, as tests enter them."""

STATED = {
    "carrier": "Tele",
    "account_number": "4512",
    "btn": "67123400",
    "name": "Ærø ApS",
    "authorised_person": "Direktøren",
    "street": "Vej 1",
    "postcode": "5000",
    "city": "Odense",
}
"""Every cell that a letter of authorization states."""
