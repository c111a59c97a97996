"""`portwidgets doctor` and `portwidgets restore`: what they find, mend, say and exit with."""

import json

import pytest
from click.testing import CliRunner

from portwidgets.app import cli
from portwidgets.project import Workspace


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTWIDGETS_WORKSPACE", str(tmp_path))

    def run_command(*arguments, language="en"):
        return CliRunner().invoke(cli.build(language), [*map(str, arguments)])

    return run_command


@pytest.fixture
def project(tmp_path):
    project = Workspace(tmp_path).demo(language="en")
    project.numbers.set(project.numbers.ids()[0], site="Before the damage")
    return project


def spoil(project):
    path = project.path / "numbers.csv"
    path.write_bytes(path.read_bytes().replace(b"Before the damage", b"Bef\xff\0\xfe"))


def test_a_whole_project_is_said_to_be_whole(run, project):
    found = run("doctor", project.name)
    assert (found.exit_code, found.stdout) == (0, "All files can be read.\n")


@pytest.mark.parametrize(
    ("language", "line", "hint"), [("en", "Line 2", "--repair"), ("da", "Linje 2", "kopieres")]
)
def test_damage_is_explained_with_its_line_and_the_way_out(run, project, language, line, hint):
    spoil(project)
    found = run("doctor", project.name, language=language)
    assert found.exit_code == 1
    for told in ("numbers.csv", line, hint):
        assert told in found.stdout


def test_a_repair_mends_and_names_its_backup(run, project):
    before = (project.path / "numbers.csv").read_bytes()
    spoil(project)
    mended = run("doctor", project.name, "--repair", "--json")
    assert mended.exit_code == 0
    told = json.loads(mended.stdout)
    assert told["repaired"]
    assert told["damaged"][0]["file"] == "numbers.csv"
    assert told["damaged"][0]["lines"][0]["line"] == 2
    assert (project.path / "numbers.csv").read_bytes() == before
    assert told["backup"] in run("restore", project.name, "--list").stdout
    assert run("doctor", project.name).exit_code == 0


def test_what_no_repair_mends_exits_as_damaged(run, project):
    path = project.path / "project.toml"
    path.write_text(path.read_text("utf-8").replace("schema = 1", "schema = 99"), "utf-8")
    mended = run("doctor", project.name, "--repair")
    assert mended.exit_code == 1
    assert "newer version" in mended.stdout


def test_a_project_whose_description_is_gone_is_found_by_its_folder(run, project):
    (project.path / "project.toml").unlink()
    assert run("status", project.name).exit_code == 1
    assert run("doctor", project.name, "--repair").exit_code == 0
    assert run("status", project.name).exit_code == 0


def test_a_backup_is_listed_restored_and_taken_back(run, project):
    first = project.numbers.ids()[0]
    (backup,) = json.loads(run("restore", project.name, "--json").stdout)
    assert (backup["reason"], backup["made"]) == ("daily", "before the first change of the day")
    done = json.loads(run("restore", project.name, backup["name"], "--json").stdout)
    project.refresh()
    assert project.numbers[first].site != "Before the damage"
    run("restore", project.name, done["before"]["name"])
    project.refresh()
    assert project.numbers[first].site == "Before the damage"


@pytest.mark.parametrize(
    "arguments", [("doctor", "nope"), ("restore", "nope"), ("restore", "demo", "nope.zip")]
)
@pytest.mark.usefixtures("project")
def test_what_is_not_there_is_refused(run, arguments):
    refused = run(*arguments)
    assert refused.exit_code == 1
    assert "nope" in refused.stderr
