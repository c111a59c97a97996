"""What is remembered of a file's shape: where its columns went and what its texts stood for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from portwidgets.domain.cells import fold
from portwidgets.exchange.importing.plan import SheetPlan


@dataclass(frozen=True, slots=True)
class Shape:
    """What a person settled for files with the same headings.

    Attributes:
        columns: The target of each column by its folded heading, without one by its place.
        values: By column, the code of each folded text.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Memory(Protocol):
    """Keeps shapes between imports."""

    def recall(self, shape: str) -> Shape | None:
        """Return what is remembered, None where this shape is new."""

    def keep(self, shapes: Mapping[str, Shape]) -> None:
        """Remember shapes."""


class NoMemory:
    """Remembers nothing."""

    def recall(self, shape: str) -> Shape | None:  # noqa: ARG002  as every memory is asked
        """Return None: every shape is new."""
        return None

    def keep(self, shapes: Mapping[str, Shape]) -> None:
        """Forget them."""


def shape_of(plan: SheetPlan, chosen: Mapping[tuple[str, str], str]) -> Shape:
    """Return what was settled for a sheet."""
    columns = {
        fold(column.heading) or str(at): column.target for at, column in enumerate(plan.columns)
    }
    values: dict[str, dict[str, str]] = {}
    for (column, text), code in chosen.items():
        if plan.with_target(column):
            values.setdefault(column, {})[text] = code
    return Shape(columns, values)
