"""Where numbers can be exported to: targets.toml, in the order in which a person chooses."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from portwidgets.catalog.strict import CODE, DATA, Both, NotBlank, shaped, toml
from portwidgets.domain.checklist import Text
from portwidgets.domain.export_target import Apart, FileFormat, Spelling, Target, TargetColumn
from portwidgets.domain.schema import ACCOUNTS, NUMBERS, ORDERS, Decision, NumberType
from portwidgets.domain.table import Table
from portwidgets.errors import CatalogError

_FILE = "targets.toml"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_TABLES = {"account": ACCOUNTS, "order": ORDERS, "number": NUMBERS}


class _Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    heading: str = ""
    number: Spelling | None = None
    column: str = ""
    required: bool = False


class _Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    label: Both
    hint: Both
    format: FileFormat
    columns: tuple[_Column, ...] = ()
    header: bool = True
    for_people: bool = False
    decision: Decision | None = None
    limit: int | None = None
    regions: tuple[NotBlank, ...] = ()
    types: tuple[NumberType, ...] = ()
    not_types: tuple[NumberType, ...] = ()
    apart: tuple[Apart, ...] = ()
    document: dict[str, Any] | None = None
    asks: tuple[NotBlank, ...] = ()
    sources: tuple[NotBlank, ...] = ()


@cache
def targets() -> Mapping[str, Target]:
    """Return everything that numbers can be exported to, by id."""
    return read_targets((DATA / _FILE).read_bytes(), _FILE)


def read_targets(content: bytes, file: str) -> Mapping[str, Target]:
    """Read a file of targets, which errors call `file`.

    Raises:
        CatalogError: Anything unknown, missing or empty; a carrier's form without a source.
    """
    return {
        key: _target(key, shaped(entry, _Target, f"{file}: '{key}'"), f"{file}: '{key}'")
        for key, entry in toml(content, file).items()
    }


def _target(key: str, entry: _Target, where: str) -> Target:
    if not re.fullmatch(CODE, key):
        raise CatalogError(f"{where}: an id is small letters, digits and _")
    if entry.limit is not None and entry.limit < 1:
        raise CatalogError(f"{where}: a limit is at least 1")
    if (entry.columns or entry.document) and entry.limit and not entry.sources:
        raise CatalogError(f"{where}: a limit needs the source that it was read in")
    if (entry.document is None) != (entry.format is not FileFormat.JSON):
        raise CatalogError(f"{where}: a document is JSON, and JSON is a document")
    for table_name, column in _placeholders(entry.document):
        known = _TABLES.get(table_name)
        if known is None or not _has(known, column):
            raise CatalogError(f"{where}: there is no '{{{table_name}.{column}}}'")
    if unknown := set(entry.asks) - set(_places(entry.document)):
        raise CatalogError(f"{where}: the document has no '{min(unknown)}'")
    return Target(
        id=key,
        label=Text(entry.label.da, entry.label.en),
        hint=Text(entry.hint.da, entry.hint.en),
        columns=tuple(_column(column, entry, where) for column in entry.columns),
        **{name: getattr(entry, name) for name in _AS_THEY_ARE},
    )


_AS_THEY_ARE = tuple(
    name
    for name in Target.__dataclass_fields__
    if name in _Target.__struct_fields__ and name not in ("label", "hint", "columns")
)


def _column(column: _Column, entry: _Target, where: str) -> TargetColumn:
    if column.number is not None and column.column:
        raise CatalogError(f"{where}: a column holds the number or a column's text, not both")
    if entry.header and entry.columns and not column.heading:
        raise CatalogError(f"{where}: a column of a file with a header needs a heading")
    return TargetColumn(column.heading, column.number, column.column, column.required)


def _has(known: Table, column: str) -> bool:
    spelled = known is NUMBERS and column in set(Spelling)
    return spelled or known.column(column) is not None


def _placeholders(value: Any) -> Iterator[tuple[str, str]]:
    for text in _leaves(value):
        for found in _PLACEHOLDER.findall(text):
            table_name, _, column = found.partition(".")
            yield table_name, column


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)


def _places(value: Any, place: str = "") -> Iterator[str]:
    """Yield the name of every value of a document, as "losing_carrier.name"."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _places(each, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list) and value:
        for each in value:
            yield from _places(each, place)
    else:
        yield place
