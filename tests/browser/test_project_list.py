"""The list of projects in a page: what a person is doing in it stays when the list is read anew."""

import pytest

from portwidgets import Workspace
from portwidgets.widgets.project_list import ProjectList

pytestmark = pytest.mark.browser


def test_an_open_menu_stays_open_while_another_project_joins_the_list(bare_page, tmp_path):
    workspace = Workspace(tmp_path)
    workspace.create("Head office", language="en")
    widget = ProjectList(workspace, print, language="en")
    widget.refresh()
    shown = bare_page.show(widget, "project_list")
    page = bare_page.page
    page.get_by_role("button", name="Actions for Head office").click()
    workspace.create("Branch", language="en")
    widget.refresh()
    shown.settle()
    page.get_by_role("link", name="Branch").wait_for()
    assert page.get_by_role("menuitem", name="Rename").is_visible()


def test_a_card_follows_its_project(bare_page, tmp_path):
    workspace = Workspace(tmp_path)
    project = workspace.create("Head office", language="en")
    widget = ProjectList(workspace, print, language="en")
    widget.refresh()
    shown = bare_page.show(widget, "project_list")
    assert bare_page.page.get_by_text("0 numbers").is_visible()
    project.numbers.add("67 12 34 00")
    widget.refresh()
    shown.settle()
    bare_page.page.get_by_text("1 number", exact=True).wait_for()
