"""Whoever works on a project makes, sees and closes its links, and no others of the machine."""

import pytest

from portwidgets import Refused, Workspace
from portwidgets.project.sharing import ProjectShares
from portwidgets.storage.share_links import ShareLinks


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


def test_a_link_opens_the_project_under_the_name_of_who_made_it(workspace):
    project = workspace.create("Head office")
    shares = ProjectShares(project)
    project.user = "anna"
    link = shares.make(days=3)
    assert (link.made_by, link.project) == ("anna", project.name)
    route, _, signed = shares.address(link).partition("/")
    assert route == "shared"
    assert ShareLinks().open(signed) == link


def test_only_the_projects_own_links_are_listed_and_closed(workspace):
    ours, other = (ProjectShares(workspace.create(title)) for title in ("Ours", "Other"))
    mine, theirs = ours.make(days=1), other.make(days=1)
    assert (ours.all(), other.all()) == ([mine], [theirs])
    for identity in (theirs.id, "", "x" * 10_000):
        with pytest.raises(Refused):
            ours.revoke(identity)
    assert other.all() == [theirs]
    assert ours.revoke(mine.id) == mine
    assert ours.all() == []
