"""The run sheet of an order in words, for the page and for paper."""

from __future__ import annotations

from portwidgets import catalog
from portwidgets.domain.numbers.phone_number import show
from portwidgets.exchange.papers.run_sheet_paper import SheetPaper
from portwidgets.project.cutover import Sheet


def hours(sheet: Sheet, language: str) -> str:
    """Return when an order's port is to take place, on the clocks of each of its sites."""
    if sheet.window is None:
        return catalog.text("cutover.hours_unknown", language)
    sites = [site for site in sheet.plan.order.sites if site.zone]
    zones = {site.zone: site.name for site in reversed(sites)} or {sheet.zone: ""}
    told = []
    for zone, name in reversed(zones.items()):
        start, end = (each.strftime("%H:%M") for each in sheet.window.at(zone))
        span = start if start == end else f"{start}–{end}"
        told.append(f"{span} {name}".strip())
    key = "hours_carrier" if sheet.by_carrier else "hours_sites"
    return catalog.text(f"cutover.{key}", language, hours=", ".join(told))


def rollback(sheet: Sheet, language: str) -> list[str]:
    """Return what to do when the numbers do not work after the port, step by step."""
    gaining, losing = sheet.gaining or "?", sheet.losing or "?"
    rule = catalog.times().reactivation(sheet.plan.order.case.country)
    back = catalog.text("cutover.rollback_losing", language, carrier=losing)
    if rule:
        told = catalog.text("cutover.rollback_law", language, source=rule.source.title)
        back = f"{back} {told}"
    return [
        catalog.text("cutover.rollback_first", language, carrier=gaining),
        catalog.text("cutover.rollback_forward", language),
        back,
        catalog.text("cutover.rollback_never", language),
    ]


def sheet_paper(sheet: Sheet, title: str, language: str) -> SheetPaper:
    """Return what stands on the paper; `title` is the project's."""

    def say(key: str, **values: object) -> str:
        return catalog.text(f"cutover.{key}", language, **values)

    results = catalog.texts(language, "outcome")
    rows = [
        (
            trial.at.strftime("%H:%M") if trial.at else "",
            show(number.cells["number"], "international", ""),
            catalog.text(f"line_test.{trial.test.value}", language),
            _how(trial.test.value, number.cells["destination"], language),
            trial.noted.by or sheet.testers.get(trial.test) or number.cells["user"],
            results.get(trial.noted.result, say("tick")),
        )
        for number in sheet.numbers
        for trial in number.trials
    ]
    day = catalog.weekday_text(sheet.plan.port, language)
    facts = [
        (say("fact_day"), day if sheet.plan.fixed else say("fact_day_open", date=day)),
        (say("fact_hours"), hours(sheet, language)),
        (say("fact_gaining"), sheet.gaining or "–"),
        (say("fact_losing"), sheet.losing or "–"),
    ]
    return SheetPaper(
        title=say("title"),
        under=f"{title} · {sheet.order}",
        facts=facts,
        rollback=rollback(sheet, language),
        rows=rows,
    )


def _how(test: str, destination: str, language: str) -> str:
    how = catalog.text(f"line_test_how.{test}", language)
    if not destination or test != "inbound":
        return how
    return f"{how} ({destination})"
