"""Importing into a project: nothing before it is applied, then one step that can be undone."""

import csv
import io
import json

import pytest
from exchange.importing.corpus import CASES
from project.import_list import numbers_of

from portwidgets.domain.steps import finish
from portwidgets.errors import Refused
from portwidgets.exchange.importing.account import Outcome
from portwidgets.exchange.reading import Pasted, Upload


def test_nothing_is_written_before_it_is_applied(project, preview):
    assert preview.account.new == 12
    assert numbers_of(project) == []
    assert not project.can_undo


def test_applying_is_one_change_and_one_undo(project, preview):
    result = preview.apply()
    assert len(result.change.ops) == len(project.numbers) == 12
    project.undo()
    assert numbers_of(project) == []
    project.redo()
    assert len(project.numbers) == 12


def test_a_number_brings_its_rows_cells_and_its_source(project, preview):
    preview.apply()
    main, first, *_ = list(project.numbers)
    assert (main.number, main.type, main.usage) == ("+4567123400", "fixed_line", "main")
    assert main.source == "liste.csv · 2"
    assert (first.number, first.note) == ("+4567123410", "serie")
    per = project.numbers[project.numbers.ids()[-1]]
    assert (per.user, per.type, per.note) == ("Per", "", "Type: Satellit")


def test_the_account_says_what_became_of_every_row(preview):
    outcomes = [row.outcome.value for row in preview.rows().items]
    assert outcomes == [
        "no_number",
        "number",
        "range",
        "number",
        "duplicate_in_file",
        "not_understood",
        "no_number",
    ]
    repeated = preview.rows(Outcome.DUPLICATE_IN_FILE).items[0]
    assert "liste.csv · 4" in repeated.reason.text("en")
    assert repeated.reason.code == "import.repeated_differs"


def test_an_account_number_names_its_account(project):
    account = project.accounts.add(carrier="Tele", account_number="10203040")
    project.import_file(Pasted("Telefon;Kundenr.\n67123400;10203040\n67123401;99\n")).apply()
    assert [row.account for row in project.numbers] == [account.id, "99"]


def test_an_account_number_that_two_accounts_have_names_neither(project):
    for carrier in ("Tele", "Fiber"):
        project.accounts.add(carrier=carrier, account_number="10203040")
    project.import_file(Pasted("Telefon;Kundenr.\n67123400;10203040\n")).apply()
    assert project.numbers["n0001"].account == "10203040"


def test_pins_are_neither_shown_nor_kept(project):
    preview = project.import_file(Pasted("Telefon;PIN\n67123400;482916\n67123401;482917\n"))
    told = b"".join(preview.account_csv("en")).decode()
    assert "48291" not in told + json.dumps(preview.as_dict("en"), default=str)
    assert "PIN" in preview.sheets[0].problems[0].text("en")
    with pytest.raises(Refused, match="PIN"):
        preview.map_column(0, 1, "note")
    preview.apply()
    for path in project.path.parent.rglob("*"):
        assert not path.is_file() or b"48291" not in path.read_bytes()


def test_the_account_is_a_file_for_a_spreadsheet(preview):
    text = b"".join(preview.account_csv("da")).decode("utf-8-sig")
    header, *lines = csv.reader(io.StringIO(text), delimiter=";")
    assert header[:4] == ["Fil", "Ark", "Række", "Udfald"]
    assert len(lines) == preview.account.rows
    assert lines[2][5:7] == ["67 12 34 10 – 67 12 34 19", "10"]
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]


def test_rows_are_found_by_their_text(preview):
    page = preview.rows(search="per")
    assert [row.numbers for row in page.items] == [("+4567123401",)]
    assert page.total == 1


def test_many_new_numbers_are_kept_as_a_few_are(project):
    typed = [f"67 12 {at:02} {end:02}" for at in range(30) for end in range(10)] + ["4,57E+09", "x"]
    project.numbers.add_rows([{"number": text} for text in typed])
    many = numbers_of(project)
    project.undo()
    for text in typed[::60]:
        project.numbers.add(text)
    assert numbers_of(project) == many[::60]
    assert many[-2:] == ["4,57E+09", "x"]


@pytest.mark.parametrize(
    ("region", "number", "typed", "stored"),
    [("DK", "67123400", "01-02-2026", "2026-02-01"), ("US", "2125550100", "1/2/26", "2026-01-02")],
)
def test_dates_are_read_as_the_projects_country_writes_them(
    workspace, region, number, typed, stored
):
    project = workspace.create("Dates", region=region)
    project.import_file(Pasted(f"Phone;Port date;SMS\n{number};{typed};ja\n{number};;\n")).apply()
    [row] = project.numbers
    assert (row.foc_on, row.sms) == (stored, "yes")


def test_a_date_that_is_none_is_told_in_the_note(project):
    project.import_file(Pasted("Telefon;Porteringsdato\n67123400;efter ferien\n")).apply()
    [row] = project.numbers
    assert (row.foc_on, row.note) == ("", "Porteringsdato: efter ferien")


def test_several_files_are_one_import(project):
    first, second = "Telefon\n67123400\n67123401\n", "Telefon\n67123401\n67123402\n"
    preview = project.import_file(Upload("a.csv", first.encode()), Upload("b.csv", second.encode()))
    assert (preview.account.new, preview.account.repeated) == (3, 1)
    [again] = preview.rows(Outcome.DUPLICATE_IN_FILE).items
    assert (again.source.file, again.reason.values[0][1]) == ("b.csv", "a.csv · 3")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_import_writes_what_its_rows_entered_one_by_one_would(workspace, case):
    in_one, by_hand, in_steps = (
        workspace.create(name, region=case.region) for name in ("one", "hand", "steps")
    )
    upload = Upload("list.csv", case.data)
    previews = [each.import_file(upload) for each in (in_one, by_hand, in_steps)]
    if not previews[0].account.new:
        return
    previews[0].apply()
    finish(previews[2].apply_in_steps())
    for key in dict.fromkeys(previews[1]._engine.tally.first.values()):
        row = previews[1].row(key)
        for number, first in previews[1]._engine.tally.first.items():
            if first == key:
                cells = previews[1]._engine.cells(key, number)
                by_hand.numbers.add(number, source=str(row.source), **cells)
    stored = [[dict(row) for row in each.numbers] for each in (in_one, by_hand, in_steps)]
    assert stored[0] == stored[1] == stored[2]
