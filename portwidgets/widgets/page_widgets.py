"""Makes the widget of a project's page.

The modules of pages behind the first ones are imported when they are asked for: each waiting
kernel, and whoever waits for one, would pay for them otherwise.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ipywidgets import DOMWidget

from portwidgets.project import Project
from portwidgets.widgets.checklist_panel import ChecklistPanel
from portwidgets.widgets.numbers_page import NumbersPage
from portwidgets.widgets.overview import Overview


@dataclass(frozen=True)
class Ways:
    """How a page sends the person elsewhere in the dashboard.

    Attributes:
        to_page: Turns to a page of that name.
        to_numbers: Brings numbers into sight: their ids, a column, what they are called.
        to_rows: The same for the rows of a page that is named before them.
    """

    to_page: Callable[[str], None]
    to_numbers: Callable[[Sequence[str], str, str], None]
    to_rows: Callable[[str, Sequence[str], str, str], None]


def page_widget(page: str, project: Project, language: str, ways: Ways) -> DOMWidget:
    """Make the widget of a page, one of `pages.PAGES`."""
    match page:
        case "checklist":
            return ChecklistPanel(project, language=language)
        case "numbers":
            return NumbersPage(project, language)
        case "orders":
            from portwidgets.widgets.orders_page import OrdersPage

            return OrdersPage(project, language, elsewhere=ways.to_rows)
        case "plan":
            from portwidgets.widgets.plan_panel import PlanPanel

            return PlanPanel(project, ways.to_page, language=language)
        case "cutover":
            from portwidgets.widgets.cutover_panel import CutoverPanel

            return CutoverPanel(project, ways.to_page, language=language)
        case "history":
            from portwidgets.widgets.history_panel import HistoryPanel

            return HistoryPanel(project, language)
        case _:
            return Overview(project, ways.to_page, ways.to_numbers, language=language)
