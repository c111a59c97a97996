"""A project with two numbers, and the panel that takes a customer's list into it."""

import pytest
from wire import Wire

from portwidgets import ImportPanel, Workspace


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="IT")
    project.numbers.add_rows([{"number": "67 12 34 05", "site": "Aarhus"}, {"number": "67998877"}])
    return project


@pytest.fixture
def panel(project):
    return ImportPanel(project)


@pytest.fixture
def wire(panel):
    return Wire(panel)
