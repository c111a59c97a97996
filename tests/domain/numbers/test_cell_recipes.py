"""Cells of one shape that are read together say what each says alone."""

import random
from functools import partial

import pytest
from domain.numbers.test_number_reader import REGIONS, cells, parts
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.numbers import digit_reader, number_cell
from portwidgets.domain.numbers.cell_recipes import recipe_of
from portwidgets.domain.numbers.number_cell import read_cell_numbers, read_many_cells

SHAPES = (
    """
{d}-{e}|{d} - {e}|{pairs}-{e}|{d}/{e}|{d} / {d2}|{d}, {d2}|{d} og {d2}|{pairs} og {pairs2}
fra {d} til {d2}|{d} - {d2}|{pairs} (hovednummer)|Reception: {pairs}|{d};{d2};{d3}
Lager {pairs} (Bo), Kontor {pairs2}|{d}/{e}/{e2}|{d} eller {d2} (nat)|({d}) {d2}|{pairs} {pairs2}
{d} {d2}|{d}-{e}, {d2}|+45{d} - {e}|{d} x12, {d2}|{d} / {e}-{e2}|tlf. {pairs}, mobil {pairs2}
{d}..{e}|konto {d}|{e}-{e2}-2026, {d}|{d}.0 / {d2}|{d}(0){d2}|{d} 2. sal|Fax {d} 12|{pairs} xx
0045{d}-{e}|+{d}/{d2}|[{d}] {d2}|{d} og
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.fixture(autouse=True, scope="module")
def recipes_for_few():
    patch = pytest.MonkeyPatch()
    patch.setattr(number_cell, "_ALIKE", 2)
    patch.setattr(digit_reader, "_WORTH_TABLES", 1)
    patch.setattr(digit_reader, "_WORTH_A_LOOK", 1)
    yield
    patch.undo()


def told(reading):
    fault = reading.fault
    return reading.found, reading.note, fault and (fault.code, *fault.values.items())


def agree(texts, region):
    for text, reading in zip(texts, read_many_cells(texts, region), strict=True):
        assert told(reading) == told(read_cell_numbers(text, region)), (text, region)


def lists(region, count, seed):
    """Return lists and ranges as people write them, many of each shape, some with wrong digits."""
    chance = random.Random(seed)
    starts = {"DK": ["67", "68", "70", "20", "11", "00"], "GB": ["020794600", "0800", "99"]}
    lengths = {"DK": [8, 8, 8, 8, 7, 9], "GB": [11, 11, 10]}
    for place in range(count):
        size = chance.choice(lengths.get(region, [8, 9, 10, 10, 11]))
        start = chance.choice(starts.get(region, ["212555", "0", "030", "08", "22"]))
        digits = [start + "".join(chance.choices("0123456789", k=size)) for _ in range(3)]
        d, d2, d3 = (each[:size] for each in digits)
        if chance.random() < 0.5:  # the next numbers
            d2, d3 = (str(int(d) + step).zfill(size) for step in (1, 99))
        ends = [f"{chance.randrange(100):02}" for _ in range(2)]
        yield SHAPES[place % len(SHAPES)].format(
            d=d,
            d2=d2,
            d3=d3,
            e=ends[0],
            e2=ends[1],
            pairs=parts(d)["pairs"],
            pairs2=parts(d2)["pairs"],
        )


@pytest.mark.parametrize("region", [*REGIONS, "IT"])
def test_lists_and_ranges_of_one_shape_say_what_each_says_alone(region):
    agree(list(lists(region, 700, seed=region)), region)


@pytest.mark.parametrize("region", ["DK", "GB", "DE"])
def test_messy_cells_of_one_shape_say_what_each_says_alone(region):
    agree(list(cells(region, 1_000, seed=region)), region)


@given(
    st.text("06745", min_size=2, max_size=12),
    st.lists(st.text("0123456789", min_size=30, max_size=30), min_size=2, max_size=8),
    st.text("0 -/,.()+xog", min_size=4, max_size=24),
)
def test_cells_of_any_shape_say_what_each_says_alone(start, fillings, shape):
    texts = []
    for filling in fillings:
        digits = iter(start + filling)
        texts.append("".join(next(digits) if mark == "0" else mark for mark in shape))
    agree(texts, "DK")


@pytest.mark.parametrize(
    "text",
    ["67123400 / 67123400", "22-11-2026, 67123400", "67123400.0", "67123400 / 67123401 2. sal"],
)
def test_what_hangs_on_the_digits_themselves_has_no_recipe(text):
    assert recipe_of(text, partial(number_cell._taken_apart, "DK")) is None
