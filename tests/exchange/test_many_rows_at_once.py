"""A long list read in columns says what each of its cells says alone, and nothing gets lost."""

import pytest
from benchmarks.messy_list import HEADER, NUMBER, rows, write
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.numbers import phone_number
from portwidgets.domain.numbers.number_cell import read_cell_numbers, read_column, read_many_cells
from portwidgets.domain.numbers.single_reader import remembering
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
    many = read_many_cells(cells, "DK")
    column = read_column(cells, "DK")
    for text, one, other in zip(cells, many, column, strict=True):
        alone = told(read_cell_numbers(text, "DK"))
        assert told(one) == alone, text
        if isinstance(other, str):
            assert one.plain
            assert one.found[0].e164 == other
        else:
            assert told(other) == alone, text
            assert not other.plain


def told(reading):
    return reading.found, reading.note, str(reading.fault)


@given(
    st.lists(
        st.tuples(st.sampled_from(["+45", "", "45", "0", "1", "20"]), st.text("0123456789 "))
    ).map(lambda pairs: ["".join(pair) for pair in pairs]),
    st.sampled_from(["DK", "GB", "US", "SE", "CA", "AR", "GG", "ZZ"]),
)
def test_a_part_of_a_cell_says_the_same_looked_up_quickly_or_not(texts, region):
    look = remembering(region, {})
    for text in texts:
        assert look(text) == phone_number.examine(text, region)


def test_every_row_of_a_messy_list_says_the_numbers_that_it_was_written_for(path):
    account, items = everything(path)
    assert account.rows == len(items) == sum(account.outcomes.values())
    for row, item in zip(rows(COUNT), items, strict=True):
        assert item.numbers == row.says, row
        assert (item.outcome in (Outcome.NUMBER, Outcome.RANGE)) == bool(row.says)
