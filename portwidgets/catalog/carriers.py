"""The gaining carriers' rules and their codes for refusals: carriers.toml."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

import msgspec

from portwidgets.catalog.strict import DATA, NotBlank, only, shaped, table, toml
from portwidgets.domain.dates.lead_time import Paper, PortKind
from portwidgets.domain.orders.carrier_rules import CarrierRules, Carriers, PinRule, Shared
from portwidgets.errors import CatalogError

_FILE = "carriers.toml"
_PLAIN = "plain"

AtLeastOne = Annotated[int, msgspec.Meta(ge=1)]
Sources = Annotated[tuple[NotBlank, ...], msgspec.Meta(min_length=1)]


class _Carrier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    words: tuple[NotBlank, ...]
    together: Annotated[tuple[Shared, ...], msgspec.Meta(min_length=1)]
    sources: Sources
    limit: AtLeastOne | None = None
    longest: dict[str, AtLeastOne] = {}
    papers: tuple[Paper, ...] = ()
    btn_in_partial: bool = True
    takes: dict[str, tuple[PortKind, ...]] = {}


class _Pin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    countries: tuple[NotBlank, ...]
    kinds: tuple[PortKind, ...]
    source: NotBlank


@cache
def carriers() -> Carriers:
    """Return what is known of gaining carriers."""
    return read_carriers((DATA / _FILE).read_bytes(), _FILE)


def read_carriers(content: bytes, file: str) -> Carriers:
    """Read the file.

    Raises:
        CatalogError: Anything unknown, missing or of another type, a code of a carrier that has no
            rules, or no plain carrier.
    """
    data = toml(content, file)
    only(data, {"carriers", "pins", "codes"}, file)
    entries = table(data, "carriers", _Carrier, file)
    if _PLAIN not in entries:
        raise CatalogError(f"{file}: 'carriers.{_PLAIN}' is missing")
    pins = shaped(data.get("pins", []), list[_Pin], f"{file}: 'pins'")
    return Carriers(
        rules={
            key: CarrierRules(id=key, **msgspec.structs.asdict(entry))
            for key, entry in entries.items()
        },
        pins=tuple(PinRule(**msgspec.structs.asdict(pin)) for pin in pins),
        codes=_codes(dict(data.get("codes", {})), set(entries), file),
    )


def _codes(
    data: dict[str, Any], known: set[str], file: str
) -> dict[str, dict[str, tuple[str, ...]]]:
    shaped(data.pop("sources", None), Sources, f"{file}: 'codes.sources'")
    codes: dict[str, dict[str, tuple[str, ...]]] = {}
    for reason, entry in data.items():
        where = f"{file}: 'codes.{reason}'"
        codes[reason] = shaped(entry, dict[str, tuple[NotBlank, ...]], where)
        only(codes[reason], known, where)
    return codes
