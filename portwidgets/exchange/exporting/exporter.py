"""An export from end to end: the numbers that a target takes, sorted into its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portwidgets.domain.export_target import FileFormat, Target, TargetColumn
from portwidgets.exchange.exporting.batches import Batch, batches
from portwidgets.exchange.exporting.delimited import delimited
from portwidgets.exchange.exporting.document import fill
from portwidgets.exchange.exporting.inventory_file import inventory
from portwidgets.exchange.exporting.result import Export, ExportFile, Told
from portwidgets.exchange.exporting.selection import Taken, select
from portwidgets.exchange.exporting.source import Source


def export(source: Source, target: Target, notes: Sequence[Told] = ()) -> Export:
    """Return the files of a target for the selected rows.

    Args:
        source: What there is to export.
        target: What it is written for.
        notes: What is to be told of the selection; what the files need is added.
    """
    name = f"{source.name}-{target.id}"
    if target.is_inventory:
        file = ExportFile(
            f"{name}.{target.format.value}", inventory(source, target), len(source.rows)
        )
        return Export(target, name, (file,), notes=tuple(notes))
    taken, refused = select(source, target)
    sorted_out = list(batches(taken, target))
    files: list[ExportFile] = []
    blank: list[str] = []
    for batch in sorted_out:
        content, empty = _content(batch, target, source)
        blank += empty
        file_name = f"{name}{batch.suffix}.{target.format.value}"
        files.append(ExportFile(file_name, content, len(batch.numbers)))
    told = (*notes, *_notes(sorted_out, blank, target))
    return Export(target, name, tuple(files), tuple(refused), told)


def _content(batch: Batch, target: Target, source: Source) -> tuple[bytes, Sequence[str]]:
    if target.document is not None:
        filled = fill(target.document, batch.numbers, source)
        return filled.content, filled.blank
    rows = [[column.heading for column in target.columns]] if target.header else []
    rows += [[_cell(number, column) for column in target.columns] for number in batch.numbers]
    line_end = "\n" if target.format is FileFormat.TEXT else "\r\n"
    return delimited(rows, line_end=line_end).encode(), ()


def _cell(taken: Taken, column: TargetColumn) -> str:
    if column.spelling is not None:
        return taken.spelled(column.spelling)
    return taken.row.get(column.column, "") if column.column else ""


def _notes(sorted_out: Sequence[Batch], blank: Sequence[str], target: Target) -> Iterator[Told]:
    if not sorted_out:
        yield Told("export.no_number")
    if len({batch.group for batch in sorted_out}) > 1:
        yield Told("export.apart", count=len(sorted_out))
    if any(batch.parts > 1 for batch in sorted_out):
        yield Told("export.split", count=len(sorted_out), limit=target.limit)
    if missing := [place for place in target.asks if place in blank]:
        yield Told("export.fill_in", fields=", ".join(missing))
