"""The inventory as plain HTML: a hundred rows at a time, with links to those before and after."""

from collections.abc import Mapping, Sequence
from itertools import islice
from urllib.parse import urlencode

from portwidgets import catalog
from portwidgets.domain.numbers import phone_number
from portwidgets.domain.schema import NUMBERS, Kind
from portwidgets.project import Project
from portwidgets.widgets.html import Html, Texts, el

ROWS = 100
_ALWAYS = ("number", "decision", "status")
_NEVER = ("id", "source")


def readable_numbers(project: Project, language: str, start: int = 0) -> Html:
    """Return the numbers from `start` on, as many as a page of paper or two takes.

    Columns that are empty in all of these rows are left out.
    """
    say = Texts(language, "dashboard")
    count = len(project.numbers)
    start = max(0, min(start, count - 1) // ROWS * ROWS)
    rows = list(islice(project.numbers, start, start + ROWS))
    heading = el("h1", project.title)
    if not rows:
        empty = Texts(language, "table")
        return el("article", heading, el("p", empty("empty_title")), el("p", empty("empty_text")))
    shown = say("numbers_shown", first=start + 1, last=start + len(rows), count=count)
    links = _links(project.name, say, start, count)
    return el("article", heading, el("p", shown), *links, _table(project, language, rows), *links)


def _table(project: Project, language: str, rows: Sequence[Mapping[str, str]]) -> Html:
    columns = [
        column
        for column in NUMBERS.columns
        if column.name in _ALWAYS
        or (column.name not in _NEVER and any(row.get(column.name) for row in rows))
    ]
    titles = catalog.texts(language, "column")
    labels = {column.name: catalog.labels(column, language) for column in columns}

    def cell(row: Mapping[str, str], name: str, kind: Kind) -> Html:
        text = row.get(name, "")
        if kind is Kind.PHONE:
            text = phone_number.show(text, "national", project.region)
        return el("td", labels[name].get(text, text))

    head = el("tr", *(el("th", titles.get(each.name, each.name), scope="col") for each in columns))
    body = (el("tr", *(cell(row, each.name, each.kind) for each in columns)) for row in rows)
    return el("table", el("thead", head), el("tbody", *body))


def _links(project: str, say: Texts, start: int, count: int) -> list[Html]:
    """Return where the rows before and after these are; nothing where all are here."""
    steps = (("numbers_before", start - ROWS), ("numbers_after", start + ROWS))
    found = [
        el("a", say(key), href="?" + urlencode({"project": project, "page": "numbers", "from": at}))
        for key, at in steps
        if 0 <= at < count
    ]
    return [el("p", *found, class_="pw-steps")] if found else []
