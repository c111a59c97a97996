"""What a text looks like before anybody asks a numbering plan: a phone number, a total, nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portwidgets.domain.numbers import number_text

_PHONE_LIKE = re.compile(
    r"(?<![\d.,])(?:\+|\(\+)?\(?\d(?:[ ().\-/]{0,3}\d){6,14}(?!\d|[.,]\d)", re.ASCII
)
_DATE_LIKE = re.compile(
    r"(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:19|20)?\d\d(?!\d)", re.ASCII
)
_POWER = re.compile(r"\d[.,]\d+ ?E ?\+?\d", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_NOTHING = frozenset(
    {"", "-", "--", ".", "?", "n/a", "na", "#n/a", "#i/t", "n.a.", "none", "null", "nil", "nan"}
    | {"ingen", "intet", "ikke relevant", "ir", "ukendt", "mangler", "unknown", "missing", "tbd"}
)
_TOTAL = re.compile(
    r"(?:i alt|ialt|total|totalt|sum|subtotal|grand total|antal|antal numre|count|samlet)\b",
    re.IGNORECASE,
)
_FEW_DIGITS = 5  # what has so many could be a number that is cut or mistyped


def phone_like(text: str) -> bool:
    """Tell whether a phone number seems to stand in a text."""
    found = _PHONE_LIKE.search(text)
    if found is None:
        return bool(_POWER.search(text))
    return not _DATE_LIKE.fullmatch(found[0].strip(" ()")) and not _DATE_LIKE.match(found[0])


def count_phone_like(texts: Iterable[str]) -> int:
    """Return how many of the texts seem to hold a phone number; cheap where none does."""
    texts = list(texts)
    joined = "\n".join(texts)
    if not _DIGITS.search(joined):  # long remarks mostly have none
        return 0
    if not _PHONE_LIKE.search(joined) and not _POWER.search(joined):
        return 0
    return sum(map(phone_like, texts))


def is_nothing(text: str) -> bool:
    """Tell an empty cell from one that says something: "-" and "n/a" say nothing."""
    plain = text.strip().casefold()
    return plain in _NOTHING or not plain.strip(" -–—_.'\"\u200b\ufeff")


def is_total(text: str) -> bool:
    """Tell the first cell of a row that sums up those above it."""
    return bool(_TOTAL.match(text.strip()))


def few_digits(text: str) -> bool:
    """Tell a text that has too few digits for any number."""
    return number_text.digits_in(text) < _FEW_DIGITS
