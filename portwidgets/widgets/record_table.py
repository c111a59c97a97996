"""A table of a project as a widget: rows to edit inline, paste into, sort and filter."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
import traitlets

from portwidgets import catalog
from portwidgets.domain.cells import date_example
from portwidgets.domain.edit import Op
from portwidgets.domain.steps import Progress, ToldSteps
from portwidgets.errors import Refused
from portwidgets.project import AnyRecords, Event, Project
from portwidgets.widgets import number_edits as edits
from portwidgets.widgets import number_intents as intents
from portwidgets.widgets import secret_intents as secrets
from portwidgets.widgets.intent_widget import Answer, Answering, static
from portwidgets.widgets.number_intents import Outcome, ids_of
from portwidgets.widgets.number_rows import collapse, pack_rows, plain_rows
from portwidgets.widgets.number_state import columns_told, layout_told
from portwidgets.widgets.own_entries import OwnEntries
from portwidgets.widgets.project_widget import ProjectWidget
from portwidgets.widgets.record_shape import SHAPES, Shape
from portwidgets.widgets.row_patches import RowPatches

AT_ONCE = 50
"""How many rows go with the page, before it asks: as many as a large screen shows."""
FIRST_ROWS = 200
"""How many rows are sent before all others, so that the first ones are seen at once."""
TOGETHER_UP_TO = 2_000
"""Rows of a table that is sent in one piece."""
ASK_FROM = 10
"""Rows from which on a deletion is asked about first."""


class RecordTable(ProjectWidget):
    """One of a project's tables, edited inline; every change is on disk before it says so.

        accounts = RecordTable(project, "accounts")
        accounts.observe(lambda change: print(change.new), "selection")

    The numbers have a table of their own: `NumberTable`.

    Args:
        project: The project whose rows they are.
        table: "accounts", "orders" or "sites".
        language: "da" or "en"; the project's own where nothing is said.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.

    Raises:
        Refused: There is no such table.
    """

    _esm = static("number_table.js")
    _css = static("number_table.css")
    _intents = intents.Intents
    _text_prefix = "table"
    _more_texts = (secrets.TEXTS,)

    selection = traitlets.Tuple(read_only=True)
    """The ids of the selected rows. Writing to it raises TraitError: the person selects."""

    def __init__(
        self, project: Project, table: str, language: str | None = None, **traits: object
    ) -> None:
        self._project = project  # ipywidgets closes a widget that could not be made, too
        if table not in SHAPES:
            raise Refused("project.unknown_table", table=table, tables=", ".join(SHAPES))
        records: AnyRecords = getattr(project, table)
        self._begin(project, records, SHAPES[table])
        super().__init__(project, language, **traits)

    def _begin(self, project: Project, records: AnyRecords, shape: Shape) -> None:
        """Take what is shown; to be called before the widget is made."""
        self._project = project
        self._records = records
        self._shape = shape
        self._columns = records.columns()
        self._patches = RowPatches(self.send)
        self._own = OwnEntries()

    def point_at(self, rows: Sequence[str], column: str = "", label: str = "") -> None:
        """Bring rows into sight with the first one's cell in focus.

        Args:
            rows: Their ids. Of several, only these are shown until the person takes that back.
            column: The cell's column; by default the one that the rows are known by.
            label: What such rows are called, for the chip that takes it back.
        """
        turn = self._state["pointed"]["turn"] + 1
        self.publish({"pointed": _pointed(turn, rows, column or self._shape.lead, label)})

    # --- intents -----------------------------------------------------------------------------

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | Answering | None:
        match intent:
            case intents.Open():
                return self._open()
            case intents.SaveLayout():
                layout = msgspec.to_builtins(intent.layout)
                self._project.save_layout(self._records.table.name, layout)
                self._state["layout"] = layout  # for pages to come; this one has it
            case intents.Select():
                there = (row for row in ids_of(intent.rows) if row in self._records)
                self.set_trait("selection", tuple(there))
            case secrets.SetSecret() | secrets.ShowSecret() | secrets.DeleteSecret():
                return secrets.answer_secret(self._project, intent, buffers)
            case _:
                self._finish_work()
                outcome = self._edit(intent)
                return (
                    self._edited(outcome)
                    if isinstance(outcome, Outcome)
                    else self._edited_in_steps(outcome)
                )
        return None

    def _edited_in_steps(self, steps: ToldSteps[Outcome]) -> Answering:
        """Make a large edit, and send its rows before it is answered."""
        outcome = yield from steps
        for _ in self._patches.parts():
            yield Progress(1, "storage.writing")
        return self._edited(outcome)

    def _edited(self, outcome: Outcome) -> Answer:
        self._show_steps()
        return Answer(outcome.told(self.language, self._records.table.name))

    def _edit(self, intent: Any) -> Outcome | ToldSteps[Outcome]:
        """Do what the intent asks for: large edits in steps."""
        project, rows = self._project, self._records
        outcome: Outcome | ToldSteps[Outcome]
        match intent:
            case intents.SetCell():
                outcome = edits.enter_cell(project, rows, self._own, intent)
            case intents.SetMany():
                ids = ids_of(intent.rows)
                outcome = edits.enter_many(rows, ids, intent.column, intent.text)
            case intents.AddRow():
                outcome = Outcome(rows.add_rows([{}]))
            case intents.DeleteRows():
                outcome = edits.delete_rows(rows, ids_of(intent.rows))
            case intents.Paste():
                outcome = edits.paste(project, rows, intent)
            case intents.Undo():
                outcome = edits.undo(project)
            case intents.Redo():
                outcome = edits.redo(project)
            case _:
                raise Refused("widget.bad_request")
        return outcome

    # --- rows --------------------------------------------------------------------------------

    def _open(self) -> Answer:
        ids = self._records.ids()
        self._look_at(ids[:AT_ONCE])
        whole = len(ids) <= TOGETHER_UP_TO
        head = ids if whole else ids[:FIRST_ROWS]
        answer = Answer({"complete": whole}, [self._pack(head, whole=whole)])
        self._soon(self._opened if whole else self._send_rows)
        return answer

    def first_message(self) -> tuple[dict[str, object], bytes]:
        """Return what may be said to a page before it asks, so that its first rows are there."""
        ids = self._records.ids()[:AT_ONCE]
        self._look_at(ids)
        return {"event": "first"}, plain_rows(ids, self._cells(ids, whole=False))

    def _send_rows(self) -> None:
        self.send({"event": "rows"}, [self._pack(self._records.ids(), whole=True)])
        self._soon(self._opened)

    def _look_at(self, ids: Sequence[str]) -> None:
        """Find out what stands beside the first rows: nothing does here."""

    def _opened(self) -> None:
        """Do what comes after the rows are sent: nothing is to be checked here."""
        total = len(self._records)
        self.send({"event": "checks", "done": total, "total": total})

    def _pack(self, ids: list[str], *, whole: bool) -> bytes:
        return pack_rows(ids, self._cells(ids, whole=whole))

    def _cells(self, ids: list[str], *, whole: bool) -> dict[str, Sequence[str]]:
        rows = self._records
        cells = {
            name: rows.column(name) if whole else [rows.cell(row, name) for row in ids]
            for name in (column.name for column in self._columns)
            if name != rows.table.key  # the ids tell it
        }
        return {**cells, **self._computed(ids)}

    def _computed(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return columns beside those of the file, called "~…", in the order of `ids`."""
        return {}

    def _soon(self, step: Callable[[], None]) -> None:
        """Do a step after what is waiting to be sent; at once in a plain script."""
        try:
            asyncio.get_running_loop().call_soon(step)
        except RuntimeError:
            step()

    # --- what is shown -----------------------------------------------------------------------

    def _whole_state(self) -> dict[str, object]:
        table, shape = self._records.table, self._shape
        return {
            "table": table.name,
            "project": self._project.name,
            "lead": shape.lead,
            "hidden": list(shape.hidden),
            "pin": shape.pin,
            "alone": shape.alone,
            "columns": self._columns_told(),
            "layout": layout_told(self._project, table),
            "problems": {},
            "date_example": date_example(self._project.region),
            "ask_from": ASK_FROM,
            "secrets": secrets.secrets_told(self._project, table.name),
            "places": [],
            "pointed": getattr(self, "_state", {}).get("pointed") or _pointed(0),
            **self._steps(),
        }

    def _texts_told(self) -> dict[str, str]:
        """Return the texts of the numbers' table, with this one's own words in their places."""
        told = super()._texts_told()
        if not self._shape.alone:
            told |= catalog.texts(self.language, f"{self._records.table.name}_table")
        return told

    def _columns_told(self) -> list[dict[str, object]]:
        return columns_told(self._records.table, self._columns, self.language)

    def _steps(self) -> dict[str, bool]:
        return {"can_undo": self._project.can_undo, "can_redo": self._project.can_redo}

    def _show_steps(self) -> None:
        steps = self._steps()
        if any(self._state[name] != value for name, value in steps.items()):
            self.publish(steps)

    # --- changes -----------------------------------------------------------------------------

    def _show_secrets(self) -> None:
        kept = secrets.secrets_told(self._project, self._records.table.name)
        gone = dict.fromkeys(self._state["secrets"].keys() - kept.keys())
        if kept != self._state["secrets"]:
            self.publish({"secrets": {**kept, **gone}})

    def _follow(self, event: Event) -> None:
        self._show_steps()
        self._show_secrets()
        ops = [op for op in event.ops if op.table == self._records.table.name]
        if not ops:
            return
        self._changed(ops)
        if self._records.columns() != self._columns:
            self._columns = self._records.columns()
            self.publish_whole()
            self.send({"event": "reload"})
            return
        self._patches.tell(ops, event.origin.value)

    def _changed(self, ops: Sequence[Op]) -> None:
        """Take note of a change of these rows before the browser is told."""


def _pointed(
    turn: int, rows: Sequence[str] = (), column: str = "", label: str = ""
) -> dict[str, object]:
    return {"turn": turn, "rows": list(collapse(rows)), "column": column, "label": label}
