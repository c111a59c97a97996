"""Projects that stay open for the next one who asks."""

import shutil

import pytest

from portwidgets import Workspace
from portwidgets.errors import Refused
from portwidgets.project.recent import KEPT, RecentProjects


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(tmp_path)
    workspace.create("Head office").numbers.add("70 12 34 00")
    return workspace


@pytest.fixture
def recent(workspace):
    return RecentProjects(workspace)


def test_a_project_asked_for_again_is_not_read_anew_and_has_what_others_wrote(workspace, recent):
    first = recent.open("Head-office")
    workspace.open("Head-office").numbers.add("70 12 34 01")
    again = recent.open("Head-office", user="Reception")
    assert again is first
    assert len(again.numbers) == 2
    assert again.user == "Reception"


def test_only_the_last_few_are_kept(workspace, recent):
    first = recent.open("Head-office")
    for place in range(KEPT):
        recent.open(workspace.create(f"Office {place}").name)
    assert recent.open("Head-office") is not first


def test_one_that_is_gone_is_refused_and_another_of_its_name_is_read_anew(workspace, recent):
    first = recent.open("Head-office")
    shutil.move(workspace.path / "Head-office", workspace.path.parent / "moved")
    with pytest.raises(Refused):
        recent.open("Head-office")
    workspace.create("Head office")
    other = recent.open("Head-office")
    assert other is not first
    assert len(other.numbers) == 0
    assert [*other.history()] == []


def test_one_that_was_replaced_in_between_is_read_anew_and_nothing_is_noted_in_it(
    workspace, recent
):
    recent.open("Head-office")
    shutil.move(workspace.path / "Head-office", workspace.path.parent / "moved")
    workspace.create("Head office")
    other = recent.open("Head-office")
    assert len(other.numbers) == 0
    assert [*other.history()] == []


def test_a_file_that_was_damaged_in_between_is_told(workspace, recent):
    recent.open("Head-office")
    (workspace.path / "Head-office" / "numbers.csv").write_bytes(b"\0" * 100)
    assert recent.open("Head-office").damage
