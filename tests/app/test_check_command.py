"""`portwidgets check`: what it says, and the exit code that a script goes by."""

import json

import pytest
from click.testing import CliRunner

from portwidgets.app import cli
from portwidgets.project import Workspace


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


@pytest.fixture
def run(tmp_path):
    def run_command(*arguments, language="en"):
        command = ["check", *map(str, arguments), "--workspace", str(tmp_path)]
        return CliRunner().invoke(cli.build(language), command)

    return run_command


def test_an_order_that_is_not_ready_ends_with_one_and_names_the_cell_and_the_fix(run, workspace):
    workspace.demo(language="en")
    said = run("demo")
    assert said.exit_code == 1
    assert "o0003: not ready, 19 numbers" in said.stdout
    assert (
        "error: Account Tele Eksempel A/S (a0001): Street: The order says “Eksempelvej 1”"
        in said.stdout
    )
    assert "Telnyx LOCATION_MISMATCH" in said.stdout
    assert (
        "fejl: Konto Tele Eksempel A/S (a0001): Gade og nummer" in run("demo", language="da").stdout
    )


def test_an_order_that_was_completed_is_asked_nothing_and_ends_with_zero(run, workspace):
    workspace.demo(language="en")
    said = run("demo", "--order", "o0001")
    assert (said.exit_code, said.stdout) == (0, "o0001: closed, 2 numbers\n")


def test_json_has_each_finding_with_its_code_and_cell(run, workspace):
    workspace.demo(language="en")
    told = json.loads(run("demo", "--json").stdout)
    assert told["ready"] is False
    assert [order["order"] for order in told["orders"]] == ["o0001", "o0002", "o0003"]
    finding = next(
        each for each in told["orders"][2]["findings"] if each["code"] == "address_differs"
    )
    assert (finding["table"], finding["row"], finding["column"]) == ("accounts", "a0001", "street")
    assert finding["suggestion"] == "Eksempelvej 1, st."
    assert finding["set_aside"] is None


def test_a_finding_that_was_set_aside_is_told_with_its_reason(run, workspace):
    project = workspace.demo(language="en")
    project.user = "IT"
    finding = next(f for f in project.check()["o0003"].findings if f.code == "address_differs")
    project.checking.set_aside(finding, "The carrier has confirmed it")
    assert "set aside: Account Tele Eksempel A/S (a0001): Street" in run("demo").stdout
    assert "IT: The carrier has confirmed it" in run("demo").stdout


def test_without_an_order_it_says_what_to_do_first(run, workspace):
    workspace.create("Head office")
    said = run("Head-office")
    assert (said.exit_code, said.stdout.split(".")[0]) == (0, "There are no orders yet")


def test_an_unknown_order_is_refused(run, workspace):
    workspace.demo()
    said = run("demo", "--order", "o9999")
    assert said.exit_code == 1
    assert "o9999" in said.stderr
