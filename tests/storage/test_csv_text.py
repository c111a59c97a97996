"""Any dialect is read, plain files come back byte for byte, damage is named."""

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.schema import NUMBERS
from portwidgets.errors import DamagedFile
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.csv_text import encode_row, read_sheet
from portwidgets.storage.table_reading import NamesBefore

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
COLUMNS = st.permutations(["id", "number", "note", "their own; column", "ø"])


def read(data: bytes):
    return read_sheet(data, file="numbers.csv", key="id")


def stored(data: bytes) -> StoredTable:
    sheet = read(data)
    names = NamesBefore(lambda: StoredTable(NUMBERS), sheet, StoredTable.next_id)
    return StoredTable.of_sheet(NUMBERS, sheet, names.give)


def row_of(columns: int):
    return st.tuples(*[TEXT] * (columns - 1))


@given(COLUMNS, st.lists(row_of(5), max_size=6))
def test_any_text_in_any_column_order_round_trips(columns, rows):
    table = [[*cells[:0], *cells] for cells in rows]
    key = columns.index("id")
    for number, cells in enumerate(table):
        cells.insert(key, f"n{number + 1:04}")
    data = b"\n".join([encode_row(columns), *map(encode_row, table), b""])
    sheet = read(data)
    assert (sheet.header, sheet.rows, sheet.plain) == (list(columns), table, True)
    assert b"\n".join([encode_row(columns), *sheet.lines, b""]) == data


@given(COLUMNS, st.lists(row_of(5), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_what_the_csv_module_writes_in_any_dialect_is_read(columns, rows, separator):
    """Quotes everywhere, CRLF, a byte order mark: the cells are the same."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL)
    table = [[*cells, f"n{number}"] for number, cells in enumerate(rows)]
    header = [*(name for name in columns if name != "id"), "id"]
    writer.writerows([header, *table])
    for encoding in ("utf-8-sig", "utf-16", "utf-8"):
        assert read(out.getvalue().encode(encoding)).rows == table


@given(st.lists(TEXT, min_size=2, max_size=6))
def test_our_lines_are_what_the_csv_module_reads(cells):
    text = encode_row(cells).decode() + "\n"
    assert list(csv.reader(io.StringIO(text, newline="\n"), strict=True)) == [cells]


def test_untouched_lines_keep_their_bytes_even_when_quoted_needlessly():
    header = ",".join(column.name for column in NUMBERS.columns)
    row = '"n0001","+4570123400"' + "," * (len(NUMBERS.columns) - 2)
    other = "n0002" + "," * (len(NUMBERS.columns) - 1)
    table = stored(f"{header}\n{row}\n{other}\n".encode())
    table.set("n0002", "note", "x")
    lines = b"".join(table.encoded()).decode().splitlines()
    assert lines[1] == row
    assert lines[2].startswith("n0002,")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "utf-8"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_what_spreadsheets_leave_is_read(encoding, separator, end):
    lines = ["note|id|number", 'Ærø "Syd"|n0001|+4570123400', "|n0002|"]
    lines = [line.replace('Ærø "Syd"', '"Ærø ""Syd"""') for line in lines]
    data = (end.join(lines) + end).replace("|", separator).encode(encoding)
    sheet = read(data)
    assert sheet.rows == [['Ærø "Syd"', "n0001", "+4570123400"], ["", "n0002", ""]]


def test_rows_that_lost_trailing_separators_are_padded():
    assert read(b"id,number,note\nn0001,+45\nn0002\n").rows == [
        ["n0001", "+45", ""],
        ["n0002", "", ""],
    ]


def test_separators_behind_the_last_column_and_empty_lines_are_no_cells():
    sheet = read(b"id;number;;\r\nn0001;+45;;\r\n;;;\r\n\r\n")
    assert (sheet.header, sheet.rows) == (["id", "number"], [["n0001", "+45"]])


def test_columns_of_ours_that_a_file_lacks_come_last_and_unknown_ones_stay():
    table = stored(b"theirs,id\nx,n0001\n")
    assert table.header[:3] == ("theirs", "id", "number")
    assert table.row("n0001")["theirs"] == "x"
    assert b"".join(table.encoded()).splitlines()[1].startswith(b"x,n0001,,")


def test_a_row_without_an_id_gets_the_next_one():
    table = stored(b"id,number\nn0007,1\n,2\n,3\n")
    assert table.ids() == ["n0007", "n0008", "n0009"]
    assert table.cell("n0008", "number") == "2"
    assert b"n0009,3" in b"".join(table.encoded())


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"id,number\nn1,a\nn2,b,c\n", "too_long_row", 3),
        (b'id,number\nn1,a\nn2,"b\nc,d\n', "open_quote", 3),
        (b'id,number\nn1,"a"b\n', "malformed", 2),
        (b"id,number\nn1,a\nn1,b\n", "row_twice", 3),
        (b"id,number,number\nn1,a,b\n", "column_twice", None),
        (b"number,note\n1,2\n", "no_key_column", None),
        (b"", "no_key_column", None),
        (b"id,number\nn1,a\0\n", "not_text", None),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff\xfe", "not_text", None),
        (b"\x00\xff\xfe\x01", "not_text", None),
        ("id,number\nn1,æ\n".encode() + b"n2,\xe6\n", "bad_encoding", 3),
        ("id,number\nn1,æ".encode()[:-1], "bad_encoding", 2),
        (b"id,number\nn1,\x81\n", "bad_encoding", 2),
        (codecs.BOM_UTF16_LE + "id,number\n".encode("utf-16-le") + b"x", "bad_encoding", None),
        (b"id,number,note\nn1,a,b\nn2,a", "cut_off", 3),
    ],
)
def test_damage_is_named_with_its_line_and_a_remedy(data, code, line):
    with pytest.raises(DamagedFile) as raised:
        stored(data)
    error = raised.value
    assert error.code == f"storage.{code}"
    assert line is None or error.values["line"] == line
    for language in ("da", "en"):
        assert "numbers.csv" in error.text(language)


@given(st.binary(max_size=200))
def test_bytes_are_read_or_named_as_damage(data):
    """Nothing else can come out of a file, whatever is in it."""
    try:
        sheet = read(b"id,number\n" + data)
    except DamagedFile as error:
        told = error.text("en")
    else:
        told = all(len(row) == len(sheet.header) for row in sheet.rows)
    assert told
