"""The status of a project for its customer, as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Report:
    """What is told, in the language of the report.

    Attributes:
        progress: How much of the checklist is done.
        warning: Whether the old service may be cancelled: a title and what it says.
        orders: Order, carriers, numbers, status, day of the port.
        statuses: Status of numbers, how many.
        days: Day, what is to be done by then, which orders.
        days_more: What is left out of the days, in words; empty where nothing is.
        steps: Critical steps that are open, until when, who.
    """

    title: str
    customer: str
    progress: str
    warning: tuple[str, str]
    orders: Rows
    statuses: Rows
    days: Rows
    days_more: str
    steps: Rows


def report_pdf(report: Report, language: str, made: datetime) -> bytes:
    """Return the report.

    Raises:
        Refused: A text has a letter that the font cannot write.
    """
    from portwidgets.exchange.papers.paper import Paper

    paper = Paper(report.title, "report", language, made)
    say = paper.say
    made_on = say("made_on", date=paper.day(made.date()))
    paper.write_title(report.title, " · ".join(filter(None, (report.customer, made_on))))
    paper.write_text(report.progress, bold=True)
    paper.write_heading(report.warning[0])
    paper.write_text(report.warning[1])
    tables = (
        ("orders", report.orders, (12, 42, 12, 22, 24), ""),
        ("statuses", report.statuses, (60, 20), ""),
        ("days", report.days, (30, 52, 28), report.days_more),
        ("steps", report.steps, (60, 25, 20), ""),
    )
    for name, rows, widths, more in tables:
        paper.write_heading(say(f"{name}_title"))
        if rows:
            heading = [say(f"{name}_{place}") for place in range(1, len(widths) + 1)]
            paper.write_table(heading, rows, widths)
        else:
            paper.write_text(say(f"{name}_none"))
        if more:
            paper.write_note(more)
    return paper.finished()
