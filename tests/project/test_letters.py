"""The letter of authorization: whole, with every number, in both languages, or not at all."""

from datetime import UTC, date, datetime

import pytest
from papers import fonts_of, read, text_of

from portwidgets import Refused, Workspace

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
ACCOUNT = {
    "carrier": "Tele Eksempel A/S",
    "account_number": "004512309",
    "btn": "67123400",
    "name": "Øre, Næse & Hals Ærø ApS",
    "authorised_person": "Direktøren",
    "street": "Ærøvej 1, 2. sal",
    "postcode": "5000",
    "city": "Odense Å",
    "country": "DK",
    "company_id": "00000000",
}


@pytest.fixture
def project(tmp_path):
    made = Workspace(tmp_path).create("Kontoret", gaining_carrier="Ny Eksempel Tele A/S")
    made.accounts.add(**ACCOUNT)
    made.orders.add(account="a0001", requested_on="2026-04-15")
    made.numbers.add_range("67 12 34 00-19", order="o0001", account="a0001", decision="port")
    return made


def letter(project, language="da"):
    return project.papers.letter("o0001", language, now=NOW)


def gaps(project):
    return [(gap.table, gap.row, gap.column) for gap in project.letters.gaps("o0001")]


def test_all_numbers_stand_in_the_body_of_the_letter(project):
    told = text_of(letter(project))
    for last in range(20):
        assert f"+45 67 12 34 {last:02}" in told


def test_danish_letters_come_out_right_and_the_fonts_are_embedded(project):
    content = letter(project)
    told = text_of(content)
    for text in ("Øre, Næse & Hals Ærø ApS", "Ærøvej 1, 2. sal, 5000 Odense Å, DK", "004512309"):
        assert text in told
    fonts = fonts_of(content)
    assert len(fonts) == 2
    assert all(fonts.values())
    assert all("Lato" in name for name in fonts)


def test_the_address_has_the_country_as_the_account_names_it_and_the_projects_where_it_does_not(
    project,
):
    for country, told in (("Danmark", "DANMARK"), ("", "DK")):
        project.accounts.set("a0001", country=country)
        assert f"5000 Odense Å, {told}" in text_of(letter(project))


def test_it_is_a_cover_sheet_and_a_letter_in_the_language_asked_for(project):
    for language, title, cover in (
        ("da", "Fuldmagt til nummerportering", "Følgeseddel til porteringen"),
        ("en", "Letter of authorization", "Cover sheet for the port"),
    ):
        content = letter(project, language)
        pages = [page.extract_text() for page in read(content).pages]
        assert len(pages) == 2
        assert cover in pages[0]
        assert title in pages[1]
        assert read(content).metadata.title.startswith(title)


def test_it_expires_on_a_day_and_has_a_place_to_sign(project):
    told = text_of(letter(project))
    assert "Fuldmagten gælder til og med 31. maj 2026." in told  # 90 days
    assert "Underskrift, Direktøren" in told
    assert "Sted og dato" in told


@pytest.mark.usefixtures("in_copenhagen")
def test_its_days_count_from_the_day_that_it_is_at_the_persons_place(project):
    night = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # half past midnight in Denmark
    told = text_of(project.papers.letter("o0001", "en", now=night))
    assert "Made on 3 March 2026" in told
    assert "until and including 1 June 2026" in told
    assert project.orders["o0001"].loa_expires_on == "2026-06-01"


def test_the_gaining_carriers_own_limit_decides_on_the_day_it_expires(project):
    project.orders.set("o0001", gaining_carrier="Zoom Phone")
    assert "2. juni 2026" in text_of(letter(project))  # three months
    project.orders.set("o0001", loa_expires_on="2026-05-01")
    assert "1. maj 2026" in text_of(letter(project))


def test_the_cover_sheet_says_how_new_the_invoice_must_be(project):
    assert "dateret 16. marts 2026 eller senere" in text_of(letter(project))


def test_a_thousand_numbers_take_more_pages_and_all_are_there(project):
    project.numbers.add_range("68 10 00 00-0999", order="o0001", account="a0001", decision="port")
    content = letter(project)
    assert len(read(content).pages) > 5
    told = text_of(content)
    assert [n for n in range(1000) if f"+45 68 10 {n // 100:02} {n % 100:02}" not in told] == []
    assert told.count("+45 68 10") == 1000


@pytest.mark.parametrize(
    "column", ["carrier", "account_number", "btn", "name", "street", "postcode", "city"]
)
def test_a_blank_of_the_account_stops_it_and_is_named_with_its_cell(project, column):
    project.accounts.set("a0001", **{column: ""})
    assert gaps(project) == [("accounts", "a0001", column)]
    for language in ("da", "en"):
        with pytest.raises(Refused) as refused:
            letter(project, language)
        assert "accounts.csv, a0001" in refused.value.text(language)


def test_who_signs_stands_at_the_order_or_at_the_account(project):
    project.accounts.set("a0001", authorised_person="")
    assert gaps(project) == [("orders", "o0001", "signer")]
    project.orders.set("o0001", signer="Økonomichefen")
    assert "Underskrift, Økonomichefen" in text_of(letter(project))


def test_an_order_without_account_or_carrier_says_so(project):
    project.orders.set("o0001", account="")
    assert gaps(project) == [("orders", "o0001", "account")]
    project.orders.set("o0001", account="a0001", gaining_carrier="")
    project.describe(gaining_carrier="")
    assert gaps(project) == [("orders", "o0001", "gaining_carrier")]


