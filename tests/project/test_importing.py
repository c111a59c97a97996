"""Importing into a project: nothing before it is applied, then one step that can be undone."""

import csv
import io
import json
from contextlib import suppress
from tempfile import TemporaryDirectory

import pytest
from exchange.importing.corpus import CASES
from hypothesis import given, settings
from hypothesis import strategies as st

from portwidgets import Workspace
from portwidgets.domain.steps import finish
from portwidgets.errors import Refused
from portwidgets.exchange.importing.account import Basis, Outcome
from portwidgets.exchange.reading import Pasted, Upload
from portwidgets.storage.import_shapes import FILE

LIST = (
    "Telefon;Type;Anvendelse;Bruger;Bemærkning;Udbyder\n"
    "67 12 34 00;Fastnet;Hovednummer;;;Tele\n"
    "67 12 34 10-19;Fastnet;;;serie;Tele\n"
    "67123401;Satellit;bruger;Per;;Tele\n"
    "67123401;mobil;bruger;Pia;;Tele\n"
    "4,57E+09;Fastnet;;;;Tele\n"
    ";;;Bo;;Tele\n"
)


@pytest.fixture
def preview(project):
    return project.import_file(Upload("liste.csv", LIST.encode()))


def numbers_of(project):
    return [row.number for row in project.numbers]


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


def test_a_row_that_is_not_understood_is_corrected_in_place(project, preview):
    [row] = preview.rows(Outcome.NOT_UNDERSTOOD).items
    assert row.reason.code == "number.digits_lost"
    corrected = preview.correct(row.key, "67 12 34 50")
    assert (corrected.outcome, corrected.numbers) == (Outcome.NUMBER, ("+4567123450",))
    assert preview.account.not_understood == 0
    preview.apply()
    assert "+4567123450" in numbers_of(project)


def test_a_correction_that_is_no_number_says_why_and_can_be_taken_back(preview):
    [row] = preview.rows(Outcome.NOT_UNDERSTOOD).items
    assert preview.correct(row.key, "6712345").reason.code == "number.too_short"
    assert preview.correct(row.key, "").reason.code == "number.digits_lost"


def test_a_row_is_left_out_or_taken_as_it_is_typed(project, preview):
    [row] = preview.rows(Outcome.NOT_UNDERSTOOD).items
    assert preview.leave_out(row.key).outcome is Outcome.NO_NUMBER
    assert preview.take_as_typed(row.key).outcome is Outcome.NUMBER
    preview.apply()
    assert numbers_of(project)[-1] == "4,57E+09"


def test_cells_that_differ_are_shown_side_by_side_and_only_empty_ones_are_filled(project):
    project.numbers.add("67123400", usage="queue")
    preview = project.import_file(Upload("liste.csv", LIST.encode()))
    changes = {change.column: change for change in preview.changes().items}
    assert (changes["usage"].old, changes["usage"].new) == ("queue", "main")
    assert not changes["usage"].accepted
    assert changes["type"].accepted
    preview.apply()
    assert (project.numbers["n0001"].usage, project.numbers["n0001"].type) == (
        "queue",
        "fixed_line",
    )


def test_a_change_is_written_when_it_is_accepted(project):
    project.numbers.add("67123400", usage="queue", type="mobile")
    preview = project.import_file(Upload("liste.csv", LIST.encode()))
    preview.accept(["n0001.usage"])
    preview.apply()
    assert (project.numbers["n0001"].usage, project.numbers["n0001"].type) == ("main", "mobile")


def test_what_the_file_lacks_is_named_and_stays(project):
    project.numbers.add("68 00 00 01", site="Vejle")
    preview = project.import_file(Upload("liste.csv", LIST.encode()))
    [missing] = preview.missing().items
    assert (missing.number, dict(missing.cells)["site"]) == ("+4568000001", "Vejle")
    preview.apply()
    assert "+4568000001" in numbers_of(project)


def test_the_same_file_again_changes_nothing(project, preview):
    preview.apply()
    again = project.import_file(Upload("liste.csv", LIST.encode()))
    assert (again.account.new, again.account.changed, again.account.missing) == (0, 0, 0)
    with pytest.raises(Refused, match="nothing to import"):
        again.apply()


def test_a_cell_that_somebody_changed_meanwhile_is_left_as_they_wrote_it(project):
    project.numbers.add("67123400")
    preview = project.import_file(Upload("liste.csv", LIST.encode()))
    project.numbers.set("n0001", usage="fax")
    result = preview.apply()
    assert project.numbers["n0001"].usage == "fax"
    assert [conflict.op.column for conflict in result.conflicts] == ["usage"]


