"""Texts for people by language-free code: "table.add_row" is `[add_row]` in texts/table.toml."""

import re
import string
from collections.abc import Mapping
from functools import cache

import msgspec

from portwidgets.catalog.strict import CODE, DATA, NotBlank, shaped, toml
from portwidgets.errors import CatalogError

LANGUAGES = ("da", "en")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in both languages, and in both again for a count of one where that differs."""

    da: NotBlank
    en: NotBlank
    da_one: NotBlank | None = None
    en_one: NotBlank | None = None

    def forms(self, language: str) -> tuple[str, str | None]:
        """Return the text and its form for one; any language but Danish is English."""
        return (self.da, self.da_one) if language == "da" else (self.en, self.en_one)


def text(code: str, language: str, /, **values: object) -> str:
    """Return a text with its placeholders filled, as `text("table.add_row", "da")`.

    Where the text has a form for one, it is taken when `count` is 1.

    Raises:
        CatalogError: The code is unknown, or a placeholder has no value.
    """
    prefix, _, key = code.partition(".")
    entry = _entries(prefix).get(key)
    if entry is None:
        raise CatalogError(f"texts/{prefix}.toml: there is no text '{key}'")
    many, one = entry.forms(language)
    template = one if one is not None and values.get("count") == 1 else many
    try:
        return template.format_map(values)
    except KeyError as missing:
        raise CatalogError(f"texts/{prefix}.toml: '{key}': no value for {missing}") from None


def texts(language: str, prefix: str) -> dict[str, str]:
    """Return all texts of a prefix, unfilled, for a widget; a form for one is `<key>_one`."""
    told: dict[str, str] = {}
    for key, entry in _entries(prefix).items():
        told[key], one = entry.forms(language)
        if one is not None:
            told[f"{key}_one"] = one
    return told


def read_texts(content: bytes, file: str) -> Mapping[str, Entry]:
    """Read a file of texts, which errors call `file`.

    Raises:
        CatalogError: An unknown key, a missing or empty language, or other placeholders in one
            language than in the other.
    """
    entries = {
        key: shaped(value, Entry, f"{file}: '{key}'") for key, value in toml(content, file).items()
    }
    for key, entry in entries.items():
        where = f"{file}: '{key}'"
        if not re.fullmatch(CODE, key):
            raise CatalogError(f"{where}: a code is small letters, digits and _")
        if key.removesuffix("_one") != key and key.removesuffix("_one") in entries:
            raise CatalogError(f"{where}: the ending _one is kept for the form for one")
        _check_placeholders(entry, where)
    return entries


@cache
def _entries(prefix: str) -> Mapping[str, Entry]:
    file = f"texts/{prefix}.toml"
    if not re.fullmatch(CODE, prefix) or not (DATA / file).is_file():
        raise CatalogError(f"{file}: there is no such file of texts")
    return read_texts((DATA / file).read_bytes(), file)


def _check_placeholders(entry: Entry, where: str) -> None:
    names = _placeholders(entry.da, where)
    if names != _placeholders(entry.en, where):
        raise CatalogError(f"{where}: da and en have different placeholders")
    if (entry.da_one is None) != (entry.en_one is None):
        raise CatalogError(f"{where}: the form for one is missing in one language")
    for one in (entry.da_one, entry.en_one):
        # A form for one may leave out the number ("one row"), but knows no other value.
        if one is not None and ("count" not in names or not _placeholders(one, where) <= names):
            raise CatalogError(f"{where}: the form for one has other placeholders, or no count")


def _placeholders(template: str, where: str) -> set[str]:
    try:
        fields = [field for field in string.Formatter().parse(template) if field[1] is not None]
    except ValueError as error:
        raise CatalogError(f"{where}: {error}") from None
    for _, name, spec, conversion in fields:
        if spec or conversion or not re.fullmatch(CODE, name or ""):
            raise CatalogError(f"{where}: a placeholder is a plain name, as {{count}}")
    return {name or "" for _, name, _, _ in fields}