def test_an_undecided_number_is_not_given_away(project):
    project.numbers.set("n0003", decision="")
    assert gaps(project) == [("numbers", "n0003", "decision")]


def test_a_number_that_stays_or_is_out_is_not_in_the_letter(project):
    project.numbers.set("n0003", decision="keep")
    project.numbers.set("n0004", status="not_portable")
    told = text_of(letter(project)) if not gaps(project) else ""
    assert gaps(project) == [("orders", "o0001", "new_btn")]
    project.orders.set("o0001", new_btn="67123402")
    told = text_of(letter(project))
    assert "+45 67 12 34 03" not in told
    assert "Hovednummer for det, der bliver tilbage: +45 67 12 34 02" in told
    assert "skal blive hos den afgivende udbyder" in told


def test_what_shall_die_with_the_port_is_said(project):
    project.numbers.set_many(["n0003", "n0004"], "decision", "disconnect")
    assert "skal nedlægges" in text_of(letter(project))
    assert "der bliver ingen tilbage" not in text_of(letter(project))


def test_an_order_that_takes_all_says_that_nothing_stays(project):
    assert "der bliver ingen tilbage" in text_of(letter(project))


def test_an_invalid_number_or_none_at_all_stops_it(project):
    project.numbers.set("n0001", number="12 34")
    with pytest.raises(Refused, match="12 34"):
        letter(project)
    project.numbers.delete(project.numbers.ids())
    with pytest.raises(Refused, match="no numbers"):
        letter(project)


def test_a_name_that_the_font_cannot_write_is_refused_and_not_printed_with_holes(project):
    project.accounts.set("a0001", name="電話会社 ApS")
    with pytest.raises(Refused, match="電"):
        letter(project)


def test_an_unknown_order_is_refused_with_those_that_there_are(project):
    with pytest.raises(Refused, match="o0001"):
        project.letter("o0009")


# --- what the letter states, and whether it is signed ------------------------------------------


def noted(project):
    order = project.orders["o0001"]
    return order.loa_numbers, order.loa_expires_on, order.loa_signed_on


def differs(project):
    found = {finding.code: finding for finding in project.check("o0001")["o0001"].findings}
    return "loa_numbers_differ" in found


ALL, END = "+4567123400-19", "2026-05-31"


def test_making_a_letter_notes_its_numbers_and_its_last_day_as_one_step(project):
    letter(project)
    assert noted(project) == (ALL, END, "")
    project.undo()
    assert noted(project) == ("", "", "")


def test_a_letter_that_is_made_again_is_the_same_letter_and_stays_signed(project):
    letter(project)
    project.letters.note_signed("o0001", date(2026, 3, 3))
    signed = noted(project)
    assert signed == (ALL, END, "2026-03-03")
    project.papers.letter("o0001", "en", now=datetime(2026, 4, 9, 10, tzinfo=UTC))
    assert noted(project) == signed


def test_what_is_signed_is_the_letter_that_was_made_though_the_order_has_changed_since(project):
    letter(project)
    project.numbers.add("67 12 34 20", order="o0001", account="a0001", decision="port")
    project.letters.note_signed("o0001", date(2026, 3, 3))
    assert noted(project) == (ALL, END, "2026-03-03")
    assert differs(project)
    assert project.letters.differing() == {"o0001"}


def test_a_letter_with_other_numbers_is_another_one_and_still_to_be_signed(project):
    letter(project)
    project.letters.note_signed("o0001", date(2026, 3, 3))
    project.numbers.set("n0020", order="")
    later = datetime(2026, 4, 9, 10, tzinfo=UTC)
    told = text_of(project.papers.letter("o0001", "da", now=later))
    assert "Fuldmagten gælder til og med 8. juli 2026." in told
    assert noted(project) == ("+4567123400-18", "2026-07-08", "")
    assert not differs(project)
    project.undo()
    assert noted(project) == (ALL, END, "2026-03-03")


def test_a_letter_that_is_over_is_followed_by_a_new_one(project):
    letter(project)
    project.letters.note_signed("o0001", date(2026, 3, 3))
    project.papers.letter("o0001", "da", now=datetime(2026, 6, 1, 10, tzinfo=UTC))
    assert noted(project) == (ALL, "2026-08-30", "")


def test_numbers_that_somebody_typed_are_compared_as_numbers_not_as_text(project):
    typed = ", ".join(f"67 12 34 {last:02}" for last in range(20))
    project.orders.set("o0001", loa_numbers=typed, loa_signed_on="2026-03-01")
    assert not differs(project)
    letter(project)
    assert noted(project) == (typed, END, "2026-03-01")


def test_an_order_that_the_carriers_have_keeps_what_its_letter_said(project):
    letter(project)
    project.letters.note_signed("o0001", date(2026, 3, 3))
    project.orders.set("o0001", status="submitted")
    project.numbers.set("n0020", status="not_portable")
    signed = noted(project)
    assert "+45 67 12 34 19" not in text_of(letter(project))
    assert noted(project) == signed


def test_a_letter_that_was_made_elsewhere_is_noted_when_it_is_signed(project):
    project.letters.note_signed("o0001", date(2026, 3, 3))
    assert noted(project) == (ALL, "2026-06-01", "2026-03-03")
    project.undo()
    assert noted(project) == ("", "", "")
