"""The checklist: checklist.toml in neutral wording, and what is true otherwise in a region.

A region's file is regions/<iso code>.toml. regions/eu.toml lists its `countries`; what it says
holds in each of them, unless the country's own file says otherwise. In any other region the
neutral wording stands, which is true everywhere because it promises nothing of the law.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any, TypeVar

import msgspec

from portwidgets.catalog.strict import DATA, Both, NotBlank, only, shaped, table, toml
from portwidgets.domain.checklist import Guide, Item, Notice, Section, Text
from portwidgets.errors import CatalogError

_WARNING = "warning"
_Shape = TypeVar("_Shape")


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Both
    hint: Both


class _Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    section: str
    label: Both
    hint: Both
    critical: bool = False


class _Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Both
    text: Both


class _ItemVariant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a region says of an item instead, and where that was read."""

    source: NotBlank
    label: Both | None = None
    hint: Both | None = None

    def __post_init__(self) -> None:
        if self.label is None and self.hint is None:
            raise ValueError("says neither another label nor another hint")


class _NoticeVariant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a region says of the warning or of a problem instead, and where that was read."""

    source: NotBlank
    title: Both | None = None
    text: Both | None = None

    def __post_init__(self) -> None:
        if self.title is None and self.text is None:
            raise ValueError("says neither another title nor another text")


class Region(msgspec.Struct, frozen=True):
    """A regions file; `countries` is filled where the region is a union of them."""

    file: str
    countries: tuple[str, ...]
    items: Mapping[str, _ItemVariant]
    notices: Mapping[str, _NoticeVariant]


_CODE_LENGTH = 2  # of a country in ISO 3166, and of "eu"


def checklist(region: str) -> Guide:
    """Return the checklist in the wording that is true in `region`, as "DK"."""
    return _checklist(region.strip().lower())


@cache
def _checklist(region: str) -> Guide:
    union = _region("eu")
    chain = [union] if union is not None and region in union.countries else []
    own = _region(region)
    if own is not None and own is not union:
        chain.append(own)
    return read_checklist((DATA / "checklist.toml").read_bytes(), "checklist.toml", chain)


@cache
def _region(region: str) -> Region | None:
    file = f"regions/{region}.toml"
    is_code = region.isascii() and region.isalpha() and len(region) == _CODE_LENGTH
    known = is_code and (DATA / file).is_file()
    return read_region((DATA / file).read_bytes(), file) if known else None


def read_region(content: bytes, file: str) -> Region:
    """Read what a region says otherwise: `[items.ID]`, `[problems.ID]` and `[warning]`.

    Raises:
        CatalogError: Anything unknown, missing or empty, or said without its source.
    """
    data = toml(content, file)
    only(data, {"countries", "items", "problems", "warning"}, file)
    return Region(
        file=file,
        countries=shaped(data.get("countries", ()), tuple[NotBlank, ...], f"{file}: 'countries'"),
        items=table(data, "items", _ItemVariant, file),
        notices=_notices(data, _NoticeVariant, file),
    )


def read_checklist(content: bytes, file: str, regions: Sequence[Region] = ()) -> Guide:
    """Read the checklist, with what `regions` say otherwise; the last of them wins.

    Raises:
        CatalogError: Anything unknown, double, missing or empty; a variant of nothing.
    """
    data = toml(content, file)
    only(data, {"warning", "sections", "items", "problems"}, file)
    sections = table(data, "sections", _Section, file)
    items = table(data, "items", _Item, file)
    notices = _notices(data, _Notice, file)
    if _WARNING not in notices:
        raise CatalogError(f"{file}: '{_WARNING}' is missing")
    for key, item in items.items():
        if item.section not in sections:
            raise CatalogError(f"{file}: 'items.{key}': unknown section '{item.section}'")
    for region in regions:
        _check_keys(region, items.keys(), notices.keys())
    worded = [_item(key, item, regions) for key, item in items.items()]
    told = {key: _notice(key, notice, regions) for key, notice in notices.items()}
    return Guide(
        warning=told.pop(_WARNING),
        sections=tuple(
            Section(
                key,
                _text(section.title),
                _text(section.hint),
                tuple(item for item in worded if item.section == key),
            )
            for key, section in sections.items()
        ),
        problems=tuple(told.values()),
    )


def _notices(data: Mapping[str, Any], shape: type[_Shape], file: str) -> dict[str, _Shape]:
    """Return the common problems by id, and the warning as one more."""
    notices = table(data, "problems", shape, file)
    if _WARNING in data:
        notices[_WARNING] = shaped(data[_WARNING], shape, f"{file}: '{_WARNING}'")
    return notices


def _check_keys(region: Region, items: AbstractSet[str], notices: AbstractSet[str]) -> None:
    for key in (region.items.keys() - items) | (region.notices.keys() - notices):
        raise CatalogError(f"{region.file}: '{key}': the checklist has no such entry")


def _item(key: str, item: _Item, regions: Sequence[Region]) -> Item:
    label, hint = _text(item.label), _text(item.hint)
    for region in regions:
        if variant := region.items.get(key):
            label = _instead(label, variant.label, variant.source)
            hint = _instead(hint, variant.hint, variant.source)
    return Item(key, item.section, label, hint, item.critical)


def _notice(key: str, notice: _Notice, regions: Sequence[Region]) -> Notice:
    title, text = _text(notice.title), _text(notice.text)
    for region in regions:
        if variant := region.notices.get(key):
            title = _instead(title, variant.title, variant.source)
            text = _instead(text, variant.text, variant.source)
    return Notice(key, title, text)


def _text(both: Both) -> Text:
    return Text(both.da, both.en)


def _instead(text: Text, said: Both | None, source: str) -> Text:
    return text if said is None else Text(said.da, said.en, source)
