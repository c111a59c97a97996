"""Does to the rows of a project's table what the widget's intents ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from portwidgets.domain.edit import Set
from portwidgets.domain.inventory import NumberChecks
from portwidgets.domain.numbers.number_range import NumberRange, parse_range
from portwidgets.domain.schema import NUMBERS
from portwidgets.domain.steps import ToldSteps
from portwidgets.domain.table import Kind
from portwidgets.errors import Refused
from portwidgets.project import AnyRecords, Project, Result
from portwidgets.project.events import Entered
from portwidgets.widgets.number_headings import headings_of
from portwidgets.widgets.number_intents import Outcome, Paste, Ranges, SetCell, ids_of
from portwidgets.widgets.own_entries import OwnEntries

LONG = 1_000
"""Cells and rows from which on an edit is made in steps."""

_OF_ONE_NUMBER = frozenset({"id", "number", "user", "status", "ported_at", "tested_at", "note"})
"""What the rows of a range do not share."""

_PLAIN = str.maketrans("", "", "+0123456789 ()")


def enter_cell(project: Project, rows: AnyRecords, own: OwnEntries, intent: SetCell) -> Outcome:
    """Enter a text in a cell, unless someone else has changed the cell since it was seen."""
    row, column, text = intent.row, _known(rows, intent.column), intent.text
    if row not in rows:
        raise Refused("table.no_such_row")
    current = rows.cell(row, column)
    if own.is_news(row, column, current, intent.before):
        # The store finds out who wrote what stands there.
        return Outcome(project.apply([Set(rows.table.name, row, column, intent.before, text)]))
    found = _range(project, rows, column, text, intent.ranges)
    if found is None:
        entered = rows.enter([(row, column, text)])
        if entered.refused:
            raise entered.refused[0].reason
        if not entered.result.conflicts:
            own.note(row, column, current, text, rows.cell(row, column))
        return Outcome(entered.result)
    if intent.ranges == "ask":
        return Outcome(becomes=found.count)
    first, *others = found.numbers()
    shared = {name: cell for name, cell in rows[row].items() if cell and name not in _OF_ONE_NUMBER}
    more = [{**shared, column: number} for number in others]
    entered = rows.enter([(row, column, first)], add=more)
    if not entered.result.conflicts:
        own.note(row, column, current, text, first)
    return Outcome(entered.result)


def enter_many(rows: AnyRecords, ids: Iterable[str], column: str, text: str) -> Outcome:
    """Enter a text in one column of those rows that are still there."""
    known = _known(rows, column)
    return Outcome(rows.set_many([row for row in ids if row in rows], known, text))


def take_types(project: Project, checks: NumberChecks, rows: Iterable[str]) -> Outcome:
    """Take the type that the numbering plan suggests, where it suggests one."""
    cells = [
        (row, "type", verdict.type.value)
        for row in rows
        if row in project.numbers and (verdict := checks.verdict(row)) and verdict.type
    ]
    return Outcome(project.numbers.enter(cells).result)


def delete_rows(rows: AnyRecords, ids: Iterable[str]) -> Outcome:
    """Delete those rows that are still there."""
    return Outcome(rows.delete(ids))


def paste(project: Project, rows: AnyRecords, intent: Paste) -> Outcome | ToldSteps[Outcome]:
    """Lay a block over cells; lines beyond the last row become new rows, ranges theirs."""
    block = _Block(project, rows, intent)
    if intent.ranges == "ask" and block.ranges:
        return Outcome(becomes=block.becomes)
    if len(block.cells) + len(block.rows) >= LONG:
        return _paste_in_steps(rows, block)
    entered = rows.enter(block.cells, add=block.rows)
    return block.outcome(entered)


def _paste_in_steps(rows: AnyRecords, block: _Block) -> ToldSteps[Outcome]:
    return block.outcome((yield from rows.enter_in_steps(block.cells, add=block.rows)))


def undo(project: Project) -> Outcome | ToldSteps[Outcome]:
    """Take the last own step back."""
    if project.undo_size >= LONG:
        return _result(project.undo_in_steps())
    return Outcome(project.undo())


def redo(project: Project) -> Outcome | ToldSteps[Outcome]:
    """Do the step again that was taken back last."""
    if project.redo_size >= LONG:
        return _result(project.redo_in_steps())
    return Outcome(project.redo())


def _result(steps: ToldSteps[Result]) -> ToldSteps[Outcome]:
    return Outcome((yield from steps))


class _Block:
    """A pasted block, taken apart into cells of present rows and new rows."""

    def __init__(self, project: Project, records: AnyRecords, intent: Paste) -> None:
        self.cells: list[tuple[str, str, object]] = []
        self.rows: list[Mapping[str, str]] = []
        self.beyond = 0
        self.ranges = 0
        self.becomes = 0
        self._project = project
        self._records = records
        self._ranges = intent.ranges
        editable = {column.name for column in records.columns() if column.by_hand}
        headings = headings_of(intent.block, records)
        lines = intent.block if headings is None else intent.block[1:]
        columns = intent.columns if headings is None else headings.columns
        self.left_out = headings.left_out if headings else ()
        targets = [] if headings and intent.at_end else ids_of(intent.rows)
        for at, line in enumerate(lines):
            named = dict(zip(columns, line, strict=False))
            entries = {name: text for name, text in named.items() if name in editable}
            self.beyond += sum(bool(text.strip()) for text in line[len(columns) :])
            if at < len(targets) and targets[at] in records:
                self._lay(targets[at], entries)
            elif any(text.strip() for text in entries.values()):
                self.rows.extend(self._expanded(entries))

    def outcome(self, entered: Entered) -> Outcome:
        """Return what became of it."""
        return Outcome(entered.result, entered.refused, self.beyond, self.left_out)

    def _lay(self, row: str, entries: Mapping[str, str]) -> None:
        first, *others = self._expanded(entries)
        self.cells.extend((row, name, text) for name, text in first.items())
        self.rows.extend(others)

    def _expanded(self, entries: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
        for name, text in entries.items():
            found = _range(self._project, self._records, name, text, self._ranges)
            if found is not None:
                self.ranges += 1
                self.becomes += found.count
                for number in found.numbers() if self._ranges == "rows" else ():
                    yield {**entries, name: number}
                if self._ranges == "rows":
                    return
        yield entries


def _known(rows: AnyRecords, name: str) -> str:
    if not any(column.name == name for column in rows.columns()):
        raise Refused("project.unknown_column", column=name)
    return name


def _range(
    project: Project, rows: AnyRecords, name: str, text: str, ranges: Ranges
) -> NumberRange | None:
    """Return the range that an entry says; one that is too large stays a text, marked as such."""
    column = NUMBERS.column(name) if rows.table is NUMBERS else None
    is_phone = column is not None and column.kind is Kind.PHONE
    if ranges == "text" or not is_phone or not text.translate(_PLAIN):
        return None
    try:
        found = parse_range(text, project.region)
    except Refused:
        return None
    return found if found and found.count > 1 else None
