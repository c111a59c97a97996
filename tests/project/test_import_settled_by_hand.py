"""What a person settles of an import: rows, columns, words, headings, sheets; and its memory."""

import json

from project.import_list import LIST, numbers_of

from portwidgets import Workspace
from portwidgets.exchange.importing.account import Basis, Outcome
from portwidgets.exchange.reading import Pasted, Upload
from portwidgets.storage.import_shapes import FILE


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


def test_what_is_settled_in_one_go_loses_no_row_of_what_was_settled_before(project):
    files = [Upload(f"{start}.csv", LIST.replace("67", start).encode()) for start in ("67", "68")]
    preview = project.import_file(*files)
    assert preview.account.new == 24
    preview.map_column(0, 5, "note")
    preview.map_column(1, 5, "note")
    preview.map_value("type", "Satellit", "voip")
    assert preview.account.new == 24


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


def test_a_damaged_memory_is_begun_anew(project):
    (project.path.parent / FILE).write_text("{", encoding="utf-8")
    project.import_file(Upload("liste.csv", LIST.encode())).apply()
    assert json.loads((project.path.parent / FILE).read_text("utf-8"))


def test_a_file_of_memory_is_no_project(project, preview):
    preview.apply()
    assert (project.path.parent / FILE).is_file()
    assert [each.name for each in Workspace(project.path.parent).projects()] == [project.name]
