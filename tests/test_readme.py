"""README is true: its commands run, its code runs, its links lead somewhere."""

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import portwidgets
from portwidgets import Workspace

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCRIPTS = Path(sys.executable).parent
SHOWN = ("Panel", "Table", "Page", "Overview", "Dashboard")  # how widgets are called
SET_UP = ("python3 -m venv", "python3 tests/run.py")  # CI runs these two in a clean clone


def commands():
    """The commands for Linux: the second column of the tables that have one for Windows too."""
    rows = re.findall(r"^\|[^|]*\| `([^`]+)` \| `[^`]+` \|$", README, re.MULTILINE)
    return [row for row in rows if not row.startswith(SET_UP)]


def environment(home):
    return {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "LANG": "C.UTF-8"}


def arguments(command, home):
    words = shlex.split(command.replace("~", str(home)))
    return [str(SCRIPTS / words[0].removeprefix(".venv/bin/")), *words[1:]]


def test_the_commands_work_one_after_the_other(tmp_path):
    found = commands()
    assert [shlex.split(command)[1] for command in found] == [
        "serve",
        "new",
        "list",
        "status",
        "export",
        "doctor",
        "restore",
        "share",
        "check",
        "report",
        "calendar",
    ]
    for command in found:
        if " serve " in command:
            continue
        done = subprocess.run(
            arguments(command, tmp_path),
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        if " new " in command:  # there is nothing to export of a project without numbers
            Workspace(tmp_path / "ports").open("Head-office").numbers.add("67 12 34 00")


@pytest.mark.parametrize("command", ["serve ~/ports", "demo"])
def test_the_dashboard_is_served_until_it_is_stopped(command, tmp_path):
    words = arguments(f".venv/bin/portwidgets {command} --no-browser --port 0", tmp_path)
    with subprocess.Popen(
        words, env=environment(tmp_path), stdout=subprocess.PIPE, text=True
    ) as server:
        link = next((line for line in server.stdout if "http://" in line), "")
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)
    assert re.search(r"http://127\.0\.0\.1:\d+/\S*token=[\w-]+", link)


def test_every_command_for_linux_has_its_twin_for_windows():
    rows = re.findall(r"^\|[^|]*\| `([^`]+)` \| `([^`]+)` \|$", README, re.MULTILINE)
    assert len(rows) >= 6
    for linux, windows in rows:
        as_windows = (
            linux.replace("python3 tests/run.py", r"py tests\run.py")
            .replace("python3", "py")
            .replace(".venv/bin/", ".venv\\Scripts\\")
            .replace("~/", "%USERPROFILE%\\")
        )
        assert windows == as_windows


def test_the_code_runs_in_its_order(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {}
    for block in re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL):
        exec(compile(block, "README.md", "exec"), names)
    project = names["project"]
    assert set(names["frame"].index) < set(project.numbers.ids())  # the import came later
    assert project.checklist["keep_loa_copy"].state == "open"  # the undone step


def test_every_widget_is_named_in_the_section_for_notebooks():
    section = re.search(r"^## In a notebook\n(.*?)^## ", README, re.MULTILINE | re.DOTALL)[1]
    widgets = {name for name in portwidgets.__all__ if name.endswith(SHOWN)}
    assert len(widgets) > 10
    assert {name for name in widgets if f"{name}(" not in section} == set()


def test_links_to_sections_lead_to_headings():
    headings = re.findall(r"^## (.+)$", README, re.MULTILINE)
    targets = re.findall(r"\]\(#([^)]+)\)", README)
    assert targets
    assert {*targets} <= {heading.lower().replace(" ", "-") for heading in headings}


def test_links_to_files_lead_to_files():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_files_of_a_project_are_those_that_readme_lists(tmp_path):
    from portwidgets import Workspace

    project = Workspace(tmp_path).demo()
    project.checklist.tick("obtain_recent_bill")
    listed = set(re.findall(r"^\| `([a-z]+\.(?:csv|toml))` \|", README, re.MULTILINE))
    written = {path.name for path in project.path.iterdir() if not path.name.startswith(".")}
    assert written == listed
