"""The plan as plain HTML: for each order its day, what speaks against it, and its steps."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portwidgets import catalog
from portwidgets.project import Project
from portwidgets.project.values import today
from portwidgets.widgets.html import Html, Texts, el
from portwidgets.widgets.plan_told import PlanTeller
from portwidgets.widgets.readable_table import table


def readable_plan(project: Project, language: str) -> Html:
    """Return what is planned for each order, the numbers without one last."""
    say = Texts(language, "plan")
    teller = PlanTeller(language, today())
    rows = {row.id: row for row in project.orders}
    sections = []
    for plan in project.plan.orders():
        row = rows.get(plan.order.id)
        told = teller.order(plan, row.status if row else "", row.reference if row else "")
        sections.append(_section(told, language, say))
    if not sections:
        sections = [Html(el("h2", say("empty_title")) + el("p", say("empty_text")))]
    return el("article", el("h1", project.title), *sections)


def _section(told: Mapping[str, Any], language: str, say: Texts) -> Html:
    facts = [each for name, text in told["facts"] for each in (el("dt", name), el("dd", text))]
    rows = [
        [
            el("td", step["name"]),
            el("td", _day(step["day"], language)),
            el("td", say(f"state_{step['state']}")),
        ]
        for step in told["steps"]
    ]
    headings = [say(f"column_{each}") for each in ("step", "day", "state")]
    return Html(
        el("h2", told["name"])
        + el("p", f"{told['carriers']} · {told['status']}")
        + el("dl", *facts)
        + "".join(el("p", each) for each in (*told["faults"], *told["advice"]))
        + table(headings, rows)
    )


def _day(day: str, language: str) -> str:
    return catalog.day_text(date.fromisoformat(day), language) if day else "–"
