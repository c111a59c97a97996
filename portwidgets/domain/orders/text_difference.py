"""How two texts differ, letter by letter, and what kind of difference it is."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Side(StrEnum):
    """Which of the two texts has a piece."""

    BOTH = "both"
    OURS = "ours"
    THEIRS = "theirs"


class Piece(NamedTuple):
    """A run of letters that both texts have, or only one of them."""

    side: Side
    text: str


class Difference(StrEnum):
    """The kinds of difference that get orders rejected, the smallest first."""

    SPACES = "spaces"
    CAPITALS = "capitals"
    PUNCTUATION = "punctuation"
    ACCENTS = "accents"
    COMPANY_FORM = "company_form"
    ABBREVIATION = "abbreviation"
    FLOOR = "floor"
    WORDS = "words"


_DANISH_FORMS = ("as", "aps", "ivs", "is", "ks", "amba", "fmba")
_OTHER_FORMS = ("ab", "oy", "oyj", "asa", "gmbh", "ag", "kg", "ohg", "ug", "ltd", "limited", "plc")
_AMERICAN_FORMS = (
    "inc",
    "llc",
    "lp",
    "llp",
    "co",
    "company",
    "corp",
    "corporation",
    "incorporated",
)
_COMPANY_FORMS = frozenset((*_DANISH_FORMS, *_OTHER_FORMS, *_AMERICAN_FORMS))
_FLOOR = re.compile(
    r"\d+|[a-z]|#\d*|st|stuen|th|tv|mf|sal|etage|dør|kld|kælder"
    r"|suite|ste|unit|apt|apartment|floor|fl|room|rm"
)


@lru_cache(maxsize=1_000)  # the orders of an account all ask about its texts
def pieces(ours: str, theirs: str) -> tuple[Piece, ...]:
    """Return both texts as one row of pieces: what both have, what only one has."""
    found: list[Piece] = []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, from_ours, to_ours, from_theirs, to_theirs in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(Side.BOTH, ours[from_ours:to_ours]))
            continue
        if to_ours > from_ours:
            found.append(Piece(Side.OURS, ours[from_ours:to_ours]))
        if to_theirs > from_theirs:
            found.append(Piece(Side.THEIRS, theirs[from_theirs:to_theirs]))
    return tuple(found)


@lru_cache(maxsize=1_000)
def kind_of_difference(ours: str, theirs: str) -> Difference | None:
    """Return the smallest kind of difference that explains it; None where there is none."""
    if ours == theirs:
        return None
    if _spaced(ours) == _spaced(theirs):
        return Difference.SPACES
    if _spaced(ours).casefold() == _spaced(theirs).casefold():
        return Difference.CAPITALS
    one, other = _words(ours), _words(theirs)
    if "".join(one) == "".join(other):
        return Difference.PUNCTUATION
    if [_plain(word) for word in one] == [_plain(word) for word in other]:
        return Difference.ACCENTS
    return _of_words(one, other)


def _of_words(one: list[str], other: list[str]) -> Difference:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    unlike = [(one[a:b], other[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    words = [word for pair in unlike for side in pair for word in side]
    if all("".join(side) in _COMPANY_FORMS or not side for pair in unlike for side in pair):
        return Difference.COMPANY_FORM
    if all(
        len(mine) == len(theirs) and all(map(_abbreviates, mine, theirs)) for mine, theirs in unlike
    ):
        return Difference.ABBREVIATION
    return Difference.FLOOR if all(map(_FLOOR.fullmatch, words)) else Difference.WORDS


def _abbreviates(one: str, other: str) -> bool:
    """Tell whether one word is short for the other: "vj" for "vej", "st" for "street"."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return short[:1] == long[:1] and short.isalpha() and all(each in letters for each in short)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> list[str]:
    """Return the words without their punctuation: "A/S" is one, "1," is "1"."""
    cleaned = (re.sub(r"[^\w#]", "", word) for word in text.casefold().split())
    return [word for word in cleaned if word]


def _plain(word: str) -> str:
    spelled = word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return "".join(c for c in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(c))
