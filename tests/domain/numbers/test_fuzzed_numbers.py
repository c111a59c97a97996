"""No text breaks the reading of numbers: it is a number, or it is told why not."""

import random
import re
from contextlib import suppress
from typing import get_args

import pytest
from naughty import EVERY

from portwidgets.catalog import text
from portwidgets.domain.numbers import phone_number
from portwidgets.domain.numbers.number_range import parse_range
from portwidgets.domain.numbers.number_reader import read_many, read_plain
from portwidgets.errors import Refused

REGIONS = ("DK", "SE", "GB", "US", "DE")
PIECES = [
    *"0123456789",
    *"+-–—/.,;:()[]{}*#~^°'\"| \t\n\r\0\u00a0\u2007\u200b\u202e",
    *("x", "ext.", "lok.", " til ", " to ", "00", "+45", "0045", "(0)", "tel:", ";ext=", "E+09"),
    *"٠١٢٣４５６七Ⅷ½é𝟗",
    "70123400",
    "+4570123400",
    "4,57012E+09",
    "70 12 34 00-99",
    "1" * 400,
]
NUMBERS = ["67 12 34 00", "+4567123400", "(+45) 67-12-34-00", "020 7946 0123", "+44 20 7946 0123"]
NUMBERS += ["(202) 555-0123", "+1 202-555-0123", "08-465 004 12", "67123400 lok. 12", "67123400-19"]


def texts(count):
    dice = random.Random(count)
    for _ in range(count):
        if dice.random() < 0.5:  # nearly a number
            whole = list(dice.choice(NUMBERS))
            for _ in range(dice.randrange(3)):
                whole[dice.randrange(len(whole))] = dice.choice(PIECES)
            yield "".join(whole)
            continue
        text = "".join(dice.choice(PIECES) for _ in range(dice.choice((1, 2, 5, 9, 14, 30))))
        yield dice.choice((text, text, text[::-1], text * 3, dice.choice(EVERY) + text))


@pytest.mark.parametrize("count", [3_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_every_text_is_a_number_or_is_told_why_not(count):
    found = 0
    for place, typed in enumerate(texts(count)):
        region = REGIONS[place % len(REGIONS)]
        number, fault = phone_number.examine(typed, region)
        canonical = phone_number.canonical(typed, region)
        if number is not None:
            found += 1
            assert re.fullmatch(r"\+[1-9]\d{4,14}", number.e164), typed
        else:
            assert fault is not None or not typed.strip("\0 \t\r\n"), typed
            assert canonical == typed
        if fault is not None:
            assert text(fault, "da")
            assert text(fault, "en")
        assert phone_number.canonical(canonical, region) == canonical, typed
        for style in get_args(phone_number.Style):
            phone_number.show(typed, style, region)
        with suppress(Refused):
            parse_range(typed, region)
    print(f"{count} texts in {len(REGIONS)} countries: {found} numbers, the rest told why not")
    assert 0 < found < count


@pytest.mark.parametrize("count", [3_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_reading_many_at_once_says_the_same_as_reading_each(count):
    some = list(texts(count + 1))
    for region in REGIONS:
        assert read_many(some, region) == [phone_number.examine(each, region) for each in some]
        read_plain(some, region)
