"""The inventory of numbers as one widget: a table to edit inline, paste into, sort and filter."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import traitlets

from portwidgets.domain.cells import date_example
from portwidgets.domain.edit import Add, Delete, Op, Set
from portwidgets.domain.schema import NUMBERS
from portwidgets.project import Event, Project
from portwidgets.widgets import number_edits as edits
from portwidgets.widgets import number_intents as intents
from portwidgets.widgets import secret_intents as secrets
from portwidgets.widgets.intent_widget import Answer, IntentWidget, static
from portwidgets.widgets.number_checks import CheckReports
from portwidgets.widgets.number_intents import Outcome, ids_of
from portwidgets.widgets.number_rows import collapse, pack_json, pack_rows
from portwidgets.widgets.number_state import columns_told, layout_told, problems_told
from portwidgets.widgets.watch import watch

FIRST_ROWS = 200
"""How many rows are sent before all others, so that the first ones are seen at once."""
TOGETHER_UP_TO = 2_000
"""Rows of an inventory that is sent in one piece."""
ASK_FROM = 10
"""Rows from which on a deletion is asked about first."""
PACKED_FROM = 8_000
"""Bytes of a patch from which on it is compressed."""


class NumberTable(IntentWidget):
    """A project's numbers, edited inline; every change is on disk before the table says so.

        table = NumberTable(project)
        table.observe(lambda change: print(change.new), "selection")

    Args:
        project: The project whose numbers they are.
        language: "da" or "en"; the project's own where nothing is said.
        go: Shows one of `places` in the table's place, called with its name.
        places: "import" and "export", as far as there is one to show.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    _esm = static("number_table.js")
    _css = static("number_table.css")
    _intents = intents.Intents
    _text_prefix = "table"
    _more_texts = (secrets.TEXTS,)

    selection = traitlets.Tuple(read_only=True)
    """The ids of the selected rows. Writing to it raises TraitError: the person selects."""

    counts = traitlets.Dict(read_only=True)
    """How many numbers have each status, "" for none; to change one, use `project.numbers`."""

    def __init__(
        self,
        project: Project,
        language: str | None = None,
        *,
        go: Callable[[str], None] | None = None,
        places: Sequence[str] = (),
        **traits: object,
    ) -> None:
        self._project = project
        self._go = go
        self._places = tuple(places)
        self._reports = CheckReports(project, self.send)
        self._columns = project.numbers.columns()
        self._statuses = Counter(project.numbers.column("status"))
        super().__init__(language=language or project.language, **traits)
        self._show_counts()
        project.observe(self._follow)
        watch(project)

    @property
    def project(self) -> Project:
        """The project whose numbers these are."""
        return self._project

    def resume(self, page: str) -> None:
        """Take the keyboard back from what stood in the table's place: "import" or "export"."""
        self.send({"event": "resume", "page": page})

    def close(self) -> None:
        """Take the widget from the page and stop following the project."""
        self._project.unobserve(self._follow)
        self._reports.stop()
        super().close()

    def point_at(self, rows: Sequence[str], column: str = "number", label: str = "") -> None:
        """Bring rows into sight with the first one's cell in focus.

        Args:
            rows: Their ids. Of several, only these are shown until the person takes that back.
            column: The cell's column.
            label: What such rows are called, for the chip that takes it back.
        """
        turn = self._state["pointed"]["turn"] + 1
        self.publish({"pointed": _pointed(turn, rows, column, label)})

    # --- intents -----------------------------------------------------------------------------

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:
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
            case secrets.SetSecret() | secrets.ShowSecret() | secrets.DeleteSecret():
                return secrets.answer_secret(self._project, intent, buffers)
            case intents.Go():
                if self._go and intent.page in self._places:
                    self._go(intent.page)
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
                rows = ids_of(intent.rows)
                outcome = edits.take_types(project, self._reports.checks, rows)
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
        self._soon(self._reports.start if whole else self._send_rows)
        return answer

    def _send_rows(self) -> None:
        self.send({"event": "rows"}, [self._pack(self._project.numbers.ids(), whole=True)])
        self._soon(self._reports.start)

    def _pack(self, ids: list[str], *, whole: bool) -> bytes:
        numbers = self._project.numbers
        cells = {
            name: numbers.column(name) if whole else [numbers.cell(row, name) for row in ids]
            for name in (column.name for column in self._columns)
            if name != NUMBERS.key  # the ids tell it
        }
        return pack_rows(ids, {**cells, **self._reports.columns(ids)})

    def _soon(self, step: Callable[[], None]) -> None:
        """Do a step after what is waiting to be sent; at once in a plain script."""
        try:
            asyncio.get_running_loop().call_soon(step)
        except RuntimeError:
            step()

    # --- what is shown -----------------------------------------------------------------------

    def _whole_state(self) -> dict[str, object]:
        return {
            "columns": columns_told(self._columns, self.language),
            "layout": layout_told(self._project),
            "problems": problems_told(self.language),
            "date_example": date_example(self._project.region),
            "ask_from": ASK_FROM,
            "secrets": secrets.secrets_told(self._project, NUMBERS.name),
            "places": list(self._places),
            "pointed": getattr(self, "_state", {}).get("pointed") or _pointed(0),
            **self._steps(),
        }

    def _steps(self) -> dict[str, bool]:
        return {"can_undo": self._project.can_undo, "can_redo": self._project.can_redo}

    def _show_steps(self) -> None:
        steps = self._steps()
        if any(self._state[name] != value for name, value in steps.items()):
            self.publish(steps)

    def _show_counts(self) -> None:
        self.set_trait("counts", {code: count for code, count in self._statuses.items() if count})

    # --- changes -----------------------------------------------------------------------------

    def _show_secrets(self) -> None:
        kept = secrets.secrets_told(self._project, NUMBERS.name)
        gone = dict.fromkeys(self._state["secrets"].keys() - kept.keys())
        if kept != self._state["secrets"]:
            self.publish({"secrets": {**kept, **gone}})

    def _follow(self, event: Event) -> None:
        self._show_steps()
        self._show_secrets()
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


def _pointed(
    turn: int, rows: Sequence[str] = (), column: str = "", label: str = ""
) -> dict[str, object]:
    return {"turn": turn, "rows": list(collapse(rows)), "column": column, "label": label}
