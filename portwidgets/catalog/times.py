"""Lead times, ages of papers, calendars and hours of the port: lead_times.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from portwidgets.catalog.strict import DATA, only, shaped, table, toml
from portwidgets.domain.dates.business_days import CalendarRule
from portwidgets.domain.dates.lead_time import (
    Activation,
    EndsByItself,
    Horizon,
    LeadTime,
    PaperAge,
    Reactivation,
    Rescue,
    Settling,
    Source,
)
from portwidgets.domain.dates.port_times import PortTimes
from portwidgets.errors import CatalogError

_FILE = "lead_times.toml"
_LISTS: Mapping[str, type[Any]] = {
    "lead_times": LeadTime,
    "paper_ages": PaperAge,
    "rescues": Rescue,
    "ends_by_itself": EndsByItself,
    "reactivations": Reactivation,
    "activations": Activation,
    "horizons": Horizon,
}

_Shape = TypeVar("_Shape")


@cache
def times() -> PortTimes:
    """Return all that is known of times."""
    return read_times((DATA / _FILE).read_bytes(), _FILE)


def read_times(content: bytes, file: str) -> PortTimes:
    """Read the file; each entry names one of its `[sources]`, and each source is named.

    Raises:
        CatalogError: Anything unknown, missing or of another type, or said without its source.
    """
    data = toml(content, file)
    only(data, {"sources", "calendars", "settling", *_LISTS}, file)
    sources = _Sources(table(data, "sources", Source, file))
    calendars = shaped(data.get("calendars", {}), dict[str, dict[str, Any]], f"{file}: calendars")
    times = PortTimes(
        settling=sources.read(data.get("settling", {}), Settling, f"{file}: 'settling'"),
        calendars={
            country: sources.read(entry, CalendarRule, f"{file}: 'calendars.{country}'")
            for country, entry in calendars.items()
        },
        **{
            name: tuple(
                sources.read(entry, shape, f"{file}: '{name}', entry {place}")
                for place, entry in enumerate(data.get(name, ()), start=1)
            )
            for name, shape in _LISTS.items()
        },
    )
    for name in sources.unused():
        raise CatalogError(f"{file}: 'sources.{name}': nothing was read there")
    return times


class _Sources:
    """Gives each entry its source."""

    def __init__(self, known: Mapping[str, Source]) -> None:
        self._known = known
        self._used: set[str] = set()

    def read(self, entry: Mapping[str, Any], shape: type[_Shape], where: str) -> _Shape:
        name = str(entry.get("source"))
        if name not in self._known:
            raise CatalogError(f"{where}: the source '{name}' is not among [sources]")
        self._used.add(name)
        known = {field.name for field in fields(shape)}  # type: ignore[arg-type]
        given = {key: value for key, value in entry.items() if key != "source"}
        only(given, known - {"source"}, where)
        if "source" in known:
            given["source"] = self._known[name]
        return shaped(given, shape, where)

    def unused(self) -> list[str]:
        return sorted(self._known.keys() - self._used)
