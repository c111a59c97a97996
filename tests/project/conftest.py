"""A project in a fresh folder."""

import pytest

from portwidgets import Project, Workspace


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


@pytest.fixture
def project(workspace) -> Project:
    return workspace.create("Head office", region="DK", language="en")
