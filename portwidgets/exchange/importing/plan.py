"""How one sheet is understood: its headings, and where each column's cells go."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from portwidgets.domain.cells import fold
from portwidgets.domain.schema import NUMBER_PARTS
from portwidgets.exchange.importing.account import Basis
from portwidgets.exchange.reading import SheetRows


@dataclass(slots=True)
class ColumnPlan:
    """One column.

    Attributes:
        names: The texts above it, of the group first.
        implied: What its heading says of the numbers in it, as ("type", "mobile").
        secret: Whether PINs stand in it, which are neither shown nor kept.
        filled: Cells below the headings that hold something; known once the rows are read.
        phone_like: Of those in a column that is left out, the ones that look like a number.
    """

    names: tuple[str, ...]
    target: str = ""
    confidence: float = 0.0
    basis: Basis = Basis.NOTHING
    alternatives: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    implied: tuple[str, str] | None = None
    secret: bool = False
    filled: int = 0
    phone_like: int = 0

    @property
    def heading(self) -> str:
        """What stands above it, for a person."""
        return " ".join(self.names)


@dataclass(slots=True)
class SheetPlan:
    """One sheet.

    Attributes:
        rows: What was read.
        offset: The key of its first row.
        headings: The places of the rows with the headings.
        columns: Its columns in order.
        chosen: Whether it is imported.
        prose: Whether its lines are running text, in which most digits are no phone numbers.
    """

    rows: SheetRows
    offset: int
    headings: tuple[int, ...] = ()
    columns: list[ColumnPlan] = field(default_factory=list)
    chosen: bool = False
    prose: bool = False

    def with_target(self, *targets: str) -> list[int]:
        """Return the columns whose cells go to one of the targets, in order."""
        return [at for at, column in enumerate(self.columns) if column.target in targets]

    @property
    def numbers(self) -> list[int]:
        """The columns with numbers."""
        return self.with_target("number")

    @property
    def texts(self) -> list[int]:
        """The columns whose cells become cells of the inventory besides the number."""
        return [
            at
            for at, column in enumerate(self.columns)
            if column.target and column.target != "number" and column.target not in NUMBER_PARTS
        ]

    @property
    def first(self) -> int:
        """The place of the first row below the headings."""
        return self.headings[-1] + 1 if self.headings else 0

    @property
    def shape(self) -> str:
        """What files of the same make have in common: their headings, or how many columns."""
        headings = [fold(column.heading) for column in self.columns]
        if not any(headings):
            return f"{len(headings)} columns"
        return hashlib.sha256("\n".join(headings).encode()).hexdigest()[:32]
