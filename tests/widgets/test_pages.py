"""The pages of a project: each has its title, its widget, and a script that the page can find."""

from pathlib import Path

import pytest

from portwidgets import Dashboard, Workspace, catalog
from portwidgets.widgets.pages import PAGES, SCRIPTS

BUNDLE = Path(__file__).parents[2] / "portwidgets" / "frontend" / "dashboard.ts"


@pytest.fixture
def dashboard(tmp_path):
    workspace = Workspace(tmp_path)
    workspace.create("Head office")
    return Dashboard(workspace, project="Head-office")


def made(dashboard):
    """The widgets of pages so far, by their stems; of a box, the one that it starts with."""
    starts = [getattr(widget, "children", (widget,))[0] for widget in dashboard.children[1:]]
    return [type(widget).__module__.rpartition(".")[2] for widget in starts]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_a_title_in_each_language(page):
    titles = {catalog.text(f"dashboard.page_{page}", language) for language in catalog.LANGUAGES}
    assert all(titles)


def test_a_pages_widget_is_made_when_it_is_first_turned_to(dashboard):
    assert len(made(dashboard)) == 1
    for count, page in enumerate(PAGES, 1):
        dashboard.show("Head-office", page)
        assert len(made(dashboard)) == count


@pytest.mark.parametrize("page", PAGES)
def test_a_pages_script_comes_with_the_dashboards_or_is_named_as_one_of_its_own(dashboard, page):
    dashboard.show("Head-office", page)
    stem = made(dashboard)[-1]
    is_bundled = f'"./{stem}.ts"' in BUNDLE.read_text("utf-8")
    assert is_bundled is (page not in SCRIPTS)
    assert is_bundled or SCRIPTS[page] == stem
