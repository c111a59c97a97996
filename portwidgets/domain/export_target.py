"""What somebody else's system takes: the format, the columns, the limit, and which numbers.

A target is data (data/targets.toml): a new carrier is a new entry there, not new code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portwidgets.domain.checklist import Text
from portwidgets.domain.schema import Decision, NumberType


class FileFormat(StrEnum):
    """What kind of file a target takes; the value is the ending of its name."""

    CSV = "csv"
    XLSX = "xlsx"
    TEXT = "txt"
    JSON = "json"


class Spelling(StrEnum):
    """How a number is written for a target."""

    E164 = "e164"  # +4570123400
    NATIONAL = "national"  # 70123400, as dialled inside its country, digits only


class Apart(StrEnum):
    """What the numbers of one file must have in common."""

    COUNTRY = "country"
    TOLL_FREE = "toll_free"  # freephone numbers never stand beside others
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class TargetColumn:
    """One column of a target's file.

    Attributes:
        heading: What its header row says; "" in a file without one.
        spelling: How the number is written, where the column holds the number.
        column: Else the name of the inventory's column that it holds; "" leaves it blank.
        required: A number without a text here cannot be taken.
    """

    heading: str = ""
    spelling: Spelling | None = None
    column: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A system, or a program, that takes our numbers.

    Attributes:
        id: Its name in commands and in file names.
        label: What it is called.
        hint: What the file is for and where it goes.
        format: The kind of file.
        columns: The columns; none where the file holds the whole inventory.
        header: Whether a header row comes first.
        for_people: The file is opened in a spreadsheet, so that no cell may compute there.
        decision: Only numbers with this decision; None takes all.
        limit: The most numbers of one file.
        regions: The countries whose numbers it takes; none means all.
        types: The kinds of number that it takes; none means all but `not_types`.
        not_types: The kinds that it does not take.
        apart: What the numbers of one file must have in common.
        document: The JSON document, with placeholders as "{account.name}".
        asks: The places of the document that the receiver wants filled, as "losing.name".
        sources: Where all this was read.
    """

    id: str
    label: Text
    hint: Text
    format: FileFormat
    columns: tuple[TargetColumn, ...] = ()
    header: bool = True
    for_people: bool = False
    decision: Decision | None = None
    limit: int | None = None
    regions: tuple[str, ...] = ()
    types: tuple[NumberType, ...] = ()
    not_types: tuple[NumberType, ...] = ()
    apart: tuple[Apart, ...] = ()
    document: Mapping[str, Any] | None = None
    asks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def is_inventory(self) -> bool:
        """Whether the file holds the whole inventory, for people, rather than a carrier's form."""
        return not self.columns and self.document is None
