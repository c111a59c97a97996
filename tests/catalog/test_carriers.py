"""The carriers' rules and the rule book: read strictly, each rule with its source and sentences."""

import pytest

from portwidgets import catalog
from portwidgets.catalog.carriers import read_carriers
from portwidgets.catalog.rule_book import read_rule_book
from portwidgets.domain.dates.lead_time import PortKind
from portwidgets.domain.numbers.number_kind import kind_of
from portwidgets.domain.orders.preflight.check import OWN_RULES, REMAINDER_RULES
from portwidgets.domain.schema import ACCOUNTS, ORDERS, NumberType
from portwidgets.errors import CatalogError

CARRIERS = catalog.carriers()
PLAIN = """
[carriers.plain]
name = ""
words = []
together = ["account"]
sources = ["x"]
[codes]
sources = ["x"]
"""


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("Bandwidth Inc.", "bandwidth"),
        ("Microsoft Teams Calling Plan", "teams"),
        ("TELNYX", "telnyx"),
        ("twilio", "twilio"),
        ("Ny Tele A/S", "plain"),
        ("", "plain"),
    ],
)
def test_a_carrier_is_known_by_a_part_of_its_name_and_others_get_the_plain_rules(name, rules):
    assert CARRIERS.of(name).id == rules


def test_every_carrier_has_its_sources_and_asks_for_one_account_per_order():
    for rules in CARRIERS.rules.values():
        assert rules.sources
        assert "account" in rules.together
        for place in rules.longest:
            table, column = place.split(".")
            assert {"accounts": ACCOUNTS, "orders": ORDERS}[table].column(column)


def test_a_pin_is_asked_for_only_where_that_was_read():
    assert CARRIERS.needs_pin("US", PortKind.MOBILE).source
    assert CARRIERS.needs_pin("US", PortKind.GEOGRAPHIC) is None
    assert CARRIERS.needs_pin("DK", PortKind.MOBILE) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('together = ["account"]', 'together = ["colour"]'),
        ('together = ["account"]', "together = []"),
        ('sources = ["x"]\n[codes]', "sources = []\n[codes]"),
        ("[carriers.plain]", "[carriers.other]"),
        ("[codes]", "limit = 0\n[codes]"),
        ("[codes]", "colour = 1\n[codes]"),
        ('[codes]\nsources = ["x"]', '[codes]\nsources = ["x"]\n[codes.btn]\nnobody = ["1"]'),
        ('[codes]\nsources = ["x"]', "[codes]"),
    ],
)
def test_a_file_of_carriers_that_breaks_a_rule_is_refused(old, new):
    read_carriers(PLAIN.encode(), "carriers.toml")
    assert old in PLAIN
    with pytest.raises(CatalogError):
        read_carriers(PLAIN.replace(old, new, 1).encode(), "carriers.toml")


@pytest.mark.parametrize(
    "content",
    [
        'before_submission = ["no_such_step"]',
        '[rules]\nname_differs = { severity = "fatal", reason = "name" }',
        '[rules]\nname_differs = { severity = "error", reason = "no_such_reason" }',
        '[rules]\nno_such_text = { severity = "error", reason = "name" }',
        '[proofs.list_numbers]\nabsent = ["no_such_rule"]',
        "[proofs.no_such_step]\nabsent = []",
        "colour = 1",
    ],
)
def test_a_rule_book_that_breaks_a_rule_is_refused(content):
    with pytest.raises(CatalogError):
        read_rule_book(content.encode(), "preflight.toml")


def test_every_rule_function_says_its_rule_in_a_sentence():
    for rule in (*OWN_RULES, *REMAINDER_RULES):
        assert rule.__doc__.endswith(".")


@pytest.mark.parametrize(
    ("entered", "suggested", "kind"),
    [
        ("mobile", NumberType.FIXED_LINE, PortKind.MOBILE),
        ("", NumberType.TOLL_FREE, PortKind.TOLL_FREE),
        ("voip", None, PortKind.GEOGRAPHIC),
        ("", NumberType.FIXED_LINE_OR_MOBILE, None),
        ("fixed_line_or_mobile", NumberType.MOBILE, None),
        ("of their own", NumberType.MOBILE, PortKind.MOBILE),
        ("", None, None),
    ],
)
def test_what_a_person_entered_goes_before_what_the_numbering_plan_suggests(
    entered, suggested, kind
):
    assert kind_of(entered, suggested) is kind
