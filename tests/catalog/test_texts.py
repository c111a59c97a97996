"""Texts are told in their language with their values; a bad file or code is named."""

import re

import pytest

from portwidgets import catalog
from portwidgets.catalog import strict, wording
from portwidgets.errors import CatalogError, Refused

TEXT_FILES = sorted((strict.DATA / "texts").glob("*.toml"))


@pytest.mark.parametrize("path", TEXT_FILES, ids=lambda path: path.stem)
def test_every_file_of_texts_keeps_the_rules_and_has_texts_in_both_languages(path):
    da, en = (catalog.texts(language, path.stem) for language in catalog.LANGUAGES)
    assert da.keys() == en.keys()
    assert da


def test_a_text_is_told_in_its_language_with_its_values():
    values = {"typed": "31-02", "example": "22-11-2026"}
    da = "“31-02” er ikke en dato. Skriv den som 22-11-2026."
    assert catalog.text("cell.not_a_date", "da", **values) == da
    assert catalog.text("cell.not_a_date", "en", **values).startswith("“31-02” is not a date.")


def test_an_unknown_language_is_english():
    assert catalog.text("yes_no.yes", "fi") == "Yes"
    assert catalog.texts("fi", "yes_no") == catalog.texts("en", "yes_no")


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("yes_no.perhaps", "texts/yes_no.toml: there is no text 'perhaps'"),
        ("yes_no", "texts/yes_no.toml: there is no text ''"),
        ("nowhere.at_all", "texts/nowhere.toml: there is no such file"),
        ("/etc/hosts.x", "texts//etc/hosts.toml: there is no such file"),
    ],
)
def test_an_unknown_code_is_an_error_that_names_it(code, named):
    with pytest.raises(CatalogError, match=re.escape(named)):
        catalog.text(code, "da")


def test_a_missing_value_is_an_error_that_names_the_text_and_the_placeholder():
    with pytest.raises(CatalogError, match="'not_a_date': no value for 'example'"):
        catalog.text("cell.not_a_date", "da", typed="31-02")


def test_a_value_with_braces_in_it_is_shown_as_it_is():
    assert "{typed}" in catalog.text("cell.not_yes_no", "en", typed="{typed}")


def test_a_count_of_one_has_its_own_form(monkeypatch):
    content = """
        [rows]
        da = "{count} rækker i {table}"
        en = "{count} rows in {table}"
        da_one = "én række i {table}"
        en_one = "one row in {table}"
    """
    entries = wording.read_texts(content.encode(), "some.toml")
    monkeypatch.setattr(wording, "_entries", lambda _: entries)
    assert catalog.text("some.rows", "da", count=1, table="t") == "én række i t"
    assert catalog.text("some.rows", "en", count=0, table="t") == "0 rows in t"
    assert catalog.texts("en", "some") == {
        "rows": "{count} rows in {table}",
        "rows_one": "one row in {table}",
    }


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('[hello]\nda = "Hej"', ["hello", "en"]),
        ('[hello]\nda = "Hej"\nen = ""', ["hello", "en"]),
        ('[hello]\nda = "Hej"\nen = "Hi"\nde = "Hallo"', ["hello", "de"]),
        ('[hello]\nda = "Hej"\nen = 1', ["hello", "en"]),
        ('hello = "Hi"', ["hello"]),
        ('[hello]\nda = "Hej {name}"\nen = "Hi"', ["hello", "placeholders"]),
        ('[hello]\nda = "Hej {name}"\nen = "Hi {user}"', ["hello", "placeholders"]),
        ('[hello]\nda = "Hej {}"\nen = "Hi {}"', ["hello", "placeholder"]),
        ('[hello]\nda = "Hej {a.b}"\nen = "Hi {a.b}"', ["hello", "placeholder"]),
        ('[hello]\nda = "Hej {a!r}"\nen = "Hi {a!r}"', ["hello", "placeholder"]),
        ('[hello]\nda = "Hej {a"\nen = "Hi {a"', ["hello"]),
        ('[hello]\nda = "{count}"\nen = "{count}"\nda_one = "én"', ["hello", "form for one"]),
        ('[a]\nda = "x"\nen = "x"\nda_one = "y"\nen_one = "y"', ["'a'", "no count"]),
        (
            '[a]\nda = "{count}"\nen = "{count}"\nda_one = "{name}"\nen_one = "1"',
            ["'a'", "other placeholders"],
        ),
        (
            """
            [a]
            da = "{count}"
            en = "{count}"
            da_one = "1"
            en_one = "1"
            [a_one]
            da = "x"
            en = "x"
            """,
            ["a_one", "kept"],
        ),
        ('[Hello]\nda = "Hej"\nen = "Hi"', ["Hello", "small letters"]),
        ('[hello]\nda = "Hej"\nen = "Hi"\n[hello]\nda = "Hej"', ["hello", "twice"]),
        ('[hello\nda = "Hej"', ["line 1"]),
    ],
)
def test_a_bad_file_of_texts_stops_the_loading_with_file_and_text_named(content, named):
    with pytest.raises(CatalogError) as caught:
        wording.read_texts(content.encode(), "bad.toml")
    for part in ["bad.toml", *named]:
        assert part in str(caught.value)


def test_a_file_that_is_not_utf_8_is_named():
    with pytest.raises(CatalogError, match=r"bad\.toml"):
        wording.read_texts('[a]\nda = "æ"\nen = "x"'.encode("cp1252"), "bad.toml")


def test_a_text_reads_only_the_file_that_it_stands_in():
    wording._entries.cache_clear()
    catalog.text("yes_no.yes", "da")
    assert wording._entries.cache_info().currsize == 1


def test_an_error_for_people_tells_its_text_in_their_language():
    error = Refused("cell.not_yes_no", typed="måske")
    assert str(error) == "“måske” is neither yes nor no."
    assert error.text("da") == "“måske” er hverken ja eller nej."
