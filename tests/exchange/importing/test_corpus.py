"""Every file of the corpus comes to its account, row by row, and adds up."""

from collections import Counter

import pytest
from exchange.importing.corpus import CASES

from portwidgets.exchange.importing.account import Outcome
from portwidgets.exchange.importing.preview import Preview
from portwidgets.exchange.reading import Upload

every_case = pytest.mark.parametrize("case", CASES, ids=str)


def preview_of(case):
    return Preview([Upload("list.csv", case.data)], case.region)


@every_case
def test_each_row_becomes_what_it_says(case):
    found = [
        (row.outcome.value, row.numbers[0], row.count)
        if row.outcome is Outcome.RANGE
        else (row.outcome.value, *row.numbers)
        for row in preview_of(case).rows(limit=1000).items
    ]
    assert found == case.rows


@every_case
def test_the_account_adds_up(case):
    preview = preview_of(case)
    account = preview.account
    wanted = Counter(outcome for outcome, *_ in case.rows)
    assert {key.value: count for key, count in account.outcomes.items() if count} == wanted
    assert account.rows == sum(account.outcomes.values()) == len(case.rows)
    assert account.numbers == account.new + account.in_inventory
    assert preview.rows().total == account.rows
    said = sum(row.count for row in preview.rows(limit=1000).items)
    assert said == account.numbers + account.repeated


@every_case
def test_its_columns_go_where_they_belong(case):
    columns = {column.letter: column.target for column in preview_of(case).columns(0)}
    assert {letter: columns[letter] for letter in case.targets} == case.targets


@every_case
def test_each_row_keeps_its_text_and_a_row_without_a_number_says_why(case):
    original = case.text.replace('"', "").replace("\r", "")
    for row in preview_of(case).rows(limit=1000).items:
        for cell in row.cells:
            assert cell.replace('"', "").replace("\r", "") in original
        if not row.count:
            assert row.reason is not None
            assert row.reason.text("da") != row.reason.text("en")


@every_case
def test_a_batch_of_cells_reads_like_one_by_one(case):
    from portwidgets.domain.numbers.number_cell import read_cell_numbers, read_many_cells

    texts = [cell for row in preview_of(case).rows(limit=1000).items for cell in row.cells]
    for text, many in zip(texts, read_many_cells(texts, case.region), strict=True):
        alone = read_cell_numbers(text, case.region)
        assert (many.found, many.note) == (alone.found, alone.note), text
