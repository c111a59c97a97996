"""The data files say what they must, in both languages, and a bad one is named."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from phonenumbers import shortnumberinfo

from portwidgets import catalog
from portwidgets.catalog import guide, strict, wording
from portwidgets.domain import schema
from portwidgets.domain.cells import fold
from portwidgets.errors import CatalogError, Refused

PACKAGE = Path(strict.__file__).parent.parent
TEXT_FILES = sorted((strict.DATA / "texts").glob("*.toml"))
REGION_FILES = sorted((strict.DATA / "regions").glob("*.toml"))
COLUMNS = [column for table in schema.TABLES for column in table.columns]

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

ITEM = """
[sections.one]
title = { da = "Et", en = "One" }
hint = { da = "Et", en = "One" }

[items.a_step]
section = "one"
label = { da = "Trin", en = "Step" }
hint = { da = "Sådan", en = "Like this" }

[problems.a_problem]
title = { da = "Fejl", en = "Fault" }
text = { da = "Ret", en = "Fix" }

[warning]
title = { da = "Pas på", en = "Beware" }
text = { da = "Vent", en = "Wait" }
"""


# --- the checklist -------------------------------------------------------------------------


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


# --- bad checklist files -------------------------------------------------------------------


def test_a_good_file_is_read():
    read = guide.read_checklist(ITEM.encode(), "good.toml")
    assert [item.id for item in read.items] == ["a_step"]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('section = "one"', 'section = "one"\ncolour = "red"', ["items.a_step", "colour"]),
        ('section = "one"', 'section = "two"', ["items.a_step", "unknown section 'two'"]),
        ('section = "one"', "", ["items.a_step", "section"]),
        ('label = { da = "Trin", en = "Step" }', 'label = { da = "Trin" }', ["a_step", "en"]),
        ('da = "Sådan"', 'da = " "', ["items.a_step", "hint.da"]),
        ('da = "Sådan"', 'de = "So", da = "Sådan"', ["items.a_step", "de"]),
        ('section = "one"', 'section = "one"\ncritical = "yes"', ["items.a_step", "critical"]),
        ("[items.a_step]", "[items.a_step]\n[items.a_step]", ["a_step", "twice"]),
        ("[warning]", "[warnings]", ["unknown key 'warnings'"]),
        ('text = { da = "Ret", en = "Fix" }', "", ["problems.a_problem", "text"]),
        ('text = { da = "Vent", en = "Wait" }', "", ["warning", "text"]),
        ('hint = { da = "Et", en = "One" }', "", ["sections.one", "hint"]),
    ],
)
def test_a_bad_checklist_stops_the_loading_with_file_and_item_named(old, new, named):
    assert old in ITEM
    with pytest.raises(CatalogError) as caught:
        guide.read_checklist(ITEM.replace(old, new, 1).encode(), "bad.toml")
    for part in ["bad.toml", *named]:
        assert part in str(caught.value)


def test_a_checklist_without_its_warning_is_refused():
    with pytest.raises(CatalogError, match=r"bad\.toml: 'warning' is missing"):
        guide.read_checklist(ITEM.partition("[warning]")[0].encode(), "bad.toml")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('[items.a_step]\nhint = { da = "a", en = "b" }', ["items.a_step", "source"]),
        ('[items.a_step]\nsource = "§ 1"', ["items.a_step", "neither"]),
        ('[problems.a_problem]\nsource = "§ 1"', ["problems.a_problem", "neither"]),
        ('[items.a_step]\nsource = "§ 1"\nhint = { da = "a" }', ["items.a_step", "en"]),
        ('[items.a_step]\nsource = "§ 1"\nhnt = { da = "a", en = "b" }', ["items.a_step", "hnt"]),
        ('[warning]\ntext = { da = "a", en = "b" }', ["warning", "source"]),
        ('[section]\nsource = "§ 1"', ["unknown key 'section'"]),
        ('countries = "dk"', ["countries"]),
    ],
)
def test_a_bad_region_file_stops_the_loading_with_file_and_item_named(content, named):
    with pytest.raises(CatalogError) as caught:
        guide.read_region(content.encode(), "xx.toml")
    for part in ["xx.toml", *named]:
        assert part in str(caught.value)


def test_a_region_may_not_speak_of_an_item_that_the_checklist_lacks():
    content = '[items.a_stepp]\nsource = "§ 1"\nhint = { da = "a", en = "b" }'
    region = guide.read_region(content.encode(), "xx.toml")
    with pytest.raises(CatalogError, match=r"xx\.toml: 'a_stepp'"):
        guide.read_checklist(ITEM.encode(), "checklist.toml", [region])


def test_the_narrowest_region_wins_and_leaves_the_rest_alone():
    wide = """
        [items.a_step]
        source = "W"
        label = { da = "B", en = "W" }
        hint = { da = "b", en = "w" }
    """
    narrow = """
        [items.a_step]
        source = "N"
        hint = { da = "s", en = "n" }
    """
    regions = [guide.read_region(text.encode(), "x") for text in (wide, narrow)]
    (step,) = guide.read_checklist(ITEM.encode(), "x", regions).items
    assert (step.label.en, step.label.source) == ("W", "W")
    assert (step.hint.en, step.hint.source) == ("n", "N")


# --- texts ---------------------------------------------------------------------------------


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


def test_the_catalog_starts_without_pandas():
    look = "import sys, portwidgets.catalog as c; c.checklist('DK'); print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_error_for_people_tells_its_text_in_their_language():
    error = Refused("cell.not_yes_no", typed="måske")
    assert str(error) == "“måske” is neither yes nor no."
    assert error.text("da") == "“måske” er hverken ja eller nej."


def _named_codes():
    """Yield the place, code and names of values of every call that names a text's code."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "frontend" in path.relative_to(PACKAGE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            code = node.args[0]
            told = isinstance(code, ast.Constant) and isinstance(code.value, str)
            if told and re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", code.value) and _tells(node.func):
                values = {keyword.arg for keyword in node.keywords}
                yield f"{path.name}:{node.lineno}", code.value, values


def _tells(function):
    name = getattr(function, "attr", getattr(function, "id", ""))
    return name in {"PortError", "Refused", "DamagedFile", "Told", "text"}


def test_every_code_that_the_package_names_has_a_text_and_gets_its_values():
    checked = 0
    for place, code, values in _named_codes():
        prefix, _, key = code.partition(".")
        told = catalog.texts("en", prefix)
        assert key in told, f"{place}: there is no text '{code}'"
        if None not in values:  # values passed on as ** cannot be seen here
            assert set(re.findall(r"\{(\w+)\}", told[key])) <= values, f"{place}: '{code}'"
        checked += 1
    assert checked > 5


# --- vocabulary ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", catalog.LANGUAGES)
@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_every_column_has_a_heading_and_every_choice_a_label(column, language):
    assert catalog.text(f"column.{column.name}", language)
    expected = ("yes", "no") if column.kind is schema.Kind.YES_NO else column.choices
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
    column = schema.Column("both", schema.Kind.CHOICE, choices=("port", "keep", "disconnect"))
    monkeypatch.setattr("portwidgets.catalog.vocabulary.text", lambda *_: "Same")
    with pytest.raises(CatalogError, match="'Same' stands for both"):
        catalog.codes(column)


# --- synonyms ------------------------------------------------------------------------------


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
