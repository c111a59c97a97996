"""What a benchmark found out: our side, the other side, and the target beside them."""

import statistics
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

HEADER = f"{'':<60}{'ours':>11}{'other':>11}{'result':>12}  target"
INDENT = " " * 4


class How(Enum):
    """How our side is compared with the other one, pair by pair."""

    TIMES = "times"
    ABOVE = "above"
    ALONE = "alone"

    def of(self, ours: float, other: float) -> float:
        """Return the result of one pair."""
        match self:
            case How.TIMES:
                return ours / other
            case How.ABOVE:
                return ours - other
            case How.ALONE:
                return ours


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured figure.

    Args:
        name: What was measured.
        ours: Our side, once for each pair.
        other: What it is compared with, measured in turn with ours.
        against: What the other side is.
        how: How the two are compared.
        most: The target; None for what is told beside a figure without one.
        unit: Of the values.
        digits: Behind the decimal point.
    """

    name: str
    ours: Sequence[float]
    other: Sequence[float] = ()
    against: str = ""
    how: How = How.ALONE
    most: float | None = None
    unit: str = "ms"
    digits: int = 0

    @property
    def results(self) -> list[float]:
        """The comparison, pair by pair."""
        other = self.other or [0.0] * len(self.ours)
        return [self.how.of(*pair) for pair in zip(self.ours, other, strict=True)]

    @property
    def result(self) -> float:
        """The median of the pairs."""
        return statistics.median(self.results)

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.most is None or self.result <= self.most

    def lines(self) -> str:
        """Return the figure as it is printed: the medians, and below them the pairs."""
        ours = self._value(statistics.median(self.ours))
        other = self._value(statistics.median(self.other)) if self.other else ""
        shown = self._compared
        target = "" if self.most is None else f"at most {shown(self.most)}"
        verdict = "" if self.most is None else ("met" if self.met else "MISSED")
        result = "" if self.how is How.ALONE else shown(self.result)
        first = f"{self.name:<60}{ours:>11}{other:>11}{result:>12}  {target:<20}{verdict}"
        lines = [first.rstrip()]
        if self.against:
            lines.append(f"{INDENT}against: {self.against}")
        if len(set(self.results)) > 1:
            digits = 2 if self.how is How.TIMES else self.digits
            pairs = " ".join(f"{result:,.{digits}f}" for result in self.results)
            lines += textwrap.wrap(
                f"pairs: {pairs}", 96, initial_indent=INDENT, subsequent_indent=INDENT * 2
            )
        return "\n".join(lines)

    @property
    def _compared(self) -> Callable[[float], str]:
        match self.how:
            case How.TIMES:
                return "{:.2f} times".format
            case How.ABOVE:
                return lambda value: f"{value:+,.{self.digits}f} {self.unit}"
            case How.ALONE:
                return self._value

    def _value(self, value: float) -> str:
        return f"{value:,.{self.digits}f} {self.unit}"
