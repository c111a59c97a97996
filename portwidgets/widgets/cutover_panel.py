"""The cutover of a project: run sheets to tick, and whether the old accounts may be cancelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Annotated, Any, Literal

import msgspec

from portwidgets import catalog
from portwidgets.domain.dates.order_plan import OrderPlan
from portwidgets.domain.numbers.phone_number import show
from portwidgets.domain.orders.run_sheet import SheetNumber, Trial
from portwidgets.domain.orders.transitions import BEFORE_SUBMISSION, CLOSED, MOVED
from portwidgets.domain.schema import NUMBERS, ORDERS, LineTest, NumberStatus
from portwidgets.errors import Refused
from portwidgets.project import Project
from portwidgets.project.cutover import Sheet
from portwidgets.project.guarding import AccountGuard
from portwidgets.project.papers import hours, rollback
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

    def __init__(
        self,
        project: Project,
        go: Callable[[str], None] | None = None,
        *,
        language: str | None = None,
        **traits: object,
    ) -> None:
        self._order = ""
        self._only_open = False
        self._shown = _AT_ONCE
        self._handed_out = HandedOut()
        super().__init__(project, go, language=language, **traits)

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
        cutover = self._project.cutover
        plans = cutover.plans()
        chosen = cutover.choose(plans, self._order)
        return {
            "orders": [self._choice(plan) for plan in plans],
            "sheet": self._sheet(cutover.sheet_of(chosen)) if chosen else None,
            "only_open": self._only_open,
            "guards": [self._guard(each) for each in self._project.guard.accounts()],
            "language": self.language,
        }

    def _choice(self, plan: OrderPlan) -> dict[str, str]:
        told = self._say(
            "order_choice",
            order=plan.order.id,
            count=plan.order.case.numbers,
            date=catalog.day_text(plan.port, self.language),
        )
        return {"id": plan.order.id, "told": told}

    def _sheet(self, sheet: Sheet) -> dict[str, object]:
        meant = [each for each in sheet.numbers if not self._only_open or not _is_done(each)]
        return {
            "order": sheet.order,
            "facts": [list(fact) for fact in self._facts(sheet)],
            "rollback": rollback(sheet, self.language),
            "can_port": sheet.status not in CLOSED | BEFORE_SUBMISSION
            and any(each.cells["status"] not in MOVED for each in sheet.numbers),
            "done": sum(_is_done(each) for each in sheet.numbers),
            "total": len(sheet.numbers),
            "contradiction": self._contradiction(sheet),
            "numbers": [self._number(each, sheet) for each in meant[: self._shown]],
            "more": max(0, len(meant) - self._shown),
        }

    def _facts(self, sheet: Sheet) -> Iterable[tuple[str, str]]:
        day = catalog.weekday_text(sheet.plan.port, self.language)
        labels = catalog.labels(ORDERS["status"], self.language)
        yield self._say("fact_status"), labels.get(sheet.status, sheet.status)
        fixed = sheet.plan.fixed
        yield self._say("fact_day"), day if fixed else self._say("fact_day_open", date=day)
        yield self._say("fact_hours"), hours(sheet, self.language)
        yield self._say("fact_gaining"), sheet.gaining or "–"
        yield self._say("fact_losing"), sheet.losing or "–"

    def _contradiction(self, sheet: Sheet) -> str:
        """Return what a spreadsheet has made contradictory, and how to mend it."""
        rows = self._project.contradictions.get(sheet.order)
        return self._say("contradiction", count=len(rows)) if rows else ""

    def _number(self, number: SheetNumber, sheet: Sheet) -> dict[str, object]:
        cells = number.cells
        statuses = catalog.labels(NUMBERS["status"], self.language)
        usages = catalog.labels(NUMBERS["usage"], self.language)
        about = (usages.get(cells["usage"], cells["usage"]), cells["user"], cells["site"])
        return {
            "row": number.row,
            "number": show(cells["number"], "international", self._project.region),
            "about": " · ".join(filter(None, about)),
            "destination": cells["destination"],
            "status": statuses.get(cells["status"], cells["status"]),
            "moved": cells["status"] in MOVED,
            "verified": cells["status"] == NumberStatus.VERIFIED,
            "trials": [self._trial(trial, sheet) for trial in number.trials],
        }

    def _trial(self, trial: Trial, sheet: Sheet) -> dict[str, str]:
        test, noted = trial.test.value, trial.noted
        return {
            "test": test,
            "name": catalog.text(f"line_test.{test}", self.language),
            "how": catalog.text(f"line_test_how.{test}", self.language),
            "who": sheet.testers.get(trial.test, ""),
            "at": trial.at.strftime("%H:%M") if trial.at else "",
            "result": noted.result,
            "note": noted.note,
            "by": noted.by if noted.result else "",
            "when": noted.at if noted.result else "",
        }

    def _guard(self, answer: AccountGuard) -> dict[str, object]:
        cancelled = answer.cancelled_on
        return {
            "account": answer.guard.account,
            "carrier": answer.carrier or catalog.text("guard.no_account", self.language),
            "verdict": answer.verdict.value,
            "title": answer.title(self.language),
            "told": answer.told(self.language),
            "say": answer.say(self.language),
            "cancelled_on": cancelled.isoformat() if isinstance(cancelled, date) else "",
        }

    def _say(self, key: str, **values: object) -> str:
        return catalog.text(f"cutover.{key}", self.language, **values)


def _is_done(number: SheetNumber) -> bool:
    return number.cells["status"] == NumberStatus.VERIFIED
