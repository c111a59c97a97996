"""`portwidgets import`: what it says, what it writes, and how it ends."""

import json

import pytest
from click.testing import CliRunner

from portwidgets import Workspace
from portwidgets.app import cli
from portwidgets.app.import_command import NOT_APPLIED, NOT_UNDERSTOOD

GOOD = "Telefon;Sted\n67123400;Odense\n67 12 34 10-19;Vejle\n"
BAD = GOOD + "4,57E+09;Vejle\n"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTWIDGETS_WORKSPACE", str(tmp_path / "projects"))
    made = Workspace(tmp_path / "projects")
    made.create("Job", region="DK")
    return made


@pytest.fixture
def run(workspace, tmp_path):
    assert workspace.projects()

    def run_command(text, *arguments, language="en", **how):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        words = ["import", "Job", *map(str, arguments or [path])]
        if arguments and not how:
            words.insert(2, str(path))
        return CliRunner().invoke(cli.build(language), words, **how)

    return run_command


def numbers(workspace):
    return [row.number for row in workspace.open("Job").numbers]


def test_a_list_is_imported_with_its_account(run, workspace):
    done = run(GOOD)
    assert done.exit_code == 0
    assert "3 rows read:" in done.stdout
    assert "1 Expanded from ranges" in done.stdout
    assert "Imported: 11 new numbers, 0 cells changed." in done.stdout
    assert len(numbers(workspace)) == 11


def test_a_dry_run_writes_nothing(run, workspace):
    done = run(GOOD, "--dry-run")
    assert (done.exit_code, numbers(workspace)) == (0, [])
    assert "would add 11 numbers" in done.stdout


def test_where_rows_are_not_understood_nothing_is_written_and_the_exit_code_says_so(run, workspace):
    done = run(BAD, language="da")
    assert (done.exit_code, numbers(workspace)) == (NOT_UNDERSTOOD, [])
    assert "list.csv · 4: 4,57E+09 | Vejle" in done.stdout
    assert "cifrene er tabt" in done.stdout
    assert "--accept-unread" in done.stdout


def test_the_rest_is_imported_when_told_to(run, workspace):
    assert run(BAD, "--accept-unread").exit_code == 0
    assert len(numbers(workspace)) == 11


def test_json_gives_the_whole_account(run):
    done = run(BAD, "--json")
    assert done.exit_code == NOT_UNDERSTOOD
    told = json.loads(done.stdout)
    assert told["written"] is False
    assert told["account"]["rows"] == len(told["rows"]) == sum(told["account"]["outcomes"].values())
    assert told["rows"][3]["source"] == {"file": "list.csv", "sheet": "", "row": 4}
    assert told["rows"][3]["cells"] == ["4,57E+09", "Vejle"]
    assert [column["target"] for column in told["sheets"][0]["columns"]] == ["number", "site"]


def test_a_column_is_mapped_by_its_heading_or_its_letter(run, workspace):
    assert run(GOOD, "--mapping", "Sted=note", "--mapping", "A=number").exit_code == 0
    assert {row.note for row in workspace.open("Job").numbers} == {"Odense", "Vejle"}


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("Sted", "“Sted” is not a mapping"),
        ("Sted=nonsense", "no column “nonsense”"),
        ("Nowhere=note", "“Nowhere=note” is not a mapping"),
    ],
)
def test_a_mapping_that_means_nothing_is_refused(run, workspace, mapping, says):
    done = run(GOOD, "--mapping", mapping)
    assert (done.exit_code, numbers(workspace)) == (1, [])
    assert says in done.stderr


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(run):
    done = run(GOOD, "--sheet", "Numre")
    assert done.exit_code == 1
    assert "There is no sheet “Numre”" in done.stderr


def test_text_comes_from_the_standard_input(run, workspace):
    done = run("", "-", input="67 12 34 77\n")
    assert done.exit_code == 0
    assert numbers(workspace) == ["+4567123477"]


def test_details_of_the_file_replace_those_of_the_project_when_told_to(run, workspace):
    project = workspace.open("Job")
    project.numbers.add("67123400", site="Aarhus")
    run(GOOD)
    assert workspace.open("Job").numbers["n0001"].site == "Aarhus"
    run(GOOD, "--overwrite")
    assert workspace.open("Job").numbers["n0001"].site == "Odense"


def test_the_account_is_saved(run, tmp_path):
    run(BAD, "--account", tmp_path / "account.csv")
    lines = (tmp_path / "account.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 5


def test_a_file_that_is_none_is_told_on_stderr(run):
    done = run("", "no such file.csv", input="")
    assert done.exit_code == 1
    assert "There is no file" in done.stderr


def test_a_number_that_contradicts_its_order_is_named_and_the_exit_code_says_so(run, workspace):
    project = workspace.open("Job")
    order = project.orders.add(account="a0001")
    project.numbers.add("67123499", order=order.id)
    listed = f"Telefon;Ordre;Status\n67123400;{order.id};Ported\n67123401;{order.id};\n"
    done = run(listed)
    assert done.exit_code == NOT_APPLIED
    assert "Imported: 1 new numbers, 0 cells changed." in done.stdout
    assert f"Order {order.id} cannot be “Draft” while +4567123400 is “Ported”" in done.stdout
    assert numbers(workspace) == ["+4567123499", "+4567123401"]
    again = run(listed, "--json")
    assert again.exit_code == NOT_APPLIED
    told = json.loads(again.stdout)
    assert (told["written"], list(told["refused"])) == (False, ["+4567123400"])
