"""The inventory as plain HTML: fifty rows at a time, with links to those before and after."""

from itertools import islice

from portwidgets.domain.schema import NUMBERS
from portwidgets.project import Project
from portwidgets.widgets.html import Html, Texts, el
from portwidgets.widgets.readable_table import ROWS, record_table, start_of, steps

_ALWAYS = ("number", "decision", "status")
_NEVER = ("id", "source")


def readable_numbers(project: Project, language: str, start: int = 0) -> Html:
    """Return the numbers from `start` on, as many as a page of paper or two takes."""
    say = Texts(language, "dashboard")
    count = len(project.numbers)
    start = start_of(start, count)
    rows = list(islice(project.numbers, start, start + ROWS))
    heading = el("h1", project.title)
    if not rows:
        empty = Texts(language, "table")
        return el("article", heading, el("p", empty("empty_title")), el("p", empty("empty_text")))
    shown = say("numbers_shown", first=start + 1, last=start + len(rows), count=count)
    part = el("p", Texts(language, "readable")("part", rows=ROWS)) if count > ROWS else Html()
    links = steps(language, start, count, project=project.name, page="numbers")
    columns = [each for each in NUMBERS.columns if each.name not in _NEVER]
    listed = record_table(
        columns,
        rows,
        language,
        project.region,
        always=_ALWAYS,
        # The first rows come with the page's widgets, others after it.
        takes_entries_for="" if start else project.name,
    )
    return el("article", heading, el("p", shown), part, *links, listed, *links)
