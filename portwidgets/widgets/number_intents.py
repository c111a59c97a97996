"""What the table of numbers may be asked, as strict messages, and what an edit is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec

from portwidgets.domain.edit import Add, Conflict, Delete, Set
from portwidgets.errors import Refused
from portwidgets.project import RefusedCell, Result
from portwidgets.widgets.intent_widget import Intent
from portwidgets.widgets.number_rows import Run, collapse, expand
from portwidgets.widgets.secret_intents import SecretIntents

ROWS_AT_ONCE = 1_000_000
TOLD = 1_000  # refused cells and conflicts that are told one by one
EXAMPLES = 2  # of the refused entries of a column

Runs = tuple[str | tuple[str, int], ...]
Ranges = Literal["ask", "rows", "text"]
"""What becomes of "70 12 34 00-99": a question, a row for each number, or the text as it is."""


class Open(Intent, frozen=True, tag="open"):
    """Send the rows."""


class SetCell(Intent, frozen=True, tag="set"):
    """Enter a text in a cell; `before` is what the person saw there."""

    row: str
    column: str
    text: str
    before: str
    ranges: Ranges = "ask"


class SetMany(Intent, frozen=True, tag="set_many"):
    """Enter a text in one column of many rows."""

    rows: Runs
    column: str
    text: str


class TakeTypes(Intent, frozen=True, tag="take_types"):
    """Take the types that the numbering plan suggests."""

    rows: Runs


class AddRow(Intent, frozen=True, tag="add"):
    """Add an empty row."""


class DeleteRows(Intent, frozen=True, tag="delete"):
    """Delete rows."""

    rows: Runs


class Paste(Intent, frozen=True, tag="paste"):
    """Lay a block over rows and columns, line by line; further lines become new rows.

    A first line of headings says itself which columns they are; with `at_end` the lines below it
    become new rows whatever `rows` are.
    """

    rows: Runs
    columns: tuple[str, ...]
    block: tuple[tuple[str, ...], ...]
    ranges: Ranges = "ask"
    at_end: bool = False


class Undo(Intent, frozen=True, tag="undo"):
    """Take the last own step back."""


class Redo(Intent, frozen=True, tag="redo"):
    """Do the step again that was taken back last."""


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the columns stand; `order` lists them all, also the hidden ones."""

    order: Annotated[tuple[str, ...], msgspec.Meta(max_length=500)]
    hidden: Annotated[tuple[str, ...], msgspec.Meta(max_length=500)]
    pinned: Annotated[tuple[str, ...], msgspec.Meta(max_length=500)]
    widths: dict[str, Annotated[int, msgspec.Meta(ge=0, le=5000)]]
    style: Literal["national", "international"]


class SaveLayout(Intent, frozen=True, tag="layout"):
    """Remember how the columns stand."""

    layout: Layout


class Select(Intent, frozen=True, tag="select"):
    """These rows are selected now."""

    rows: Runs


class Go(Intent, frozen=True, tag="go"):
    """Show what stands in the table's place for a while."""

    page: Literal["import", "export"]


Intents = (
    Open
    | SetCell
    | SetMany
    | TakeTypes
    | AddRow
    | DeleteRows
    | Paste
    | Undo
    | Redo
    | SaveLayout
    | Select
    | SecretIntents
    | Go
)


_NOTHING = Result(None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edit, beside the patch that brings the change itself.

    Attributes:
        result: What was written, and what met another's entry.
        refused: Entries that their columns do not take; the rest was written.
        beyond: Cells of a block for which there was no column.
        left_out: Headings of a block's columns that are none of ours.
        becomes: How many rows the ranges make; nothing was done, the person is asked first.
    """

    result: Result = _NOTHING
    refused: tuple[RefusedCell, ...] = ()
    beyond: int = 0
    left_out: tuple[str, ...] = ()
    becomes: int = 0

    def told(self, language: str, table: str) -> dict[str, object]:
        """Return it as the browser of a table is told."""
        ops = self.result.change.ops if self.result.change else ()
        own = [op for op in ops if op.table == table]
        added = [op.row for op in own if isinstance(op, Add)]
        told: dict[str, object] = {
            "changed": sum(isinstance(op, Set) for op in own),
            "deleted": sum(isinstance(op, Delete) for op in own),
            "added": list(collapse(added)),
            "conflicts": [_conflict(met) for met in self.result.conflicts[:TOLD]],
            "refused": [_refused(cell, added, language) for cell in self.refused[:TOLD]],
            "refused_count": len(self.refused),
            "refused_groups": _groups(self.refused),
            "beyond": self.beyond,
            "left_out": list(self.left_out),
            "becomes": self.becomes,
            "elsewhere": bool(ops) and not own,
        }
        return {field: value for field, value in told.items() if value}


def ids_of(runs: Iterable[Run]) -> list[str]:
    """Return the ids of runs.

    Raises:
        Refused: There are more than any table has.
    """
    ids = expand(runs, ROWS_AT_ONCE)
    if ids is None:
        raise Refused("table.too_many_rows", limit=ROWS_AT_ONCE)
    return ids


def _conflict(met: Conflict) -> dict[str, object]:
    op = met.op
    return {
        "row": op.row,
        "column": op.column if isinstance(op, Set) else "",
        "mine": op.after if isinstance(op, Set) else None,
        "current": met.current,
        "by": met.by,
        "at": met.at,
    }


def _groups(refused: Iterable[RefusedCell]) -> list[dict[str, object]]:
    """Count the refused entries by column and reason, with a few of each."""
    groups: dict[tuple[str, str], list[str]] = {}
    for cell in refused:
        groups.setdefault((cell.column, cell.reason.code), []).append(cell.text.strip())
    return [
        {
            "column": column,
            "code": code,
            "count": len(entries),
            "examples": [*dict.fromkeys(entries)][:EXAMPLES],
        }
        for (column, code), entries in groups.items()
    ]


def _refused(cell: RefusedCell, added: list[str], language: str) -> dict[str, object]:
    """Name a new row by the id that it got."""
    row = cell.row
    if row.startswith("+") and row[1:].isdecimal() and int(row[1:]) <= len(added):
        row = added[int(row[1:]) - 1]
    return {
        "row": row,
        "column": cell.column,
        "text": cell.text,
        "reason": cell.reason.text(language),
    }
