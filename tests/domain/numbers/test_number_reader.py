"""Many cells read at once say what each says alone: libphonenumber decides, never our tables."""

import random
import re
import subprocess
import sys
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from phonenumbers import PhoneMetadata

from portwidgets.domain.numbers import digit_reader, numbering_plan, phone_number
from portwidgets.domain.numbers.country_digits import country_digits
from portwidgets.domain.numbers.digit_automaton import NotRegular, compile_patterns
from portwidgets.domain.numbers.number_reader import read_many

REGIONS = ["DK", "GB", "US", "SE", "DE", "NO", "CA"]
# Prefixes that are rewritten, and that are read by several countries of one code.
STRANGE = ["AR", "BR", "GG", "JM", "IT", "KP", "RU", "ZZ"]
PACKAGE = Path(phone_number.__file__).parents[2]


@pytest.fixture(autouse=True, scope="module")
def tables_for_few():
    """Let tables read what would be left to the library because it is so little."""
    patch = pytest.MonkeyPatch()
    patch.setattr(digit_reader, "_WORTH_TABLES", 1)
    patch.setattr(digit_reader, "_WORTH_A_LOOK", 1)
    yield
    patch.undo()


def agree(texts, region):
    for text, many in zip(texts, read_many(texts, region), strict=True):
        assert many == phone_number.examine(text, region), (text, region)


def pairs(digits, mark=" "):
    return mark.join(digits[at : at + 2] for at in range(0, len(digits), 2))


SHAPES = (
    """
{d}|{pairs}|{dashed}|{dotted}|{a} {b}{c}|+{code}{d}|+{code} {pairs}|00{code}{d}|011 {code} {d}
{code}{d}|({code}) {d}
(+{code}) {d}|+{code} (0) {pairs}|+{code}(0){d}|(0){d}|0{d}
+{code}0{d}|{a}(0){b}{c}
0{a}/{b}{c}|{d}/01|{d}, {back}|{d} og {back}|{pairs}-99|{d} - {back}
fra {d} til {back}|{d}..{c}
tel:+{code}{d}|tel:+{code}{d};ext=12
{pairs} lok. 12|{d}x12|{d}#1|'{d}|'+{code}{d}'|="{d}"|"{d}
{d}.0|{code}{d}.0|{pairs}.0|{d},0|\u202a+{code}{d}\u202c|{hard}|{figure}|{letter}|({a}) {b}-{c}
{arabic}|{d} (hovednummer)| ( {d} |{a}-{b}-2026|2026-{a}-{b}|{a},{b}E+09||+{code}+{d}
{d}+|{d}\t{back}|1{d}
""".strip()
    .replace("\n", "|")
    .split("|")
)
STARTS = [
    "",
    "",
    "2",
    "3",
    "4",
    "7",
    "8",
    "9",
    "0",
    "70",
    "20",
    "80",
    "90",
    "800",
    "900",
    "212",
    "555",
]


def cells(region, count, seed):
    """Return messy cells of a region: each shape, many lengths, often with a code of elsewhere."""
    chance = random.Random(seed)
    home = str(numbering_plan.calling_code(region) or 45)
    abroad = [str(code) for code in numbering_plan.calling_codes()]
    for place in range(count):
        length = chance.choice([5, 7, 8, 8, 8, 9, 9, 10, 10, 10, 11, 12, 15, 19])
        digits = chance.choice(STARTS) + "".join(chance.choices("0123456789", k=length))
        code = chance.choice([home, home, home, "44", "1", chance.choice(abroad)])
        yield SHAPES[place % len(SHAPES)].format(code=code, **parts(digits[:length]))


def parts(d):
    """Return a number's digits as the shapes use them."""
    return {
        "d": d,
        "a": d[:3],
        "b": d[3:6],
        "c": d[6:],
        "back": d[::-1],
        "pairs": pairs(d),
        "dashed": pairs(d, "-"),
        "dotted": pairs(d, "."),
        "hard": pairs(d, "\u00a0"),
        "figure": pairs(d, "\u2012"),
        "letter": d.replace("0", "O"),
        "arabic": "".join(chr(0x0660 + int(digit)) for digit in d),
    }


@pytest.mark.parametrize("region", [*REGIONS, *STRANGE])
def test_cells_of_every_shape_say_the_same_many_at_once_and_one_by_one(region):
    agree(list(cells(region, 60 * len(SHAPES), seed=region)), region)


