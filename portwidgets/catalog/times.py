"""Lead times, ages of papers, calendars and hours of the port: lead_times.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from portwidgets.catalog.sources import Sources
from portwidgets.catalog.strict import DATA, only, table, toml
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
    sources = Sources(table(data, "sources", Source, file))
    times = PortTimes(
        settling=sources.read(data.get("settling", {}), Settling, f"{file}: 'settling'"),
        calendars=sources.table(data, "calendars", CalendarRule, file),
        **{
            name: tuple(
                sources.read(entry, shape, f"{file}: '{name}', entry {place}")
                for place, entry in enumerate(data.get(name, ()), start=1)
            )
            for name, shape in _LISTS.items()
        },
    )
    sources.refuse_unused(file)
    return times
