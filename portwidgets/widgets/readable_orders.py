"""The orders and the accounts as plain HTML: dates, numbers, and whether an order is ready."""

from collections import Counter
from collections.abc import Mapping

from portwidgets.domain.orders.preflight import Readiness, Report
from portwidgets.domain.schema import ACCOUNTS, ORDERS, OrderStatus
from portwidgets.project import Project, Row
from portwidgets.widgets.html import Html, Texts, el
from portwidgets.widgets.readable_table import Told, record_lists, record_table

CHECKED = 1_000
"""Numbers of a project that are checked here; more would keep a reader waiting."""

_ALWAYS = ("id", "status")


def readable_orders(project: Project, language: str) -> Html:
    """Return a project's orders and the accounts that they are made for."""
    say, panel = Texts(language, "readable"), Texts(language, "order_panel")
    orders, accounts = [*project.orders], [*project.accounts]
    small = len(project.numbers) <= CHECKED
    reports = project.check() if small and orders else {}
    lead = _answer(reports, panel) if small else say("unchecked")
    return el(
        "article",
        el("h1", project.title),
        el("p", lead),
        el("h2", say("orders")),
        _orders(project, orders, reports, language) if orders else el("p", say("orders_none")),
        el("h2", say("accounts")),
        record_lists(ACCOUNTS.columns, accounts, language, project.region)
        if accounts
        else el("p", panel("next_accounts")),
    )


def _orders(
    project: Project, orders: list[Row], reports: Mapping[str, Report], language: str
) -> Html:
    panel, say = Texts(language, "order_panel"), Texts(language, "dashboard")
    counts = Counter(project.numbers.column("order"))
    more: dict[str, Told] = {say("page_numbers"): lambda row: str(counts[row["id"]])}
    if reports:
        more[panel("title")] = lambda row: _readiness(reports.get(row["id"]), panel)
    names = {each.id: each.carrier for each in project.accounts}
    rows = [
        {
            **order,
            "status": order.status or OrderStatus.DRAFT.value,
            "account": " · ".join(filter(None, (order.account, names.get(order.account)))),
        }
        for order in orders
    ]
    return record_table(ORDERS.columns, rows, language, project.region, always=_ALWAYS, more=more)


def _answer(reports: Mapping[str, Report], panel: Texts) -> str:
    states = [each.readiness for each in reports.values()]
    ready = states.count(Readiness.READY)
    waiting = ready + states.count(Readiness.NOT_READY)
    return panel("answer", ready=ready, waiting=waiting) if waiting else panel("answer_none")


def _readiness(report: Report | None, panel: Texts) -> str:
    if report is None:
        return "–"
    told = [panel(report.readiness.value)]
    if report.readiness is Readiness.NOT_READY:
        told.append(panel("errors", count=report.errors))
    if report.warnings:
        told.append(panel("warnings", count=report.warnings))
    return " · ".join(told)
