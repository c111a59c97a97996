"""`portwidgets export`: files whole, what is left out named, and an exit code that scripts see."""

import json

import pytest
from click.testing import CliRunner

from portwidgets import catalog
from portwidgets.app import cli
from portwidgets.project import Workspace


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path / "projects").create("Head office", region="DK", language="en")


@pytest.fixture
def run(project, tmp_path, monkeypatch):
    monkeypatch.setenv("PORTWIDGETS_WORKSPACE", str(project.path.parent))
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")

    def run_command(*arguments, language="en"):
        return CliRunner().invoke(cli.build(language), ["export", *map(str, arguments)])

    return run_command


def files(tmp_path):
    return sorted(path.name for path in (tmp_path / "out").iterdir())


def test_without_a_target_it_tells_what_there_is(run):
    listed = run("Head-office")
    assert listed.exit_code == 0
    assert all(f"{target}: " in listed.stdout for target in catalog.targets())
    told = json.loads(run("Head-office", "--json").stdout)
    assert [each["name"] for each in told] == list(catalog.targets())
    limits = {each["name"]: each["limit"] for each in told}
    assert limits["microsoft_teams"] == 999


def test_a_file_is_written_to_the_current_folder_under_its_own_name(run, project, tmp_path):
    project.numbers.add("67 12 34 00", decision="port")
    result = run("Head-office", "--to", "microsoft_teams")
    assert result.exit_code == 0
    assert files(tmp_path) == ["Head-office-microsoft_teams.csv"]
    assert "Head-office-microsoft_teams.csv: 1 number" in result.stdout
    written = (tmp_path / "out" / "Head-office-microsoft_teams.csv").read_bytes()
    assert written == b"PhoneNumber\r\n+4567123400\r\n"


def test_several_files_are_numbered_behind_the_name_that_was_asked_for(run, project, tmp_path):
    rows = [{"number": f"+1212555{last:04}", "decision": "port"} for last in range(100, 200)]
    project.numbers.add_rows(rows)
    result = run("Head-office", "--to", "bandwidth_off_net", "-o", "list.txt")
    assert result.exit_code == 0
    assert files(tmp_path) == ["list-1.txt", "list-2.txt", "list-3.txt"]
    assert "at most 49 numbers" in result.stdout


def test_what_the_receiver_cannot_take_is_named_and_the_exit_code_says_so(run, project):
    project.numbers.add("67 12 34 00", decision="port")
    project.numbers.add("4,57E+09", decision="port")
    result = run("Head-office", "--to", "e164_list")
    assert result.exit_code == 3
    assert "n0002 4,57E+09: " in result.stderr
    assert run("Head-office", "--to", "e164_list", "--accept-refused").exit_code == 0


@pytest.mark.parametrize("to", ["csv", "e164_list"])
def test_without_a_number_to_export_the_exit_code_says_so(run, project, to):
    assert run("Head-office", "--to", to).exit_code == 4
    project.numbers.add("67 12 34 00", decision="port")
    assert run("Head-office", "--to", to).exit_code == 0
    assert run("Head-office", "--to", to, "--where", "site=nowhere").exit_code == 4


def test_json_tells_everything(run, project, tmp_path):
    project.numbers.add("67 12 34 00", decision="port")
    project.numbers.add("67 12 34 01", decision="keep")
    project.numbers.add("4,57E+09", decision="port")
    told = json.loads(run("Head-office", "--to", "e164_list", "--json", "-o", tmp_path).stdout)
    assert told["files"] == [{"path": str(tmp_path / "Head-office-e164_list.txt"), "numbers": 1}]
    assert [(each["row"], each["code"]) for each in told["refused"]] == [
        ("n0003", "number.digits_lost")
    ]
    assert told["notes"] == ["1 number is left out, because it is not to be ported."]


def test_one_file_goes_to_the_standard_output_alone(run, project):
    project.numbers.add("67 12 34 00", decision="port")
    assert run("Head-office", "--to", "e164_list", "-o", "-").stdout == "+4567123400\n"
    both = run("Head-office", "--to", "e164_list", "-o", "-", "--json")
    assert both.exit_code == 1
    assert both.stdout == ""


def test_a_part_of_the_numbers_is_chosen_by_order_or_by_what_stands_in_a_column(run, project):
    project.numbers.add("67 12 34 00", decision="port", site="Aarhus", order="o0001")
    project.numbers.add("67 12 34 01", decision="port", site="Odense")
    where = run("Head-office", "--to", "e164_list", "-o", "-", "--where", "site=odense")
    assert where.stdout == "+4567123401\n"
    assert "no order" in run("Head-office", "--to", "e164_list", "--order", "o0001").stderr
    assert "not a condition" in run("Head-office", "--to", "csv", "--where", "place=x").stderr


@pytest.mark.parametrize(("language", "told"), [("da", "Vælg en af"), ("en", "Choose one of")])
def test_an_unknown_target_is_told_with_those_that_there_are(run, language, told):
    result = run("Head-office", "--to", "nowhere", language=language)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "microsoft_teams" in result.stderr
