"""A project in a fresh folder."""

import time

import pytest
from project.import_list import LIST

from portwidgets import Project, Workspace
from portwidgets.exchange.reading import Upload


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


@pytest.fixture
def project(workspace) -> Project:
    return workspace.create("Head office", region="DK", language="en")


@pytest.fixture
def preview(project):
    return project.import_file(Upload("liste.csv", LIST.encode()))


@pytest.fixture
def in_copenhagen(monkeypatch):
    """Let the person's clock be Denmark's."""
    if not hasattr(time, "tzset"):
        pytest.skip("Windows sets no zone for one process")
    monkeypatch.setenv("TZ", "Europe/Copenhagen")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