def test_a_number_that_somebody_added_meanwhile_is_not_added_again(project, preview):
    project.numbers.add("67123400")
    preview.apply()
    assert numbers_of(project).count("+4567123400") == 1


def test_a_column_is_sent_elsewhere_and_the_next_file_of_that_shape_follows(project, preview):
    preview.map_column(0, 5, "note")
    assert dict(preview.rows(Outcome.NUMBER).items[0].becomes)["note"] == "Udbyder: Tele"
    preview.apply()
    again = project.import_file(Pasted(LIST.replace("67", "68")))
    carrier = again.columns(0)[5]
    assert (carrier.target, carrier.basis) == ("note", Basis.REMEMBERED)


def test_a_value_is_given_a_meaning_and_the_next_file_follows(project, preview):
    [unknown] = [value for value in preview.values() if value.basis is Basis.NOTHING]
    assert (unknown.column, unknown.text) == ("type", "Satellit")
    preview.map_value("type", "Satellit", "voip")
    preview.apply()
    assert project.numbers[project.numbers.ids()[-1]].type == "voip"
    again = project.import_file(Pasted(LIST))
    assert ("Satellit", "voip") in [(value.text, value.code) for value in again.values()]


def test_a_damaged_memory_is_begun_anew(project):
    (project.path.parent / FILE).write_text("{", encoding="utf-8")
    project.import_file(Upload("liste.csv", LIST.encode())).apply()
    assert json.loads((project.path.parent / FILE).read_text("utf-8"))


def test_a_file_of_memory_is_no_project(project, preview):
    preview.apply()
    assert (project.path.parent / FILE).is_file()
    assert [each.name for each in Workspace(project.path.parent).projects()] == [project.name]


def test_an_account_number_names_its_account(project):
    account = project.accounts.add(carrier="Tele", account_number="10203040")
    project.import_file(Pasted("Telefon;Kundenr.\n67123400;10203040\n67123401;99\n")).apply()
    assert [row.account for row in project.numbers] == [account.id, "99"]


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


def test_the_work_is_done_in_slices_and_can_be_given_up(project):
    preview = project.start_import(Pasted("Telefon\n" + "67123400\n" * 30_000))
    seen = [preview.work(0.0)]
    while seen[-1] < 1:
        seen.append(preview.work(0.0))
    assert len(seen) > 10
    assert all(0 <= done <= 1 for done in seen)
    preview = project.start_import(Pasted("67123400\n" * 30_000))
    preview.work(0.0)
    preview.close()
    assert preview.progress.fraction < 1


def test_who_gives_up_by_an_error_stops_the_work(project):
    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        project.import_file(Pasted("67123400\n" * 30_000), progress=stop)


def test_hidden_sheets_and_twins_are_named_and_left_out(project):
    def fill(book, sheet):
        for each in (sheet, book.add_worksheet("Kopi"), book.add_worksheet("Gemt")):
            each.write_column("A1", ["Telefon", "67 12 34 00"])
        book.get_worksheet_by_name("Gemt").write_string("A3", "67 12 34 01")
        book.get_worksheet_by_name("Gemt").hide()

    from exchange.reading.test_reading import workbook

    preview = project.import_file(Upload("liste.xlsx", workbook(fill)))
    assert [(sheet.name, sheet.chosen) for sheet in preview.sheets] == [
        ("Numre", True),
        ("Kopi", False),
        ("Gemt", False),
    ]
    assert preview.sheets[1].problems[0].code == "import.twin_sheet"
    assert preview.sheets[2].problems[0].code == "import.hidden_sheet"
    preview.choose_sheets([2])
    assert preview.account.numbers == 2
    assert preview.rows(Outcome.NUMBER).items[0].source.sheet == "Gemt"


def test_headings_are_moved_by_hand(project):
    preview = project.import_file(Pasted("Kolonne A;Kolonne B\n67123400;Odense\n67123401;Vejle\n"))
    assert preview.sheets[0].headings == (1,)
    preview.set_headings(0, [])
    assert preview.rows().items[0].outcome is Outcome.NOT_UNDERSTOOD
    preview.set_headings(0, [1])
    assert preview.rows().items[0].reason.code == "import.heading"


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


# --- numbers that would contradict others -----------------------------------------------------


