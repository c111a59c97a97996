"""Files of a project are for their owner and group only, whatever the umask is."""

import os
import stat

import pytest

from portwidgets import Workspace
from portwidgets.app.cli import build

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["nobody", "others", "all"])
def umask(request):
    before = os.umask(request.param)
    yield
    os.umask(before)


def open_to_others(folder):
    paths = [folder, *folder.rglob("*")]
    return [str(path) for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o007]


@pytest.mark.usefixtures("umask")
def test_whatever_is_done_with_a_project_no_file_of_it_is_open_to_others(tmp_path):
    from click.testing import CliRunner

    workspace = Workspace(tmp_path / "workspace")
    project = workspace.demo()
    project.checklist.tick("keep_loa_copy")
    project.numbers.add_rows([{"number": f"+456712{n:04}"} for n in range(120)])
    project.describe(title="Another title")
    project.undo()
    workspace.duplicate(project.name)
    workspace.upload(project.download())
    workspace.archive(workspace.create("Put away").name)
    workspace.rename(workspace.create("Renamed").name, "As this")
    orders = project.path / "orders.csv"
    orders.write_bytes(b'id,"never closed\n')
    given = ["doctor", project.name, "--repair", "--workspace", str(workspace.path)]
    ran = CliRunner().invoke(build("en"), given)
    assert ran.exit_code == 0, ran.output
    assert open_to_others(workspace.path) == []


def test_a_file_that_its_owner_opened_to_others_stays_as_he_wants_it(tmp_path):
    project = Workspace(tmp_path).create("Head office")
    (project.path / "progress.csv").chmod(0o644)
    project.checklist.tick("keep_loa_copy")
    assert stat.S_IMODE((project.path / "progress.csv").stat().st_mode) == 0o644
