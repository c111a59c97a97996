"""Numbers in running text, a mail or an invoice: most digits there belong to no phone number."""

from __future__ import annotations

import re
from dataclasses import replace

from portwidgets.domain.numbers import number_text
from portwidgets.domain.numbers.cell_reader import CellReading
from portwidgets.domain.numbers.number_cell import read_cell_numbers
from portwidgets.domain.numbers.phone_number import Look
from portwidgets.errors import Refused

_OTHER_THINGS = re.compile(
    r"\S+@\S+|\b(?:https?://|www\.)\S+"  # addresses
    r"|\b(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}\b|\b\d{1,2}([-./])\d{1,2}\2(?:19|20)?\d\d\b"  # days
    r"|\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\b(?![ .-]?\d)"  # times
    r"|(?:\b(?:kr|dkk|eur|gbp|usd)\.? ?|[$£€] ?)\d[\d.,]*"  # amounts
    r"|(?<![\d.,])\d{1,3}(?:\.\d{3})*,\d\d(?!\d)|(?<![\d.,])\d{1,3}(?:,\d{3})*\.\d\d(?!\d)"
    r"|\b\d[\d.,]*(?= ?(?:kr|dkk|eur|gbp|usd|%)\b)"
    r"|\b(?:cvr|cpr|se|ean|gln|iban|swift|vat|imei|iccid?|konto|kunde|account|acct|ordre|order"
    r"|faktura|invoice|sag|case|ticket|postnr|aftale|agreement|reg)"
    r"[ .-]?(?:nr|no|number|nummer|id)?\b[ .:#]*\d[\d -]*",
    re.IGNORECASE,
)
_PHONE_SHAPED = re.compile(r"(?<![\d.,])\+?\(?\d(?:[ ().\-/]{0,3}\d){6,14}(?!\d|[.,]\d)", re.ASCII)
_WORDS_OF_A_NOTE = 3
_POWER = re.compile(r"\d[.,]\d+ ?E ?\+?\d", re.IGNORECASE)


def read_prose(line: str, region: str, look: Look | None = None) -> CellReading:
    """Return the numbers of a line of text, its words as the note; none where it has none.

    Dates, amounts, addresses and the numbers of accounts, orders and companies are passed over.
    What else has the shape of a phone number must be one, or the line is refused.
    """
    bare = " ".join(_OTHER_THINGS.sub(" ", line).split())
    if _POWER.search(bare):
        return CellReading(fault=Refused("number.digits_lost"))
    if not _PHONE_SHAPED.search(bare):
        return CellReading()
    if len(bare) > number_text.LONGEST:
        return _long(bare, region, look)
    reading = read_cell_numbers(bare, region, look)
    # A sentence around numbers is no note of theirs; "Reception: 70 12 34 00" has one.
    is_note = len(reading.found) == 1 and len(reading.note.split()) <= _WORDS_OF_A_NOTE
    return reading if is_note else replace(reading, note="")


def _long(line: str, region: str, look: Look | None) -> CellReading:
    """Read a long line by its pieces, those without numbers are words only."""
    readings: list[CellReading] = []
    for sentence in re.split(r"(?<=[.!?;:]) ", line):
        for piece in _pieces(sentence):
            if _PHONE_SHAPED.search(piece):
                reading = read_cell_numbers(piece, region, look)
                if reading.fault:
                    return reading
                readings.append(reading)
    return CellReading(tuple(found for reading in readings for found in reading.found))


def _pieces(sentence: str) -> list[str]:
    return [sentence] if len(sentence) <= number_text.LONGEST else number_text.pieces(sentence)
