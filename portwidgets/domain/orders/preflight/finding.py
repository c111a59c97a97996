"""What the check says: a finding, the answer per order, and what is known of each rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from portwidgets.domain.orders.text_difference import Piece


class Severity(StrEnum):
    """Whether an order can be submitted in spite of a finding."""

    ERROR = "error"
    WARNING = "warning"


class Readiness(StrEnum):
    """The one answer per order."""

    READY = "ready"
    NOT_READY = "not_ready"
    UNDER_WAY = "under_way"  # submitted: the carriers have it
    CLOSED = "closed"


class Cell(NamedTuple):
    """Where to fix something."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule finds in an order.

    Attributes:
        code: The rule's code; its texts and its severity are kept under it.
        cell: The cell to fix.
        values: What the placeholders of its sentences stand for; a value is a text, a number, an
            ISO date, or a `Word` that has a text of its own.
        rows: All rows of numbers that it concerns, where it concerns numbers.
        suggestion: What the cell should say, where the data tells; None where it does not.
        difference: How two texts differ, letter by letter.
        source: Where the rule was read, where it is a carrier's or a law's.
    """

    code: str
    cell: Cell
    values: Mapping[str, object] = field(default_factory=dict)
    rows: tuple[str, ...] = ()
    suggestion: str | None = None
    difference: tuple[Piece, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A value that is looked up in the reader's language, as "split.kind_mobile"."""

    code: str


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """What data/preflight.toml says of a rule.

    Attributes:
        severity: Whether an order can be submitted in spite of it.
        reason: Under what the carriers' codes for it are kept in data/carriers.toml.
    """

    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True)
class Proof:
    """When the data proves a step of the checklist.

    Attributes:
        absent: Rules that must find nothing in any order.
    """

    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All that the data says of rules.

    Attributes:
        rules: By code.
        before_submission: The steps of the checklist that must be done before an order goes out.
        proofs: By the id of the step.
    """

    rules: Mapping[str, RuleEntry]
    before_submission: frozenset[str]
    proofs: Mapping[str, Proof]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with what is known of its rule.

    Attributes:
        order: The order that it holds up.
        seen: What the cell says now.
        name: What people know the cell's row by: the number, the account's carrier.
        carrier_codes: What carriers call it: (the carrier, its code).
        waived: The reason with which somebody set it aside; None where nobody did.
        waived_by: Who.
        waiver: The row in waivers.csv.
    """

    order: str
    fault: Fault
    severity: Severity
    seen: str
    name: str = ""
    carrier_codes: tuple[tuple[str, str], ...] = ()
    waived: str | None = None
    waived_by: str = ""
    waiver: str = ""

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.fault.code

    @property
    def holds_up(self) -> bool:
        """Whether the order cannot be submitted because of it."""
        return self.severity is Severity.ERROR and self.waived is None


@dataclass(frozen=True, slots=True)
class Report:
    """The answer for one order.

    Attributes:
        status: What its status is, "ready" for a draft that is.
        numbers: How many numbers it has.
        findings: The gravest first; none of an order that is under way but its contradictions.
    """

    order: str
    readiness: Readiness
    status: str
    numbers: int
    findings: tuple[Finding, ...]

    @property
    def waits(self) -> bool:
        """Whether it is still to be submitted."""
        return self.readiness in {Readiness.READY, Readiness.NOT_READY}

    @property
    def errors(self) -> int:
        """How many findings hold it up."""
        return sum(finding.holds_up for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are to be looked at, and nobody has set them aside."""
        return sum(not each.holds_up and each.waived is None for each in self.findings)
