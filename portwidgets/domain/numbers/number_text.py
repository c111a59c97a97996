"""What people type where a phone number belongs, read as text: no numbering plan is asked here.

libphonenumber turns letters into keypad digits, takes a second number for an extension and drops
what it does not know. So the text is taken apart here first, and only digits reach the library.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 200  # characters; what is longer is prose, and no pattern here shall labour over it

_ALIKE = {
    "\t": "\n",  # two cells of a sheet in one
    "\r": "\n",
    "\u2212": "-",  # minus sign
    "\u00b7": ".",  # middle dot
    "\u2026": "...",
    "\uff0b": "+",  # full width
    "\uff08": "(",
    "\uff09": ")",
    "\uff0f": "/",
    "\u2044": "/",  # fraction slash
}
_BY_CATEGORY = {
    "Pd": "-",  # every dash
    "Zs": " ",  # every space
    "Zl": "\n",
    "Zp": "\n",
    "Cf": "",  # marks of direction, joiners, soft hyphens
}
QUOTES = "'\"`\u00b4\u2018\u2019\u201c\u201d"
_LABEL = re.compile(r"(?:tel|tlf|telefon|phone)\s*[.:]*\s*(?=[+(\d])", re.IGNORECASE)
_SPACES = re.compile(" +")
_LINE_END = re.compile(" ?\n\\s*")
_FLOAT_TAIL = re.compile(r"(\+?\d+)[.,]0")

_POWER_OF_TEN = re.compile(r"[+-]?\d+(?:[.,]\d+)? ?E ?\+?\d{1,2}", re.IGNORECASE)
_LONGEST_DATE = len("22-11-2026")
_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(rf"{_YEAR}([-./]){_MONTH}\1{_DAY}|{_DAY}([-./]){_MONTH}\2{_YEAR}")

_LONGEST_DATE = len("22-11-2026")

_EXTENSION = re.compile(
    r"(?<=[\d)])[ ,;]{0,2}"
    r"(?:ext(?:ension|n)?|lok(?:al)?(?:nr|nummer)?|local|ankn(?:ytning)?|x|#) ?[.:=]? ?(\d{1,7})$",
    re.IGNORECASE,
)
_ZERO = re.compile(r"(?<=\d)o+(?![^\W\d_])|(?<![^\W\d_])o+(?=\d)", re.IGNORECASE)
_PLACES = re.compile(r"[ (]*\+?[\d ()./-]+")
_TRUNK_ZERO = re.compile(r"((?:[ (]*(?:\+|00) ?\d{1,3}[ )./-]*)?)\( ?0 ?\)")
_NOT_DIALLED = str.maketrans("", "", " ()./-")
_DIGITS_ALONE = {code: None for code in range(128) if not chr(code).isdecimal()}
_SEVERAL = re.compile(r"[,;&|/\n]| (?:og|samt|eller|and|or|und|oder|och) ", re.IGNORECASE)
_FROM = re.compile(r"(?:fra|from|von) ", re.IGNORECASE)
_UNTIL = re.compile(
    r"-+|\.{2,3}|(?<![^\W\d_])(?:til og med|til|to|through|till|bis)(?![^\W\d_])", re.IGNORECASE
)


def tidy(text: str) -> str:
    """Return the text in plain characters: spaces, dashes and digits as on a keyboard.

    Invisible marks go, and so does what says nothing about the number: the apostrophe and the
    formula of a spreadsheet, "tel:" in front, the ".0" of a number that was read as a fraction.
    """
    # Each pattern is asked only where it can match: lists of a hundred thousand cells pass here.
    plain = text.translate(_PLAIN).strip().strip(QUOTES)
    if plain.startswith("="):
        plain = plain[1:].strip().strip(QUOTES)
    if "  " in plain:
        plain = _SPACES.sub(" ", plain)
    if "\n" in plain:
        plain = _LINE_END.sub("\n", plain)
    plain = plain.strip(" \n,;")
    if plain[:1].isalpha() and (label := _LABEL.match(plain)):
        plain = plain[label.end() :]
    if plain.endswith("0") and (tail := _FLOAT_TAIL.fullmatch(plain)):
        plain = tail[1]
    return plain


def plain_character(character: str) -> str:
    """Return what a character stands for on a keyboard; "" where it only marks something."""
    if character.isascii() or character in _ALIKE:
        return _ALIKE.get(character, character)
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return _BY_CATEGORY.get(category, character)


class _PlainCharacters(dict[int, str]):
    """`plain_character` for `str.translate`, which asks once for each character."""

    def __missing__(self, code: int) -> str:
        said = self[code] = plain_character(chr(code))
        return said


_PLAIN = _PlainCharacters()


def fault(tidied: str) -> str | None:
    """Return the code of what makes a cell hopeless before its digits are looked at.

    The digits of "22-11-2026" would pass for a Danish number; those of "4,57E+09" are rounded away.
    """
    if not tidied:
        return "number.empty"
    if _POWER_OF_TEN.fullmatch(tidied) or not tidied.strip("#"):
        return "number.digits_lost"
    if len(tidied) <= _LONGEST_DATE and _DATE.fullmatch(tidied):
        return "number.date"
    return None


def split_extension(tidied: str) -> tuple[str, str]:
    """Split "70 12 34 00 lok. 12" into number and extension; without one it is empty."""
    found = _EXTENSION.search(tidied) if tidied[-1:].isdecimal() and says_more(tidied) else None
    return (tidied[: found.start()], found[1]) if found else (tidied, "")


def readings(body: str) -> tuple[str, ...]:
    """Return the digits of a number, "+" before them where it stands there.

    None where there is anything but digits and what people put between them. Two where a zero
    stands in brackets in front, "+45 (0) 70": whether it belongs to the number, only the
    country's plan knows.
    """
    # The letter O stands for a zero only where it touches a digit and no other letter.
    if says_more(body):
        body = _ZERO.sub(lambda found: "0" * len(found[0]), body)
    if not _PLACES.fullmatch(body):
        return ()
    trunk = _TRUNK_ZERO.match(body) if "(" in body else None
    ways = (body, trunk[1] + body[trunk.end() :]) if trunk else (body,)
    found = (way.translate(_NOT_DIALLED) for way in ways)
    return tuple(digits for digits in found if digits.strip("+"))


def pieces(tidied: str) -> list[str]:
    """Return what stands between the separators of a list ("70123400, 70123401 og 02")."""
    return [piece for piece in map(str.strip, _SEVERAL.split(tidied)) if piece]


def says_more(text: str) -> bool:
    """Tell whether there is a letter or a "#" in a text, so that it is not digits alone."""
    return "#" in text or text.upper() != text.lower() or not text.isascii()


def digits_in(text: str) -> int:
    """Return how many digits a text has."""
    return len(text.translate(_DIGITS_ALONE)) if text.isascii() else sum(map(str.isdecimal, text))


def parts(tidied: str) -> list[str]:
    """Return the several numbers of a cell ("70123400, 70123401"); empty where it is not that."""
    found = pieces(tidied)
    return found if len(found) > 1 and all(map(readings, found)) else []


def range_ends(tidied: str) -> Iterator[tuple[str, str]]:
    """Yield each way to read a text as the two ends of a range: "70 12 34 00-99".

    A dash may also stand inside a number, so that there are several ways.
    """
    start = found.end() if (found := _FROM.match(tidied)) else 0
    for until in _UNTIL.finditer(tidied, start):
        first, last = tidied[start : until.start()].strip(), tidied[until.end() :].strip()
        if readings(first) and readings(last):
            yield first, last
