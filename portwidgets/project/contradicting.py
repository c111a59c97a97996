"""What contradicts what in a project's statuses, and how a person is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from portwidgets.domain.orders.transitions import OUT, agrees, number_status, order_status
from portwidgets.domain.schema import NUMBERS, ORDERS, NumberStatus, OrderStatus
from portwidgets.errors import PortError, Refused
from portwidgets.storage.project_folder import ProjectFolder


def contradictions(folder: ProjectFolder) -> dict[str, list[str]]:
    """Return the orders whose status contradicts their numbers, as a spreadsheet can leave them."""
    rows = folder.table(NUMBERS.name)
    members = defaultdict[str, list[str]](list)
    for number, order in zip(rows.ids(), rows.column("order"), strict=True):
        members[order].append(number)
    orders = folder.table(ORDERS.name)
    return {
        order: members[order]
        for order in orders.ids()
        if not agrees(
            order_status(orders.cell(order, "status")),
            [
                number_status(rows.cell(number, "status")) or NumberStatus.PLANNED
                for number in members[order]
            ],
        )
    }


def number_step(number: str, before: NumberStatus, after: NumberStatus) -> Refused:
    """Return why a number cannot take a status: its present one does not lead there."""
    told = {"before": _label(before), "after": _label(after)}
    return Refused("transition.number_step", number=number, **told)


def order_step(order: str, before: OrderStatus, after: OrderStatus) -> Refused:
    """Return why an order cannot take a status: its present one does not lead there."""
    told = {"before": _label(before), "after": _label(after)}
    return Refused("transition.order_step", order=order, **told)


def against(
    order: str, status: OrderStatus, members: Sequence[tuple[str, str, NumberStatus]]
) -> Refused:
    """Return why an order and its numbers cannot be so: one of the numbers says otherwise.

    Args:
        order: Its id.
        status: What it would be.
        members: Of each number its row, its name and its status; not none.
    """
    wrong = (each for each in members if each[2] not in OUT and not agrees(status, [each[2]]))
    _, number, state = next(wrong, members[0])
    return Refused(
        "transition.against_number",
        order=order,
        status=_label(status),
        number=number,
        state=_label(state),
    )


def _label(status: NumberStatus | OrderStatus) -> PortError:
    """Return what a status is called, to be told in the reader's language."""
    prefix = "order_status" if isinstance(status, OrderStatus) else "number_status"
    return PortError(f"{prefix}.{status.value}")
