"""How postcodes and companies' numbers are written: what data/written_forms.toml knows of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from portwidgets.domain.dates.lead_time import Source

_COUNTRY_BEFORE = re.compile(r"[A-Z]{1,2}[- ]+")
"""The country's letters before a postcode, as in "DK-5000"."""


@dataclass(frozen=True)
class PostcodeForm:
    """How the postcodes of a country are written.

    Attributes:
        pattern: A regular expression for the whole text in capital letters.
        example: One that is written so.
    """

    pattern: str
    example: str
    source: Source

    def fits(self, text: str) -> bool:
        """Tell whether a text is written so; small letters are forgiven."""
        return self._pattern.fullmatch(text.strip().upper()) is not None

    def mended(self, text: str) -> str | None:
        """Return a text without the country before it; None where that does not help."""
        plain = _COUNTRY_BEFORE.sub("", text.strip().upper(), count=1)
        return plain if self.fits(plain) else None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


@dataclass(frozen=True, slots=True)
class CompanyIdForm:
    """How the numbers of a country's companies are made.

    Attributes:
        name: What people call it.
        digits: How many it has.
        weights: What each digit counts; the weighted sum is divisible by `modulus`.
        prefix: What may stand before it.
    """

    name: str
    digits: int
    weights: tuple[int, ...]
    modulus: int
    source: Source
    prefix: str = ""

    def fits(self, text: str) -> bool:
        """Tell whether a text is such a number, by its check digit; spaces and hyphens are free."""
        plain = re.sub(r"[\s-]", "", text).upper().removeprefix(self.prefix)
        if len(plain) != self.digits or not (plain.isascii() and plain.isdecimal()):
            return False
        weighted = zip(map(int, plain), self.weights, strict=True)
        return sum(digit * weight for digit, weight in weighted) % self.modulus == 0


@dataclass(frozen=True, slots=True)
class WrittenForms:
    """All that is known of how such texts are written, by country."""

    postcodes: Mapping[str, PostcodeForm] = field(default_factory=dict)
    company_ids: Mapping[str, CompanyIdForm] = field(default_factory=dict)
