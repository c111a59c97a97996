"""What the dashboard shows, as plain HTML: to read before its script runs, and on paper.

Made from a project as it stands, without widgets, so that a server can do it at each request. All
that people wrote is escaped.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from portwidgets import catalog
from portwidgets.domain.checklist import Notice, Progress, Section
from portwidgets.domain.inventory import count_by
from portwidgets.domain.schema import NUMBERS, ItemState
from portwidgets.project import Project, ProjectSummary, Workspace
from portwidgets.project.checklist import Step
from portwidgets.project.recent import RecentProjects
from portwidgets.project.values import today
from portwidgets.widgets.html import Html, Texts, el
from portwidgets.widgets.pages import PAGES

_MARKS = {ItemState.OPEN: "☐", ItemState.DONE: "☑", ItemState.NOT_APPLICABLE: "–"}


def readable_page(
    workspace: Workspace,
    language: str,
    project: str,
    page: str,
    *,
    start: int = 0,
    order: str = "",
    recent: RecentProjects | None = None,
) -> Html:
    """Return a page of the dashboard; without a project's name, the list of projects.

    Args:
        workspace: Where the projects are.
        language: "da" or "en".
        project: The name of one of them.
        page: One of PAGES; the first one where there is no such page.
        start: The first row of a long table that is shown.
        order: The order whose run sheet is shown.
        recent: Has projects open already.

    Raises:
        Refused: There is no such project.
    """
    say = Texts(language, "dashboard")
    if not project:
        bar = el("header", el("strong", say("product")))
        return Html(bar + readable_projects(workspace, language))
    opened = (recent or RecentProjects(workspace)).open(project)
    page = page if page in PAGES else PAGES[0]
    links = [
        el(
            "a",
            say(f"page_{each}"),
            href="?" + urlencode({"project": project, "page": each}),
            **({"aria_current": "page"} if each == page else {}),
        )
        for each in PAGES
    ]
    header = el("header", el("a", say("projects"), href="?"), " ", el("strong", opened.title))
    shown = _shown(opened, page, language, start, order)
    damage = [el("p", each.text(language)) for each in opened.damage]
    warned = el("blockquote", el("strong", say("damage_title")), *damage) if damage else Html()
    return Html(header + el("nav", *links) + warned + shown)


def _shown(project: Project, page: str, language: str, start: int, order: str) -> Html:
    """Return a page's content; what few pages need is imported for them alone."""
    match page:
        case "checklist":
            return readable_checklist(project, language)
        case "numbers":
            from portwidgets.widgets.readable_numbers import readable_numbers

            return readable_numbers(project, language, start)
        case "orders":
            from portwidgets.widgets.readable_orders import readable_orders

            return readable_orders(project, language)
        case "plan":
            from portwidgets.widgets.readable_plan import readable_plan

            return readable_plan(project, language)
        case "cutover":
            from portwidgets.widgets.readable_cutover import readable_cutover

            return readable_cutover(project, language, order, start)
        case "history":
            from portwidgets.widgets.readable_history import readable_history

            return readable_history(project, language)
        case _:
            return readable_overview(project, language)


def readable_projects(workspace: Workspace, language: str) -> Html:
    """Return the projects of a workspace with what is open in each."""
    say = Texts(language, "dashboard")
    rows = [_project(each, say) for each in workspace.projects() if not each.archived]
    content = el("ul", *rows) if rows else el("p", say("empty_text"))
    return el("article", el("h1", say("projects")), content)


def readable_overview(project: Project, language: str) -> Html:
    """Return how far a project is: critical steps, sections, numbers by status."""
    say = Texts(language, "dashboard")
    checklist = project.checklist
    guide = checklist.guide
    critical = [
        el("li", *_told(step, language))
        for step in checklist
        if step.item.critical and step.state is ItemState.OPEN
    ]
    sections = [
        el("li", f"{each.title.of(language)}: ", _counted(checklist.progress(each.id), say))
        for each in guide.sections
    ]
    return el(
        "article",
        el("h1", project.title),
        _warning(project.warning, language),
        el("h2", say("critical_open_title")),
        el("ul", *critical) if critical else el("p", say("critical_all_done")),
        el("h2", say("progress_sections")),
        el("p", _counted(checklist.progress(), say)),
        el("ul", *sections),
        el("h2", say("numbers_by_status")),
        el("p", say("numbers_count", count=len(project.numbers))),
        el("ul", *_statuses(project, language)),
    )


def readable_checklist(project: Project, language: str) -> Html:
    """Return a project's checklist with what is noted about each step."""
    guide = project.checklist.guide
    steps = {step.id: step for step in project.checklist}
    say = Texts(language, "panel")
    problems = [
        el("p", el("strong", each.title.of(language)), " ", each.text.of(language))
        for each in guide.problems
    ]
    return el(
        "article",
        el("h1", project.title),
        el("p", _counted(project.checklist.progress(), say)),
        _warning(project.warning, language),
        *(_section(each, steps, language) for each in guide.sections),
        el("h2", say("problems")),
        *problems,
    )


def _project(summary: ProjectSummary, say: Texts) -> Html:
    link = el("a", summary.title, href="?" + urlencode({"project": summary.name}))
    if summary.problem is not None:
        return el("li", link, " ", say("damaged"))
    told = (say("progress", done=summary.done, total=summary.total), summary.customer)
    return el("li", link, " ", el("small", " · ".join(filter(None, told))))


def _warning(warning: Notice, language: str) -> Html:
    lines = warning.text.of(language).splitlines()
    told = [piece for line in lines for piece in (Html("<br>"), line)][1:]
    return el("blockquote", el("strong", warning.title.of(language)), " ", *told)


def _section(section: Section, steps: Mapping[str, Step], language: str) -> Html:
    rows = [_tickable(steps[item.id], language) for item in section.items]
    heading = el("h2", section.title.of(language))
    return Html(heading + el("p", section.hint.of(language)) + el("ul", *rows))


def _tickable(step: Step, language: str) -> Html:
    """Return a step whose mark the page's first script makes a box to tick, where one applies."""
    applies = step.state is not ItemState.NOT_APPLICABLE
    known = {"data_step": step.id, "data_state": step.state} if applies else {}
    return el("li", *_told(step, language), **known)


def _told(step: Step, language: str) -> list[Html]:
    say = Texts(language, "panel")
    noted = step.noted
    due = ""
    if noted.due:
        late = noted.overdue(today())
        due = say("overdue" if late else "due_on", date=noted.due)
    facts = (
        say("critical") if step.item.critical else "",
        say("not_applicable") if step.state is ItemState.NOT_APPLICABLE else "",
        due,
        f"{say('assignee')}: {noted.assignee}" if noted.assignee else "",
        f"{say('note')}: {noted.note}" if noted.note else "",
    )
    told = " · ".join(filter(None, facts))
    label = el("label", el("i", _MARKS[step.state]), " ", step.item.label.of(language))
    hint = step.item.hint.of(language)
    return [label, *(el("small", text) for text in (hint, told) if text)]


def _statuses(project: Project, language: str) -> list[Html]:
    status = NUMBERS["status"]
    labels = catalog.labels(status, language)
    counts = count_by(status, project.numbers.column("status"))
    return [
        el("li", f"{labels.get(code, code or '–')}: {count}")
        for code, count in counts.items()
        if count
    ]


def _counted(progress: Progress, say: Texts) -> str:
    return say("progress", done=progress.done, total=progress.total)
