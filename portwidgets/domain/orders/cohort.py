"""Numbers that are alike in all but the number itself, and what they say by themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from portwidgets.domain.schema import NumberType


class Traits(NamedTuple):
    """What the numbers of a cohort have in common: these columns of their rows."""

    type: str
    usage: str
    decision: str
    status: str
    account: str
    order: str
    site: str
    rate_centre: str
    resp_org: str


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What a valid number says by itself, but for its digits; numbers alike share one."""

    region: str
    type: NumberType


@dataclass(frozen=True, slots=True)
class Look:
    """What the numbers of a cohort say by themselves.

    Attributes:
        said: Each country and type that occurs, with a row that has it.
        invalid: The rows whose numbers are not valid.
        digits: The valid numbers.
    """

    said: dict[Said, str]
    invalid: tuple[str, ...]
    digits: tuple[int, ...]


@dataclass(eq=False, slots=True)
class Cohort:
    """Numbers with the same traits, by row: as E.164, or as typed where they are not valid."""

    traits: Traits
    rows: dict[str, str] = field(default_factory=dict)
    look: Look | None = None  # until its rows change

    @property
    def first(self) -> str:
        """The row that stands for all of them."""
        return next(iter(self.rows))
