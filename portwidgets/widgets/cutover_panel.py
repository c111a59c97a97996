"""The cutover of a project: run sheets to tick, and whether the old accounts may be cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import Annotated, Any, Literal

import msgspec

from portwidgets.domain.schema import LineTest
from portwidgets.errors import Refused
from portwidgets.widgets.cutover_told import CutoverTeller, View
from portwidgets.widgets.handed_out import HandedOut
from portwidgets.widgets.intent_widget import Answer, Count, Intent, Short, static
from portwidgets.widgets.redrawn import Go, Redrawn

Result = Literal["passed", "failed", "not_needed", ""]

_AT_ONCE = 50
"""Numbers that are shown at first, and so many more each time they are asked for."""


class Choose(Intent, frozen=True, tag="choose"):
    """Show the run sheet of an order."""

    order: Short


class OnlyOpen(Intent, frozen=True, tag="only_open"):
    """Show the numbers alone whose tests are not all passed, or all of them."""

    on: bool


class More(Intent, frozen=True, tag="more"):
    """Show more numbers."""


class Note(Intent, frozen=True, tag="note"):
    """Note what came of a test; `before` is the result that the person saw."""

    number: Short
    test: LineTest
    before: Result
    result: Result


class Comment(Intent, frozen=True, tag="comment"):
    """Write a remark to a test; `before` is what stood there."""

    number: Short
    test: LineTest
    before: Annotated[str, msgspec.Meta(max_length=2000)]
    note: Annotated[str, msgspec.Meta(max_length=2000)]


class Ported(Intent, frozen=True, tag="ported"):
    """The waiting numbers of an order have moved now."""

    order: Short


class Cancelled(Intent, frozen=True, tag="cancelled"):
    """An account was cancelled as of this day; an empty one takes it back."""

    account: Short
    day: Short


class Print(Intent, frozen=True, tag="print"):
    """Hand out the run sheet of an order as PDF, a piece at a time."""

    order: Short
    offset: Count


class CutoverPanel(Redrawn):
    """The day of the port and after: what is tested when, what came of it, and what may end.

        CutoverPanel(project)

    Args:
        project: The project that is cut over.
        go: Shows another page of the project, as "numbers".
        language: "da" or "en"; by default the project's.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    _esm = static("cutover_panel.js")
    _css = static("cutover_panel.css")
    _intents = Choose | OnlyOpen | More | Note | Comment | Ported | Cancelled | Print | Go
    _text_prefix = "cutover"

    _order = ""
    _only_open = False
    _shown = _AT_ONCE

    @cached_property
    def _handed_out(self) -> HandedOut:
        return HandedOut()

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:
        match intent:
            case Note():
                self._note(intent)
            case Comment():
                self._comment(intent)
            case Ported(order=order):
                self._project.cutover.note_ported(order)
            case Cancelled(account=account, day=day):
                self._cancelled(account, day)
            case Print():
                return self._print(intent)
            case Go(page=page):
                self._go_to(page)
                return None
            case _:
                self._look(intent)
        self._draw()
        return None

    def _look(self, intent: Choose | OnlyOpen | More) -> None:
        match intent:
            case Choose(order=order):
                self._order, self._shown = order, _AT_ONCE
            case OnlyOpen(on=on):
                self._only_open, self._shown = on, _AT_ONCE
            case More():
                self._shown += _AT_ONCE

    def _note(self, intent: Note) -> None:
        self._unchanged(intent.number, intent.test, "result", {intent.before, intent.result})
        self._project.tests.note(intent.number, intent.test, intent.result)

    def _comment(self, intent: Comment) -> None:
        self._unchanged(intent.number, intent.test, "note", {intent.before, intent.note})
        self._project.tests.comment(intent.number, intent.test, intent.note)

    def _unchanged(self, number: str, test: LineTest, column: str, known: set[str]) -> None:
        """Refuse what somebody else has noted in between."""
        tests = self._project.tests
        row = tests.row_of(number, test.value)
        if row and tests[row][column] not in known:
            self._draw()
            raise Refused("cutover.conflict", by=tests[row].changed_by)

    def _cancelled(self, account: str, day: str) -> None:
        if account not in self._project.accounts:
            raise Refused("cutover.no_account", account=account)
        self._project.accounts.set(account, cancelled_on=day)

    def _print(self, intent: Print) -> Answer:
        name = f"{self._project.name}-{intent.order}-run-sheet.pdf"
        make = partial(self._project.papers.run_sheet, intent.order, self.language)
        return self._handed_out.piece(name, intent.offset, make, self.language)

    # --- what is shown -------------------------------------------------------------------

    def _whole_state(self) -> dict[str, object]:
        project = self._project
        plans = project.cutover.plans()
        chosen = project.cutover.choose(plans, self._order)
        teller = CutoverTeller(self.language, project.region)
        told = None
        if chosen:
            sheet = project.cutover.sheet_of(chosen)
            contradicting = len(project.contradictions.get(sheet.order, ()))
            told = teller.sheet(sheet, contradicting, View(self._only_open, self._shown))
        return {
            "orders": [teller.choice(plan) for plan in plans],
            "sheet": told,
            "only_open": self._only_open,
            "guards": [teller.guard(each) for each in project.guard.accounts()],
            "language": self.language,
        }
