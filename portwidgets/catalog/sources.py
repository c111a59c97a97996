"""Gives each entry of a data file the source that it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from portwidgets.catalog.strict import only, shaped
from portwidgets.domain.dates.lead_time import Source
from portwidgets.errors import CatalogError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Shape = TypeVar("_Shape", bound="DataclassInstance")


class Sources:
    """The sources of one file.

    Args:
        known: Its `[sources]`.
    """

    def __init__(self, known: Mapping[str, Source]) -> None:
        self._known = known
        self._used: set[str] = set()

    def read(self, entry: Mapping[str, Any], shape: type[_Shape], where: str) -> _Shape:
        """Return an entry as `shape`, with the source that it names; an error says `where`."""
        name = str(entry.get("source"))
        if name not in self._known:
            raise CatalogError(f"{where}: the source '{name}' is not among [sources]")
        self._used.add(name)
        known = {field.name for field in fields(shape)}
        given = {key: value for key, value in entry.items() if key != "source"}
        only(given, known - {"source"}, where)
        if "source" in known:
            given["source"] = self._known[name]
        return shaped(given, shape, where)

    def table(
        self, data: Mapping[str, Any], name: str, shape: type[_Shape], file: str
    ) -> dict[str, _Shape]:
        """Return the entries of `[name.KEY]` by key."""
        entries = shaped(data.get(name, {}), dict[str, dict[str, Any]], f"{file}: '{name}'")
        return {
            key: self.read(entry, shape, f"{file}: '{name}.{key}'")
            for key, entry in entries.items()
        }

    def refuse_unused(self, file: str) -> None:
        """Refuse a source that no entry names."""
        for name in sorted(self._known.keys() - self._used):
            raise CatalogError(f"{file}: 'sources.{name}': nothing was read there")
