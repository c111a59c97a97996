"""A project, and its checklist in a bare page."""

import pytest
from browser.checklist_panel.steps import STEM

from portwidgets.project import Workspace
from portwidgets.widgets.checklist_panel import ChecklistPanel


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="IT")


@pytest.fixture
def shown(bare_page, project):
    return bare_page.show(ChecklistPanel(project), STEM)
