"""The inventory of numbers as one widget: a table to edit inline, paste into, sort and filter."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import traitlets

from portwidgets import catalog
from portwidgets.domain.cells import date_example
from portwidgets.domain.edit import Add, Delete, Op, Set
from portwidgets.domain.schema import NUMBERS, Column
from portwidgets.project import Event, Project
from portwidgets.widgets import number_edits as edits
from portwidgets.widgets import number_intents as intents
from portwidgets.widgets.checking import Checking
from portwidgets.widgets.intent_widget import Answer, IntentWidget, static
from portwidgets.widgets.number_intents import Outcome, ids_of
from portwidgets.widgets.number_rows import pack_json, pack_rows

FIRST_ROWS = 200
"""How many rows are sent before all others, so that the first ones are seen at once."""
TOGETHER_UP_TO = 2_000
"""Rows of an inventory that is sent in one piece."""
ASK_FROM = 10
"""Rows from which on a deletion is asked about first."""
PACKED_FROM = 8_000
"""Bytes of a patch from which on it is compressed."""
TOLD_AT_ONCE = 2_000
"""Checked rows that are told together, while the first look goes on."""


class NumberTable(IntentWidget):
    """A project's numbers, edited inline; every change is on disk before the table says so.

        table = NumberTable(project)
        table.observe(lambda change: print(change.new), "selection")

    Args:
        project: The project whose numbers they are.
        language: "da" or "en"; the project's own where nothing is said.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    _esm = static("number_table.js")
    _css = static("number_table.css")
    _intents = intents.Intents
    _text_prefix = "table"

    selection = traitlets.Tuple(read_only=True)
    """The ids of the selected rows. Writing to it raises TraitError: the person selects."""

    counts = traitlets.Dict(read_only=True)
    """How many numbers have each status, "" for none; to change one, use `project.numbers`."""

    def __init__(self, project: Project, language: str | None = None, **traits: object) -> None:
        self._project = project
        self._checking: Checking | None = None
        self._untold: set[str] = set()
        self._columns = project.numbers.columns()
        self._statuses = Counter(project.numbers.column("status"))
        super().__init__(language=language or project.language, **traits)
        self._show_counts()
        project.observe(self._follow)

    @property
    def project(self) -> Project:
        """The project whose numbers these are."""
        return self._project

    def close(self) -> None:
        """Take the widget from the page and stop following the project."""
        self._project.unobserve(self._follow)
        if self._checking:
            self._checking.unobserve(self._take_checked)
        super().close()

    # --- intents -----------------------------------------------------------------------------

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:  # noqa: ARG002
        match intent:
            case intents.Open():
                return self._open()
            case intents.SaveLayout():
                layout = msgspec.to_builtins(intent.layout)
                self._project.save_layout(NUMBERS.name, layout)
                self._state["layout"] = layout  # for pages to come; this one has it
            case intents.Select():
                there = (row for row in ids_of(intent.rows) if row in self._project.numbers)
                self.set_trait("selection", tuple(there))
            case _:
                outcome = self._edit(intent)
                self._show_steps()
                return Answer(outcome.told(self.language))
        return None

    def _edit(self, intent: Any) -> Outcome:
        project = self._project
        match intent:
            case intents.SetCell():
                outcome = edits.enter_cell(project, intent)
            case intents.SetMany():
                rows = ids_of(intent.rows)
                outcome = edits.enter_many(project, rows, intent.column, intent.text)
            case intents.TakeTypes():
                checks = self._checks().checks
                outcome = edits.take_types(project, checks, ids_of(intent.rows))
            case intents.AddRow():
                outcome = Outcome(project.numbers.add_rows([{}]))
            case intents.DeleteRows():
                outcome = edits.delete_rows(project, ids_of(intent.rows))
            case intents.Paste():
                outcome = edits.paste(project, intent)
            case intents.Undo():
                outcome = Outcome(project.undo())
            case _:
                outcome = Outcome(project.redo())
        return outcome

    # --- rows --------------------------------------------------------------------------------

    def _open(self) -> Answer:
        ids = self._project.numbers.ids()
        whole = len(ids) <= TOGETHER_UP_TO
        head = ids if whole else ids[:FIRST_ROWS]
        answer = Answer({"complete": whole}, [self._pack(head, whole=whole)])
        self._soon(self._start_checks if whole else self._send_rows)
        return answer

    def _send_rows(self) -> None:
        self.send({"event": "rows"}, [self._pack(self._project.numbers.ids(), whole=True)])
        self._soon(self._start_checks)

    def _pack(self, ids: list[str], *, whole: bool) -> bytes:
        numbers = self._project.numbers
        cells = {
            name: numbers.column(name) if whole else [numbers.cell(row, name) for row in ids]
            for name in (column.name for column in self._columns)
            if name != NUMBERS.key  # the ids tell it
        }
        return pack_rows(ids, {**cells, **self._checked(ids)})

    def _soon(self, step: Callable[[], None]) -> None:
        """Do a step after what is waiting to be sent; at once in a plain script."""
        try:
            asyncio.get_running_loop().call_soon(step)
        except RuntimeError:
            step()

    # --- checks ------------------------------------------------------------------------------

    def _checks(self) -> Checking:
        if self._checking is None:
            self._checking = Checking.of(self._project)
            self._checking.observe(self._take_checked)
            # Another widget may have asked for them earlier.
            known = self._checking.checks.verdict
            self._untold.update(row for row in self._project.numbers.ids() if known(row))
        return self._checking

    def _start_checks(self) -> None:
        self._checks()
        self._tell_checked()

    def _take_checked(self, rows: set[str]) -> None:
        first = not self._untold and len(rows) == self._checks().done
        self._untold |= rows
        looking = self._checks().done < self._checks().total
        if first or not looking or len(self._untold) >= TOLD_AT_ONCE:
            self._tell_checked()

    def _tell_checked(self) -> None:
        checking = self._checks()
        rows = sorted(self._untold, key=lambda row: (len(row), row))
        self._untold.clear()
        packet = [pack_rows(rows, self._checked(rows))] if rows else []
        event = {"event": "checks", "done": checking.done, "total": checking.total}
        self.send(event, packet)

    def _checked(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """Return what is known of rows' numbers, as columns beside those of the file."""
        checking = self._checking
        if checking is None or not checking.done:
            return {}
        checks = checking.checks
        verdicts = [checks.verdict(row) for row in ids]
        return {
            "~problem": [checks.problem(row) or "" for row in ids],
            "~type": [str(verdict.type or "") if verdict else "" for verdict in verdicts],
            "~national": [verdict.national if verdict else "" for verdict in verdicts],
            "~international": [verdict.international if verdict else "" for verdict in verdicts],
        }

    # --- what is shown -----------------------------------------------------------------------

    def _whole_state(self) -> dict[str, object]:
        texts = catalog.texts(self.language, "number")
        return {
            "columns": [self._told(column) for column in self._columns],
            "layout": self._layout(),
            "problems": {f"number.{code}": text for code, text in texts.items() if "{" not in text},
            "date_example": date_example(self._project.region),
            "ask_from": ASK_FROM,
            **self._steps(),
        }

    def _told(self, column: Column) -> dict[str, object]:
        known = NUMBERS.column(column.name) is not None
        labels = catalog.labels(column, self.language)
        return {
            "name": column.name,
            "label": catalog.text(f"column.{column.name}", self.language) if known else column.name,
            "kind": column.kind.value,
            "by_hand": column.by_hand,
            "choices": [
                {"code": code, "label": label, "by_hand": code not in column.computed}
                for code, label in labels.items()
            ],
        }

    def _layout(self) -> dict[str, object]:
        try:
            saved = msgspec.convert(self._project.layout(NUMBERS.name), type=intents.Layout)
        except msgspec.ValidationError:  # none yet, or one that a person has edited
            return {}
        told: dict[str, object] = msgspec.to_builtins(saved)
        return told

    def _steps(self) -> dict[str, bool]:
        return {"can_undo": self._project.can_undo, "can_redo": self._project.can_redo}

    def _show_steps(self) -> None:
        steps = self._steps()
        if any(self._state[name] != value for name, value in steps.items()):
            self.publish(steps)

    def _show_counts(self) -> None:
        self.set_trait("counts", {code: count for code, count in self._statuses.items() if count})

    # --- changes -----------------------------------------------------------------------------

    def _follow(self, event: Event) -> None:
        self._soon(self._show_steps)  # the project notes the step after it has told of it
        ops = [op for op in event.ops if op.table == NUMBERS.name]
        if not ops:
            return
        self._count(ops)
        if self._project.numbers.columns() != self._columns:
            self._columns = self._project.numbers.columns()
            self.publish_whole()
            self.send({"event": "reload"})
            return
        content: dict[str, object] = {"event": "patch", "origin": event.origin.value}
        told = [_patch(op) for op in ops]
        if len(msgspec.json.encode(told)) < PACKED_FROM:
            self.send({**content, "ops": told})
        else:
            self.send(content, [pack_json(told)])

    def _count(self, ops: Sequence[Op]) -> None:
        before = dict(self._statuses)
        for op in ops:
            match op:
                case Set(column="status"):
                    self._statuses[op.before] -= 1
                    self._statuses[op.after] += 1
                case Add():
                    self._statuses[op.cells.get("status", "")] += 1
                case Delete():
                    self._statuses[op.cells.get("status", "")] -= 1
        if self._statuses != before:
            self._show_counts()


def _patch(op: Op) -> list[object]:
    match op:
        case Set():
            return ["s", op.row, op.column, op.after]
        case Add():
            return ["a", op.row, op.cells, op.after]
        case Delete():
            return ["d", op.row]
