"""The checklist says what it must, in both languages and for each country."""

import pytest
from phonenumbers import shortnumberinfo

from portwidgets import catalog
from portwidgets.catalog import guide, strict

REGION_FILES = sorted((strict.DATA / "regions").glob("*.toml"))

# Row keys of every project's progress.csv: never change one, only add.
IDS = tuple(
    """
    gather_account_information obtain_recent_bill verify_service_address
    check_contract list_numbers identify_number_types

    get_loa_form verify_signer complete_loa_fields
    sign_and_date_loa include_identification keep_loa_copy

    pick_quiet_period allow_lead_time notify_stakeholders set_up_forwarding
    schedule_in_business_hours

    configure_phone_system test_temporary_numbers configure_routing
    record_greetings set_emergency_address install_phones

    test_inbound_calls test_outbound_calls test_voicemail test_fax
    check_call_quality confirm_old_service_ended update_published_numbers
    """.split()  # noqa: SIM905 - read by people, a section a paragraph
)


def test_the_checklist_has_thirty_items_in_five_sections_eleven_of_them_critical():
    sections = catalog.checklist("DK").sections
    assert [len(section.items) for section in sections] == [6, 6, 5, 6, 7]
    critical = [sum(item.critical for item in section.items) for section in sections]
    assert critical == [3, 3, 1, 2, 2]


def test_the_ids_of_sections_and_items_are_permanent():
    sections = [section.id for section in catalog.checklist("DK").sections]
    assert sections == ["preparation", "loa", "timing", "setup", "verification"]
    assert tuple(item.id for item in catalog.checklist("DK").items) == IDS


def test_there_are_four_common_problems_each_with_its_fix():
    problems = catalog.checklist("").problems
    assert [problem.id for problem in problems] == [
        "wrong_account_name",
        "wrong_pin",
        "pending_orders",
        "contract_restrictions",
    ]


@pytest.mark.parametrize("region", ["", *(path.stem.upper() for path in REGION_FILES)])
def test_every_item_section_and_notice_is_worded_in_both_languages(region):
    guide_ = catalog.checklist(region)
    told = [item.label for item in guide_.items] + [item.hint for item in guide_.items]
    told += [text for section in guide_.sections for text in (section.title, section.hint)]
    told += [
        t for notice in (guide_.warning, *guide_.problems) for t in (notice.title, notice.text)
    ]
    for text in told:
        assert text.of("da").strip()
        assert text.of("en").strip()


def test_the_neutral_wording_needs_no_source_because_it_claims_no_law():
    for item in catalog.checklist("JP").items:
        assert item.label.source == item.hint.source == ""


@pytest.mark.parametrize(
    ("region", "number"),
    [("DK", "112"), ("SE", "112"), ("FR", "112"), ("GB", "999"), ("US", "911"), ("CA", "911")],
)
def test_the_emergency_item_names_a_number_that_is_an_emergency_number_there(region, number):
    assert shortnumberinfo.is_emergency_number(number, region)
    label = item(region, "set_emergency_address").label
    assert number in label.da
    assert number in label.en


def test_112_is_an_emergency_number_in_every_country_of_the_union():
    (union,) = [guide.read_region(p.read_bytes(), p.name) for p in REGION_FILES if p.stem == "eu"]
    assert len(union.countries) == 27
    for country in union.countries:
        assert shortnumberinfo.is_emergency_number("112", country.upper())


def test_nobody_outside_north_america_is_told_of_911():
    for region in ("", "DK", "GB", "SE", "DE", "FR", "JP"):
        for step in catalog.checklist(region).items:
            assert "911" not in step.label.da + step.label.en + step.hint.da + step.hint.en


def test_in_denmark_lock_in_delays_nothing_but_is_paid():
    hint = item("DK", "check_contract").hint
    assert "udskyder ikke" in hint.da
    assert "betales" in hint.da
    assert "§ 27, stk. 2" in hint.source


def test_in_denmark_the_agreement_ends_by_itself_so_the_leftovers_are_looked_for():
    hint = item("DK", "confirm_old_service_ended").hint
    assert "ophører automatisk" in hint.da
    assert "ISDN" in hint.da
    assert "§ 28 a" in hint.source


@pytest.mark.parametrize(
    ("region", "source"),
    [
        ("DK", "§ 26, stk. 3"),
        ("DE", "§ 59 Abs. 6"),
        ("GB", "C7.6"),
        ("SE", "Telekområdgivarna, Nummerflytt"),
    ],
)
def test_the_warning_tells_of_the_month_in_which_a_cancelled_number_can_be_rescued(region, source):
    text = catalog.checklist(region).warning.text
    assert "én måned" in text.da
    assert "one month" in text.en
    assert source in text.source


def test_where_no_such_month_was_read_in_a_source_none_is_promised():
    for region in ("", "US", "CA", "FR"):
        text = catalog.checklist(region).warning.text
        assert text.source == ""
        assert "month" not in text.en


def test_a_country_of_the_union_without_a_file_of_its_own_gets_the_unions_wording():
    assert "2018/1972" in item("FR", "allow_lead_time").hint.source
    assert "§ 27" in item("DK", "allow_lead_time").hint.source


def test_an_unknown_region_and_one_that_is_no_region_get_the_neutral_wording():
    assert catalog.checklist("JP") == catalog.checklist("") == catalog.checklist("../checklist")


@pytest.mark.parametrize("region", ["dk" * 500, "../dk", "d\0k", "\uff24\uff2b", "\ud800"])
def test_a_region_that_no_file_could_be_called_gets_the_neutral_wording(region):
    assert catalog.checklist(region) == catalog.checklist("")


def test_a_region_is_found_in_small_letters_and_with_spaces_around_it():
    assert catalog.checklist(" dk ") is catalog.checklist("DK")


@pytest.mark.parametrize("path", REGION_FILES, ids=lambda path: path.name)
def test_every_region_file_speaks_of_items_that_exist(path):
    region = guide.read_region(path.read_bytes(), path.name)
    base = (strict.DATA / "checklist.toml").read_bytes()
    assert guide.read_checklist(base, "checklist.toml", [region])


def item(region, key):
    return next(item for item in catalog.checklist(region).items if item.id == key)
