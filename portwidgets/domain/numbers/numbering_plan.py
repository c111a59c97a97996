"""Countries' numbering plans as libphonenumber knows them: patterns and lengths, nothing computed.

The only module besides `phone_number` that asks the library, and the only one that looks into its
metadata: what the library does with them number by number, `digit_reader` does for a whole column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import phonenumbers
from phonenumbers import PhoneMetadata

from portwidgets.domain.schema import NumberType

GENERAL = "general_desc"
LEADING = "leading_digits"
# In the order in which the library asks: the first that fits is a number's type.
SPECIAL_TYPES = (
    NumberType.PREMIUM_RATE,
    NumberType.TOLL_FREE,
    NumberType.SHARED_COST,
    NumberType.VOIP,
    NumberType.PERSONAL_NUMBER,
    NumberType.PAGER,
    NumberType.UAN,
    NumberType.VOICEMAIL,
)
_KINDS = (GENERAL, *SPECIAL_TYPES, NumberType.FIXED_LINE, NumberType.MOBILE)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of one kind: the pattern of all of each, and the lengths that it may have."""

    pattern: str
    lengths: frozenset[int]


@dataclass(frozen=True, slots=True)
class Plan:
    """The numbers of one country.

    Attributes:
        region: The country, "001" for numbers of no country.
        code: Its country calling code.
        way_out: The pattern of what is dialled for abroad, as "00".
        trunk: The pattern of what stands in front of a number inside the country, as "0".
        lengths: How long a number may be, shortest first.
        local_lengths: How long it may be where the area code is left out.
        kinds: The numbers of each type, and those of any type under `GENERAL`.
        leading: The pattern that the country's numbers begin with, where it shares its code.
        one_pattern: Fixed and mobile numbers are not told apart at all.
    """

    region: str
    code: int
    way_out: str
    trunk: str
    lengths: tuple[int, ...]
    local_lengths: frozenset[int]
    kinds: Mapping[str, Numbers]
    leading: str
    one_pattern: bool


def regions_of(code: int) -> tuple[str, ...]:
    """Return the countries of a calling code, the main one first."""
    return tuple(phonenumbers.COUNTRY_CODE_TO_REGION_CODE[code])


def calling_codes() -> tuple[int, ...]:
    """Return all country calling codes."""
    return tuple(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)


def calling_code(region: str) -> int:
    """Return a country's calling code, 0 where the country is unknown."""
    return int(phonenumbers.country_code_for_region(region))


@cache
def plan(code: int, region: str) -> Plan:
    """Return the plan of one country of a calling code."""
    metadata: Any = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    kinds = {}
    for kind in _KINDS:
        desc = getattr(metadata, kind)
        if desc is not None and desc.national_number_pattern:
            kinds[kind] = Numbers(desc.national_number_pattern, frozenset(desc.possible_length))
    general = metadata.general_desc
    return Plan(
        region=region,
        code=code,
        way_out=metadata.international_prefix or "",
        trunk=metadata.national_prefix_for_parsing or "",
        lengths=tuple(general.possible_length),
        local_lengths=frozenset(general.possible_length_local_only),
        kinds=kinds,
        leading=metadata.leading_digits or "",
        one_pattern=metadata.same_mobile_and_fixed_line_pattern,
    )
