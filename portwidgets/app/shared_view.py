"""What a shared link shows of a project: how far it is, its checklist and its numbers, to read.

Made for a customer: no names of who does what, no notes, no accounts, no history.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from portwidgets import catalog
from portwidgets.domain.checklist import Progress, Section
from portwidgets.domain.inventory import count_by
from portwidgets.domain.schema import NUMBERS, ItemState
from portwidgets.project import Project
from portwidgets.project.checklist import Step
from portwidgets.widgets.html import Html, Texts, el

PAGES = ("overview", "checklist", "numbers")
LANGUAGE_NAMES = {"da": "Dansk", "en": "English"}
_ROWS = 200  # numbers on one page
_COLUMNS = ("number", "usage", "site", "status", "foc_on", "ported_at")
_MARKS = {ItemState.OPEN: "☐", ItemState.DONE: "☑", ItemState.NOT_APPLICABLE: "–"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor wants to see; whatever else an address says is nothing here.

    Attributes:
        page: One of PAGES.
        language: "da" or "en".
        first: The first row of the numbers, counted from 0.
    """

    page: str
    language: str
    first: int = 0

    @classmethod
    def of(cls, page: str, language: str, first: str) -> "Asked":
        """Read what an address says; what is none of it is the default."""
        start = int(first) if first.isascii() and first.isdigit() and len(first) < _DIGITS else 0
        return cls(page if page in PAGES else PAGES[0], language, start // _ROWS * _ROWS)

    def address(self, **other: object) -> str:
        """Return the address of another view than this one."""
        said = {"page": self.page, "language": self.language, "first": self.first} | other
        return "?" + urlencode({name: value for name, value in said.items() if value})


_DIGITS = 9


def shared_view(project: Project, asked: Asked, ends_on: str) -> Html:
    """Return the content of the page."""
    say = Texts(asked.language, "share")
    shown = {"overview": _overview, "checklist": _checklist, "numbers": _numbers}[asked.page]
    head = el(
        "header",
        el("p", project.meta.customer, class_="customer"),
        el("h1", project.title),
        el("p", say("read_only", date=ends_on), class_="about"),
    )
    return Html(head + _nav(asked, say) + shown(project, asked) + _languages(asked, say))


def _nav(asked: Asked, say: Texts) -> Html:
    dashboard = Texts(asked.language, "dashboard")
    links = [
        el(
            "a",
            dashboard(f"page_{page}"),
            href=asked.address(page=page, first=0),
            **({"aria_current": "page"} if page == asked.page else {}),
        )
        for page in PAGES
    ]
    return el("nav", *links, aria_label=say("pages"))


def _languages(asked: Asked, say: Texts) -> Html:
    links = [
        el("a", name, href=asked.address(language=language), lang=language, hreflang=language)
        for language, name in LANGUAGE_NAMES.items()
        if language != asked.language
    ]
    return el("footer", *links, aria_label=say("languages"))


def _overview(project: Project, asked: Asked) -> Html:
    say = Texts(asked.language, "dashboard")
    checklist = project.checklist
    critical = [
        el("li", step.item.label.of(asked.language))
        for step in checklist
        if step.item.critical and step.state is ItemState.OPEN
    ]
    sections = [
        el("li", el("span", each.title.of(asked.language)), _bar(checklist.progress(each.id), say))
        for each in checklist.guide.sections
    ]
    return el(
        "article",
        el("div", _bar(checklist.progress(), say), class_="whole"),
        el("h2", say("critical_open_title")),
        el("ul", *critical, class_="critical") if critical else el("p", say("critical_all_done")),
        el("h2", say("progress_sections")),
        el("ul", *sections, class_="bars"),
        el("h2", say("numbers_by_status")),
        _statuses(project, asked, say),
    )


def _bar(progress: Progress, say: Texts) -> Html:
    text = say("progress", done=progress.done, total=progress.total)
    done, total = str(progress.done), str(max(progress.total, 1))
    return Html(el("span", text) + el("progress", value=done, max=total, aria_label=text))


def _statuses(project: Project, asked: Asked, say: Texts) -> Html:
    status = NUMBERS["status"]
    labels = catalog.labels(status, asked.language)
    total = len(project.numbers)
    rows = [
        el(
            "li",
            el("span", labels.get(code, code) or say("no_status")),
            el("span", str(count)),
            el("progress", value=str(count), max=str(total), aria_hidden="true"),
        )
        for code, count in count_by(status, project.numbers.column("status")).items()
        if count
    ]
    listed = el("ul", *rows, class_="bars") if rows else ""
    return Html(el("p", say("numbers_count", count=total)) + listed)


def _checklist(project: Project, asked: Asked) -> Html:
    guide = project.checklist.guide
    steps = {step.id: step for step in project.checklist}
    return el("article", *(_section(each, steps, asked) for each in guide.sections))


def _section(section: Section, steps: Mapping[str, Step], asked: Asked) -> Html:
    rows = [_step(steps[item.id], asked) for item in section.items]
    heading = el("h2", section.title.of(asked.language))
    return Html(heading + el("ul", *rows, class_="steps"))


def _step(step: Step, asked: Asked) -> Html:
    say = Texts(asked.language, "share")
    state = say(f"state_{step.state.value}")
    due = step.noted.due and step.state is ItemState.OPEN
    facts = [
        el("small", say("critical"), class_="is-critical") if step.item.critical else "",
        el("small", say("due", date=step.noted.due)) if due else "",
    ]
    return el(
        "li",
        el("span", _MARKS[step.state], role="img", aria_label=state, class_="mark"),
        el("span", step.item.label.of(asked.language), *filter(None, facts)),
        class_=step.state.value,
    )


def _numbers(project: Project, asked: Asked) -> Html:
    say = Texts(asked.language, "share")
    ids = project.numbers.ids()
    if not ids:
        return el("article", el("p", say("numbers_none")))
    first = min(asked.first, (len(ids) - 1) // _ROWS * _ROWS)
    shown = ids[first : first + _ROWS]
    counted = say("numbers_of", first=first + 1, last=first + len(shown), count=len(ids))
    head = el("tr", *(el("th", _heading(name, asked), scope="col") for name in _COLUMNS))
    rows = [
        el("tr", *(el("td", _cell(project, row, name, asked)) for name in _COLUMNS))
        for row in shown
    ]
    table = el("table", el("caption", counted), el("thead", head), el("tbody", *rows))
    turns = [
        el("a", say(key), href=asked.address(first=place), rel=rel)
        for key, rel, place in (
            ("previous", "prev", first - _ROWS),
            ("next", "next", first + _ROWS),
        )
        if 0 <= place < len(ids)
    ]
    return el("article", el("div", table, class_="wide", tabindex="0"), el("p", *turns))


def _heading(name: str, asked: Asked) -> str:
    return catalog.text(f"column.{name}", asked.language)


def _cell(project: Project, row: str, name: str, asked: Asked) -> str:
    text = project.numbers.cell(row, name)
    return catalog.labels(NUMBERS[name], asked.language).get(text, text)
