"""Exports: nothing lost on the way out, each carrier's own form, no cell that computes."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from portwidgets import catalog
from portwidgets.domain.export_target import FileFormat
from portwidgets.domain.numbers import phone_number
from portwidgets.domain.schema import NUMBERS
from portwidgets.exchange.exporting import Source, export
from portwidgets.exchange.exporting.spreadsheet_text import as_text, computes, number_as_text

TARGETS = catalog.targets()
AMERICAN = [f"+1212555{last:04d}" for last in range(100, 200)]


def source(*rows, region="DK", language="en", accounts=(), orders=()):
    """Return what there is to export: numbers, or rows with a number."""
    cells = [{"number": row} if isinstance(row, str) else row for row in rows]
    return Source(
        name="Head-office",
        region=region,
        language=language,
        columns=NUMBERS.columns,
        rows=[{"id": f"n{place:04}", **row} for place, row in enumerate(cells, start=1)],
        accounts={row["id"]: row for row in accounts},
        orders={row["id"]: row for row in orders},
    )


def content(made, place=0):
    return made.files[place].content.decode("utf-8-sig")


# --- what carriers take --------------------------------------------------------------------


def test_teams_takes_one_column_called_phone_number():
    made = export(source("67 12 34 00", "+4567123401"), TARGETS["microsoft_teams"])
    assert content(made) == "PhoneNumber\r\n+4567123400\r\n+4567123401\r\n"


def test_a_national_list_has_8_digits_in_denmark_and_10_in_the_us_each_in_its_own_file():
    made = export(source("+4567123400", "+12125550123"), TARGETS["national_list"])
    assert [file.name for file in made.files] == [
        "Head-office-national_list-DK.txt",
        "Head-office-national_list-US.txt",
    ]
    assert [content(made, 0), content(made, 1)] == ["67123400\n", "2125550123\n"]
    assert [note.code for note in made.notes] == ["export.apart"]


@pytest.mark.parametrize(
    ("target", "limit"),
    [
        ("microsoft_teams", 999),
        ("bandwidth_bulk", 20_000),
        ("bandwidth_port_in", 5_000),
        ("bandwidth_on_net", 999),
        ("bandwidth_off_net", 49),
        ("twilio", 1_000),
    ],
)
def test_each_carrier_has_the_limit_that_its_source_says(target, limit):
    assert TARGETS[target].limit == limit
    assert TARGETS[target].sources


def test_a_list_over_the_limit_is_split_into_numbered_files_and_says_so():
    made = export(source(*AMERICAN, region="US"), TARGETS["bandwidth_off_net"])
    assert [(file.name, file.count) for file in made.files] == [
        ("Head-office-bandwidth_off_net-1.txt", 49),
        ("Head-office-bandwidth_off_net-2.txt", 49),
        ("Head-office-bandwidth_off_net-3.txt", 2),
    ]
    assert "".join(content(made, place) for place in range(3)).split() == AMERICAN
    assert [note.code for note in made.notes] == ["export.split"]
    assert "49" in made.notes[0].text("da")
    assert "49" in made.notes[0].text("en")


def test_several_files_are_downloaded_as_one_zip_file_and_one_file_as_itself():
    made = export(source(*AMERICAN, region="US"), TARGETS["bandwidth_off_net"])
    assert (made.bundle.name, made.bundle.count) == ("Head-office-bandwidth_off_net.zip", 100)
    with zipfile.ZipFile(io.BytesIO(made.bundle.content)) as archive:
        assert archive.namelist() == [file.name for file in made.files]
        assert archive.read(made.files[2].name) == made.files[2].content
    one = export(source(AMERICAN[0], region="US"), TARGETS["bandwidth_off_net"])
    assert one.bundle is one.files[0]


def test_a_number_that_the_receiver_cannot_take_is_named_with_the_reason():
    rows = ["4,57E+09", "67 12 34 00", "67123400", "+442079460958", ""]
    made = export(source(*rows), TARGETS["microsoft_teams"])
    told = [(refused.row, refused.number, refused.reason.code) for refused in made.refused]
    assert told == [
        ("n0001", "4,57E+09", "number.digits_lost"),
        ("n0003", "67123400", "export.twice"),
        ("n0005", "", "number.empty"),
    ]
    american = export(source("67 12 34 00"), TARGETS["twilio"])
    assert american.files == ()
    assert "US" in american.refused[0].reason.text("en")
    assert [note.code for note in american.notes] == ["export.no_number"]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["67 12 34 00", "67123400", "+442079460958", "4,57E+09", ""]),
            st.sampled_from(AMERICAN),
            st.text(max_size=12),
        ),
        max_size=60,
    ),
    st.sampled_from(sorted(TARGETS)),
)
def test_every_selected_number_is_in_a_file_or_is_named_and_none_is_in_two(numbers, target):
    made = export(source(*numbers), TARGETS[target])
    assert made.count + len(made.refused) == len(numbers)
    assert len({file.name for file in made.files}) == len(made.files)
    if not TARGETS[target].is_inventory:
        limit = TARGETS[target].limit or len(numbers)
        assert all(0 < file.count <= limit for file in made.files)


def test_toll_free_numbers_never_stand_beside_others_where_the_carrier_says_so():
    made = export(source("+12125550123", "+18005550199", region="US"), TARGETS["bandwidth_on_net"])
    assert [(file.name, content(made, place)) for place, file in enumerate(made.files)] == [
        ("Head-office-bandwidth_on_net.txt", "+12125550123\n"),
        ("Head-office-bandwidth_on_net-tollfree.txt", "+18005550199\n"),
    ]


def test_somos_takes_toll_free_numbers_only_ten_digits_in_its_five_columns():
    made = export(source("+12125550123", "+18005550199", region="US"), TARGETS["somos_roc"])
    header, row = csv.reader(content(made).splitlines())
    assert header == ["Toll-Free Number", "RespOrgID", "CurrentStatus", "Approval", "RejectNote"]
    assert row == ["8005550199", "", "", "", ""]
    assert [refused.reason.code for refused in made.refused] == ["export.other_type"]


def test_telgea_takes_name_email_and_the_number_without_its_country_code():
    person = {"number": "67 12 34 00", "user": "Reception", "email": "reception@example.com"}
    nobody = {"number": "67 12 34 01", "user": "Reception"}
    made = export(source(person, nobody), TARGETS["telgea"])
    assert content(made) == "Reception,reception@example.com,67123400\r\n"
    assert made.refused[0].reason.values == {"column": "email"}


def test_a_name_that_would_compute_is_refused_in_a_carriers_form_not_changed():
    row = {"number": "67 12 34 00", "user": "=1+1", "email": "a@example.com"}
    made = export(source(row), TARGETS["telgea"])
    assert [refused.reason.code for refused in made.refused] == ["export.cell_computes"]


def test_twilios_request_is_filled_from_the_account_and_says_what_is_still_missing():
    account = {"id": "a0001", "name": "Example, Inc.", "btn": "+12125550100", "city": "New York"}
    rows = [{"number": number, "account": "a0001"} for number in AMERICAN[:2]]
    made = export(source(*rows, region="US", accounts=[account]), TARGETS["twilio"])
    request = json.loads(content(made))
    assert request["phone_numbers"] == [{"phone_number": number} for number in AMERICAN[:2]]
    carrier = request["losing_carrier_information"]
    assert carrier["customer_name"] == "Example, Inc."
    assert carrier["account_telephone_number"] == "+12125550100"
    assert carrier["address"] == {"city": "New York"}
    [note] = made.notes
    assert "authorized_representative_email" in note.values["fields"]
    assert "customer_name" not in note.values["fields"]


def test_numbers_of_two_accounts_are_two_requests():
    rows = [
        {"number": number, "account": account}
        for number, account in zip(AMERICAN[:2], "ab", strict=True)
    ]
    made = export(source(*rows, region="US"), TARGETS["twilio"])
    assert [file.name for file in made.files] == [
        "Head-office-twilio-a.json",
        "Head-office-twilio-b.json",
    ]


# --- for people ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "region", "heading", "row"),
    [
        ("da", "DK", "Nummer;", "67 12 34 00;"),
        ("en", "DK", "Number;", "67 12 34 00;"),
        ("en", "US", "Number,", "011 45 67 12 34 00,"),
        ("en", "GB", "Number,", "00 45 67 12 34 00,"),
    ],
)
def test_a_csv_file_is_written_as_a_spreadsheet_of_the_country_reads_it(
    language, region, heading, row
):
    rows = source("+4567123400", region=region, language=language)
    written = export(rows, TARGETS["csv"]).files[0].content
    assert written.startswith(b"\xef\xbb\xbf")
    first, second = written.decode("utf-8-sig").split("\r\n")[:2]
    assert heading in first
    assert row in second


FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1", "\0=1"]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("column", ["user", "note", "site", "number"])
@pytest.mark.parametrize("target", ["csv", "clipboard"])
def test_no_cell_of_a_file_for_a_spreadsheet_computes(text, column, target):
    made = export(source({"number": "67123400", column: text}), TARGETS[target])
    separator = ";" if target == "csv" else "\t"
    for row in csv.reader(io.StringIO(content(made), newline=""), delimiter=separator):
        assert not any(map(computes, row))
    assert any(text in cell for cell in row)


@given(st.text(max_size=30))
def test_what_is_made_text_computes_no_more_and_keeps_every_character(text):
    assert not computes(as_text(text))
    assert as_text(text).removeprefix("'") == text.removeprefix("'")


@given(
    st.sampled_from(["DK", "SE", "NO", "DE", "GB", "US", "CA", "FR", "IT"]),
    st.sampled_from(
        ["+4567123400", "+442079460958", "+12125550123", "+4930123456", "+390612345678"]
    ),
)
def test_a_number_for_a_spreadsheet_is_no_formula_and_is_read_back_as_the_same(region, e164):
    written = number_as_text(e164, region)
    assert not computes(written)
    assert phone_number.canonical(written, region) == e164


def test_the_clipboards_block_is_what_a_spreadsheet_puts_there():
    made = export(source({"number": "+4567123400", "note": "two\nlines"}), TARGETS["clipboard"])
    rows = list(csv.reader(io.StringIO(made.text, newline=""), delimiter="\t"))
    assert len(rows) == 2
    assert rows[1][1] == "67 12 34 00"
    assert "two\nlines" in rows[1]


# --- the data file -------------------------------------------------------------------------


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_every_target_is_named_and_explained_in_both_languages(target):
    for language in catalog.LANGUAGES:
        assert target.label.of(language).strip()
        assert target.hint.of(language).strip()


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_every_carriers_form_names_its_source(target):
    ours = {"csv", "xlsx", "clipboard", "e164_list", "national_list"}
    assert bool(target.sources) == (target.id not in ours)
    assert target.for_people == target.is_inventory
    assert (target.document is not None) == (target.format is FileFormat.JSON)


def test_a_workbook_holds_numbers_as_text_dates_as_dates_and_formulas_as_what_they_say():
    row = {"number": "+4567123400", "foc_on": "2026-11-22", "user": "=1+1", "decision": "port"}
    made = export(source(row), TARGETS["xlsx"]).files[0].content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0)
    heading, cells = sheet.to_python()
    said = dict(zip(heading, cells, strict=True))
    assert said["Number"] == "+4567123400"
    assert date(2026, 11, 22) in cells
    assert "=1+1" in cells
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "<autoFilter" in xml
    assert 'state="frozen"' in xml
