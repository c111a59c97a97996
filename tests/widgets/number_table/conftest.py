"""A project with three numbers, and its table, opened."""

import pytest
from wire import Wire

from portwidgets.project import Workspace
from portwidgets.widgets.number_table import NumberTable


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="IT")
    project.numbers.add_rows(
        [
            {"number": "70 12 34 00", "site": "Aarhus", "type": "mobile"},
            {"number": "70 12 34 01", "site": "Odense"},
            {"number": "70 12 34 02"},
        ]
    )
    return project


@pytest.fixture
def table(project):
    return NumberTable(project)


@pytest.fixture
def wire(table):
    wire = Wire(table)
    wire.ask("open")
    wire.sent.clear()
    return wire
