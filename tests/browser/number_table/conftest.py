"""A project of five numbers, and a person before its table."""

import pytest
from browser.table_desk import TableDesk

from portwidgets.project import Workspace

ROWS = [
    {"number": "70 12 34 00", "type": "mobile", "usage": "main", "site": "Aarhus", "sms": "yes"},
    {"number": "70 12 34 01", "usage": "user", "site": "Odense", "user": "Mette"},
    {"number": "70 12 34 02", "usage": "fax", "site": "Aarhus", "status": "submitted"},
    {"number": "+45 70123400", "site": "Vejle", "foc_on": "2026-12-01"},
    {"number": "ring til Ole", "site": "Vejle"},
]


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="anna")
    project.numbers.add_rows(ROWS)
    return project


@pytest.fixture
def desk(bare_page, project):
    return TableDesk(bare_page, project)