@pytest.fixture
def submitted(project):
    return with_orders(project)


def with_orders(project):
    """Give a project a draft and a submitted order with a number each."""
    for status in ("draft", "submitted"):
        order = project.orders.add(account="a0001")
        project.numbers.add(f"671234{order.id[-2:]}", order=order.id)
        project.orders.set(order.id, status=status)
    return project


def listed(*rows):
    return Pasted("\n".join(("Telefon;Ordre;Status;Bruger", *rows)))


def test_a_number_that_would_contradict_its_order_is_left_out_and_the_others_come(submitted):
    preview = submitted.import_file(
        listed(
            "67 12 35 00;o0001;Porteret;Per",
            "67 12 35 01;o0001;Planlagt;Pia",
            "67 12 35 02;o0002;Indsendt;Bo",
        )
    )
    preview.apply()
    assert numbers_of(submitted)[2:] == ["+4567123501", "+4567123502"]
    assert submitted.contradictions == {}
    [(number, why)] = preview.refused.items()
    assert (number, why.code) == ("+4567123500", "transition.against_number")
    [row] = [row for row in preview.rows().items if "+4567123500" in row.numbers]
    told = " ".join(remark.text("da") for remark in row.remarks)
    assert "ikke importeret" in told
    assert "“Porteret”" in told
    submitted.undo()
    assert len(submitted.numbers) == 2


def test_of_a_number_that_is_there_nothing_is_changed_where_its_status_would_contradict(submitted):
    preview = submitted.import_file(
        listed("67 12 34 01;;Porteret;Per", "67 12 34 02;;Dato bekræftet (FOC);Pia")
    )
    preview.accept()
    preview.apply()
    assert [row.user for row in submitted.numbers] == ["", "Pia"]
    assert [row.status for row in submitted.numbers] == ["planned", "foc_confirmed"]
    assert set(preview.refused) == {"+4567123401"}


def test_where_every_number_would_contradict_nothing_is_imported_and_the_reason_told(submitted):
    preview = submitted.import_file(listed("67 12 35 00;o0001;Porteret;Per"))
    with pytest.raises(Refused) as refused:
        preview.apply()
    assert refused.value.code == "import.all_refused"
    assert "o0001" in refused.value.text("en")
    assert len(submitted.numbers) == 2


STATUSES = ["", "Planlagt", "Indsendt", "Afvist", "Porteret", "Annulleret"]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 9), st.sampled_from(["", "o0001", "o0002"]), st.sampled_from(STATUSES)
        ),
        min_size=1,
        unique_by=lambda row: row[0],
    )
)
@settings(max_examples=40, deadline=None)
def test_whatever_a_list_says_of_statuses_no_order_contradicts_its_numbers_after_it(rows):
    with TemporaryDirectory() as folder:
        project = with_orders(Workspace(folder).create("Job", region="DK"))
        told = (f"671234{last:02};{order};{status};" for last, order, status in rows)
        preview = project.import_file(listed(*told))
        preview.accept()
        before = len(project.numbers)
        with suppress(Refused):
            preview.apply()
        assert project.contradictions == {}
        new = sum(last > 2 for last, *_ in rows)
        left_out = sum(number not in ("+4567123401", "+4567123402") for number in preview.refused)
        assert len(project.numbers) == before + new - left_out


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


def test_an_import_in_steps_is_one_step_that_is_undone_and_redone_in_steps(project, preview):
    finish(preview.apply_in_steps())
    written = [dict(row) for row in project.numbers]
    assert len(written) == 12
    assert project.undo_size == 12
    finish(project.undo_in_steps())
    assert numbers_of(project) == []
    assert not project.can_undo
    finish(project.redo_in_steps())
    assert [dict(row) for row in project.numbers] == written


def test_an_undo_that_the_disk_refuses_can_be_tried_again(project, preview, monkeypatch):
    preview.apply()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    for undo in (project.undo, lambda: finish(project.undo_in_steps())):
        with monkeypatch.context() as patch:
            patch.setattr("portwidgets.storage.durable.staging", full)
            with pytest.raises(Refused, match="No space"):
                undo()
        assert project.can_undo
    project.undo()
    assert numbers_of(project) == []


def test_an_import_given_up_in_time_changes_nothing(project, preview):
    steps = preview.apply_in_steps()
    assert next(steps).step == "storage.preparing"
    steps.close()
    assert numbers_of(project) == []
    preview.apply()
    assert len(numbers_of(project)) == 12
