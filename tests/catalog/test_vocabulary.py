"""Columns, choices and synonyms: every code has its labels, and each label leads back to it."""

import pytest

from portwidgets import catalog
from portwidgets.domain import schema
from portwidgets.domain.cells import fold
from portwidgets.domain.table import Column, Kind
from portwidgets.errors import CatalogError

COLUMNS = [column for table in schema.TABLES for column in table.columns]


@pytest.mark.parametrize("language", catalog.LANGUAGES)
@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_every_column_has_a_heading_and_every_choice_a_label(column, language):
    assert catalog.text(f"column.{column.name}", language)
    expected = ("yes", "no") if column.kind is Kind.YES_NO else column.choices
    labels = catalog.labels(column, language)
    assert tuple(labels) == expected
    assert len({fold(label) for label in labels.values()}) == len(expected)


@pytest.mark.parametrize(
    ("file", "codes"),
    [
        ("item_state", schema.ItemState),
        ("number_type", schema.NumberType),
        ("usage", schema.Usage),
        ("decision", schema.Decision),
        ("number_status", schema.NumberStatus),
        ("order_status", schema.OrderStatus),
        ("remaining", schema.Remaining),
        ("line_test", schema.LineTest),
        ("outcome", schema.Outcome),
        ("column", {column.name for column in COLUMNS}),
    ],
)
def test_the_vocabulary_files_hold_the_codes_of_the_schema_and_no_others(file, codes):
    assert catalog.texts("da", file).keys() == {str(code) for code in codes}


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_a_label_in_either_language_and_the_code_itself_lead_to_the_code(column):
    known = catalog.codes(column)
    for language in catalog.LANGUAGES:
        for code, label in catalog.labels(column, language).items():
            assert known[fold(label)] == known[fold(code)] == code


def test_one_label_for_two_codes_is_an_error(monkeypatch):
    column = Column("both", Kind.CHOICE, choices=("port", "keep", "disconnect"))
    monkeypatch.setattr("portwidgets.catalog.vocabulary.text", lambda *_: "Same")
    with pytest.raises(CatalogError, match="'Same' stands for both"):
        catalog.codes(column)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Telefonnr.", "number"),
        ("TELEFONNUMMER", "number"),
        ("Tlf.", "number"),
        ("Nummer", "number"),
        ("Phone number", "number"),
        (" Lokation ", "site"),
        ("Adresse", "site"),
        ("Afdeling:", "site"),
        ("Bruger", "user"),
        ("Navn", "user"),
        ("Medarbejder", "user"),
        ("Beslutning", "decision"),
        ("Kommentar", "note"),
        ("Bemærkning", "note"),
        ("foc_on", "foc_on"),
        ("Leder", None),
        ("", None),
    ],
)
def test_headings_of_spreadsheets_mean_our_columns(heading, column):
    assert catalog.column_of(heading) == column


def test_what_people_write_for_porting_is_taken():
    assert catalog.codes(schema.NUMBERS["decision"])[fold("Flyt")] == "port"
    assert catalog.labels(schema.NUMBERS["decision"], "da")["port"] == "Portér"
