"""A change on its way to disk: what is wanted, what of it is ready, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portwidgets.domain.edit import Change, Conflict, Op
from portwidgets.storage.fitting import Fitted


@dataclass(frozen=True, slots=True)
class Commit:
    """What became of a change.

    Attributes:
        change: What was written; None where nothing had to be.
        conflicts: What was left out, because someone else changed it in between.
        others: What others wrote since we looked last; it is in memory already.
    """

    change: Change | None
    conflicts: tuple[Conflict, ...]
    others: tuple[Op, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written.

    Attributes:
        ops: In the order in which they apply.
        at: When, in UTC.
        by: Who makes the change.
        in_steps: Whether the tables are looked at between the steps.
    """

    ops: tuple[Op, ...]
    at: str
    by: str
    in_steps: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """A change that is made in memory, its lines written.

    Attributes:
        version: What the tables were like; it must still hold when it is written.
        fitted: What becomes of it.
        change: The change; it has no operations where nothing has to be written.
        lines: Its lines in the log without the closing one, in blocks.
    """

    version: object
    fitted: Fitted
    change: Change
    lines: Sequence[bytes]
