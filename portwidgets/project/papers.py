"""The papers of a project: letters, the status report, the run sheet and the calendar file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from portwidgets import catalog
from portwidgets.exchange.papers.ics import CalendarDay, calendar_file
from portwidgets.exchange.papers.report import report_pdf
from portwidgets.exchange.papers.run_sheet_paper import sheet_pdf
from portwidgets.project.checklist import Checklist
from portwidgets.project.cutover import Cutover
from portwidgets.project.guarding import Guarding
from portwidgets.project.letters import Letters
from portwidgets.project.planning import Planning
from portwidgets.project.reporting import Reporting
from portwidgets.project.run_sheet_words import sheet_paper
from portwidgets.storage.project_folder import ProjectFolder


class Papers:
    """Makes the papers; each is bytes, as a file holds them.

    Args:
        folder: The project's folder.
        checklist: Its checklist.
        plan: Its plan.
        guard: Its answers about old accounts.
        letters: Its letters.
        cutover: Its run sheets.
    """

    def __init__(
        self,
        folder: ProjectFolder,
        *,
        checklist: Checklist,
        plan: Planning,
        guard: Guarding,
        letters: Letters,
        cutover: Cutover,
    ) -> None:
        self._folder = folder
        self._plan = plan
        self._reporting = Reporting(folder, checklist, plan, guard)
        self._letters = letters
        self._cutover = cutover

    def letter(self, order: str, language: str, *, now: datetime | None = None) -> bytes:
        """Return the letter of an order as PDF; it notes and raises as `Letters.make` does."""
        return self._letters.make(order, language, made=_moment(now))

    def report(self, language: str, *, now: datetime | None = None) -> bytes:
        """Return the status of the project for its customer, as PDF.

        Raises:
            Refused: A text has a letter that the font cannot write.
        """
        made = _moment(now)
        return report_pdf(self._reporting.report(language, made), language, made)

    def calendar(self, language: str, *, now: datetime | None = None) -> bytes:
        """Return the days of the plan that are still to come, as an .ics file."""
        made = _moment(now)
        meta = self._folder.meta
        return calendar_file(meta.title, self._calendar_days(language, made), made, language)

    def run_sheet(self, order: str, language: str, *, now: datetime | None = None) -> bytes:
        """Return the run sheet of an order as PDF.

        Raises:
            Refused: There is no such order, or a text has a letter that the font cannot write.
        """
        made = _moment(now)
        sheet = self._cutover.sheet(order, now=now)
        return sheet_pdf(sheet_paper(sheet, self._folder.meta.title, language), language, made)

    def _calendar_days(self, language: str, made: datetime) -> Iterator[CalendarDay]:
        title = self._folder.meta.title
        for plan in self._plan.orders(now=made):
            if plan.order.ported:
                continue
            called = plan.order.id or catalog.text("plan.no_order", language)
            about = catalog.text(
                "plan.calendar_about",
                language,
                title=title,
                order=called,
                count=plan.order.case.numbers,
                carrier=plan.order.case.carrier or "–",
            )
            for step in plan.steps:
                if step.day is None or step.done:
                    continue
                name = catalog.text(f"plan.step_{step.id}", language)
                key = f"{self._folder.path.name}-{plan.order.id or 'numbers'}-{step.id}"
                yield CalendarDay(key, step.day, f"{name} · {called}", about)


def _moment(now: datetime | None) -> datetime:
    """Return the moment on the person's clock: a paper bears the day that it is there."""
    return (now or datetime.now(UTC)).astimezone()
