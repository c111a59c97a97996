"""The cutover in words: what the browser is told of run sheets and of old accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portwidgets import catalog
from portwidgets.domain.dates.order_plan import OrderPlan
from portwidgets.domain.numbers.phone_number import show
from portwidgets.domain.orders.run_sheet import SheetNumber, Trial
from portwidgets.domain.orders.transitions import BEFORE_SUBMISSION, CLOSED, MOVED
from portwidgets.domain.schema import NUMBERS, ORDERS, NumberStatus
from portwidgets.project.cutover import Sheet
from portwidgets.project.guarding import AccountGuard
from portwidgets.project.run_sheet_words import hours, rollback


@dataclass(frozen=True, slots=True)
class View:
    """Which numbers of a run sheet are looked at.

    Attributes:
        only_open: Those alone whose tests are not all passed.
        shown: How many of them at most.
    """

    only_open: bool
    shown: int


class CutoverTeller:
    """Tells the cutover in one language.

    Args:
        language: "da" or "en".
        region: The project's.
    """

    def __init__(self, language: str, region: str) -> None:
        self._language = language
        self._region = region

    def choice(self, plan: OrderPlan) -> dict[str, str]:
        """Return an order as it can be chosen."""
        told = self._say(
            "order_choice",
            order=plan.order.id,
            count=plan.order.case.numbers,
            date=catalog.day_text(plan.port, self._language),
        )
        return {"id": plan.order.id, "told": told}

    def sheet(self, sheet: Sheet, contradicting: int, view: View) -> dict[str, object]:
        """Return a run sheet, of its numbers those that are looked at.

        Args:
            sheet: What is to be tested.
            contradicting: How many of its numbers contradict their order.
            view: Which numbers are looked at.
        """
        meant = [each for each in sheet.numbers if not view.only_open or not _is_done(each)]
        return {
            "order": sheet.order,
            "facts": [list(fact) for fact in self._facts(sheet)],
            "rollback": rollback(sheet, self._language),
            "can_port": sheet.status not in CLOSED | BEFORE_SUBMISSION
            and any(each.cells["status"] not in MOVED for each in sheet.numbers),
            "done": sum(_is_done(each) for each in sheet.numbers),
            "total": len(sheet.numbers),
            "contradiction": self._say("contradiction", count=contradicting)
            if contradicting
            else "",
            "numbers": [self._number(each, sheet) for each in meant[: view.shown]],
            "more": max(0, len(meant) - view.shown),
        }

    def _facts(self, sheet: Sheet) -> Iterable[tuple[str, str]]:
        day = catalog.weekday_text(sheet.plan.port, self._language)
        labels = catalog.labels(ORDERS["status"], self._language)
        yield self._say("fact_status"), labels.get(sheet.status, sheet.status)
        fixed = sheet.plan.fixed
        yield self._say("fact_day"), day if fixed else self._say("fact_day_open", date=day)
        yield self._say("fact_hours"), hours(sheet, self._language)
        yield self._say("fact_gaining"), sheet.gaining or "–"
        yield self._say("fact_losing"), sheet.losing or "–"

    def _number(self, number: SheetNumber, sheet: Sheet) -> dict[str, object]:
        cells = number.cells
        statuses = catalog.labels(NUMBERS["status"], self._language)
        usages = catalog.labels(NUMBERS["usage"], self._language)
        about = (usages.get(cells["usage"], cells["usage"]), cells["user"], cells["site"])
        return {
            "row": number.row,
            "number": show(cells["number"], "international", self._region),
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
            "name": catalog.text(f"line_test.{test}", self._language),
            "how": catalog.text(f"line_test_how.{test}", self._language),
            "who": sheet.testers.get(trial.test, ""),
            "at": trial.at.strftime("%H:%M") if trial.at else "",
            "result": noted.result,
            "note": noted.note,
            "by": noted.by if noted.result else "",
            "when": noted.at if noted.result else "",
        }

    def guard(self, answer: AccountGuard) -> dict[str, object]:
        """Return whether an account may be cancelled."""
        cancelled = answer.cancelled_on
        return {
            "account": answer.guard.account,
            "carrier": answer.carrier or catalog.text("guard.no_account", self._language),
            "verdict": answer.verdict.value,
            "title": answer.title(self._language),
            "told": answer.told(self._language),
            "say": answer.say(self._language),
            "cancelled_on": cancelled.isoformat() if isinstance(cancelled, date) else "",
        }

    def _say(self, key: str, **values: object) -> str:
        return catalog.text(f"cutover.{key}", self._language, **values)


def _is_done(number: SheetNumber) -> bool:
    return number.cells["status"] == NumberStatus.VERIFIED
