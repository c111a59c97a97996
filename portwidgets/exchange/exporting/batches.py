"""Numbers sorted into the files of a target: those apart that must not share one, none too long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portwidgets.domain.export_target import Target
from portwidgets.exchange.exporting.selection import Taken

_UNSAFE = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Batch:
    """The numbers of one file, in the order of the inventory.

    Attributes:
        group: What they have in common, as "DK-tollfree"; empty where nothing sets them apart.
        part: Which part of a list that was too long for one file, from 1.
        parts: How many parts that list has.
    """

    group: str
    part: int
    parts: int
    numbers: Sequence[Taken]

    @property
    def suffix(self) -> str:
        """What the file's name ends with."""
        return "".join(
            f"-{each}" for each in (self.group, self.part if self.parts > 1 else "") if each
        )


def batches(taken: Sequence[Taken], target: Target) -> Iterator[Batch]:
    """Yield the batches, those of a long list one behind the other."""
    groups: dict[tuple[str, ...], list[Taken]] = {}
    for number in taken:
        groups.setdefault(tuple(map(number.has, target.apart)), []).append(number)
    for key, numbers in groups.items():
        name = "-".join(_UNSAFE.sub("_", part) for part in key if part) if len(groups) > 1 else ""
        size = target.limit or len(numbers)
        parts = [numbers[start : start + size] for start in range(0, len(numbers), size)]
        for place, part in enumerate(parts, start=1):
            yield Batch(name, place, len(parts), part)
