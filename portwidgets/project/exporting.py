"""An export of a project: which rows are meant, and what is told of those that are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from portwidgets import catalog
from portwidgets.domain.export_target import Target
from portwidgets.domain.schema import ACCOUNTS, ORDERS
from portwidgets.errors import Refused
from portwidgets.exchange.exporting import Export, Source, Told, export
from portwidgets.project.numbers import NumberRow, Numbers
from portwidgets.storage.project_folder import ProjectFolder


def export_numbers(
    folder: ProjectFolder,
    numbers: Numbers,
    to: str,
    *,
    rows: Iterable[str] | None,
    order: str | None,
    language: str,
) -> Export:
    """Return the files of a target for the rows meant; see `Project.export`."""
    target = catalog.targets().get(to)
    if target is None:
        raise Refused("export.unknown_target", target=to, targets=", ".join(catalog.targets()))
    meant = _meant(folder, numbers, rows, order)
    selected = [
        row for row in meant if target.decision is None or row.decision == target.decision.value
    ]
    source = Source(
        name=folder.path.name,
        region=folder.meta.region,
        language=language,
        columns=numbers.columns(),
        rows=selected,
        accounts=_by_id(folder, ACCOUNTS.name),
        orders=_by_id(folder, ORDERS.name),
    )
    return export(source, target, tuple(_left_out(meant, target)))


def _meant(
    folder: ProjectFolder, numbers: Numbers, rows: Iterable[str] | None, order: str | None
) -> list[NumberRow]:
    if order is not None and order not in folder.table(ORDERS.name):
        raise Refused("export.unknown_order", order=order)
    found = []
    for row_id in numbers.ids() if rows is None else rows:
        if row_id not in numbers:
            raise Refused("export.unknown_row", row=row_id)
        row = numbers[row_id]
        if order is None or row.get("order") == order:
            found.append(row)
    return found


def _left_out(meant: Iterable[NumberRow], target: Target) -> Iterator[Told]:
    decisions = Counter(row.get("decision", "") for row in meant)
    if not decisions:
        yield Told("export.nothing_selected")
    if target.decision is None:
        return
    if undecided := decisions.pop("", 0):
        yield Told("export.undecided", count=undecided)
    decisions.pop(target.decision.value, 0)
    if others := decisions.total():
        yield Told("export.other_decision", count=others)


def _by_id(folder: ProjectFolder, table: str) -> Mapping[str, Mapping[str, str]]:
    rows = folder.table(table)
    return {row_id: rows.row(row_id) for row_id in rows.ids()}
