"""A long list read in columns says what each of its cells says alone, and nothing gets lost."""

import pytest
from benchmarks.messy_list import HEADER, NUMBER, rows, write

from portwidgets.domain import number_reader
from portwidgets.domain.number_cell import read_cell_numbers, read_many_cells
from portwidgets.exchange.importing.account import Outcome
from portwidgets.exchange.importing.preview import Preview

COUNT = 3_000


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("list") / "list.csv"
    write(path, COUNT)
    return path


def everything(path):
    preview = Preview([path], "DK")
    return preview.account, preview.rows(limit=COUNT).items


def test_cells_say_the_same_many_at_once_and_one_by_one():
    cells = [row.cells[NUMBER] for row in rows(COUNT) if len(row.cells) == len(HEADER)]
    for text, many in zip(cells, read_many_cells(cells, "DK"), strict=True):
        alone = read_cell_numbers(text, "DK")
        assert (many.found, many.note) == (alone.found, alone.note), text
        assert str(many.fault) == str(alone.fault), text


def test_rows_say_the_same_whether_plain_cells_are_taken_as_a_column_or_not(path, monkeypatch):
    with_columns = everything(path)
    monkeypatch.setattr(number_reader, "plain_numbers", lambda texts, _: [None] * len(texts))
    assert everything(path) == with_columns


def test_a_plain_number_is_one_number_and_nothing_else():
    texts = ["67 12 34 00", "67 12 34 00 lok. 12", "67123400, 67123401", "", "tel:+4567123400"]
    assert number_reader.plain_numbers(texts, "DK") == [
        "+4567123400",
        None,
        None,
        None,
        "+4567123400",
    ]


def test_every_row_of_a_messy_list_says_the_numbers_that_it_was_written_for(path):
    account, items = everything(path)
    assert account.rows == len(items) == sum(account.outcomes.values())
    for row, item in zip(rows(COUNT), items, strict=True):
        assert item.numbers == row.says, row
        assert (item.outcome in (Outcome.NUMBER, Outcome.RANGE)) == bool(row.says)
