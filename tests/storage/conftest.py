"""Projects to try things on."""

from pathlib import Path

import pytest

from portwidgets.domain.schema import TABLES
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.project_toml import Meta

NUMBERS = [
    {"id": f"n{n:04}", "number": f"+4570123{n:03}", "status": "planned", "site": "Århus"}
    for n in range(1, 6)
]
STEPS = [{"item": "check_contract", "state": "open"}, {"item": "sign_loa", "state": "open"}]


def fill(path: Path) -> ProjectFolder:
    """Make a project of two steps and five numbers."""
    return ProjectFolder.create(path, Meta("Flytning"), {"numbers": NUMBERS, "progress": STEPS})


def state(folder: ProjectFolder) -> dict[str, list[dict[str, str]]]:
    """Return every row of every table."""
    tables = {table.name: folder.table(table.name) for table in TABLES}
    return {name: [table.row(row) for row in table.ids()] for name, table in tables.items()}


@pytest.fixture
def folder(tmp_path):
    return fill(tmp_path / "project")


@pytest.fixture
def make_project():
    return fill


@pytest.fixture
def whole_state():
    return state
