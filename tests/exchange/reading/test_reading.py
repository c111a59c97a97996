"""Files of every kind are read into rows, and what is no list is refused with what to do."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from portwidgets.errors import Refused
from portwidgets.exchange import reading
from portwidgets.exchange.reading import Pasted, Source, Upload, kinds, rows, source

FILES = Path(__file__).parent / "files"
ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>
<office:spreadsheet><table:table table:name="Numre">
<table:table-row><table:table-cell office:value-type="string">
<text:p>Telefon</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string">
<text:p>67 12 34 00</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"></manifest:manifest>"""
TEXT = "Telefon;Sted\r\n67123400;Århus\r\n67123401;Æbelø\r\n"
ROWS = [["Telefon", "Sted"], ["67123400", "Århus"], ["67123401", "Æbelø"]]


def sheets_of(given):
    found = []
    for _ in reading.read(Source(given), found):
        pass
    return found


def cells_of(sheet):
    return [sheet.cells(at) for at in range(len(sheet))]


def workbook(fill):
    """Return a workbook whose first sheet `fill(book, sheet)` writes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        fill(book, book.add_worksheet("Numre"))
    return file.getvalue()


def one_cell(_, sheet):
    sheet.write_string("A1", "67123400")


def refusal(given):
    with pytest.raises(Refused) as refused:
        sheets_of(given)
    assert refused.value.text("da") != refused.value.text("en")
    return refused.value.code


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman"],
)
def test_text_is_read_in_every_encoding_that_excel_writes(encoding):
    [sheet] = sheets_of(Upload("list.csv", TEXT.encode(encoding)))
    assert cells_of(sheet) == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_text_is_read_with_every_separator_and_line_end(separator, line_end):
    text = TEXT.replace(";", separator).replace("\r\n", line_end)
    [sheet] = sheets_of(Upload("list.txt", text.encode()))
    assert cells_of(sheet) == ROWS


def test_rows_are_counted_as_excel_counts_them():
    [sheet] = sheets_of(Upload("list.csv", b'a,b\n\n"c\nd",e\nf,g\n'))
    assert [sheet.number(at) for at in range(len(sheet))] == [1, 3, 4]


def test_excels_own_hint_is_no_row():
    [sheet] = sheets_of(Upload("list.csv", b"sep=|\r\na|b\r\nc|d\r\n"))
    assert cells_of(sheet) == [["a", "b"], ["c", "d"]]
    assert sheet.number(0) == 2


def test_cells_in_quotes_keep_separators_line_breaks_and_quotes():
    [sheet] = sheets_of(Upload("list.csv", b'a,b\n"1,2","x ""y""\nz"\n3,4\n'))
    assert cells_of(sheet) == [["a", "b"], ["1,2", 'x "y"\nz'], ["3", "4"]]


def test_a_long_text_in_quotes_goes_on_over_the_blocks_that_are_read():
    lines = [f'{at},"a\nb"' if at % 7 == 0 else f"{at},c" for at in range(9000)]
    [sheet] = sheets_of(Upload("list.csv", "\n".join(lines).encode()))
    assert len(sheet) == 9000
    assert sheet.cells(7000) == ["7000", "a\nb"]
    assert sheet.cells(8999) == ["8999", "c"]


def test_a_mail_is_lines_though_there_are_commas_in_it():
    text = "Hej,\nVi har 67 12 34 00, 67 12 34 01\nMvh,\nKontoret"
    [sheet] = sheets_of(Pasted(text))
    assert not sheet.table
    assert len(sheet) == 4


def test_our_own_separator_in_a_cell_does_not_make_two_of_it():
    [sheet] = sheets_of(Upload("list.csv", b"a;b\nc\x1fd;e\n" * 3))
    assert sheet.cells(1) == ["c�d", "e"]


def test_every_sheet_of_a_workbook_is_read_hidden_ones_named():
    def fill(book, sheet):
        sheet.write_string("A1", "Telefon")
        sheet.write_number("A2", 4567123400)
        hidden = book.add_worksheet("Gemt")
        hidden.write_string("A1", "67123401")
        hidden.hide()

    first, second = sheets_of(Upload("list.xlsx", workbook(fill)))
    assert cells_of(first) == [["Telefon"], ["4567123400"]]
    assert (second.name, second.hidden, cells_of(second)) == ("Gemt", True, [["67123401"]])


def test_cells_of_a_workbook_are_the_texts_that_stand_for_them(tmp_path):
    def fill(book, sheet):
        as_date = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_number("B3", 67123400)
        sheet.write_datetime("C3", dt.date(2026, 11, 22), as_date)
        sheet.write_datetime("D3", dt.datetime(2026, 11, 22, 14, 30), as_date)  # noqa: DTZ001
        sheet.write_boolean("E3", True)
        sheet.write_number("F3", 1.5)
        sheet.write_number("G3", 1.2345678901234567e16)

    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook(fill))
    [sheet] = sheets_of(path)
    assert cells_of(sheet) == [
        ["", "67123400", "2026-11-22", "2026-11-22 14:30:00", "TRUE", "1.5", "1.23457E+16"]
    ]
    assert sheet.number(0) == 3


def test_cells_merged_over_several_rows_stand_in_each():
    def fill(_, sheet):
        sheet.write_row("A1", ["Sted", "Telefon"])
        sheet.merge_range("A2:A3", "Odense")
        sheet.write_column("B2", ["67 12 34 00", "67 12 34 01", "67 12 34 02"])

    [sheet] = sheets_of(Upload("list.xlsx", workbook(fill)))
    assert [cells[0] for cells in cells_of(sheet)] == ["Sted", "Odense", "Odense", ""]


def test_a_workbook_that_is_called_csv_is_read_as_what_it_is():
    [sheet] = sheets_of(Upload("list.csv", workbook(one_cell)))
    assert cells_of(sheet) == [["67123400"]]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("list.csv", b"\x89PNG\r\n\x1a\n\0\0", "import.picture"),
        ("list.csv", b"\xff\xd8\xff\xe0", "import.picture"),
        ("list.csv", b"%PDF-1.7", "import.pdf"),
        ("list.xls", b"<html><table><tr><td>67123400", "import.html"),
        ("list.csv", b"\x1f\x8b\x08", "import.not_a_list"),
        ("list.csv", b"67123400;\x00\x01\x02", "import.not_text"),
        ("list.csv", b"", "import.empty"),
        ("list.xlsx", b"PK\x03\x04 and then nothing", "import.cut_off"),
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "import.damaged"),
        ("~$list.xlsx", b"\x05Jens", "import.lock_file"),
        (".~lock.list.ods#", b",jens", "import.lock_file"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(name, data, code):
    assert refusal(Upload(name, data)) == code


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path):
    assert refusal(tmp_path / "none.csv") == "import.no_file"
    assert refusal(tmp_path) == "import.folder"


def test_an_empty_clipboard_is_told():
    assert refusal(Pasted("")) == "import.nothing_pasted"


def test_a_file_that_excel_has_open_is_told(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook(one_cell))
    assert not Source(path).open_in_excel
    (tmp_path / "~$list.xlsx").write_bytes(b"\x05Jens")
    assert Source(path).open_in_excel


def test_a_large_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "LARGEST", 10)
    path = tmp_path / "list.csv"
    path.write_bytes(b"67123400\n67123401\n")
    assert refusal(path) == "import.too_large"


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(rows, "MOST_ROWS", 3)
    assert refusal(Upload("list.csv", b"67123400\n" * 4)) == "import.too_many_rows"


def test_more_columns_than_any_list_has_are_refused():
    assert refusal(Upload("list.csv", (b"1;" * 600 + b"\n") * 3)) == "import.too_many_columns"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(kinds.MOST_UNPACKED // (1 << 24) + 1):
                part.write(b"0" * (1 << 24))
    assert len(file.getvalue()) < 2 * 1024 * 1024
    assert refusal(Upload("list.xlsx", file.getvalue())) == "import.unpacks_too_large"


def test_a_cell_far_out_kills_its_reader_and_nobody_else():
    def fill(_, sheet):
        sheet.write_string(0, 0, "67123400")
        sheet.write_string(1_048_575, 16_383, "x")

    assert refusal(Upload("list.xlsx", workbook(fill))) == "import.takes_too_much"


def test_an_encrypted_workbook_is_told():
    assert refusal(FILES / "encrypted.xlsx") == "import.encrypted"


def test_the_old_format_of_excel_is_read():
    numbers, hidden = sheets_of(FILES / "list.xls")
    assert cells_of(numbers) == [["Telefon"], ["67123400"], ["67 12 34 01"]]
    assert hidden.hidden


def test_the_format_of_libreoffice_is_read():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.replace(">\n<", "><"))
    [sheet] = sheets_of(Upload("list.ods", file.getvalue()))
    assert (sheet.name, cells_of(sheet)) == ("Numre", [["Telefon"], ["67 12 34 00"]])


def test_a_workbook_that_is_given_up_stops_its_reader():
    data = workbook(
        lambda _, sheet: sheet.write_column("A1", [f"671{at:05}" for at in range(3000)])
    )
    found = []
    steps = reading.read(Source(Upload("list.xlsx", data)), found)
    next(steps)
    steps.close()
    assert len(found) <= 1