@pytest.mark.long
@pytest.mark.parametrize("region", phone_number.regions())
def test_cells_of_every_country_say_the_same(region):
    agree(list(cells(region, 100 * len(SHAPES), seed=f"long {region}")), region)


_PIECES = st.lists(
    st.one_of(
        st.text("0123456789", min_size=1, max_size=9),
        st.sampled_from(
            [" ", "+", "(", ")", "(0)", "-", ".", ".0", "/", "'", "00", "+45", "45", "0"]
        ),
        st.sampled_from(
            ["\u00a0", "\u2012", "\u202a", "\u200b", "\u0663", "\u00b2", "\0", "x", "O"]
        ),
        st.text(max_size=3),
    ),
    max_size=9,
).map("".join)


@given(st.lists(_PIECES, max_size=20), st.sampled_from(REGIONS))
@example(["'70123400 '", "' 70123400'", "\"'70123400"], "DK")
@example(["(\u0660)70123400", "(\u200e0)70123400", "( 0 )70123400"], "DK")
@example(["70123400\0", "\0", "7\0123400"], "DK")
@example(["+45" * 3, "++4570123400", "+ 45 70123400", "+(45)70123400"], "DK")
@example(["4570123400.0", "'4570123400.0", "45.0", "70.12.34.0"], "DK")
@example(["674234.0 lok. 12", "'674234.0' x12", "tel:4567123400.0"], "DE")
@example(["0" * 20, "00" * 4, "000045", "0" * 201], "DK")
def test_any_texts_say_the_same_many_at_once_and_one_by_one(texts, region):
    agree(texts, region)


@given(
    st.lists(st.text("0123456789", min_size=1, max_size=21), max_size=30), st.sampled_from(REGIONS)
)
def test_digits_say_the_same_with_a_plus_or_without(digits, region):
    agree([*digits, *(f"+{each}" for each in digits)], region)


def test_few_numbers_of_a_country_are_left_to_the_library_with_the_same_answer(monkeypatch):
    monkeypatch.setattr(digit_reader, "_WORTH_TABLES", 100)
    agree(["+4570123400", "+442079460958", "+12125550123"] * 2, "DK")


# --- the tables behind it ------------------------------------------------------------------


def patterns():
    """Yield the patterns of every country, those of its types and what may stand in front."""
    for code in numbering_plan.calling_codes():
        for region in numbering_plan.regions_of(code):
            for numbers in numbering_plan.plan(code, region).kinds.values():
                yield numbers.pattern


def test_every_pattern_of_the_metadata_is_regular():
    assert all(country_digits(code) for code in numbering_plan.calling_codes())


@pytest.mark.parametrize("seed", range(3))
def test_the_automaton_matches_what_the_regular_expression_matches(seed):
    chance = random.Random(seed)
    chosen = dict(enumerate(chance.sample(sorted({*patterns()}), 40)))
    automaton = compile_patterns(chosen)
    numbers = ["".join(chance.choices("0123456789", k=chance.randrange(13))) for _ in range(3000)]
    column = digit_reader.column_of(numbers)
    kinds = automaton.match(column.digits, 0, column.lengths)
    for number, kind in zip(numbers, kinds.tolist(), strict=True):
        expected = {name for name, pattern in chosen.items() if re.fullmatch(pattern, number)}
        assert automaton.kinds[kind] == expected, number


@pytest.mark.parametrize("pattern", ["7(?=0)", "^70", "70$", "[^7]", "(?P<x>7)", "a", "7{2", "(7"])
def test_a_pattern_that_is_more_than_regular_is_refused(pattern):
    with pytest.raises(NotRegular):
        compile_patterns({"": pattern})


def test_no_emergency_number_is_as_long_as_what_the_tables_read():
    known = map(PhoneMetadata.short_metadata_for_region, phonenumbers.SUPPORTED_REGIONS)
    emergency = [each.emergency for each in known if each and each.emergency]
    patterns = [each for each in emergency if each.national_number_pattern]
    assert len(patterns) > 200
    for each in patterns:
        assert not re.fullmatch(each.national_number_pattern, "1" * 7)
        assert max(each.possible_length, default=0) < 7


# --- who asks whom -------------------------------------------------------------------------


def test_two_modules_ask_libphonenumber_and_no_other():
    asking = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^\s*(?:import|from) phonenumbers", path.read_text("utf-8"), re.MULTILINE)
    }
    assert asking == {"domain/numbers/phone_number.py", "domain/numbers/numbering_plan.py"}


def test_numpy_is_loaded_by_this_way_only():
    code = "import sys, portwidgets; portwidgets.Dashboard; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
