"""The inventory of numbers as one widget: a table to edit inline, paste into, sort and filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import traitlets

from portwidgets.domain.edit import Add, Delete, Op, Set
from portwidgets.domain.steps import ToldSteps
from portwidgets.project import Project
from portwidgets.widgets import number_edits as edits
from portwidgets.widgets import number_intents as intents
from portwidgets.widgets.check_reports import CheckReports
from portwidgets.widgets.intent_widget import Answer, Answering
from portwidgets.widgets.later import Later
from portwidgets.widgets.number_intents import Outcome, ids_of
from portwidgets.widgets.number_state import problems_told
from portwidgets.widgets.project_widget import ProjectWidget
from portwidgets.widgets.record_shape import Shape
from portwidgets.widgets.record_table import RecordTable

DRAWN_SECONDS = 0.3
"""After the rows were sent: until then the page draws them, and has the processor."""

_SHAPE = Shape(
    "number",
    ("id", "rate_centre", "resp_org", "ported_at", "tested_at", "source"),
    pin=True,
    alone=True,
)


class NumberTable(RecordTable):
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
        self._begin(project, project.numbers, _SHAPE)
        self._go = go
        self._places = tuple(places)
        self._reports = CheckReports(project, self.send)
        self._looking = Later(self._reports.start, DRAWN_SECONDS)
        self._statuses = Counter(project.numbers.column("status"))
        ProjectWidget.__init__(self, project, language, **traits)
        self._show_counts()

    def resume(self, page: str) -> None:
        """Take the keyboard back from what stood in the table's place: "import" or "export"."""
        self.send({"event": "resume", "page": page})

    def close(self) -> None:
        """Take the widget from the page and stop following the project."""
        self._looking.cancel()
        self._reports.stop()
        super().close()

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | Answering | None:
        if isinstance(intent, intents.Go):
            if self._go and intent.page in self._places:
                self._go(intent.page)
            return None
        return super()._answer(intent, buffers)

    def _edit(self, intent: Any) -> Outcome | ToldSteps[Outcome]:
        if isinstance(intent, intents.TakeTypes):
            return edits.take_types(self._project, self._reports.checks, ids_of(intent.rows))
        return super()._edit(intent)

    def _look_at(self, ids: Sequence[str]) -> None:
        self._reports.look_at(ids)

    def _opened(self) -> None:
        self._looking.ask()

    def _computed(self, ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
        return self._reports.columns(ids)

    def _whole_state(self) -> dict[str, object]:
        return {
            **super()._whole_state(),
            "problems": problems_told(self.language),
            "places": list(self._places),
        }

    def _show_counts(self) -> None:
        self.set_trait("counts", {code: count for code, count in self._statuses.items() if count})

    def _changed(self, ops: Sequence[Op]) -> None:
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
