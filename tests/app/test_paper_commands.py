"""The commands letter, report and calendar: files whole, or a reason and exit code 1."""

import json

import pytest
from accounts import STATED
from click.testing import CliRunner
from papers import text_of

from portwidgets import Workspace
from portwidgets.app.cli import build


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "ports"
    project = Workspace(folder).create("Kontoret", gaining_carrier="Ny", language="da")
    project.accounts.add(**STATED)
    project.orders.add(account="a0001")
    project.numbers.add("67123400", order="o0001", account="a0001", decision="port")
    return folder


def run(workspace, *arguments, language="en"):
    arguments = [*map(str, arguments), "--workspace", str(workspace)]
    return CliRunner().invoke(build(language), arguments)


def test_a_letter_goes_where_it_is_asked_for_in_the_projects_language(workspace, tmp_path):
    done = run(workspace, "letter", "Kontoret", "--order", "o0001", "-o", tmp_path / "x.pdf")
    assert done.exit_code == 0, done.output
    assert done.output.strip() == str(tmp_path / "x.pdf")
    assert "Fuldmagt til nummerportering" in text_of((tmp_path / "x.pdf").read_bytes())


def test_a_folder_gets_a_file_with_a_telling_name(workspace, tmp_path):
    run(workspace, "letter", "Kontoret", "--order", "o0001", "-o", tmp_path)
    run(workspace, "report", "Kontoret", "-o", tmp_path, "--language", "en")
    run(workspace, "calendar", "Kontoret", "-o", tmp_path)
    names = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert names == {"Kontoret-o0001.pdf", "Kontoret-status.pdf", "Kontoret.ics"}
    assert "0 of 30 steps are done" in text_of((tmp_path / "Kontoret-status.pdf").read_bytes())


def test_what_is_missing_is_named_and_no_file_is_made(workspace, tmp_path):
    Workspace(workspace).open("Kontoret").accounts.set("a0001", account_number="", name="")
    done = run(workspace, "letter", "Kontoret", "--order", "o0001", "-o", tmp_path / "x.pdf")
    assert done.exit_code == 1
    assert "accounts.csv, a0001" in done.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_the_standard_output_takes_the_bytes_and_json_the_path(workspace, tmp_path):
    done = run(workspace, "calendar", "Kontoret", "-o", "-")
    assert done.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
    done = run(workspace, "report", "Kontoret", "-o", tmp_path, "--json")
    assert json.loads(done.output) == {"path": str(tmp_path / "Kontoret-status.pdf")}


def test_an_unknown_project_or_order_or_none_is_said(workspace):
    assert "Nowhere" in run(workspace, "report", "Nowhere").stderr
    assert "o0001" in run(workspace, "letter", "Kontoret", "--order", "o9").stderr
    assert run(workspace, "letter", "Kontoret").exit_code == 2


def test_neither_the_pdf_nor_the_calendar_library_is_loaded_by_other_commands():
    import subprocess
    import sys

    code = (
        "import sys, portwidgets.app.cli as c; c.build('en');"
        "print([m for m in ('fpdf', 'icalendar', 'holidays') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
