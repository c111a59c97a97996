"""What people write instead of our own labels: headings of the numbers' columns, and choices."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from portwidgets.catalog.strict import DATA, NotBlank, shaped, toml
from portwidgets.catalog.wording import LANGUAGES, text
from portwidgets.domain.cells import fold
from portwidgets.domain.schema import NUMBER_PARTS, NUMBERS
from portwidgets.errors import CatalogError

_FILE = "synonyms.toml"
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


class _Synonyms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    columns: dict[str, list[NotBlank]]
    parts: dict[str, list[NotBlank]]
    secret: dict[str, list[NotBlank]]
    choices: dict[str, dict[str, list[NotBlank]]]


def column_of(heading: str) -> str | None:
    """Return the name of the numbers' column that a heading of a spreadsheet means."""
    name = target_of(heading)
    return None if name in NUMBER_PARTS else name


def target_of(heading: str) -> str | None:
    """Return the column or the part of a number (`schema.NUMBER_PARTS`) that a heading means.

    What stands in brackets behind it makes no difference: "Telefon (E.164)".
    """
    known = _headings()
    plain = _plain(heading)
    return known.get(plain) or known.get(_plain(_BRACKETS.sub("", plain)))


def is_secret(heading: str) -> bool:
    """Tell a column of PINs and passwords: what stands there is never shown or kept."""
    plain = _plain(_BRACKETS.sub("", heading))
    return plain in {_plain(word) for words in _synonyms().secret.values() for word in words}


def choices(column: str) -> Iterator[tuple[str, str]]:
    """Yield the other words for a column's choices, each with its code."""
    for code, words in _synonyms().choices.get(column, {}).items():
        for word in words:
            yield word, code


@cache
def _headings() -> Mapping[str, str]:
    known: dict[str, str] = {}
    # A name or label of ours means its column, whatever it is a synonym of.
    for column in NUMBERS.columns:
        labels = (text(f"column.{column.name}", language) for language in LANGUAGES)
        for heading in (column.name, *labels):
            known.setdefault(_plain(heading), column.name)
    given = _synonyms()
    for name, headings in (*given.columns.items(), *given.parts.items()):
        if NUMBERS.column(name) is None and name not in NUMBER_PARTS:
            raise CatalogError(f"{_FILE}: there is no column '{name}'")
        for heading in headings:
            if known.setdefault(_plain(heading), name) != name:
                raise CatalogError(
                    f"{_FILE}: '{heading}' stands for both '{name}' and '{known[_plain(heading)]}'"
                )
    return known


def _plain(heading: str) -> str:
    return fold(heading).rstrip(".: ")


@cache
def _synonyms() -> _Synonyms:
    content = (DATA / _FILE).read_bytes()
    return shaped(toml(content, _FILE), _Synonyms, _FILE)
