"""The cutover as plain HTML: may the old accounts end, and the run sheet of one order."""

from collections.abc import Sequence
from urllib.parse import urlencode

from portwidgets import catalog
from portwidgets.domain.dates.order_plan import OrderPlan
from portwidgets.domain.numbers.phone_number import show
from portwidgets.domain.orders.run_sheet import SheetNumber, Trial
from portwidgets.domain.schema import NUMBERS, TESTS, NumberStatus
from portwidgets.project import Project
from portwidgets.project.cutover import Sheet
from portwidgets.project.run_sheet_words import hours, rollback
from portwidgets.widgets.html import Html, Texts, el
from portwidgets.widgets.readable_table import ROWS, start_of, steps, table


def readable_cutover(project: Project, language: str, order: str = "", start: int = 0) -> Html:
    """Return the answers for the accounts, and an order's run sheet.

    Args:
        project: Whose cutover.
        language: "da" or "en".
        order: Whose run sheet; by default the first order's with something left to test.
        start: The first number that is shown of it.
    """
    say = Texts(language, "cutover")
    plans = project.cutover.plans()
    chosen = project.cutover.choose(plans, order)
    shown = [el("h2", say("empty_title")), el("p", say("empty_text"))]
    if chosen is not None:
        sheet = project.cutover.sheet_of(chosen)
        shown = [
            el("h2", say("title")),
            _choice(project, plans, chosen, language),
            *_sheet(project, sheet, language, start),
        ]
    return el("article", el("h1", project.title), *_guards(project, language), *shown)


def _guards(project: Project, language: str) -> list[Html]:
    say = Texts(language, "cutover")
    none = catalog.text("guard.no_account", language)
    answers = [
        el(
            "li",
            el("strong", f"{each.carrier or none}: {each.title(language)}. "),
            each.told(language),
        )
        for each in project.guard.accounts()
    ]
    return [
        el("h2", say("guard_title")),
        el("ul", *answers) if answers else el("p", say("guard_none")),
    ]


def _choice(project: Project, plans: Sequence[OrderPlan], chosen: OrderPlan, language: str) -> Html:
    say = Texts(language, "cutover")

    def told(plan: OrderPlan) -> Html:
        text = say(
            "order_choice",
            order=plan.order.id,
            count=plan.order.case.numbers,
            date=catalog.day_text(plan.port, language),
        )
        if plan is chosen:
            return el("li", el("strong", text))
        asked = {"project": project.name, "page": "cutover", "order": plan.order.id}
        return el("li", el("a", text, href="?" + urlencode(asked)))

    return el("ul", *(told(plan) for plan in plans))


def _sheet(project: Project, sheet: Sheet, language: str, start: int) -> list[Html]:
    say = Texts(language, "cutover")
    done = sum(each.cells["status"] == NumberStatus.VERIFIED for each in sheet.numbers)
    facts = [
        (say("fact_day"), catalog.weekday_text(sheet.plan.port, language)),
        (say("fact_hours"), hours(sheet, language)),
        (say("fact_gaining"), sheet.gaining or "–"),
        (say("fact_losing"), sheet.losing or "–"),
    ]
    told = [each for name, text in facts for each in (el("dt", name), el("dd", text))]
    head = [
        el("dl", *told),
        el("h2", say("rollback_title")),
        el("ul", *(el("li", text) for text in rollback(sheet, language))),
        el("h2", say("tests_title")),
    ]
    if not sheet.numbers:
        return [*head, el("p", say("tests_none"))]
    count = len(sheet.numbers)
    start = start_of(start, count)
    shown = sheet.numbers[start : start + ROWS]
    address = {"project": project.name, "page": "cutover", "order": sheet.order}
    links = steps(language, start, count, **address)
    counted = Texts(language, "dashboard")(
        "numbers_shown", first=start + 1, last=start + len(shown), count=count
    )
    return [
        *head,
        el("p", say("tests_left", done=done, total=count)),
        el("p", counted),
        *links,
        _numbers(shown, project.region, language),
        *links,
    ]


def _numbers(numbers: Sequence[SheetNumber], region: str, language: str) -> Html:
    say, titles = Texts(language, "cutover"), Texts(language, "column")
    statuses = catalog.labels(NUMBERS["status"], language)
    headings = [
        say("paper_number"),
        *(titles(each) for each in ("user", "destination", "status")),
        say("paper_test"),
    ]
    rows = [
        [
            el("td", show(each.cells["number"], "international", region)),
            el("td", each.cells["user"]),
            el("td", each.cells["destination"]),
            el("td", statuses.get(each.cells["status"], each.cells["status"])),
            el("td", *(el("small", _trial(trial, language)) for trial in each.trials)),
        ]
        for each in numbers
    ]
    return table(headings, rows)


def _trial(trial: Trial, language: str) -> str:
    noted = trial.noted
    time = f"{trial.at:%H:%M} " if trial.at else ""
    name = catalog.text(f"line_test.{trial.test.value}", language)
    results = catalog.labels(TESTS["result"], language)
    result = results.get(noted.result, noted.result) or catalog.text("cutover.tick", language)
    return f"{time}{name}: {result}" + (f" ({noted.note})" if noted.note else "")
