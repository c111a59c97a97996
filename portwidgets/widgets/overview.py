"""One project at a glance: how far it is, what is critical, what is wrong with its numbers."""

from collections.abc import Callable, Sequence
from typing import Any

from portwidgets import catalog
from portwidgets.domain.checklist import Progress
from portwidgets.domain.inventory import Finding, count_by, findings
from portwidgets.domain.schema import NUMBERS, ItemState
from portwidgets.project import Project
from portwidgets.project.values import today
from portwidgets.widgets.intent_widget import Answer, Intent, Short, static
from portwidgets.widgets.number_checking import NumberChecking
from portwidgets.widgets.redrawn import Go, Redrawn


class Tick(Intent, frozen=True, tag="tick"):
    """A critical step is done."""

    item: Short


class ShowFinding(Intent, frozen=True, tag="show_finding"):
    """Show the numbers that something is wrong with."""

    code: Short


class Download(Intent, frozen=True, tag="download"):
    """Hand the project out as a zip file."""


class Overview(Redrawn):
    """The first page of a project.

    Args:
        project: What is shown.
        go: Shows another page of the project, as "numbers".
        point: Shows rows of the numbers, as `NumberTable.point_at` does.
        language: "da" or "en"; by default the project's.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    _esm = static("overview.js")
    _css = static("overview.css")
    _intents = Tick | Go | ShowFinding | Download
    _text_prefix = "dashboard"

    def __init__(
        self,
        project: Project,
        go: Callable[[str], None] | None = None,
        point: Callable[[Sequence[str], str, str], None] | None = None,
        *,
        language: str | None = None,
        **traits: object,
    ) -> None:
        self._point = point
        self._checking = NumberChecking.of(project)
        self._has_drawn = False
        super().__init__(project, go, language=language, **traits)
        self._checking.observe(self._on_checked)
        if len(project.orders):
            self._soon()

    def close(self) -> None:
        """Close the widget and stop following the project."""
        self._checking.unobserve(self._on_checked)
        super().close()

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:
        match intent:
            case Tick(item=item):
                self._project.checklist.tick(item)
            case Go(page=page):
                self._go_to(page)
            case ShowFinding(code=code):
                found = next((each for each in self._findings() if each.code == code), None)
                if self._point and found:
                    self._point(found.rows, found.column, self._told(found))
            case Download():
                project = self._project
                return Answer({"filename": f"{project.name}.zip"}, buffers=(project.download(),))
        return None

    def _whole_state(self) -> dict[str, object]:
        guide = self._project.checklist.guide
        warning = self._project.warning
        language = self.language
        return {
            "progress": _counted(self._project.checklist.progress()),
            "sections": [
                {
                    "id": section.id,
                    "title": section.title.of(language),
                    **_counted(self._project.checklist.progress(section.id)),
                }
                for section in guide.sections
            ],
            "warning": {
                "title": warning.title.of(language),
                "text": warning.text.of(language),
            },
            "steps": self._steps(),
            "orders": self._orders(),
            **self._numbers(),
            "notice": "" if len(self._project.numbers) else self._say("numbers_next"),
        }

    def _steps(self) -> list[dict[str, object]]:
        checklist = self._project.checklist
        titles = {each.id: each.title.of(self.language) for each in checklist.guide.sections}
        day = today()
        return [
            {
                "id": step.id,
                "label": step.item.label.of(self.language),
                "section": titles[step.item.section],
                "due": step.noted.due,
                "overdue": step.noted.overdue(day),
                "assignee": step.noted.assignee,
            }
            for step in checklist
            if step.item.critical and step.state is ItemState.OPEN
        ]

    def _orders(self) -> list[dict[str, object]]:
        """Say of each order whether it can be submitted."""
        orders = self._project.orders
        if not len(orders) or not self._has_drawn:  # the page comes first, the check after it
            return []
        accounts = self._project.accounts
        told: list[dict[str, object]] = []
        for order, report in self._project.check().items():
            account = orders.cell(order, "account")
            carrier = accounts.cell(account, "carrier") if account in accounts else ""
            told.append(
                {
                    "title": " · ".join(filter(None, (order, carrier))),
                    "readiness": report.readiness.value,
                    "numbers": report.numbers,
                    "errors": report.errors,
                }
            )
        return told

    def _numbers(self) -> dict[str, object]:
        numbers = self._project.numbers
        status = NUMBERS["status"]
        labels = catalog.labels(status, self.language)
        counts = count_by(status, numbers.column("status"))
        return {
            "numbers": len(numbers),
            "checked": min(self._checking.done, len(numbers)),
            "statuses": [
                {
                    "code": code,
                    "label": labels.get(code, code or self._say("no_status")),
                    "count": count,
                }
                for code, count in counts.items()
                if count
            ],
            "findings": [
                {"code": found.code, "text": self._told(found), "leads": self._point is not None}
                for found in self._findings()
            ],
        }

    def _findings(self) -> list[Finding]:
        numbers = self._project.numbers
        decisions = zip(numbers.ids(), numbers.column("decision"), strict=True)
        return findings(self._checking.checks, decisions) + self._cut()

    def _cut(self) -> list[Finding]:
        rows = [met.op.row for met in self._project.cut]
        return [Finding("dashboard.found_cut", rows=rows)] if rows else []

    def _told(self, found: Finding) -> str:
        return catalog.text(found.code, self.language, count=found.count)

    def _say(self, key: str) -> str:
        return catalog.text(f"dashboard.{key}", self.language)

    def _on_checked(self, _rows: set[str]) -> None:
        self._soon()

    def _draw(self) -> None:
        self._has_drawn = True
        super()._draw()


def _counted(progress: Progress) -> dict[str, object]:
    return {"done": progress.done, "total": progress.total}
