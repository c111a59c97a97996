"""The numbers of a project by order and by account, read once for a question about all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from portwidgets.domain.schema import NUMBERS, Decision
from portwidgets.storage.project_folder import ProjectFolder


class Brief(NamedTuple):
    """What plans and letters need of a number."""

    id: str
    number: str
    type: str
    decision: str
    status: str
    account: str
    order: str
    site: str


class NumberIndex:
    """The numbers as they are now."""

    def __init__(self, folder: ProjectFolder) -> None:
        rows = folder.table(NUMBERS.name)
        columns = (rows.column(name) for name in Brief._fields[1:])
        self.numbers = [Brief(*cells) for cells in zip(rows.ids(), *columns, strict=True)]

    @cached_property
    def by_order(self) -> Mapping[str, list[Brief]]:
        """The numbers of each order; those in none under the empty name."""
        return _grouped(self.numbers, "order")

    @cached_property
    def by_account(self) -> Mapping[str, list[Brief]]:
        """The numbers of each account; those on none under the empty name."""
        return _grouped(self.numbers, "account")

    def cuts_a_range(self, account: str, going: Iterable[Brief]) -> bool:
        """Tell whether a number that stays on the account stands beside one that goes."""
        beside = self._beside_staying.get(account, set())
        return bool(beside) and not beside.isdisjoint(_values(going))

    @cached_property
    def _beside_staying(self) -> Mapping[str, set[int]]:
        """The neighbours of the numbers that stay, by account."""
        staying = [each for each in self.numbers if each.account and each.decision != Decision.PORT]
        return {
            account: {value + step for value in _values(numbers) for step in (-1, 1)}
            for account, numbers in _grouped(staying, "account").items()
        }


def _grouped(numbers: Iterable[Brief], field: str) -> Mapping[str, list[Brief]]:
    place = Brief._fields.index(field)
    found = defaultdict[str, list[Brief]](list)
    for each in numbers:
        found[each[place]].append(each)
    return found


def _values(numbers: Iterable[Brief]) -> set[int]:
    """Return the numbers that are kept as E.164; other texts are neighbours of none."""
    texts = (each.number for each in numbers)
    return {int(text[1:]) for text in texts if text[:1] == "+" and text[1:].isdecimal()}
