"""Adds to a change what follows from it: states of numbers and of their orders, and of tests.

The rules are transitions.py and number_tests.py in domain/orders/; here they meet a project's
tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from portwidgets.domain.edit import Add, Delete, Op, Set
from portwidgets.domain.orders.transitions import (
    NUMBER_STEPS,
    NUMBERS_FOLLOW,
    ORDER_STEPS,
    agrees,
    number_status,
    order_after,
    order_status,
)
from portwidgets.domain.schema import NUMBERS, ORDERS, TESTS, NumberStatus, OrderStatus
from portwidgets.domain.steps import Steps, collected
from portwidgets.errors import Refused
from portwidgets.project.after import After
from portwidgets.project.contradicting import against, number_step, order_step
from portwidgets.project.verifying import NEEDS, Verifying
from portwidgets.storage.project_folder import ProjectFolder

_TOLD = frozenset({"status", "order"}) | NEEDS

_Member = tuple[str, str, NumberStatus]
"""A number of an order: its row, what it is called, its status."""


def following(ops: tuple[Op, ...], folder: ProjectFolder, now: str) -> Steps[tuple[Op, ...]]:
    """Return the change with all that follows from it, to be written as one.

    Args:
        ops: What a person does.
        folder: The project as it is before.
        now: The moment of the change, for a number that its tests verify.

    Raises:
        Refused: A status cannot be reached from the present one, or would contradict the order's
            numbers; nothing was changed.
    """
    if not any(_matters(op) for op in ops):
        return ops
    change = _Following(folder, now)
    taking: Steps[list[Op]] = collected(map(change.take, ops), len(ops))
    taken = yield from taking
    follows = change.found()
    for refused in change.refused.values():
        raise refused
    return (*taken, *follows)


def refusals(ops: Iterable[Op], folder: ProjectFolder) -> dict[str, Refused]:
    """Return the rows of numbers that a change must leave alone for the rest to be possible.

    Args:
        ops: What a person does to numbers; a new one has the id that the answer names it by.
        folder: The project as it is before.
    """
    left, found = [op for op in ops if _matters(op)], dict[str, Refused]()
    while left:
        change = _Following(folder, now="")
        for op in left:
            change.take(op)
        change.found()
        if change.refused.keys() <= found.keys():
            break
        found = change.refused | found
        left = [op for op in left if op.row not in found]
    return found


def _matters(op: Op) -> bool:
    match op:
        case Set(table=NUMBERS.name, column=column):
            return column in _TOLD
        case Add(table=NUMBERS.name, cells=cells):
            return bool(cells.get("order"))
        case Set(table=ORDERS.name, column=column):
            return column == "status"
    return op.table in {NUMBERS.name, ORDERS.name, TESTS.name}


class _Following:
    """What follows from one change.

    Attributes:
        refused: Why numbers cannot be as the change has them, by their rows.
    """

    def __init__(self, folder: ProjectFolder, now: str) -> None:
        self._folder = folder
        self._now = now
        self._numbers = After(folder, NUMBERS.name)
        self._orders = After(folder, ORDERS.name)
        self._verifying = Verifying(folder)
        self._given: set[str] = set()  # numbers whose status a person gave
        self._joined: set[str] = set()
        self._chosen: set[str] = set()  # orders whose status a person gave
        self._entered = defaultdict[str, list[_Member]](list)  # new numbers of each order
        self.refused: dict[str, Refused] = {}

    def take(self, op: Op) -> Op:
        """Note an operation; return it as it is to be done."""
        self._verifying.take(op)
        match op:
            case Set(table=NUMBERS.name, row=row, column=column, after=after):
                self._numbers.cells[row, column] = after
                if column == "status":
                    self._given.add(row)
                elif column == "order":
                    self._joined.add(row)
            case Set(table=ORDERS.name, row=row, column="status", after=after):
                self._orders.cells[row, "status"] = after
                self._chosen.add(row)
            case Add(table=ORDERS.name, row=row, cells=cells) if row:
                self._orders.added[row] = cells
            case Delete(table=NUMBERS.name, row=row):
                self._numbers.gone.add(row)
            case Delete(table=ORDERS.name, row=row):
                self._orders.gone.add(row)
            case Add(table=NUMBERS.name, row=row, cells=cells) if cells.get("order"):
                return replace(op, cells=self._joining(row, cells))
        return op

    def found(self) -> list[Op]:
        """Return what follows."""
        self._verifying.follow(self._numbers, self._now)
        for number in sorted(self._given):
            self._check_step(number)
        members = self._members()
        for number in sorted(self._joined):
            self._join(number)
        for order in sorted(self._chosen):
            self._lead(order, members.get(order, []))
        for order, numbers in sorted(members.items()):
            if order not in self._chosen:
                self._follow_numbers(order, numbers)
        return [*self._numbers.follows, *self._orders.follows]

    def _joining(self, row: str, cells: dict[str, str]) -> dict[str, str]:
        """A new number takes the status of the order that it is entered for."""
        order = cells["order"]
        if order not in self._orders:
            return cells
        status = number_status(cells.get("status", "")) or NumberStatus.PLANNED
        moves = NUMBERS_FOLLOW[order_status(self._orders.cell(order, "status"))]
        joined = moves.get(status, status)
        self._entered[order].append((row, cells.get("number", ""), joined))
        return {**cells, "status": joined.value} if joined is not status else cells

    # --- numbers -------------------------------------------------------------------------

    def _check_step(self, number: str) -> None:
        before = number_status(self._numbers.before(number, "status"))
        after = number_status(self._numbers.cell(number, "status"))
        if before is None or after is None or before is after:
            return  # somebody's own word stands outside the table
        if after not in NUMBER_STEPS[before]:
            self.refused[number] = number_step(self._name(number), before, after)

    def _join(self, number: str) -> None:
        """A number that joins an order takes the status that its others have."""
        order = self._numbers.cell(number, "order")
        if order not in self._orders:
            return
        status = number_status(self._numbers.cell(number, "status"))
        moves = NUMBERS_FOLLOW[order_status(self._orders.cell(order, "status"))]
        if status and status in moves and number not in self._given:
            self._numbers.follow(number, "status", moves[status].value)

    # --- orders --------------------------------------------------------------------------

    def _lead(self, order: str, numbers: list[str]) -> None:
        """The numbers follow their order."""
        before = order_status(self._orders.before(order, "status"))
        after = order_status(self._orders.cell(order, "status"))
        if after is before:
            return
        if after not in ORDER_STEPS[before]:
            raise order_step(order, before, after)
        moves = NUMBERS_FOLLOW[after]
        for number in numbers:
            *_, status = self._member(number)
            if status in moves and number not in self._given:
                self._numbers.follow(number, "status", moves[status].value)
        members = [self._member(number) for number in numbers]
        if not agrees(after, [status for *_, status in members]):
            raise against(order, after, members)

    def _follow_numbers(self, order: str, numbers: list[str]) -> None:
        """The order follows its numbers; what contradicted before may go on doing so."""
        were = {n for n in (*numbers, *self._joined, *self._numbers.gone) if self._was(n, order)}
        before = [number_status(self._numbers.before(each, "status")) for each in sorted(were)]
        now = order_status(self._orders.cell(order, "status"))
        members = [*map(self._member, numbers), *self._entered[order]]
        after = order_after(now, [status for *_, status in members])
        if after is None:
            if agrees(now, [each or NumberStatus.PLANNED for each in before]):
                self._refuse(order, now, members)
        elif after is not now:
            self._orders.follow(order, "status", after.value)

    def _refuse(self, order: str, status: OrderStatus, members: Sequence[_Member]) -> None:
        """Refuse the numbers that the change brings and its order cannot have."""
        changed = self._given | self._joined | {row for row, *_ in self._entered[order]}
        brought = [each for each in members if each[0] in changed]
        wrong = [each for each in brought if not agrees(status, [each[2]])] or brought or members
        for member in wrong:
            self.refused.setdefault(member[0], against(order, status, [member]))

    def _members(self) -> Mapping[str, list[str]]:
        """Return the numbers of each order that the change touches."""
        touched = {*self._chosen, *self._entered}
        for number in self._given | self._joined | self._numbers.gone | self._verifying.numbers:
            touched |= {self._numbers.cell(number, "order"), self._numbers.before(number, "order")}
        found: dict[str, list[str]] = {order: [] for order in touched if order in self._orders}
        rows = self._folder.table(NUMBERS.name)
        of_order = dict(zip(rows.ids(), rows.column("order"), strict=True))
        of_order |= {row: self._numbers.cell(row, "order") for row in self._joined}
        for number, order in of_order.items():
            if order in found and number not in self._numbers.gone:
                found[order].append(number)
        return found

    def _was(self, number: str, order: str) -> bool:
        return self._numbers.before(number, "order") == order

    def _member(self, number: str) -> _Member:
        status = number_status(self._numbers.cell(number, "status")) or NumberStatus.PLANNED
        return number, self._name(number), status

    def _name(self, number: str) -> str:
        return self._numbers.cell(number, "number") or number
