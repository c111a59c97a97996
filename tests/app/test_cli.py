"""The command line: what it does, what it says and how it ends."""

import json
import os
import re
import signal
import subprocess
import sys
import tomllib
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from portwidgets import __version__, catalog
from portwidgets.app import cli, page_texts
from portwidgets.app.notebook import dashboard_notebook
from portwidgets.project import Workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTWIDGETS_WORKSPACE", str(tmp_path / "projects"))

    def run_command(*arguments, language="en"):
        return CliRunner().invoke(cli.build(language), [*map(str, arguments)])

    return run_command


def test_a_project_is_made_listed_and_looked_at(run, tmp_path):
    made = run("new", "Head office")
    assert made.exit_code == 0
    assert str(tmp_path / "projects" / "Head-office") in made.stdout
    assert "Head-office: 0 of 30 completed, 11 critical open, 0 numbers" in run("list").stdout
    status = run("status", "Head-office")
    assert status.stdout == "Head office\n0 of 30 completed, 11 critical open, 0 numbers\n"


def test_json_is_made_for_programs(run, tmp_path):
    made = json.loads(run("new", "Æble & Pære", "--json").stdout)
    assert made["path"] == str(tmp_path / "projects" / made["name"])
    [listed] = json.loads(run("list", "--json").stdout)
    status = json.loads(run("status", made["name"], "--json").stdout)
    assert status == {**listed, "path": made["path"]}
    assert listed["title"] == "Æble & Pære"
    assert (listed["done"], listed["total"], listed["critical_open"]) == (0, 30, 11)


def test_the_projects_language_and_region_are_those_asked_for(run, tmp_path):
    name = json.loads(run("new", "X", "--region", "GB", "--language", "da", "--json").stdout)[
        "name"
    ]
    meta = tomllib.loads((tmp_path / "projects" / name / "project.toml").read_text("utf-8"))
    assert (meta["region"], meta["language"]) == ("GB", "da")


def test_a_workspace_may_be_named(run, tmp_path):
    run("new", "Elsewhere", "--workspace", tmp_path / "other")
    assert run("list", "--workspace", tmp_path / "other").stdout.startswith("Elsewhere")
    assert "no projects" in run("list").stdout


def test_archived_projects_are_listed_when_asked_for(run, tmp_path):
    run("new", "Old")
    Workspace(tmp_path / "projects").archive("Old")
    assert "Old" not in run("list").stdout
    assert run("list", "--archived").stdout.rstrip().endswith("archived")


@pytest.mark.parametrize(
    ("language", "arguments", "told"),
    [
        ("en", ("status", "nope"), "There is no"),
        ("da", ("status", "nope"), "Der er intet projekt"),
        ("en", ("new", " "), "needs a name"),
        ("en", ("new", "X", "--region", "XX"), "XX"),
    ],
)
def test_a_refusal_is_told_on_stderr_and_ends_with_1(run, language, arguments, told):
    run("new", "One")
    result = run(*arguments, language=language)
    assert result.exit_code == 1
    assert told in result.stderr
    assert result.stdout == ""


def test_a_workspace_that_is_not_there_is_told(run):
    assert "There is no folder" in run("status", "x").stderr
    assert run("status", "x").exit_code == 1


def test_a_damaged_project_does_not_hide_the_others(run, tmp_path):
    run("new", "Good")
    run("new", "Bad")
    (tmp_path / "projects" / "Bad" / "project.toml").write_text("schema = [")
    listed = run("list")
    assert listed.exit_code == 0
    assert "Good: 0 of 30" in listed.stdout
    problems = {each["name"]: each["problem"] for each in json.loads(run("list", "--json").stdout)}
    assert problems["Good"] is None
    assert "project.toml" in problems["Bad"]
    status = run("status", "Bad")
    assert status.exit_code == 1
    assert "project.toml" in status.stderr


def test_without_a_workspace_named_serve_takes_the_one_that_all_commands_take(
    run, tmp_path, monkeypatch
):
    monkeypatch.setenv("PORTWIDGETS_WORKSPACE", str(tmp_path / "file" / "below"))
    (tmp_path / "file").write_text("")
    result = run("serve", "--no-browser")
    assert result.exit_code == 1
    assert str(tmp_path / "file") in result.stderr


def test_a_folder_that_cannot_be_made_is_told(run, tmp_path):
    (tmp_path / "file").write_text("")
    result = run("serve", tmp_path / "file" / "below", "--no-browser")
    assert result.exit_code == 1
    assert "No access to" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("new",), ("status",), ("serve", "--port", "x"), ("nonsense",)]
)
def test_a_wrong_call_ends_with_2(run, arguments):
    assert run(*arguments).exit_code == 2


def test_every_command_explains_itself_in_both_languages(run):
    for language in catalog.LANGUAGES:
        group = cli.build(language)
        for name, command in group.commands.items():
            assert run(name, "--help", language=language).exit_code == 0
            options = [each for each in command.params if each.param_type_name == "option"]
            assert all(each.help for each in options), name
    assert "Vis dashboardet" in run("--help", language="da").stdout
    assert "Show the dashboard" in run("--help", language="en").stdout


def test_the_version_is_told(run):
    assert run("--version").stdout == f"portwidgets {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["list", "--language", "da"], {"LANG": "en_GB.UTF-8"}, "da"),
        (["list", "--language=en"], {"LANG": "da_DK.UTF-8"}, "en"),
        (["list"], {"LANG": "da_DK.UTF-8"}, "da"),
        (["list"], {"LC_ALL": "C", "LANG": "da_DK.UTF-8"}, "en"),
        (["list"], {"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_systems(
    monkeypatch, arguments, environment, language
):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cli.language_of(arguments) == language


def test_the_dashboards_notebook_holds_one_line_of_code():
    cells = json.loads(dashboard_notebook().read_text("utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert code == ["from portwidgets import Dashboard; Dashboard()"]


def test_the_pages_template_has_the_texts_of_the_texts_file():
    # `python -m portwidgets.app.page_texts` writes it.
    assert page_texts.FILE.read_text("utf-8") == page_texts.page_texts()


def test_what_the_wheel_packs_from_elsewhere_is_there():
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    wheel = wheel["targets"]["wheel"]
    packed = {**wheel["force-include"], **wheel["shared-data"]}
    assert packed["notebooks/dashboard.ipynb"] == "portwidgets/app/dashboard.ipynb"
    assert [path for path in packed if not (ROOT / path).exists()] == []


@pytest.mark.skipif(os.name == "nt", reason="a signal to one process is another matter there")
def test_demo_serves_a_copy_and_deletes_it(tmp_path):
    environment = {**os.environ, "TMPDIR": str(tmp_path), "LANG": "en_GB.UTF-8"}
    command = [sys.executable, "-m", "portwidgets", "demo", "--no-browser", "--port", "0"]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        told = "".join(iter(process.stdout.readline, "Press Ctrl+C to stop.\n"))
        assert "It is deleted when the server is stopped." in told
        link = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", told)[0]
        [copy] = tmp_path.glob("portwidgets-demo-*")
        assert (copy / "demo" / "numbers.csv").exists()
        cookies = urllib.request.HTTPCookieProcessor()
        page = urllib.request.build_opener(cookies).open(link, timeout=60).read().decode()
        assert "data-pw-view" in page
        assert "data-pw-error" not in page
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert list(tmp_path.glob("portwidgets-demo-*")) == []
    assert list(tmp_path.glob("voila_*")) == []
