"""What a gaining carrier takes in one port order: the rules that data/carriers.toml holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portwidgets.domain.dates.lead_time import Paper, PortKind


class Shared(StrEnum):
    """What carriers may ask the numbers of one order to have in common."""

    LOSING_CARRIER = "losing_carrier"
    ACCOUNT = "account"
    BTN = "btn"
    KIND = "kind"
    COUNTRY = "country"
    ADDRESS = "address"
    AREA = "area"  # the rate centre or, of toll-free numbers, the RespOrg, where known


@dataclass(frozen=True, slots=True)
class CarrierRules:
    """One gaining carrier's rules.

    Attributes:
        id: Its entry in the data, "plain" for whoever has none.
        name: As it calls itself; empty for the plain one.
        words: Parts of its name by which it is known.
        together: What the numbers of one order must share.
        limit: How many numbers an order may have; None where it was not read.
        longest: How many characters it takes of a cell, by "table.column".
        papers: What must be attached to an order.
        btn_in_partial: Whether an order that leaves numbers behind may take the BTN.
        takes: Which kinds of number it ports, by country; empty where it is not known.
        sources: Where this was read.
    """

    id: str
    name: str
    words: tuple[str, ...]
    together: tuple[Shared, ...]
    sources: tuple[str, ...]
    limit: int | None = None
    longest: Mapping[str, int] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    btn_in_partial: bool = True
    takes: Mapping[str, tuple[PortKind, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PinRule:
    """Where a port of such numbers needs a PIN."""

    countries: tuple[str, ...]
    kinds: tuple[PortKind, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Carriers:
    """All that is known of gaining carriers.

    Attributes:
        rules: By id; "plain" is among them.
        pins: Where a PIN is needed.
        codes: What each carrier calls a reason for a refusal, by the reason and the carrier's id.
    """

    rules: Mapping[str, CarrierRules]
    pins: tuple[PinRule, ...]
    codes: Mapping[str, Mapping[str, tuple[str, ...]]]

    def of(self, name: str) -> CarrierRules:
        """Return the rules of the carrier that a person calls `name`, else the plain ones."""
        folded = name.casefold()
        for rules in self.rules.values():
            if any(word in folded for word in rules.words):
                return rules
        return self.rules["plain"]

    def needs_pin(self, country: str, kind: PortKind | None) -> PinRule | None:
        """Return the rule by which such a number needs a PIN; None where none was read."""
        for pin in self.pins:
            if country in pin.countries and kind in pin.kinds:
                return pin
        return None
